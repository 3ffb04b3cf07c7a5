import net from 'node:net';
import tls from 'node:tls';
import { codeOf } from '../errors';
import { presentedCertificate } from '../tls';
import type { PresentedCertificate } from '../tls';
import type { CertificateFacts, Diagnosis, DistrustReason } from './finding';
import { verdict } from './examination';
import type { Examination, Verdict } from './examination';
import { Silence, unlessAborted, within } from './limits';
import { isLocal, proxyName } from './route';
import { ProxyRefusal, ask, dial, resolve } from './wire';

/** Certificates that end within this time are worth a word, in ms. */
const SOON_MS = 14 * 86_400_000;

/** Whether the host's name has an address; the proxy's where there is one. */
export async function checkName(examination: Examination): Promise<Verdict> {
  const { route } = examination;
  if (examination.isProxyMalformed) return verdict('failed', { code: 'proxyMalformed' });
  const host = route.proxy?.host ?? route.host;
  if (net.isIP(host)) return verdict('skipped', { code: 'isAddress' });
  const { attempt, result, error } = await examination.attempt(
    { kind: 'lookup', host },
    (signal) => resolve(host, signal),
    (addresses) => ({ kind: 'addresses', addresses }),
  );
  if (result) return verdict('ok', { code: 'fine' }, attempt);
  const temporary = error instanceof Silence || codeOf(error) === 'EAI_AGAIN';
  return verdict('failed', { code: 'unknownHost', host, temporary }, attempt);
}

/** Whether anybody takes a connection at the port. */
export async function checkTcp(examination: Examination): Promise<Verdict> {
  const { route } = examination;
  const { host, port, proxy } = route;
  const { attempt, result, error } = await examination.attempt(
    proxy ? { kind: 'tunnel', proxy: proxyName(proxy), host, port } : { kind: 'connect', host, port },
    async (signal) => {
      const socket = await dial(route, signal);
      const { localAddress, remoteAddress } = socket;
      socket.destroy();
      return { localAddress, remoteAddress };
    },
    ({ remoteAddress }) => ({ kind: 'connected', address: remoteAddress ?? host }),
  );
  if (!result) return verdict('failed', lackOfTcp(examination, error), attempt);
  examination.source = proxy ? undefined : result.localAddress;
  return verdict('ok', proxy ? { code: 'throughProxy', proxy: proxyName(proxy) } : { code: 'fine' }, attempt);
}

function lackOfTcp({ route, limits }: Examination, error: unknown): Diagnosis {
  const { host, port } = route.proxy ?? route;
  if (error instanceof ProxyRefusal) {
    return { code: 'proxyRefused', proxy: error.proxy, status: error.response?.status };
  }
  if (error instanceof Silence) return { code: 'noAnswer', host, port, ms: error.ms };
  const code = codeOf(error) ?? 'unknown';
  if (code === 'ECONNREFUSED') return { code: 'refused', host, port, local: isLocal(host) };
  // Taken and reset before it was even seen: nobody behind a port forwarding, or too many sessions.
  if (code === 'ECONNRESET') return { code: 'closedUnanswered', port };
  if (code === 'ETIMEDOUT') return { code: 'noAnswer', host, port, ms: limits.stepMs };
  return { code: 'unreachable', host, error: code };
}

/** Whether the server can be talked to in secret, and is who the URL says. */
export async function checkTls(examination: Examination): Promise<Verdict> {
  const { route, patient } = examination;
  const { host, port } = route;
  if (!route.secure) return verdict('skipped', { code: 'notEncrypted', local: isLocal(host) });
  if (patient.trust?.kind === 'unknown') {
    const { caFile: file, isReadable } = patient.trust;
    return verdict('failed', { code: 'caFileUnusable', file, isReadable });
  }
  const judged = patient.trust?.kind === 'pinned' ? { kind: 'anything' as const } : examination.trust;
  const { attempt, result, error } = await examination.attempt(
    { kind: 'handshake', host, port },
    async (signal) =>
      presentedCertificate(patient.url, judged, signal, route.proxy ? await dial(route, signal) : undefined),
    (shown) => ({
      kind: 'certificate',
      certificate: factsOf(shown),
      ...(shown.problem ? { problem: shown.problem } : {}),
    }),
  );
  if (!result) return verdict('failed', await lackOfTls(examination, error), attempt);
  const facts = factsOf(result);
  const reason = distrust(examination, result);
  if (reason) return verdict('failed', { code: 'untrusted', reason, certificate: facts, host }, attempt);
  if (patient.trust?.kind === 'pinned') examination.trust = { kind: 'certificate', pem: result.pem };
  if (patient.trust?.kind === 'anything') return verdict('note', { code: 'anyCertificate' }, attempt);
  if (facts.validTo - Date.now() < SOON_MS)
    return verdict('note', { code: 'expiresSoon', validTo: facts.validTo }, attempt);
  return verdict('ok', { code: 'fine' }, attempt);
}

function factsOf({
  protocol,
  subject,
  issuer,
  names,
  validFrom,
  validTo,
  sha256,
}: PresentedCertificate): CertificateFacts {
  return { protocol, subject, issuer, names, validFrom, validTo, sha256 };
}

const REASONS: Readonly<Record<string, DistrustReason>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'selfSigned',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknownAuthority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknownAuthority',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'notYetValid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrongName',
};

function distrust({ patient }: Examination, { problem, sha256 }: PresentedCertificate): DistrustReason | undefined {
  if (patient.trust?.kind === 'pinned')
    return digits(sha256) === digits(patient.trust.sha256) ? undefined : 'notPinned';
  return problem === undefined ? undefined : (REASONS[problem] ?? 'other');
}

function digits(fingerprint: string): string {
  return fingerprint.replace(/[^0-9a-f]/gi, '').toUpperCase();
}

/** OpenSSL's and BoringSSL's words for "we have no version of TLS in common". */
const OLD = /UNSUPPORTED_PROTOCOL|ALERT_PROTOCOL_VERSION|UNSUPPORTED_SSL|VERSION_TOO_LOW|WRONG_SSL_VERSION/;

async function lackOfTls(examination: Examination, error: unknown): Promise<Diagnosis> {
  const { route } = examination;
  const code = codeOf(error) ?? (error instanceof Silence ? 'ETIMEDOUT' : 'unknown');
  if (OLD.test(code)) return { code: 'oldTls', protocol: await oldProtocol(examination) };
  const plain = await examination.attempt(
    { kind: 'connect', host: route.host, port: route.port },
    (signal) => isPlainHttp(examination, signal),
    () => ({ kind: 'closed' }),
  );
  return plain.result === true
    ? { code: 'plainHere', port: route.port }
    : { code: 'noTls', port: route.port, error: code };
}

async function isPlainHttp({ route }: Examination, signal: AbortSignal): Promise<boolean> {
  const socket = await dial(route, signal);
  try {
    return (await ask(socket, route.host, { method: 'GET', path: '/' }, signal)).startsWith('HTTP/1.');
  } finally {
    socket.destroy();
  }
}

/** Which old version the server speaks, if this Node can still speak it; nothing but a handshake is done. */
async function oldProtocol({ route, limits, signal }: Examination): Promise<string | undefined> {
  let socket: net.Socket | undefined;
  try {
    socket = await within(limits.stepMs, signal, (step) => dial(route, step));
    const secured = tls.connect({
      socket,
      minVersion: 'TLSv1',
      ciphers: 'DEFAULT@SECLEVEL=0',
      rejectUnauthorized: false,
    });
    return await within(limits.stepMs, signal, (step) => unlessAborted(step, handshake(secured)));
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  } finally {
    socket?.destroy();
  }
}

function handshake(socket: tls.TLSSocket): Promise<string | undefined> {
  return new Promise((resolve) => {
    socket.once('secureConnect', () => resolve(socket.getProtocol() ?? undefined));
    socket.on('error', () => resolve(undefined));
    socket.once('close', () => resolve(undefined));
  });
}
