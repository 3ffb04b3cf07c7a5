import { l10n } from 'vscode';
import { plain } from '../../ari/text';
import { DISTRUST } from './certificateMeanings';
import type { Change, DiagnosisOf, Meanings, Subject } from './meaning';
import { RELOAD_HTTP, dateOf, seconds } from './words';

/** What the layers name, TCP and TLS found. */
export const networkMeanings: Meanings<
  | 'isAddress'
  | 'unknownHost'
  | 'refused'
  | 'noAnswer'
  | 'unreachable'
  | 'proxyMalformed'
  | 'proxyRefused'
  | 'throughProxy'
  | 'notEncrypted'
  | 'caFileUnusable'
  | 'plainHere'
  | 'noTls'
  | 'oldTls'
  | 'untrusted'
  | 'expiresSoon'
  | 'anyCertificate'
> = {
  isAddress: () => ({ means: l10n.t('The URL has an address: there is no name to look up.') }),
  unknownHost: ({ host, temporary }) => ({
    means: temporary
      ? l10n.t('The name server did not answer for “{0}”.', plain(host))
      : l10n.t('No name server knows “{0}”.', plain(host)),
    changes: [
      {
        advice: temporary
          ? l10n.t('Check this machine’s network. For a name of your own network, check that the VPN is up.')
          : l10n.t('Check the spelling in the server’s URL. For a name of your own network, check that the VPN is up.'),
      },
    ],
  }),
  refused: (diagnosis, subject) => ({
    means: l10n.t('The machine is there, but nobody listens on its port {0}.', diagnosis.port),
    changes: [
      {
        advice: subject.secure
          ? l10n.t(
              'Check that Asterisk is running, and compare the port in the server’s URL with the one of tlsbindaddr in http.conf (usually 8089). Asterisk says where it listens:',
            )
          : l10n.t(
              'Check that Asterisk is running, and compare the port in the server’s URL with bindport in http.conf (usually 8088). Asterisk says where it listens:',
            ),
        lines: ['*CLI> http show status'],
      },
      listen(diagnosis, subject),
      {
        advice: l10n.t('If Asterisk runs in a container: publish the port.'),
        lines: [`docker run -p ${subject.port}:${subject.port} …`],
      },
    ],
  }),
  noAnswer: ({ ms, port }, { layer }) =>
    layer === 'tcp'
      ? {
          means: l10n.t('No answer within {0}: something on the way throws the packets away.', seconds(ms)),
          changes: [
            { advice: l10n.t('Let TCP port {0} through the firewall of the server (or of its cloud).', port) },
            { advice: l10n.t('Check that the address is right, and that the VPN is up if one is needed.') },
          ],
        }
      : {
          means: l10n.t('The connection stands, but nothing is answered on it within {0}.', seconds(ms)),
          changes: [
            {
              advice: l10n.t(
                'If it is Asterisk’s port, Asterisk hangs. See whether its console still answers, and what it waits for:',
              ),
              lines: ['asterisk -rx "core show uptime"', '*CLI> core show locks'],
            },
            {
              advice: l10n.t('Otherwise something else listens on port {0}: check the port in the server’s URL.', port),
            },
          ],
        },
  unreachable: ({ host, error }) => ({
    means: l10n.t('{0} cannot be reached ({1}).', plain(host), error),
    changes: [{ advice: l10n.t('Check this machine’s network, and the VPN if one is needed.') }],
  }),
  proxyMalformed: () => ({
    means: l10n.t('VS Code’s setting http.proxy is no URL of a proxy, so no request can be sent.'),
    changes: [
      {
        advice: l10n.t(
          'In settings.json, write it with http:// and a host. In a user name or password, special characters are written as %25 for %, %40 for @:',
        ),
        lines: ['"http.proxy": "http://proxy.example:3128"'],
      },
      {
        advice: l10n.t('Or let VS Code use no proxy:'),
        lines: ['"http.proxySupport": "off"'],
      },
    ],
  }),
  proxyRefused: ({ proxy, status }, { host }) => ({
    means: l10n.t('The proxy {0} opens no connection to this server ({1}).', plain(proxy), status ?? l10n.t('no HTTP')),
    changes: [
      {
        advice: l10n.t('Allow it in the proxy, or let VS Code go around the proxy for this host, in settings.json:'),
        lines: [`"http.noProxy": [${JSON.stringify(host)}]`],
      },
    ],
  }),
  throughProxy: ({ proxy }) => ({
    means: l10n.t('The proxy {0} (VS Code’s setting http.proxy) opens the connection.', plain(proxy)),
  }),
  notEncrypted: ({ local }) => ({
    means: local
      ? l10n.t('Plain http, which does not leave this machine.')
      : l10n.t('Plain http: whoever can listen in between reads the password.'),
  }),
  caFileUnusable: ({ file, isReadable }) => ({
    means: isReadable
      ? l10n.t('The CA file {0} holds no certificate in PEM form.', plain(file, 300))
      : l10n.t('The CA file {0} cannot be read.', plain(file, 300)),
    changes: [
      {
        advice: l10n.t('Use “Choose CA File…”, or name a file in the server’s settings that begins like this:'),
        lines: ['-----BEGIN CERTIFICATE-----'],
      },
      { advice: l10n.t('Without “caFile” there, the authorities that this machine knows are believed.') },
    ],
  }),
  plainHere: ({ port }, { url }) => ({
    means: l10n.t('Port {0} speaks plain http, but the server’s URL says https.', port),
    changes: [
      { advice: l10n.t('Edit the server’s URL:'), lines: [url.replace(/^https/, 'http')] },
      {
        advice: l10n.t('Or let Asterisk speak TLS on a port of its own, in http.conf, and use that port:'),
        lines: TLS_LINES,
      },
      RELOAD_HTTP(),
    ],
  }),
  noTls: ({ port, error }) => ({
    means: l10n.t('Port {0} speaks no TLS that is understood here ({1}).', port, error),
    changes: [
      {
        advice: l10n.t(
          'Check the port in the server’s URL: the TLS port of Asterisk is that of tlsbindaddr, usually 8089.',
        ),
        lines: ['*CLI> http show status'],
      },
    ],
  }),
  oldTls: ({ protocol }) => ({
    means: l10n.t(
      'The server offers nothing newer than {0}, which is not safe. TLS 1.2 or newer is needed.',
      protocol ?? 'TLS 1.1',
    ),
    changes: [
      {
        advice: l10n.t('In http.conf, switch the old versions off and TLS 1.2 on:'),
        lines: ['[general]', 'tlsdisablev1 = yes', 'tlsdisablev11 = yes', 'tlsdisablev12 = no'],
      },
      {
        advice: l10n.t(
          'If that is so already: update OpenSSL on the server, or lift MinProtocol and MaxProtocol in its openssl.cnf.',
        ),
      },
      RELOAD_HTTP(),
    ],
  }),
  untrusted: (diagnosis) => DISTRUST[diagnosis.reason](diagnosis),
  expiresSoon: ({ validTo }) => ({
    means: l10n.t('Encrypted, and the certificate is trusted. It ends on {0}: renew it before that.', dateOf(validTo)),
  }),
  anyCertificate: () => ({
    means: l10n.t('This server is told to accept any certificate: whoever sits in between can read the password.'),
    changes: [{ advice: l10n.t('Use “Trust This Certificate…” instead, and switch “acceptAnyCertificate” off.') }],
  }),
};

const TLS_LINES = [
  '[general]',
  'tlsenable = yes',
  'tlsbindaddr = 0.0.0.0:8089',
  'tlscertfile = /etc/asterisk/keys/asterisk.crt',
  'tlsprivatekey = /etc/asterisk/keys/asterisk.key',
];

function listen({ local, port }: DiagnosisOf<'refused'>, { secure }: Subject): Change {
  const address = local ? '127.0.0.1' : '0.0.0.0';
  const advice = local
    ? l10n.t(
        'If the port is right: in http.conf, let the web server listen, which it does not by default; then restart Asterisk:',
      )
    : l10n.t(
        'If the port is right: in http.conf, let the web server listen, and not on 127.0.0.1 alone; then restart Asterisk:',
      );
  const lines = secure
    ? TLS_LINES.map((line) => line.replace('0.0.0.0:8089', `${address}:${port}`))
    : ['[general]', 'enabled = yes', `bindaddr = ${address}`, `bindport = ${port}`];
  return { advice, lines };
}
