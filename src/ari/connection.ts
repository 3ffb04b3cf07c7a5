import type { AriError } from './errors';
import { Emitter } from './emitter';
import type { Disposable } from './emitter';
import type { AnyEvent } from './events';
import { EventSocket } from './eventSocket';
import type { EventSocketOptions, Heartbeat } from './eventSocket';

/**
 * Where a server's event connection stands.
 * - `replaced`: another WebSocket took the application over; ours would stay open and hear nothing more.
 * - `failed`: will not try again by itself; `error` says why.
 */
export type ConnectionState =
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | {
      readonly kind: 'reconnecting';
      readonly attempt: number;
      readonly retryAt: number;
      readonly error: AriError | undefined;
    }
  | { readonly kind: 'replaced' }
  | { readonly kind: 'failed'; readonly error: AriError };

export interface ConnectionOptions extends EventSocketOptions {
  readonly heartbeat?: Heartbeat;
}

const HEARTBEAT: Heartbeat = { intervalMs: 15_000, timeoutMs: 10_000 };
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;
/** A connection that held this long, in ms, makes the next back-off start anew. */
const STABLE_MS = 60_000;

/**
 * Keeps one application's event socket open: connects, hands over every event, and comes back with a growing, jittered
 * delay when it breaks off. Only a refusal of the credentials ends the tries: while Asterisk boots it answers
 * ECONNREFUSED, 404 and 503 for a moment (measured).
 */
export class Connection implements Disposable {
  readonly #states = new Emitter<ConnectionState>();
  readonly #events = new Emitter<AnyEvent>();
  readonly #garbage = new Emitter<string>();
  readonly onState = this.#states.event;
  readonly onEvent = this.#events.event;
  /** A message that is no JSON object, as it came. */
  readonly onGarbage = this.#garbage.event;

  #state: ConnectionState = { kind: 'disconnected' };
  #socket: EventSocket | undefined;
  #attempt: AbortController | undefined;
  #retry: NodeJS.Timeout | undefined;
  #trying = false;
  #retries = 0;
  #openedAt = 0;

  constructor(private readonly options: ConnectionOptions) {}

  get state(): ConnectionState {
    return this.#state;
  }

  /**
   * Opens the event socket. A first attempt that fails ends in `failed` and throws: somebody is waiting for it.
   * @throws AriError
   */
  async connect(): Promise<void> {
    this.#stopTrying();
    await this.#socket?.close();
    this.#retries = 0;
    this.#become({ kind: 'connecting' });
    try {
      await this.#open();
    } catch (error) {
      const failure = error as AriError;
      this.#become(failure.failure === 'cancelled' ? { kind: 'disconnected' } : { kind: 'failed', error: failure });
      throw failure;
    }
  }

  /** Ends the connection, or the tries for one, for good. */
  async disconnect(): Promise<void> {
    this.#stopTrying();
    const socket = this.#socket;
    this.#socket = undefined;
    this.#become({ kind: 'disconnected' });
    await socket?.close();
  }

  /** Does not wait for the next try. Does nothing unless it is `reconnecting` and no try is under way. */
  retryNow(): void {
    if (this.#state.kind !== 'reconnecting' || this.#trying) return;
    clearTimeout(this.#retry);
    void this.#tryAgain();
  }

  dispose(): void {
    this.#states.dispose();
    this.#events.dispose();
    this.#garbage.dispose();
    void this.disconnect();
  }

  async #open(): Promise<void> {
    const attempt = new AbortController();
    this.#attempt = attempt;
    const handlers = {
      onMessage: (text: string) => this.#receive(text),
      onClose: () => this.#lost(),
    };
    const socket = await EventSocket.open(this.options, handlers, this.options.heartbeat ?? HEARTBEAT, attempt.signal);
    if (attempt.signal.aborted) {
      await socket.close();
      return;
    }
    this.#socket = socket;
    this.#openedAt = Date.now();
    this.#become({ kind: 'connected' });
  }

  #receive(text: string): void {
    const event = parseEvent(text);
    if (!event) {
      this.#garbage.fire(text);
      return;
    }
    this.#events.fire(event);
    if (event.type === 'ApplicationReplaced') void this.#replaced();
  }

  async #replaced(): Promise<void> {
    // Coming back would take the application from its new owner: that is a person's decision.
    this.#stopTrying();
    const socket = this.#socket;
    this.#socket = undefined;
    this.#become({ kind: 'replaced' });
    await socket?.close();
  }

  #lost(): void {
    this.#socket = undefined;
    if (Date.now() - this.#openedAt > STABLE_MS) this.#retries = 0;
    this.#retryLater(undefined);
  }

  #retryLater(error: AriError | undefined): void {
    const ceiling = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#retries);
    const delay = ceiling * (0.5 + Math.random() / 2);
    this.#retries += 1;
    this.#become({ kind: 'reconnecting', attempt: this.#retries, retryAt: Date.now() + delay, error });
    this.#retry = setTimeout(() => void this.#tryAgain(), delay);
  }

  async #tryAgain(): Promise<void> {
    // Two at once would be two sockets of one name, of which Asterisk silences the first.
    this.#trying = true;
    try {
      await this.#open();
    } catch (cause) {
      const error = cause as AriError;
      if (error.failure === 'cancelled') return;
      if (error.status === 401 || error.status === 403) this.#become({ kind: 'failed', error });
      else this.#retryLater(error);
    } finally {
      this.#trying = false;
    }
  }

  #stopTrying(): void {
    clearTimeout(this.#retry);
    this.#attempt?.abort();
    this.#attempt = undefined;
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    this.#states.fire(state);
  }
}

function parseEvent(text: string): AnyEvent | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && typeof (parsed as { type?: unknown }).type === 'string') {
      return parsed as AnyEvent;
    }
  } catch {
    // Reported by the caller, as it came.
  }
  return undefined;
}
