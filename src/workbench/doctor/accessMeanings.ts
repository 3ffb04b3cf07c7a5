import { l10n } from 'vscode';
import { plain } from '../../ari/text';
import type { Change, Meanings } from './meaning';
import { RELOAD_HTTP, seconds } from './words';

/** What the layers from the credentials to the modules found. */
export const accessMeanings: Meanings<
  | 'hiddenByAcl'
  | 'accepted'
  | 'noPassword'
  | 'rejected'
  | 'colonInName'
  | 'tooLong'
  | 'httpAcl'
  | 'userAcl'
  | 'booting'
  | 'wasBooting'
  | 'writable'
  | 'readOnlyUser'
  | 'readOnlyHere'
  | 'modulesMissing'
  | 'modulesSilent'
> = {
  hiddenByAcl: () => ({ means: l10n.t('Cannot be seen: an access list stands before it.') }),
  accepted: ({ user, version }) => ({
    means: version
      ? l10n.t('“{0}” is accepted. This is Asterisk {1}.', plain(user), plain(version, 60))
      : l10n.t('“{0}” is accepted.', plain(user)),
  }),
  noPassword: () => ({
    means: l10n.t('No password is saved for this server, and none was entered.'),
    changes: [{ advice: l10n.t('Use “Diagnose Again” and enter it.') }],
  }),
  rejected: ({ user }) => ({
    means: l10n.t(
      'Asterisk does not accept “{0}” with this password. It does not say which of the two is wrong.',
      plain(user),
    ),
    changes: [
      { advice: l10n.t('Use “Forget Password” and connect with another one, or edit the server’s user name.') },
      {
        advice: l10n.t(
          'In ari.conf, the user is a section of its own. A password that was encrypted by “ari mkpasswd” needs password_format = crypt:',
        ),
        lines: [`[${plain(user)}]`, 'type = user', 'password = …', 'password_format = plain'],
      },
      { advice: l10n.t('Then tell Asterisk, and see whom it knows:'), lines: [RELOAD_ARI, '*CLI> ari show users'] },
    ],
  }),
  colonInName: ({ user }) => ({
    means: l10n.t(
      'The user name “{0}” has a colon: HTTP takes what comes after it for the password, so nobody can log in with it.',
      plain(user),
    ),
    changes: [
      {
        advice: l10n.t('In ari.conf, give the user a name without a colon, and edit the server’s user name:'),
        lines: [`[${plain(user.replaceAll(':', '-'))}]`, 'type = user'],
      },
      { advice: l10n.t('Then tell Asterisk:'), lines: [RELOAD_ARI] },
    ],
  }),
  tooLong: ({ bytes, limit }) => ({
    means: l10n.t(
      'User name and password have {0} bytes together; Asterisk reads no more than {1} and so compares only a part.',
      bytes,
      limit,
    ),
    changes: [
      { advice: l10n.t('In ari.conf, give the user a shorter password:'), lines: ['password = …'] },
      { advice: l10n.t('Then tell Asterisk:'), lines: [RELOAD_ARI] },
    ],
  }),
  httpAcl: ({ path, source }) => ({
    means: l10n.t('An access list of http.conf keeps this machine away from {0}.', plain(path)),
    changes: [
      {
        advice: l10n.t(
          'In http.conf, permit this machine in the section with type = restriction (since Asterisk 22.9):',
        ),
        lines: [`[${plain(path)}]`, 'type = restriction', permit(source)],
      },
      RELOAD_HTTP(),
      ...throughNat(source),
    ],
  }),
  userAcl: ({ user, source }) => ({
    means: l10n.t('“{0}” is accepted, but an access list keeps this machine out.', plain(user)),
    changes: [
      {
        advice: l10n.t(
          'In ari.conf, permit this machine in the user’s section (its acl names a list of acl.conf; since Asterisk 22.9):',
        ),
        lines: [`[${plain(user)}]`, permit(source)],
      },
      { advice: l10n.t('Then tell Asterisk:'), lines: [RELOAD_ARI] },
      ...throughNat(source),
    ],
  }),
  booting: ({ ms }) => ({
    means: l10n.t('Asterisk has not finished starting: it still said so after {0}.', seconds(ms)),
    changes: [
      {
        advice: l10n.t(
          'Diagnose again in a moment. If it goes on, a module does not come up; the last lines of Asterisk’s log name it:',
        ),
        lines: ['asterisk -rx "core waitfullybooted"', 'asterisk -rx "module show like res_"'],
      },
    ],
  }),
  wasBooting: ({ ms }) => ({ means: l10n.t('Asterisk was just starting: it was ready after {0}.', seconds(ms)) }),
  writable: () => ({ means: l10n.t('This user may read and write.') }),
  readOnlyUser: ({ user }) => ({
    means: l10n.t('“{0}” may only read: calls can be watched, not commanded.', plain(user)),
    changes: [
      {
        advice: l10n.t('If that is not intended, in ari.conf:'),
        lines: [`[${plain(user)}]`, 'read_only = no'],
      },
      { advice: l10n.t('Then tell Asterisk:'), lines: [RELOAD_ARI] },
      {
        advice: l10n.t('If it is: mark the server as read-only, so that nothing is offered that fails:'),
        lines: ['"readOnly": true'],
      },
    ],
  }),
  readOnlyHere: () => ({
    means: l10n.t(
      'Not tried: this server is marked as read-only or as production, so the diagnosis sends nothing but GET.',
    ),
  }),
  modulesMissing: ({ modules, all }) => ({
    means: all
      ? l10n.t('ARI answers, but has nothing to offer: not one of its modules is loaded, or the one they all need.')
      : l10n.t('Not loaded: {0}. What they are for does not work; the rest does.', modules.join(', ')),
    changes: [
      {
        advice: l10n.t('In modules.conf (with autoload = yes, look for “noload”):'),
        lines: ['[modules]', ...(all ? ['res_ari_model', ...modules] : modules).map((name) => `load = ${name}.so`)],
      },
      {
        advice: l10n.t('Or at once, until the next restart:'),
        lines: (all ? ['res_ari_model', ...modules] : modules)
          .slice(0, 4)
          .map((name) => `*CLI> module load ${name}.so`),
      },
    ],
  }),
  modulesSilent: ({ modules }) => ({
    means: l10n.t('No answer in time: {0}. The others answer, so one part of Asterisk hangs.', modules.join(', ')),
    changes: [
      {
        advice: l10n.t('See what it waits for; often only a restart helps:'),
        lines: ['*CLI> core show locks', '*CLI> core restart gracefully'],
      },
    ],
  }),
};

const RELOAD_ARI = '*CLI> module reload res_ari.so';

/** The line of an access list that lets an address in. */
function permit(source: string | undefined): string {
  const address = source?.replace(/^::ffff:/, '');
  if (address === undefined) return 'permit = 192.0.2.1/255.255.255.255';
  return `permit = ${address}/${address.includes(':') ? '128' : '255.255.255.255'}`;
}

function throughNat(source: string | undefined): readonly Change[] {
  if (source === undefined || source.startsWith('127.') || source === '::1') return [];
  return [
    {
      advice: l10n.t(
        '{0} is this machine’s own address. With NAT, VPN or a proxy in between, Asterisk sees another.',
        source,
      ),
    },
  ];
}
