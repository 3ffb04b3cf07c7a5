import { AriError } from '../errors';

/** How long each kind of step may take, in ms. */
export interface Limits {
  /** One look-up, connection, handshake or answer. */
  readonly stepMs: number;
  /** How long an Asterisk that starts is waited for. */
  readonly bootMs: number;
  /** How long the first event may take. */
  readonly eventMs: number;
}

export const LIMITS: Limits = { stepMs: 8_000, bootMs: 5_000, eventMs: 3_000 };

/** Nothing came in time. */
export class Silence extends Error {
  constructor(readonly ms: number) {
    super(`no answer within ${ms} ms`);
  }
}

/**
 * Runs something that ends with its signal, which fires when the time is up or the caller gave up.
 * @throws Silence when the time was up, AriError `cancelled` when the caller's signal fired
 */
export async function within<T>(ms: number, signal: AbortSignal, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), ms);
  try {
    return await run(AbortSignal.any([signal, deadline.signal]));
  } catch (error) {
    if (signal.aborted) throw new AriError({ failure: 'cancelled', request: 'diagnose', cause: error });
    if (deadline.signal.aborted) throw new Silence(ms);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** What a promise brings, or a rejection as soon as the signal fires: for what cannot be stopped itself. */
export function unlessAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new Error('aborted', { cause: signal.reason }));
    const settle = (): void => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort, { once: true });
    promise.finally(settle).then(resolve, reject);
    if (signal.aborted) abort();
  });
}

/** Waits. @throws AriError `cancelled` when the signal fires before the time is over */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      clearTimeout(timer);
      reject(new AriError({ failure: 'cancelled', request: 'diagnose' }));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', cancel);
      resolve();
    }, ms);
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
  });
}
