import { findSection, type EffectiveConf } from './load';
import { grammarProblems, setupProblem, type SetupProblem } from './problems';
import type { EffectiveEntry, EffectiveSection } from './sections';
import { isTrue, lastEntry, wholeNumber } from './values';

const PLAIN_PORT = 8088;
const TLS_PORT = 8089;
/** Of a prefix, in bytes; Asterisk cuts the rest off. */
const MAX_PREFIX_BYTES = 78;

/** An address at which Asterisk's HTTP server answers. */
export interface HttpEndpoint {
  /**
   * `http://host:8088/prefix`, to which `/ari/…` is added as it is: a prefix that ends in a slash needs both.
   * The host is `localhost` when `wildcard`.
   */
  readonly url: string;
  readonly tls: boolean;
  /** Bound to every address (0.0.0.0 or ::): which host it is, only the user knows. */
  readonly wildcard: boolean;
  /** There is no http.conf: this is where most servers are. */
  readonly guess: boolean;
}

export interface HttpConf {
  /** Undefined when there is no http.conf. */
  readonly enabled: boolean | undefined;
  /** Without TLS first. */
  readonly endpoints: readonly HttpEndpoint[];
  readonly problems: readonly SetupProblem[];
}

/** What stands in place of an http.conf that is not there. */
export function missingHttpConf(path: string): HttpConf {
  const endpoint = { url: `http://localhost:${PLAIN_PORT}`, tls: false, wildcard: true, guess: true };
  const problem = setupProblem('http-missing', 'warning', { file: path, line: 0 }, { name: path });
  return { enabled: undefined, endpoints: [endpoint], problems: [problem] };
}

/** Where Asterisk's HTTP server listens; the same in 16.28 and 22.10, all rules measured. */
export function readHttpConf(conf: EffectiveConf, path: string): HttpConf {
  const problems = grammarProblems(conf);
  if (conf.refused) return { enabled: false, endpoints: [], problems };
  const general = findSection(conf, 'general');
  const plain = general && lastEntry(general, 'enabled');
  const tls = general && lastEntry(general, 'tlsenable', 'sslenable');
  const enabled = { plain: isTrue(plain?.value ?? ''), tls: isTrue(tls?.value ?? '') };
  if (!general || (!enabled.plain && !enabled.tls)) {
    problems.push(setupProblem('http-disabled', 'error', plain ?? general ?? { file: path, line: 0 }));
    return { enabled: false, endpoints: [], problems };
  }
  const prefix = readPrefix(general, problems);
  const bound = enabled.plain ? readBindAddress(general, problems) : undefined;
  const endpoints: HttpEndpoint[] = [];
  if (bound) endpoints.push(endpoint(bound, prefix, false));
  const secure = enabled.tls ? readTlsAddress(general, bound, problems) : undefined;
  if (secure) endpoints.push(endpoint(secure, prefix, true));
  return { enabled: true, endpoints: prefix === undefined ? [] : endpoints, problems };
}

interface Address {
  /** As it stands in a URL: IPv6 in brackets. */
  readonly host: string;
  readonly port: number;
  readonly wildcard: boolean;
}

function endpoint(address: Address, prefix: string | undefined, tls: boolean): HttpEndpoint {
  const host = address.wildcard ? 'localhost' : address.host;
  const url = `${tls ? 'https' : 'http'}://${host}:${address.port}${prefix ?? ''}`;
  return { url, tls, wildcard: address.wildcard, guess: false };
}

function readBindAddress(general: EffectiveSection, problems: SetupProblem[]): Address | undefined {
  const entry = lastEntry(general, 'bindaddr');
  const address = entry && parseAddress(entry.value, readPort(general, problems));
  if (!entry) problems.push(setupProblem('no-bind-address', 'error', general));
  else if (!address) problems.push(setupProblem('bind-address', 'error', entry, { address: entry.value }));
  return address;
}

function readPort(general: EffectiveSection, problems: SetupProblem[]): number {
  const entry = lastEntry(general, 'bindport');
  if (!entry) return PLAIN_PORT;
  const port = wholeNumber(entry.value);
  if (port !== undefined && port > 0 && port <= 65_535) return port;
  problems.push(setupProblem('bad-port', 'warning', entry, { port: entry.value }));
  return PLAIN_PORT;
}

/**
 * TLS listens at its own address, which must be a number; otherwise at that of plain HTTP, if that is enabled.
 * The port is 8089 when none is given, in both cases.
 */
function readTlsAddress(
  general: EffectiveSection,
  plain: Address | undefined,
  problems: SetupProblem[],
): Address | undefined {
  const severity = plain ? 'warning' : 'error';
  const certificate = lastEntry(general, 'tlscertfile', 'tlscert', 'sslcert');
  if (!certificate?.value) {
    // It then looks for asterisk.pem in its working directory, where hardly anybody has one.
    const enabled = lastEntry(general, 'tlsenable', 'sslenable') ?? general;
    problems.push(setupProblem('tls-no-certificate', severity, enabled));
    return undefined;
  }
  const entry = lastEntry(general, 'tlsbindaddr', 'sslbindaddr');
  const address = entry && parseAddress(entry.value, TLS_PORT);
  if (address && /^[\d.]+$|^\[/.test(address.host)) return address;
  if (entry) problems.push(setupProblem('tls-address', severity, entry, { address: entry.value }));
  else if (!plain) problems.push(setupProblem('no-bind-address', severity, general));
  return plain && { ...plain, port: TLS_PORT };
}

/** `host`, `host:port`, `v6`, `[v6]` or `[v6]:port`. Undefined when it can be no address. */
function parseAddress(text: string, defaultPort: number): Address | undefined {
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(text);
  const bare = /^[^:]*:[^:]*:/.test(text) ? [text, text] : undefined;
  const [, v6, v6Port] = bracketed ?? bare ?? [];
  const [, name, namePort] = v6 === undefined ? (/^([\w.-]+)(?::(\d+))?$/.exec(text) ?? []) : [];
  const port = Number((v6Port ?? namePort) || defaultPort);
  // inet_aton's short forms: `0` is 0.0.0.0 too.
  const wildcard = /^[0:]+$/.test(v6 ?? '') || /^0+(\.0+)*$/.test(name ?? '');
  const host = v6 === undefined ? name : `[${v6}]`;
  if (!host || port > 65_535 || !URL.canParse(`http://${host}:${port}`)) return undefined;
  return { host, port, wildcard };
}

/** Undefined when no URL reaches it: Asterisk compares it with the path as it is sent. */
function readPrefix(general: EffectiveSection, problems: SetupProblem[]): string | undefined {
  const entry = lastEntry(general, 'prefix');
  if (!entry?.value) return '';
  const path = `/${cutPrefix(entry)}`;
  const data = { prefix: entry.value };
  // A blank or a letter beyond ASCII would have to be sent encoded, and then is not the same any more.
  if (!/^[\w.~!$&'()*+,;=:@/-]+$/.test(path) || new URL(`http://h${path}/ari`).pathname !== `${path}/ari`) {
    problems.push(setupProblem('prefix-unreachable', 'error', entry, data));
    return undefined;
  }
  // "/asterisk" is reached at //asterisk only.
  if (/^\/\/|\/$/.test(path)) problems.push(setupProblem('prefix-slash', 'warning', entry, data));
  return path;
}

function cutPrefix({ value }: EffectiveEntry): string {
  const bytes = new TextEncoder().encode(value);
  return bytes.length <= MAX_PREFIX_BYTES ? value : new TextDecoder().decode(bytes.subarray(0, MAX_PREFIX_BYTES));
}
