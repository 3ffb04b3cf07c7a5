import { X509Certificate } from 'node:crypto';
import type net from 'node:net';
import * as vscode from 'vscode';
import { dial } from '../../ari/doctor/wire';
import { routeOf } from '../../ari/doctor/route';
import { mayPass } from '../../ari/connection';
import { AriError, codeOf } from '../../ari/errors';
import { NOT_THE_PINNED_ONE, presentedCertificate } from '../../ari/tls';
import type { PresentedCertificate, TlsTrust } from '../../ari/tls';
import { UserError } from '../common/report';
import type { Remedy } from '../common/report';
import { message } from '../common/text';
import { readProxy } from './network';
import type { ServerProfile } from './profile';
import { targetOf } from './target';

/** Where the certificates that were compared are kept. */
const SEEN = 'servers.certificates';

/** `name`: what the server is called in the settings, where it stands there. */
export type TrustSettings = Pick<ServerProfile, 'url' | 'caFile' | 'certificate' | 'acceptAnyCertificate'> &
  Partial<Pick<ServerProfile, 'name'>>;

/** A file of certificate authorities that holds none, or cannot be read. */
export class UnusableCaFile extends UserError {
  constructor(
    readonly file: string,
    readonly isReadable: boolean,
    { serverName, cause }: { readonly serverName?: string | undefined; readonly cause?: unknown } = {},
  ) {
    const sentence = isReadable
      ? vscode.l10n.t('The CA file {0} holds no certificate in PEM form.', message(file))
      : vscode.l10n.t('The CA file {0} cannot be read.', message(file));
    super(sentence, serverName === undefined ? [] : remediesFor(serverName), { cause });
  }
}

function remediesFor(serverName: string): readonly Remedy[] {
  const button = (title: string, command: string): Remedy => ({
    title,
    run: () => vscode.commands.executeCommand(command, targetOf({ name: serverName })),
  });
  return [
    button(vscode.l10n.t('Choose CA File…'), 'ari.server.chooseCaFile'),
    button(vscode.l10n.t('Edit Server…'), 'ari.server.edit'),
  ];
}

/** Another certificate than the one that was trusted. Fingerprints are SHA-256, as `AB:CD:…`. */
export class ChangedCertificate extends AriError {
  constructor(
    readonly trusted: string,
    readonly shown: string,
  ) {
    super({ failure: 'untrusted', request: 'TLS handshake', code: NOT_THE_PINNED_ONE });
  }
}

/**
 * Whom a server's profile believes; nothing where there is no TLS. For a pinned certificate the server is asked to show
 * it, which sends no secret; connections then believe exactly what was compared.
 * @param memory where certificates that were compared are kept: with one of them, a server that is away can be tried for.
 * @throws ChangedCertificate, another AriError, or UnusableCaFile.
 */
export async function readTrust(
  profile: TrustSettings,
  { signal, memory }: { readonly signal?: AbortSignal; readonly memory?: vscode.Memento } = {},
): Promise<TlsTrust | undefined> {
  if (!profile.url.startsWith('https:')) return undefined;
  if (profile.acceptAnyCertificate) return { kind: 'anything' };
  if (profile.certificate !== undefined) return pinned(profile.url, profile.certificate, signal, memory);
  return authoritiesOf(profile);
}

/** The certificate that a server shows now, judged without regard to what was trusted by its fingerprint. @throws AriError */
export async function look(profile: TrustSettings, signal?: AbortSignal): Promise<PresentedCertificate> {
  return shownBy(profile.url, await authoritiesOf(profile), signal);
}

/** Whether two SHA-256 fingerprints are the same, however they are written. */
export function isSame(one: string, other: string): boolean {
  return digits(one) === digits(other);
}

/** What a file of certificate authorities holds. @throws UnusableCaFile */
export async function readAuthorities(file: string, serverName?: string): Promise<string> {
  let text: string;
  try {
    text = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.file(file)));
  } catch (cause) {
    throw new UnusableCaFile(file, false, { serverName, cause });
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new UnusableCaFile(file, true, { serverName });
  return text;
}

async function authoritiesOf({ caFile, name }: TrustSettings): Promise<TlsTrust> {
  if (caFile === undefined) return { kind: 'authorities' };
  return { kind: 'authorities', extra: await readAuthorities(caFile, name) };
}

async function pinned(
  url: string,
  sha256: string,
  signal: AbortSignal | undefined,
  memory: vscode.Memento | undefined,
): Promise<TlsTrust> {
  try {
    const shown = await shownBy(url, { kind: 'anything' }, signal);
    if (!isSame(shown.sha256, sha256)) throw new ChangedCertificate(sha256, shown.sha256);
    await memory?.update(SEEN, { ...seen(memory), [digits(sha256)]: shown.pem });
    return { kind: 'certificate', pem: shown.pem };
  } catch (error) {
    const pem = memory && seen(memory)[digits(sha256)];
    const isAway = error instanceof AriError && mayPass(error);
    if (!isAway || pem === undefined || !isSame(new X509Certificate(pem).fingerprint256, sha256)) throw error;
    return { kind: 'certificate', pem };
  }
}

/** PEM certificates that were pinned, by the digits of their fingerprints. */
function seen(memory: vscode.Memento): Readonly<Record<string, string>> {
  return memory.get<Readonly<Record<string, string>>>(SEEN, {});
}

async function shownBy(url: string, trust: TlsTrust, signal?: AbortSignal): Promise<PresentedCertificate> {
  return presentedCertificate(url, trust, signal, await throughProxy(url, signal));
}

const DIAL_TIMEOUT_MS = 10_000;

/** A connection through the proxy of the settings; nothing where the server is reached directly. */
async function throughProxy(url: string, signal: AbortSignal | undefined): Promise<net.Socket | undefined> {
  const timeout = AbortSignal.timeout(DIAL_TIMEOUT_MS);
  try {
    const route = routeOf({ url, proxy: readProxy() });
    if (!route.proxy) return undefined;
    return await dial(route, signal ? AbortSignal.any([signal, timeout]) : timeout);
  } catch (cause) {
    const failure = signal?.aborted === true ? 'cancelled' : timeout.aborted ? 'timeout' : 'unreachable';
    const code = codeOf(cause);
    throw new AriError({ failure, request: 'TLS handshake', ...(code === undefined ? {} : { code }), cause });
  }
}

function digits(fingerprint: string): string {
  return fingerprint.replace(/[^0-9a-f]/gi, '').toUpperCase();
}
