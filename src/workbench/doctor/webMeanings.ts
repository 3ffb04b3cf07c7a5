import { l10n } from 'vscode';
import { plain } from '../../ari/text';
import type { Change, Meaning, Meanings, Subject } from './meaning';
import { RELOAD_HTTP } from './words';

/** What the layers web server, prefix and ARI found. */
export const webMeanings: Meanings<
  | 'asterisk'
  | 'asteriskBehind'
  | 'tlsHere'
  | 'otherServer'
  | 'gateway'
  | 'redirected'
  | 'notHttp'
  | 'closedUnanswered'
  | 'wrongPrefix'
  | 'nothingThere'
  | 'ariMissing'
  | 'unexpected'
> = {
  asterisk: ({ server }) => ({
    means: server
      ? l10n.t('Asterisk’s own web server answers ({0}).', plain(server, 100))
      : l10n.t('Asterisk’s own web server answers (its name is hidden by servername in http.conf).'),
  }),
  asteriskBehind: ({ server }) => ({ means: l10n.t('ARI answers, through {0}.', plain(server, 100)) }),
  tlsHere: ({ port }, { url }) => ({
    means: l10n.t('Port {0} speaks TLS, but the server’s URL says http.', port),
    changes: [{ advice: l10n.t('Edit the server’s URL:'), lines: [url.replace(/^http:/, 'https:')] }],
  }),
  otherServer: ({ server }, { port }) => ({
    means: server
      ? l10n.t('A web server answers on port {0}, but it is not Asterisk’s: {1}.', port, plain(server, 100))
      : l10n.t('A web server answers on port {0}, but it is not Asterisk’s.', port),
    changes: [
      {
        advice: l10n.t(
          'Check the port in the server’s URL. Asterisk says where its own web server listens (bindport in http.conf, usually 8088):',
        ),
        lines: ['*CLI> http show status'],
      },
      { advice: l10n.t('If it is meant to pass requests on to Asterisk: it has to do so for /ari.') },
    ],
  }),
  gateway: ({ server, status }) => ({
    means: l10n.t(
      '{0} is in between and gets no answer from Asterisk ({1}).',
      server ? plain(server, 100) : l10n.t('A proxy'),
      status,
    ),
    changes: [
      {
        advice: l10n.t(
          'Check that Asterisk is running, and that the proxy passes requests on to where Asterisk listens:',
        ),
        lines: ['*CLI> http show status'],
      },
    ],
  }),
  redirected: ({ location }) => ({
    means: l10n.t('The server sends us elsewhere. Credentials are not carried along, so that is not followed.'),
    changes: [{ advice: l10n.t('If that is the place, edit the server’s URL:'), lines: [withoutAri(location)] }],
  }),
  notHttp: ({ protocol }, subject) => notHttp(protocol, subject),
  closedUnanswered: ({ port }) => ({
    means: l10n.t(
      'The connection is accepted and ended at once, without an answer. Asterisk does that when it has as many HTTP sessions as it may.',
    ),
    changes: [
      ...moreSessions(),
      { advice: l10n.t('Otherwise port {0} is not Asterisk’s web server: check the port in the server’s URL.', port) },
    ],
  }),
  wrongPrefix: ({ given, found, url }) => ({
    means: found
      ? l10n.t('Asterisk’s web server has the prefix {0}, which the server’s URL lacks.', found)
      : l10n.t('The server’s URL ends in {0}, but Asterisk’s web server has no such prefix.', plain(given)),
    changes: [
      { advice: l10n.t('Edit the server’s URL:'), lines: [url] },
      prefixLine(plain(given.replace(/^\//, '')), found),
      RELOAD_HTTP(),
    ],
  }),
  nothingThere: ({ prefix }) => ({
    means: l10n.t(
      'Asterisk’s web server has neither {0}/ari nor {0}/ws: it has another prefix, or no module that serves them.',
      plain(prefix),
    ),
    changes: [
      {
        advice: l10n.t(
          'Asterisk says which prefix it has and what it serves. The prefix belongs at the end of the server’s URL:',
        ),
        lines: ['*CLI> http show status'],
      },
      loadAri(),
    ],
  }),
  ariMissing: () => ({
    means: l10n.t(
      'Asterisk’s web server is there, but no ARI: it is disabled, or not loaded. (From outside both look the same.)',
    ),
    changes: [
      { advice: l10n.t('In ari.conf, enable it:'), lines: ['[general]', 'enabled = yes'] },
      loadAri(),
      {
        advice: l10n.t('Then ask Asterisk which of the two it was:'),
        lines: ['*CLI> module load res_ari.so', '*CLI> module reload res_ari.so', '*CLI> ari show status'],
      },
    ],
  }),
  unexpected: ({ status, error }) => ({
    means:
      status === undefined
        ? l10n.t('No answer that could be understood ({0}).', error ?? l10n.t('none'))
        : l10n.t('Asterisk answers with status {0}, which is not expected here.', status),
    changes: [{ advice: l10n.t('Asterisk’s own log says more. To see it live:'), lines: ['asterisk -rvvv'] }],
  }),
};

function prefixLine(given: string, found: string): Change {
  return given
    ? { advice: l10n.t('Or change the prefix in http.conf:'), lines: ['[general]', `prefix = ${given}`] }
    : { advice: l10n.t('Or take the prefix out of http.conf:'), lines: ['[general]', `; prefix = ${found.slice(1)}`] };
}

function withoutAri(location: string): string {
  return plain(location, 300).replace(/\/ari(\/.*)?$/, '');
}

/** Modules without which there is no ARI. */
function loadAri(): Change {
  return {
    advice: l10n.t('In modules.conf, there must be no “noload” of these, and with autoload = no each must be loaded:'),
    lines: [
      '[modules]',
      ...['res_http_websocket', 'res_stasis', 'res_ari', 'res_ari_model'].map((name) => `load = ${name}.so`),
    ],
  };
}

/** For an Asterisk that takes no more connections. */
export function moreSessions(): readonly Change[] {
  return [
    {
      advice: l10n.t(
        'In http.conf, allow more of them (100 by default; every open WebSocket is one). Or close programs that hold some:',
      ),
      lines: ['[general]', 'sessionlimit = 500'],
    },
    RELOAD_HTTP(),
    {
      advice: l10n.t('To see who is connected by WebSocket (since 22.5):'),
      lines: ['*CLI> ari show websocket sessions'],
    },
  ];
}

function notHttp(protocol: 'AMI' | 'SSH' | 'SIP' | undefined, { port }: Subject): Meaning {
  const changes: readonly Change[] = [
    {
      advice: l10n.t(
        'ARI is on the port of http.conf (bindport, usually 8088; with TLS usually 8089). Asterisk says which:',
      ),
      lines: ['*CLI> http show status'],
    },
  ];
  switch (protocol) {
    case 'AMI':
      return { means: l10n.t('Port {0} is Asterisk’s manager interface (AMI), not ARI.', port), changes };
    case 'SSH':
      return { means: l10n.t('Port {0} is SSH, not ARI.', port), changes };
    case 'SIP':
      return { means: l10n.t('Port {0} is SIP, not ARI.', port), changes };
    case undefined:
      return { means: l10n.t('What listens on port {0} does not speak HTTP.', port), changes };
  }
}
