import { Emitter } from './emitter';
import type { Disposable } from './emitter';
import { AriError } from './errors';
import type { AnyEvent } from './events';
import { EventSocket } from './eventSocket';
import type { EventSocketOptions, Heartbeat, Loss } from './eventSocket';
import { parseJson } from './json';
import { isSound } from './soundness';
import { watchSleep } from './wake';

/**
 * Where a server's event connection stands.
 * - `reconnecting`: tries again at `retryAt`; `error` is why the last try failed, `loss` how the connection ended, where
 *   there was one.
 * - `replaced`: another WebSocket took the application over; ours would stay open and hear nothing more.
 * - `failed`: will not try again by itself; `error` says why.
 */
export type ConnectionState =
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | {
      readonly kind: 'reconnecting';
      /** The number of the next try, from 1. */
      readonly attempt: number;
      /** ms since the epoch. */
      readonly retryAt: number;
      readonly error: AriError | undefined;
      readonly loss: Loss | undefined;
    }
  | { readonly kind: 'replaced' }
  | { readonly kind: 'failed'; readonly error: AriError };

export interface ConnectionOptions extends EventSocketOptions {
  readonly heartbeat?: Heartbeat | undefined;
  /**
   * Asked before a try until the first one succeeds: whatever it throws stands for that try's failure. With `cancelled`
   * the connection stays closed. The signal fires when the try is given up meanwhile.
   */
  readonly admit?: ((signal: AbortSignal) => Promise<void>) | undefined;
}

export interface ConnectOptions {
  /** A first try that fails is no end either, unless its reason will not pass by itself. */
  readonly insist?: boolean;
}

/** A ping every 15 s, answered within 10 s. */
export const HEARTBEAT: Heartbeat = { intervalMs: 15_000, timeoutMs: 10_000 };
/** So long after a connection came about, requests from before it may still be answered. */
const LATE_ANSWER_MS = 10_000;
/** The longest from a try that was given up to the one after it: its own waiting and the delay. */
const GIVEN_UP_MS = 60_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;
/** A connection that held this long, in ms, makes the next back-off start anew. */
const STABLE_MS = 60_000;

/**
 * Keeps one application's event socket open: connects, hands over every event, and comes back with a growing, jittered
 * delay when it breaks off. Only what a person has to mend ends the tries (credentials, certificate): while Asterisk
 * boots it answers ECONNREFUSED, 404 and 503 for a moment (measured).
 */
export class Connection implements Disposable {
  readonly #states = new Emitter<ConnectionState>();
  readonly #events = new Emitter<AnyEvent>();
  readonly #garbage = new Emitter<string>();
  readonly onState = this.#states.event;
  readonly onEvent = this.#events.event;
  /** A message that is no event, or lacks what its type promises, as it came. */
  readonly onGarbage = this.#garbage.event;

  #state: ConnectionState = { kind: 'disconnected' };
  #socket: EventSocket | undefined;
  /** The try that is under way. */
  #attempt: AbortController | undefined;
  #retry: NodeJS.Timeout | undefined;
  #retries = 0;
  #openedAt = 0;
  /** When the last message came, ms since the epoch. */
  #heardAt = 0;
  #loss: Loss | undefined;
  /** When a try was given up last that the server may answer all the same, ms since the epoch. */
  #givenUpAt = 0;
  #sleepWatch: Disposable | undefined;

  constructor(private readonly options: ConnectionOptions) {}

  get state(): ConnectionState {
    return this.#state;
  }

  /** When something was heard last, or the socket opened, ms since the epoch. */
  get heardAt(): number {
    return this.#heardAt;
  }

  /** When the last try was given up that the server may answer beside this connection, ms since the epoch. */
  get lateTryAt(): number | undefined {
    return this.#givenUpAt > 0 && this.#mayBeOurs() ? this.#givenUpAt : undefined;
  }

  /**
   * Opens the event socket. A first try that fails ends in `failed` and throws, because somebody is waiting for it;
   * unless Asterisk says that it is still starting, or `insist` is set: then it goes on in the background.
   * @throws AriError
   */
  async connect({ insist = false }: ConnectOptions = {}): Promise<void> {
    this.#stopTrying();
    await this.#socket?.close();
    this.#retries = 0;
    this.#loss = undefined;
    this.#openedAt = 0;
    this.#sleepWatch ??= watchSleep(() => this.#awake());
    this.#become({ kind: 'connecting' });
    const error = await this.#try();
    if (!error) return;
    if (error.failure !== 'cancelled' && mayPass(error) && (insist || error.status === 503)) {
      this.#retryLater(error);
      return;
    }
    this.#become(error.failure === 'cancelled' ? { kind: 'disconnected' } : { kind: 'failed', error });
    throw error;
  }

  /** Ends the connection, or the tries for one, for good. */
  async disconnect(): Promise<void> {
    this.#stopTrying();
    this.#sleepWatch?.dispose();
    this.#sleepWatch = undefined;
    const socket = this.#socket;
    this.#socket = undefined;
    this.#become({ kind: 'disconnected' });
    await socket?.close();
  }

  /** Does not wait for the next try. Does nothing unless it is `reconnecting` and no try is under way. */
  retryNow(): void {
    if (this.#state.kind !== 'reconnecting' || this.#attempt) return;
    clearTimeout(this.#retry);
    void this.#tryAgain();
  }

  /** Gives up a connection that stands and yet hears nothing, for a new one. */
  async renew(): Promise<void> {
    const [before, socket] = [this.#state, this.#socket];
    if (before.kind !== 'connected' || !socket) return;
    this.#socket = undefined;
    // First one, then the other: two of one name, and Asterisk silences the first.
    await socket.close();
    // Another connection may stand by now.
    if (this.#state === before) this.#lost({ at: this.#heardAt, how: 'silent', code: 1006 });
  }

  dispose(): void {
    this.#states.dispose();
    this.#events.dispose();
    this.#garbage.dispose();
    void this.disconnect();
  }

  /**
   * One try to open the event socket.
   * @returns why it failed; nothing when it did not
   * @throws AriError `cancelled` when it was given up meanwhile: whoever did that knows what comes next
   */
  async #try(): Promise<AriError | undefined> {
    const attempt = new AbortController();
    this.#attempt = attempt;
    try {
      await this.#open(attempt.signal);
      return undefined;
    } catch (error) {
      if (attempt.signal.aborted) throw cancelled();
      return error as AriError;
    } finally {
      if (this.#attempt === attempt) this.#attempt = undefined;
    }
  }

  async #open(signal: AbortSignal): Promise<void> {
    if (this.#openedAt === 0) await this.options.admit?.(signal);
    if (signal.aborted) throw cancelled();
    const handlers = {
      onMessage: (text: string, at: number) => this.#receive(text, at),
      onClose: (loss: Loss) => this.#lost(loss),
    };
    const heartbeat = this.options.heartbeat ?? HEARTBEAT;
    const socket = await EventSocket.open(this.options, handlers, heartbeat, signal).catch((error: unknown) => {
      if (signal.aborted || (error as AriError).failure === 'timeout') this.#givenUpAt = Date.now();
      throw error;
    });
    if (isOver(signal)) {
      await socket.close();
      throw cancelled();
    }
    this.#socket = socket;
    this.#openedAt = Date.now();
    this.#heardAt = Math.max(this.#heardAt, this.#openedAt);
    this.#become({ kind: 'connected' });
  }

  #receive(text: string, at: number): void {
    this.#heardAt = at;
    const event = parseEvent(text);
    if (!event) {
      this.#garbage.fire(text);
      return;
    }
    this.#events.fire(event);
    if (event.type === 'ApplicationReplaced') void this.#replaced();
  }

  async #replaced(): Promise<void> {
    const socket = this.#socket;
    const isOurs = this.#mayBeOurs();
    this.#socket = undefined;
    this.#givenUpAt = 0;
    this.#stopTrying();
    if (isOurs) this.#lost({ at: this.#heardAt, how: 'closed', code: 1006 });
    // Coming back would take the application from its new owner: that is a person's decision.
    else this.#become({ kind: 'replaced' });
    await socket?.close();
  }

  /**
   * Whether the socket that took the application over may be one that was given up. An Asterisk that stood still reads the
   * requests of before in any order once it goes on: such a socket then takes the application from the one that is in use,
   * and takes it along when it closes (measured on 16.28 and 22.10).
   */
  #mayBeOurs(): boolean {
    const now = Date.now();
    // The message may ride in the same packet as the answer to the upgrade.
    const openedAt = this.#socket ? this.#openedAt : now;
    return now - openedAt < LATE_ANSWER_MS && openedAt - this.#givenUpAt < GIVEN_UP_MS;
  }

  #lost(loss: Loss): void {
    this.#socket = undefined;
    this.#loss = loss;
    if (Date.now() - this.#openedAt > STABLE_MS) this.#retries = 0;
    this.#retryLater(undefined);
  }

  /** What stood before the machine slept may be gone without a word, and what failed then may work now. */
  #awake(): void {
    this.#retries = 0;
    this.#socket?.ping();
    this.retryNow();
  }

  #retryLater(error: AriError | undefined): void {
    const ceiling = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#retries);
    const delay = ceiling * (0.5 + Math.random() / 2);
    this.#retries += 1;
    const retryAt = Date.now() + delay;
    this.#retry = setTimeout(() => void this.#tryAgain(), delay);
    this.#become({ kind: 'reconnecting', attempt: this.#retries, retryAt, error, loss: this.#loss });
  }

  async #tryAgain(): Promise<void> {
    const error = await this.#try().catch(() => undefined);
    if (!error) return;
    if (error.failure === 'cancelled') this.#become({ kind: 'disconnected' });
    else if (mayPass(error)) this.#retryLater(error);
    else this.#become({ kind: 'failed', error });
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

/** For after an await, across which the compiler believes the signal to be the same. */
function isOver({ aborted }: AbortSignal): boolean {
  return aborted;
}

function cancelled(): AriError {
  return new AriError({ failure: 'cancelled', request: 'WebSocket events' });
}

/** Whether a failure to connect can end by itself; one that a person has to mend (credentials, certificate) cannot. */
export function mayPass(error: AriError): boolean {
  return error.status !== 401 && error.status !== 403 && error.failure !== 'untrusted';
}

function parseEvent(text: string): AnyEvent | undefined {
  try {
    const parsed = parseJson(text);
    if (typeof parsed === 'object' && parsed !== null && typeof (parsed as { type?: unknown }).type === 'string') {
      return isSound(parsed as AnyEvent) ? (parsed as AnyEvent) : undefined;
    }
  } catch {
    // Reported by the caller, as it came.
  }
  return undefined;
}
