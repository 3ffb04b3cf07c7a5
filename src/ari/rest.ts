import type { Dispatcher } from 'undici';
import { basicAuthorization } from './address';
import type { Credentials, Proxy } from './address';
import { REFUSAL_BYTES, beginningOf } from './body';
import { createDispatcher } from './dispatcher';
import { Emitter } from './emitter';
import type { Disposable } from './emitter';
import { AriError, codeOf, serverMessageOf, transportFailure } from './errors';
import { parseJson } from './json';
import { targetOf } from './path';
import { Slots, unlessAborted } from './slots';
import { certificateCode } from './tls';
import type { TlsTrust } from './tls';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type QueryValue = string | number | boolean | readonly string[] | undefined;

export interface AriRequest {
  readonly method: Method;
  /** Below `/ari/`, every segment already encoded: use `pathOf`. */
  readonly path: string;
  /** `undefined` values are left out; lists are joined with commas, as ARI reads them. */
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** Sent as JSON. Asterisk refuses bodies over 40,960 bytes (main/http.c). */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Until the last byte of the answer, in ms; 15,000 when not given. */
  readonly timeoutMs?: number;
  /** Nobody asked for it: keeps a list fresh. */
  readonly background?: boolean;
}

/** What can carry a request to a server: the operations need no more than this. */
export interface Requester {
  /** @returns the parsed JSON answer; nothing for 204. @throws AriError */
  request<T>(request: AriRequest): Promise<T>;
  /** The answer's bytes as they are (stored recordings). @throws AriError */
  download(request: AriRequest): Promise<Download>;
}

export interface Download {
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** One request of ours and how it ended, for the event log. Holds no credentials: those travel in a header only. */
export interface Exchange {
  /** When it was sent, ms since the epoch. */
  readonly at: number;
  readonly method: Method;
  /** Path and query below `/ari/`. */
  readonly target: string;
  readonly requestBody?: unknown;
  readonly status?: number;
  /** The parsed answer, or a note on its size for a download. */
  readonly responseBody?: unknown;
  readonly durationMs: number;
  readonly error?: AriError;
  /** Nobody asked for it: it kept a list fresh. */
  readonly background?: boolean;
}

/** The same server, with requests that one signal cancels. */
export function abortable(ari: Requester, signal: AbortSignal): Requester {
  return {
    request: (request) => ari.request({ ...request, signal }),
    download: (request) => ari.download({ ...request, signal }),
  };
}

/** The same server, for requests that nobody asked for. */
export function inBackground(ari: Requester): Requester {
  return {
    request: (request) => ari.request({ ...request, background: true }),
    download: (request) => ari.download({ ...request, background: true }),
  };
}

export interface RestOptions extends Credentials {
  /** As {@link normalizeServerUrl} gives it. */
  readonly url: string;
  readonly proxy?: Proxy | undefined;
  /** Which certificates are believed, for `https`; those that the system's authorities vouch for when not given. */
  readonly trust?: TlsTrust | undefined;
  /** Nothing but GET is sent: everything else fails with `readOnly`. */
  readonly readOnly?: boolean;
}

const ANSWER_TIMEOUT_MS = 15_000;
/** Far more than any list has: 80,000 channels. What is longer is cut off, and so no JSON. */
const ANSWER_BYTES = 64 * 1024 * 1024;
/** Asterisk can wedge one resource and answer the others: few at once, but never one behind the other. */
const CONNECTIONS = 4;

/** HTTP requests to one server, over at most four connections of its own. */
export class RestClient implements Requester, Disposable {
  readonly #exchanges = new Emitter<Exchange>();
  readonly onExchange = this.#exchanges.event;
  #dispatcher: Promise<Dispatcher> | undefined;
  // Not undici's own line, in which a request cannot be cancelled and knows no time-out.
  readonly #slots = new Slots(CONNECTIONS);
  readonly #former = new Set<Promise<Dispatcher>>();
  #disposed = false;

  constructor(private readonly options: RestOptions) {}

  async request<T>(request: AriRequest): Promise<T> {
    return this.#exchange(request, async (answer) => {
      const text = await beginningOf(answer.body, ANSWER_BYTES);
      if (!text) return { result: undefined as T, shown: undefined };
      const result = parseAnswer<T>(text, request);
      return { result, shown: result };
    });
  }

  async download(request: AriRequest): Promise<Download> {
    return this.#exchange(request, async (answer) => {
      const body = new Uint8Array(await answer.body.arrayBuffer());
      const contentType = String(answer.headers['content-type'] ?? 'application/octet-stream');
      return { result: { contentType, body }, shown: `${body.length} bytes of ${contentType}` };
    });
  }

  /** Makes new connections from now on: those of before may lead nowhere. Requests that are under way go on. */
  renew(): void {
    const former = this.#dispatcher;
    this.#dispatcher = undefined;
    if (!former) return;
    this.#former.add(former);
    const gone = (): boolean => this.#former.delete(former);
    void former.then((dispatcher) => dispatcher.close()).then(gone, gone);
  }

  dispose(): void {
    this.#disposed = true;
    this.#exchanges.dispose();
    if (this.#dispatcher) this.#former.add(this.#dispatcher);
    for (const former of this.#former) {
      // One that never came about was told of where it was asked for.
      void former.then((dispatcher) => dispatcher.destroy()).catch(() => undefined);
    }
  }

  async #exchange<T>(
    request: AriRequest,
    read: (answer: Dispatcher.ResponseData) => Promise<{ result: T; shown: unknown }>,
  ): Promise<T> {
    const at = Date.now();
    const started = performance.now();
    const told = {
      at,
      method: request.method,
      target: targetOf(request),
      requestBody: request.body,
      background: request.background ?? false,
    };
    const took = (): number => performance.now() - started;
    let status: number | undefined;
    let release: (() => void) | undefined;
    const { signal, forget } = either(AbortSignal.timeout(request.timeoutMs ?? ANSWER_TIMEOUT_MS), request.signal);
    try {
      release = await this.#slots.take(signal);
      // undici hears of the signal only once it has a connection.
      const answer = await unlessAborted(this.#send(request, signal), signal);
      status = answer.statusCode;
      if (status >= 300) throw await refusal(answer, request);
      const { result, shown } = await read(answer);
      this.#exchanges.fire({ ...told, status, responseBody: shown, durationMs: took() });
      return result;
    } catch (cause) {
      const error = toAriError(cause, request, this.options.trust);
      this.#exchanges.fire({ ...told, ...(status === undefined ? {} : { status }), durationMs: took(), error });
      throw error;
    } finally {
      forget();
      release?.();
    }
  }

  async #send(request: AriRequest, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    if (this.options.readOnly === true && request.method !== 'GET') {
      throw new AriError({ failure: 'readOnly', request: nameOf(request) });
    }
    const body = request.body === undefined ? null : JSON.stringify(request.body);
    const { origin, pathname } = new URL(this.options.url);
    const dispatcher = await this.#connect();
    return dispatcher.request({
      origin,
      path: `${pathname.replace(/\/$/, '')}/ari/${targetOf(request)}`,
      method: request.method,
      headers: {
        authorization: basicAuthorization(this.options),
        accept: 'application/json',
        ...(body === null ? {} : { 'content-type': 'application/json' }),
      },
      body,
      signal,
    });
  }

  #connect(): Promise<Dispatcher> {
    if (this.#disposed) throw new Error('the server was disconnected');
    this.#dispatcher ??= createDispatcher(this.options, CONNECTIONS);
    return this.#dispatcher;
  }
}

/**
 * Fires with the first of two signals, until it is told to forget them. `AbortSignal.any` would leave something on a signal
 * that lives as long as a connection, for each request (measured on Node 20: 1 MB a day).
 */
function either(one: AbortSignal, other: AbortSignal | undefined): { signal: AbortSignal; forget: () => void } {
  if (!other) return { signal: one, forget: () => undefined };
  const both = new AbortController();
  const follow = [one, other].map((signal) => {
    const abort = (): void => both.abort(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    return () => signal.removeEventListener('abort', abort);
  });
  return { signal: both.signal, forget: () => follow.forEach((forget) => forget()) };
}

function parseAnswer<T>(text: string, request: AriRequest): T {
  try {
    return parseJson(text) as T;
  } catch (cause) {
    throw new AriError({ failure: 'garbled', request: nameOf(request), serverMessage: text.slice(0, 300), cause });
  }
}

async function refusal(answer: Dispatcher.ResponseData, request: AriRequest): Promise<AriError> {
  const serverMessage = serverMessageOf(await beginningOf(answer.body, REFUSAL_BYTES));
  return new AriError({
    failure: 'refused',
    request: nameOf(request),
    status: answer.statusCode,
    ...(serverMessage === undefined ? {} : { serverMessage }),
  });
}

function toAriError(cause: unknown, request: AriRequest, trust: TlsTrust | undefined): AriError {
  if (cause instanceof AriError) return cause;
  const code = certificateCode(trust, codeOf(cause));
  const failure =
    request.signal?.aborted === true ? 'cancelled' : isTimeout(cause, code) ? 'timeout' : transportFailure(code);
  return new AriError({ failure, request: nameOf(request), ...(code === undefined ? {} : { code }), cause });
}

function isTimeout(cause: unknown, code: string | undefined): boolean {
  return (
    (cause instanceof Error && cause.name === 'TimeoutError') || /^(UND_ERR_.*TIMEOUT|ETIMEDOUT)$/.test(code ?? '')
  );
}

function nameOf(request: AriRequest): string {
  return `${request.method} ${request.path}`;
}
