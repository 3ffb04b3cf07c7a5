import type { Proxy } from '../address';
import type { TlsTrust } from '../tls';

/** What is to be diagnosed. */
export interface Patient {
  readonly username: string;
  /** Nothing when it is not known: the diagnosis then goes as far as that takes it. */
  readonly password: string | undefined;
  /** As `normalizeServerUrl` gives it. */
  readonly url: string;
  readonly proxy?: Proxy | undefined;
  /** Which certificates are believed; `pinned`: the one with this SHA-256 fingerprint. */
  readonly trust?: TlsTrust | PinnedTrust | UnknownTrust | undefined;
  /** The application that the server is connected as; nothing: a name of the window's own. */
  readonly application?: string | undefined;
  /** The application that is in use by ourselves at the moment. */
  readonly connectedAs?: string | undefined;
  readonly subscribeAll: boolean;
  /** We are told to send nothing but GET to this server. */
  readonly readOnly: boolean;
}

export interface PinnedTrust {
  readonly kind: 'pinned';
  readonly sha256: string;
}

/** The file that says which authorities are believed is of no use. */
export interface UnknownTrust {
  readonly kind: 'unknown';
  readonly caFile: string;
  /** It can be read, and holds no certificate. */
  readonly isReadable: boolean;
}

/** The parts of a server's URL that a connection needs. */
export interface Route {
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** `''`, or http.conf's prefix with a leading slash. */
  readonly prefix: string;
  /** The proxy in between, if there is one for this host. */
  readonly proxy: ProxyRoute | undefined;
}

export interface ProxyRoute {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** The value of `Proxy-Authorization`: a secret. */
  readonly authorization: string | undefined;
}

/** What is to be the proxy is no URL of one. Does not repeat it: it may hold a password. */
export class MalformedProxy extends Error {
  readonly code = 'ERR_INVALID_URL';

  constructor(options?: ErrorOptions) {
    super('the proxy’s URL is malformed', options);
  }
}

/** @throws MalformedProxy also for a host that is reached without it: requests fail there, too. */
export function routeOf({ url, proxy }: Pick<Patient, 'url' | 'proxy'>): Route {
  const { protocol, hostname, port, pathname } = new URL(url);
  const secure = protocol === 'https:';
  const host = bare(hostname);
  const number = Number(port || (secure ? 443 : 80));
  const through = proxy && proxyRoute(proxy.url);
  return {
    host,
    port: number,
    secure,
    prefix: pathname.replace(/\/+$/, ''),
    proxy: proxy && !isExempt(proxy.noProxy, host, number) ? through : undefined,
  };
}

/** Host and port of a proxy, without its credentials. */
export function proxyName({ host, port }: ProxyRoute): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Whether a host is one that people call this machine by. */
export function isLocal(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function proxyRoute(url: string): ProxyRoute {
  const { protocol, hostname, port, account } = parts(url);
  const secure = protocol === 'https:';
  return {
    host: bare(hostname),
    port: Number(port || (secure ? 443 : 80)),
    secure,
    authorization: account && `Basic ${Buffer.from(account).toString('base64')}`,
  };
}

function parts(url: string): Pick<URL, 'protocol' | 'hostname' | 'port'> & { readonly account: string | undefined } {
  try {
    const { protocol, hostname, port, username, password } = new URL(url);
    if (!hostname) throw new Error('no host');
    const account = username ? `${decodeURIComponent(username)}:${decodeURIComponent(password)}` : undefined;
    return { protocol, hostname, port, account };
  } catch (cause) {
    // Node's error repeats the URL.
    throw new MalformedProxy({ cause: cause instanceof Error ? cause.name : undefined });
  }
}

/** `*`, a host, `host:port`, `.domain` or `*.domain`, as undici reads them. */
function isExempt(noProxy: readonly string[], host: string, port: number): boolean {
  return noProxy.some((given) => {
    const entry = bare(given.trim().toLowerCase());
    if (entry === '*' || entry === host) return true;
    const [name = '', only] = entry.split(':');
    if (!name || (only !== undefined && Number(only) !== port)) return false;
    return /^[.*]/.test(name) ? host.endsWith(name.replace(/^\*/, '')) : host === name;
  });
}

function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
