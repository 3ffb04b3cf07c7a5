import type { IncomingMessage } from 'node:http';
import type { RawData, WebSocket } from 'ws';
import { basicAuthorization, eventSocketUrl } from './address';
import type { Credentials } from './address';
import { REFUSAL_BYTES, beginningOf } from './body';
import { AriError, codeOf, serverMessageOf, transportFailure } from './errors';
import { certificateCode, tlsOptions } from './tls';
import type { TlsTrust } from './tls';

export interface EventSocketOptions extends Credentials {
  readonly url: string;
  readonly application: string;
  /** Every event of the server, not only those of what the application owns (since 13.6). */
  readonly subscribeAll: boolean;
  /** Which certificates are believed, for `https`; those that the system's authorities vouch for when not given. */
  readonly trust?: TlsTrust | undefined;
}

export interface Heartbeat {
  /** Between two pings, in ms; 0 sends none. */
  readonly intervalMs: number;
  /** How long a pong may take, in ms. */
  readonly timeoutMs: number;
}

export interface EventSocketHandlers {
  /** The text of one message, one JSON object when it comes from Asterisk, and when it came, in ms since the epoch. */
  readonly onMessage: (text: string, at: number) => void;
  /** The socket is gone and nothing more comes: told once. */
  readonly onClose: (loss: Loss) => void;
}

/** How an open connection ended. */
export interface Loss {
  /** When the server was last known to be there, ms since the epoch: what happened later was not heard. */
  readonly at: number;
  /** `closed`: the connection ended or broke off. `silent`: it stands, but nothing came and no ping was answered. */
  readonly how: 'closed' | 'silent';
  /** The WebSocket close code; 1006 when it broke off without one. */
  readonly code: number;
}

const HANDSHAKE_TIMEOUT_MS = 10_000;
const CLOSE_TIMEOUT_MS = 2_000;
/** By how much a timer is late when the machine slept or the process stood still, and silence proves nothing, in ms. */
const LATE_MS = 1_000;
const REQUEST = 'WebSocket events';

/**
 * One WebSocket on `/ari/events`, from its upgrade to its end. Knows nothing of reconnecting.
 * Asterisk 22 can leave a socket whose TCP lives and that says nothing for ever (measured: a reader that stalled in a
 * storm); only an unanswered ping tells, so it pings.
 */
export class EventSocket {
  #heartbeat: NodeJS.Timeout | undefined;
  #pongDue: NodeJS.Timeout | undefined;
  #opened = false;
  #closed = false;
  /** When the last message or pong came, ms since the epoch. */
  #heardAt = Date.now();

  private constructor(
    private readonly socket: WebSocket,
    private readonly handlers: EventSocketHandlers,
    private readonly heartbeat: Heartbeat,
  ) {
    socket.on('message', (data) => {
      // Until the other side says goodbye too, a storm goes on coming in: whoever left has no use for it.
      if (this.#closed) return;
      this.#heardAt = Date.now();
      handlers.onMessage(textOf(data), this.#heardAt);
    });
    socket.on('open', () => (this.#opened = true));
    socket.on('pong', () => this.#pongArrived());
    socket.on('close', (code) => this.#end({ at: Date.now(), how: 'closed', code }));
    // An error is always followed by 'close', which tells more; without a listener it would be thrown.
    socket.on('error', () => undefined);
    if (heartbeat.intervalMs > 0) {
      this.#heartbeat = setInterval(() => this.ping(), heartbeat.intervalMs);
    }
  }

  /** @throws AriError when the server cannot be reached, refuses the upgrade, or the signal fires. */
  static async open(
    options: EventSocketOptions,
    handlers: EventSocketHandlers,
    heartbeat: Heartbeat,
    signal?: AbortSignal,
  ): Promise<EventSocket> {
    const { WebSocket } = await import('ws');
    const socket = new WebSocket(eventSocketUrl(options.url, options.application, options.subscribeAll), {
      headers: { authorization: basicAuthorization(options) },
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      ...(options.url.startsWith('https:') ? tlsOptions(options.trust) : {}),
      // One event that is no UTF-8 shall not end the connection: what cannot be read becomes U+FFFD.
      skipUTF8Validation: true,
      // Measured: deflate makes reading about 37 times slower.
      perMessageDeflate: false,
      followRedirects: false,
    });
    // Made before the upgrade is answered: messages may ride in the same packet as the 101.
    const events = new EventSocket(socket, handlers, heartbeat);
    try {
      await opened(socket, options.trust, signal);
    } catch (error) {
      events.#abandon();
      throw error;
    }
    return events;
  }

  /**
   * Says goodbye and waits for the answer, two seconds at most. No message is handed over from now on, and `onClose` is not
   * called for what we ended ourselves.
   */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#stopTimers();
    this.#closed = true;
    await new Promise<void>((resolve) => {
      const impatient = setTimeout(() => this.socket.terminate(), CLOSE_TIMEOUT_MS);
      this.socket.once('close', () => {
        clearTimeout(impatient);
        resolve();
      });
      this.socket.close(1000);
    });
  }

  #abandon(): void {
    this.#closed = true;
    this.#stopTimers();
    this.socket.terminate();
  }

  /** Asks for a sign of life, besides the regular ones: after the machine slept, nobody knows what still stands. */
  ping(): void {
    if (this.socket.readyState !== this.socket.OPEN || this.#pongDue || this.heartbeat.intervalMs === 0) return;
    this.socket.ping();
    this.#awaitPong(Date.now());
  }

  #awaitPong(askedAt: number): void {
    const due = setTimeout(() => {
      const late = Date.now() - askedAt > this.heartbeat.timeoutMs + LATE_MS;
      // Due timers run before what has come meanwhile is read: one round of reading, and what it brings up, is let pass.
      setImmediate(() => setImmediate(() => this.#pongMissed(due, askedAt, late)));
    }, this.heartbeat.timeoutMs);
    this.#pongDue = due;
  }

  #pongMissed(due: NodeJS.Timeout, askedAt: number, late: boolean): void {
    if (this.#pongDue !== due) return;
    this.#pongDue = undefined;
    // With a backlog of events before it the pong is late; events are signs of life too.
    if (this.#heardAt > askedAt) this.#awaitPong(Date.now());
    else if (late) this.ping();
    else {
      this.#end({ at: this.#heardAt, how: 'silent', code: 1006 });
      this.socket.terminate();
    }
  }

  #pongArrived(): void {
    this.#heardAt = Date.now();
    this.#stopWaiting();
  }

  #end(loss: Loss): void {
    this.#stopTimers();
    // A failed upgrade closes too, and that is told by `open` alone: heard twice, each try would start two more.
    if (this.#closed || !this.#opened) return;
    this.#closed = true;
    this.handlers.onClose(loss);
  }

  #stopWaiting(): void {
    clearTimeout(this.#pongDue);
    this.#pongDue = undefined;
  }

  #stopTimers(): void {
    clearInterval(this.#heartbeat);
    this.#stopWaiting();
  }
}

function opened(socket: WebSocket, trust: TlsTrust | undefined, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new AriError({ failure: 'cancelled', request: REQUEST }));
    const settle = (): void => signal?.removeEventListener('abort', abort);
    socket.once('open', () => {
      settle();
      resolve();
    });
    // Still to be given up while the refusal is read: it may be long in coming.
    socket.once('unexpected-response', (_request, answer) => {
      void refusal(answer).then(reject).finally(settle);
    });
    socket.once('error', (cause) => {
      settle();
      reject(failure(cause, trust));
    });
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
}

async function refusal(answer: IncomingMessage): Promise<AriError> {
  let body = '';
  const impatient = setTimeout(() => answer.destroy(), HANDSHAKE_TIMEOUT_MS);
  try {
    body = await beginningOf(answer, REFUSAL_BYTES);
  } catch {
    // The status alone says enough.
  } finally {
    clearTimeout(impatient);
  }
  const serverMessage = serverMessageOf(body);
  return new AriError({
    failure: 'refused',
    request: REQUEST,
    ...(answer.statusCode === undefined ? {} : { status: answer.statusCode }),
    ...(serverMessage === undefined ? {} : { serverMessage }),
  });
}

function failure(cause: Error, trust: TlsTrust | undefined): AriError {
  const code = certificateCode(trust, codeOf(cause));
  return new AriError({
    failure: /timed out/.test(cause.message) || code === 'ETIMEDOUT' ? 'timeout' : transportFailure(code),
    request: REQUEST,
    ...(code === undefined ? {} : { code }),
    cause,
  });
}

function textOf(data: RawData): string {
  if (Buffer.isBuffer(data)) return data.toString('utf8');
  return Array.isArray(data) ? Buffer.concat(data).toString('utf8') : Buffer.from(data).toString('utf8');
}
