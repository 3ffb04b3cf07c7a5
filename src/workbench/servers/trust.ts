import * as vscode from 'vscode';
import { AriError } from '../../ari/errors';
import { presentedCertificate } from '../../ari/tls';
import type { TlsTrust } from '../../ari/tls';
import { UserError } from '../common/report';
import { message } from '../common/text';
import type { ServerProfile } from './profile';

export type TrustSettings = Pick<ServerProfile, 'url' | 'caFile' | 'certificate' | 'acceptAnyCertificate'>;

/**
 * Whom a server's profile believes; nothing where there is no TLS. For a pinned certificate the server is asked to show
 * it, which sends no secret; connections then believe exactly what was compared.
 * @throws AriError `untrusted` with the code `CERT_NOT_THE_PINNED_ONE`, or UserError when the CA file cannot be read.
 */
export async function readTrust(profile: TrustSettings, signal?: AbortSignal): Promise<TlsTrust | undefined> {
  if (!profile.url.startsWith('https:')) return undefined;
  if (profile.acceptAnyCertificate) return { kind: 'anything' };
  if (profile.certificate !== undefined) return pinned(profile.url, profile.certificate, signal);
  if (profile.caFile === undefined) return { kind: 'authorities' };
  return { kind: 'authorities', extra: await readAuthorities(profile.caFile) };
}

async function pinned(url: string, sha256: string, signal: AbortSignal | undefined): Promise<TlsTrust> {
  const shown = await presentedCertificate(url, { kind: 'anything' }, signal);
  if (digits(shown.sha256) === digits(sha256)) return { kind: 'certificate', pem: shown.pem };
  throw new AriError({ failure: 'untrusted', request: 'TLS handshake', code: 'CERT_NOT_THE_PINNED_ONE' });
}

function digits(fingerprint: string): string {
  return fingerprint.replace(/[^0-9a-f]/gi, '').toUpperCase();
}

async function readAuthorities(file: string): Promise<string> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.file(file)));
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  } catch (cause) {
    throw new UserError(vscode.l10n.t('The CA file {0} cannot be read.', message(file)), [], { cause });
  }
  throw new UserError(vscode.l10n.t('The CA file {0} holds no certificate in PEM form.', message(file)));
}
