import * as vscode from 'vscode';
import { Cancelled, UserError } from '../common/report';
import { message } from '../common/text';
import type { CredentialStore } from './credentials';
import { isOfWorkspace } from './profile';
import type { ServerProfile } from './profile';
import { targetOf } from './target';

/** What stood between a server's password, or the server, and harm when the password was used last. Holds no secret. */
export interface Protection {
  /** Which certificates are believed: `authorities`, `authorities FILE`, `certificate FINGERPRINT` or `anything`. */
  readonly trust: string;
  readonly production: boolean;
  readonly readOnly: boolean;
}

/** What protects less than before. */
export type Loosened = keyof Protection;

export type Protected = Pick<
  ServerProfile,
  'caFile' | 'certificate' | 'acceptAnyCertificate' | 'production' | 'readOnly'
>;

export function protectionOf(profile: Protected): Protection {
  const { production, readOnly } = profile;
  return { trust: trustOf(profile), production, readOnly };
}

function trustOf({ caFile, certificate, acceptAnyCertificate }: Protected): string {
  if (acceptAnyCertificate) return 'anything';
  if (certificate !== undefined) return `certificate ${certificate.replace(/[^0-9a-f]/gi, '').toUpperCase()}`;
  return caFile === undefined ? 'authorities' : `authorities ${caFile}`;
}

/** What `now` gives up of `before`. Another certificate or CA file is a loss too: it may be anybody's. */
export function loosened(before: Protection, now: Protection): readonly Loosened[] {
  const isWeaker: Readonly<Record<Loosened, boolean>> = {
    trust: before.trust !== now.trust && before.trust !== 'anything' && !isNarrower(before.trust, now.trust),
    production: before.production && !now.production,
    readOnly: before.readOnly && !now.readOnly,
  };
  return (['trust', 'production', 'readOnly'] as const).filter((which) => isWeaker[which]);
}

function isNarrower(before: string, now: string): boolean {
  return now === 'authorities' && before.startsWith('authorities ');
}

/**
 * Asks before a saved password is used where a workspace's settings protect it less than when it was used last: it is
 * kept by origin and user, so that any workspace may name it.
 * @param silent nobody is there to be asked
 * @throws Cancelled, or UserError where nobody could be asked
 */
export async function askWhereLoosened(
  profile: Protected & Pick<ServerProfile, 'name' | 'url' | 'username'>,
  credentials: Pick<CredentialStore, 'protectionOf'>,
  { silent = false } = {},
): Promise<void> {
  const before = isOfWorkspace() ? credentials.protectionOf(profile) : undefined;
  if (!before) return;
  const now = protectionOf(profile);
  const losses = loosened(before, now).map((which) => lossOf(which, now));
  if (losses.length === 0) return;
  if (silent) throw notSent(profile.name, losses);
  const send = vscode.l10n.t('Use the Password');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'This workspace’s settings protect “{0}” less than when its password was used last. Use it all the same?',
      message(profile.name),
    ),
    { modal: true, detail: losses.join('\n') },
    send,
  );
  if (chosen !== send) throw new Cancelled();
}

function notSent(name: string, losses: readonly string[]): UserError {
  const connect = {
    title: vscode.l10n.t('Connect…'),
    run: () => vscode.commands.executeCommand('ari.server.connect', targetOf({ name })),
  };
  const sentence = vscode.l10n.t(
    'This workspace’s settings protect “{0}” less than when its password was used last, so it was not sent. {1}',
    message(name),
    losses.join(' '),
  );
  return new UserError(sentence, [connect]);
}

function lossOf(which: Loosened, { trust }: Protection): string {
  if (which === 'production') return vscode.l10n.t('It is not marked as production: no write is asked about.');
  if (which === 'readOnly') return vscode.l10n.t('It is not marked as read-only: commands may change something.');
  return trust === 'anything'
    ? vscode.l10n.t('Any certificate is believed: whoever sits in between reads the password.')
    : vscode.l10n.t('Another certificate, or other authorities, are believed.');
}
