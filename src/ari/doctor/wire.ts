import { lookup } from 'node:dns/promises';
import net from 'node:net';
import tls from 'node:tls';
import { AriError, codeOf } from '../errors';
import type { Answer } from './finding';
import { Silence, unlessAborted } from './limits';
import { isWhole, messageOf, parseResponse } from './response';
import type { Response } from './response';
import { proxyName } from './route';
import type { ProxyRoute, Route } from './route';

// The doctor speaks for itself, byte by byte, instead of through an HTTP library: what comes back is often no HTTP, and
// VS Code puts its own proxy between extensions and Node's.

/** More of an answer is not read, in bytes. */
const READ_LIMIT = 64 * 1024;

/** A proxy that opens no tunnel. */
export class ProxyRefusal extends Error {
  constructor(
    readonly proxy: string,
    readonly response: Response | undefined,
  ) {
    super(`the proxy ${proxy} answered ${response?.status ?? 'no HTTP'}`);
  }
}

/** The addresses of a name. */
export async function resolve(host: string, signal: AbortSignal): Promise<readonly string[]> {
  const found = await unlessAborted(signal, lookup(host, { all: true, verbatim: true }));
  return found.map(({ address }) => address);
}

/** A TCP connection to the server itself, through its proxy where it has one. The caller ends it. */
export async function dial(route: Route, signal: AbortSignal): Promise<net.Socket> {
  if (!route.proxy) return connected(net.connect({ host: route.host, port: route.port }), 'connect', signal);
  return tunnel(route, route.proxy, signal);
}

/** A connection on which requests can be made: encrypted where the URL says so. The caller ends it. */
export async function open(route: Route, secure: tls.ConnectionOptions, signal: AbortSignal): Promise<net.Socket> {
  const socket = await dial(route, signal);
  if (!route.secure) return socket;
  const servername = net.isIP(route.host) ? {} : { servername: route.host };
  const secured = tls.connect({ ...secure, host: route.host, ...servername, socket });
  return connected(secured, 'secureConnect', signal);
}

export interface Request {
  readonly method: string;
  /** With the prefix and the query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Sends a request and reads what comes, until it is whole or the other side ends.
 * @returns the bytes as Latin-1: not all that answers speaks HTTP
 */
export async function ask(socket: net.Socket, host: string, request: Request, signal: AbortSignal): Promise<string> {
  const headers = Object.entries({ host, connection: 'close', ...request.headers });
  const lines = [`${request.method} ${request.path} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return exchange(socket, `${lines.join('\r\n')}\r\n\r\n`, signal);
}

function exchange(socket: net.Socket, text: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const settle = (): void => {
      signal.removeEventListener('abort', abort);
      socket.removeAllListeners('data');
    };
    const finish = (): void => {
      settle();
      resolve(received);
    };
    const fail = (error: Error): void => {
      settle();
      // What came before it broke off still tells something.
      if (received) resolve(received);
      else reject(error);
    };
    const abort = (): void => fail(new Error('aborted', { cause: signal.reason }));
    signal.addEventListener('abort', abort, { once: true });
    socket.on('error', fail);
    socket.once('close', finish);
    socket.once('end', finish);
    socket.on('data', (data: Buffer) => {
      received += data.toString('latin1');
      if (isWhole(received) || received.length > READ_LIMIT) finish();
    });
    // Paused since a proxy opened the way; a listener alone does not end that.
    socket.resume();
    if (signal.aborted) abort();
    else socket.write(text);
  });
}

async function tunnel(route: Route, proxy: ProxyRoute, signal: AbortSignal): Promise<net.Socket> {
  const { host, port } = proxy;
  const socket = proxy.secure
    ? await connected(tls.connect({ host, port, servername: host }), 'secureConnect', signal)
    : await connected(net.connect({ host, port }), 'connect', signal);
  const target = `${route.host.includes(':') ? `[${route.host}]` : route.host}:${route.port}`;
  const authorization = proxy.authorization ? `proxy-authorization: ${proxy.authorization}\r\n` : '';
  const text = `CONNECT ${target} HTTP/1.1\r\nhost: ${target}\r\n${authorization}\r\n`;
  try {
    const response = await established(socket, text, signal);
    if (response?.status !== 200) throw new ProxyRefusal(proxyName(proxy), response);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** The head of a proxy's answer, after which the bytes are no longer the proxy's. */
function established(socket: net.Socket, text: string, signal: AbortSignal): Promise<Response | undefined> {
  const head = new Promise<Response | undefined>((resolve, reject) => {
    let received = '';
    const read = (data: Buffer): void => {
      received += data.toString('latin1');
      const response = parseResponse(received);
      if (!response && received.length < READ_LIMIT) return;
      socket.off('data', read);
      socket.pause();
      resolve(response);
    };
    socket.on('data', read);
    socket.once('close', () => resolve(undefined));
    socket.on('error', reject);
    socket.write(text);
  });
  return unlessAborted(signal, head);
}

async function connected<T extends net.Socket>(
  socket: T,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<T> {
  const opened = new Promise<void>((resolve, reject) => {
    socket.once(event, resolve);
    // Stays: an error that comes when nobody waits any more must not be thrown.
    socket.on('error', reject);
    socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
  });
  try {
    await unlessAborted(signal, opened);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** A failure as an answer. @throws AriError what is no failure but the end of the diagnosis */
export function answerOf(error: unknown): Answer {
  if (error instanceof Silence) return { kind: 'silence', ms: error.ms };
  if (error instanceof AriError && error.failure === 'cancelled') throw error;
  const code = codeOf(error);
  if (code === 'ECONNRESET' || code === 'EPIPE') return { kind: 'closed' };
  return { kind: 'error', code: code ?? (error instanceof Error ? error.name : 'unknown') };
}

/** What came back on a request, as an answer. */
export function answerFrom(bytes: string): Answer {
  if (!bytes) return { kind: 'closed' };
  const response = parseResponse(bytes);
  if (!response) return { kind: 'bytes', text: bytes.slice(0, 80) };
  const server = response.headers['server'];
  // What succeeds is data, not words.
  const message = response.status < 300 ? undefined : messageOf(response);
  return {
    kind: 'response',
    status: response.status,
    ...(server === undefined ? {} : { server }),
    ...(message === undefined ? {} : { message }),
  };
}
