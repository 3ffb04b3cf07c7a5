import { X509Certificate } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import { AriError, codeOf, transportFailure } from './errors';

/**
 * Which certificates of a server are believed.
 * - `authorities`: those that Node, the system or `extra` (PEM, one or more certificates) vouch for, with the right name.
 * - `certificate`: this one (PEM) and no other, whatever names it carries: somebody compared its fingerprint.
 * - `anything`: every one. Whoever sits in between reads the password.
 */
export type TlsTrust =
  | { readonly kind: 'authorities'; readonly extra?: string }
  | { readonly kind: 'certificate'; readonly pem: string }
  | { readonly kind: 'anything' };

/** Asterisk 16 and 22 speak TLS 1.2 and newer; what is older is broken (POODLE, BEAST). */
const MIN_VERSION = 'TLSv1.2';

/** The part of Node's TLS options that a trust decides. */
export type TrustOptions = Readonly<
  Pick<
    tls.ConnectionOptions,
    'minVersion' | 'ca' | 'allowPartialTrustChain' | 'checkServerIdentity' | 'rejectUnauthorized' | 'secureContext'
  >
>;

/** What is believed where nobody said anything else. */
const DEFAULT_TRUST: TlsTrust = { kind: 'authorities' };

/**
 * Made once for each trust: with all the authorities, a context blocks for tens of milliseconds, and Node would make one
 * for each connection, each try of a reconnect too.
 */
const optionsByTrust = new WeakMap<TlsTrust, TrustOptions>();

/**
 * What `tls.connect`, `https.request` and undici are told of a trust, the default one when there is none. A certificate
 * that is not believed is refused by OpenSSL in the handshake, before a byte of ours is sent.
 */
export function tlsOptions(trust: TlsTrust = DEFAULT_TRUST): TrustOptions {
  const key = trust.kind === 'authorities' && !trust.extra ? DEFAULT_TRUST : trust;
  const known = optionsByTrust.get(key);
  if (known) return known;
  const options = withContext(optionsOf(key));
  optionsByTrust.set(key, options);
  return options;
}

function optionsOf(trust: TlsTrust): TrustOptions {
  switch (trust.kind) {
    case 'authorities':
      return { minVersion: MIN_VERSION, ca: [...knownAuthorities(), ...(trust.extra ? [trust.extra] : [])] };
    case 'certificate':
      return {
        minVersion: MIN_VERSION,
        ca: [trust.pem],
        allowPartialTrustChain: true,
        checkServerIdentity: () => undefined,
      };
    case 'anything':
      return { minVersion: MIN_VERSION, rejectUnauthorized: false };
  }
}

/** `ca` stays beside the context: without it VS Code's proxy support would add the system's authorities to our context. */
function withContext(options: TrustOptions): TrustOptions {
  return options.ca ? { ...options, secureContext: tls.createSecureContext(options) } : options;
}

/** The code for a server that shows another certificate than the one that is believed. */
export const NOT_THE_PINNED_ONE = 'CERT_NOT_THE_PINNED_ONE';

/**
 * OpenSSL's or Node's code, as a trust means it: where one certificate is believed, one that is not known or vouches for
 * itself is another one.
 */
export function certificateCode(trust: TlsTrust | undefined, code: string | undefined): string | undefined {
  const matters = code !== 'CERT_HAS_EXPIRED' && code !== 'CERT_NOT_YET_VALID';
  return trust?.kind === 'certificate' && matters && transportFailure(code) === 'untrusted' ? NOT_THE_PINNED_ONE : code;
}

/** Node's own list and NODE_EXTRA_CA_CERTS, and the system's where this Node can read it (22.15 and later). */
function knownAuthorities(): readonly string[] {
  const { getCACertificates: read } = tls as { getCACertificates?: (kind: 'default' | 'system') => readonly string[] };
  return read ? [...new Set([...read('default'), ...read('system')])] : tls.rootCertificates;
}

/** The certificate that a server shows to everybody. */
export interface PresentedCertificate {
  readonly pem: string;
  /** SHA-256 of the certificate, as `AB:CD:…`. */
  readonly sha256: string;
  /** Its distinguished names, one part a line, not yet cleaned for display. */
  readonly subject: string;
  readonly issuer: string;
  /** The names and addresses that it is for, e.g. `DNS:pbx.example, IP Address:192.0.2.1`. */
  readonly names: string;
  /** ms since the epoch. */
  readonly validFrom: number;
  readonly validTo: number;
  /** `TLSv1.3` or the like. */
  readonly protocol: string | undefined;
  /** OpenSSL's word on why `trust` does not believe it, e.g. `CERT_HAS_EXPIRED`; nothing when it does. */
  readonly problem: string | undefined;
}

const HANDSHAKE_TIMEOUT_MS = 10_000;

/**
 * Shakes hands and looks at the certificate. Sends no secret, nor any request.
 * @param url of the server: `https://host:port`
 * @param trust by which the certificate is judged
 * @param through a connection to the server that stands already (through a proxy); it is ended
 * @throws AriError when there is no TLS to be had
 */
export async function presentedCertificate(
  url: string,
  trust: TlsTrust,
  signal?: AbortSignal,
  through?: net.Socket,
): Promise<PresentedCertificate> {
  const { hostname, port } = new URL(url);
  // Brackets belong to the URL, not to the address.
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const timeout = AbortSignal.timeout(HANDSHAKE_TIMEOUT_MS);
  const socket = tls.connect({
    ...tlsOptions(trust),
    host,
    port: Number(port || 443),
    ...(net.isIP(host) ? {} : { servername: host }),
    rejectUnauthorized: false,
    ...(through ? { socket: through } : {}),
  });
  try {
    await secured(socket, signal ? AbortSignal.any([signal, timeout]) : timeout);
    return describe(socket, host, trust);
  } catch (cause) {
    if (cause instanceof AriError) throw cause;
    const failure = signal?.aborted ? 'cancelled' : timeout.aborted ? 'timeout' : 'unreachable';
    const code = codeOf(cause);
    throw new AriError({ failure, request: 'TLS handshake', ...(code === undefined ? {} : { code }), cause });
  } finally {
    socket.destroy();
  }
}

function secured(socket: tls.TLSSocket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new Error('aborted', { cause: signal.reason }));
    signal.addEventListener('abort', abort, { once: true });
    socket.once('secureConnect', () => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
    socket.on('error', reject);
    socket.once('close', () => reject(new Error('closed during the handshake')));
    if (signal.aborted) abort();
  });
}

function describe(socket: tls.TLSSocket, host: string, trust: TlsTrust): PresentedCertificate {
  const { raw } = socket.getPeerCertificate() as Partial<tls.PeerCertificate>;
  if (!raw) throw new AriError({ failure: 'unreachable', request: 'TLS handshake', code: 'NO_CERTIFICATE' });
  const certificate = new X509Certificate(raw);
  return {
    pem: certificate.toString(),
    sha256: certificate.fingerprint256,
    subject: certificate.subject,
    issuer: certificate.issuer,
    names: certificate.subjectAltName ?? '',
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
    protocol: socket.getProtocol() ?? undefined,
    problem: problemOf(socket, host, trust),
  };
}

function problemOf(socket: tls.TLSSocket, host: string, trust: TlsTrust): string | undefined {
  if (trust.kind === 'anything') return undefined;
  // Typed as an Error, yet OpenSSL's code as a string.
  const { authorizationError } = socket as { authorizationError: Error | string | null };
  if (authorizationError)
    return typeof authorizationError === 'string' ? authorizationError : codeOf(authorizationError);
  if (trust.kind === 'certificate') return undefined;
  return codeOf(tls.checkServerIdentity(host, socket.getPeerCertificate()));
}
