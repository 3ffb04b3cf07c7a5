import { l10n } from 'vscode';
import type { CertificateFacts, DistrustReason } from '../../ari/doctor/finding';
import { plain } from '../../ari/text';
import type { Change, DiagnosisOf, Meaning } from './meaning';
import { RELOAD_HTTP, dateOf } from './words';

/** Why a certificate is not believed, and what to do. */
export const DISTRUST: Readonly<Record<DistrustReason, (diagnosis: DiagnosisOf<'untrusted'>) => Meaning>> = {
  selfSigned: ({ certificate }) => ({
    means: l10n.t('The certificate is signed by itself alone, so it proves nothing yet.'),
    changes: [compare(certificate), ownAuthority()],
  }),
  unknownAuthority: ({ certificate }) => ({
    means: l10n.t('The certificate is signed by “{0}”, whom this machine does not know.', nameOf(certificate.issuer)),
    changes: [ownAuthority(), chain(), compare(certificate)],
  }),
  expired: ({ certificate }) => ({
    means: l10n.t('The certificate ended on {0}.', dateOf(certificate.validTo)),
    changes: [
      {
        advice: l10n.t('Renew it on the server, in the file that http.conf names:'),
        lines: ['[general]', 'tlscertfile = /etc/asterisk/keys/asterisk.crt'],
      },
      RELOAD_HTTP(),
    ],
  }),
  notYetValid: ({ certificate }) => ({
    means: l10n.t('The certificate is valid only from {0} on.', dateOf(certificate.validFrom)),
    changes: [{ advice: l10n.t('Check the clocks of this machine and of the server.') }],
  }),
  wrongName: ({ certificate, host }) => ({
    means: l10n.t('The certificate is for {0}, not for {1}.', namesOf(certificate), plain(host)),
    changes: [
      {
        advice: l10n.t(
          'Use a name of the certificate in the server’s URL, or make a certificate that has this one too:',
        ),
        lines: [`subjectAltName = ${/^[\d.]+$|:/.test(host) ? 'IP' : 'DNS'}:${host}`],
      },
      compare(certificate),
    ],
  }),
  notPinned: ({ certificate }) => ({
    means: l10n.t('This is not the certificate that was trusted: it was renewed, or somebody sits in between.'),
    changes: [compare(certificate)],
  }),
  other: ({ certificate }) => ({
    means: l10n.t('The certificate is not believed.'),
    changes: [compare(certificate)],
  }),
};

function compare({ sha256 }: CertificateFacts): Change {
  return {
    advice: l10n.t(
      'To trust this one certificate, use “Trust This Certificate…” after you have compared its fingerprint on the server:',
    ),
    lines: ['openssl x509 -noout -fingerprint -sha256 -in /etc/asterisk/keys/asterisk.crt', `SHA-256 ${sha256}`],
  };
}

function ownAuthority(): Change {
  return {
    advice: l10n.t('If your company signs its certificates: name its authority’s file in the server’s settings:'),
    lines: ['"caFile": "/path/to/authority.pem"'],
  };
}

function chain(): Change {
  return {
    advice: l10n.t('If it was bought: the file that http.conf names must hold the certificates in between as well:'),
    lines: ['[general]', 'tlscertfile = /etc/asterisk/keys/fullchain.pem'],
  };
}

/** The name proper in a distinguished name, which has a part a line. */
export function nameOf(distinguished: string): string {
  const common = /^CN=(.*)$/m.exec(distinguished)?.[1];
  return plain(common ?? distinguished.replace(/\n/g, ', '), 200);
}

/** The names and addresses that a certificate is for. */
export function namesOf({ names, subject }: CertificateFacts): string {
  const listed = names.replace(/\b(DNS|IP Address):/g, '');
  return listed ? plain(listed, 300) : nameOf(subject);
}
