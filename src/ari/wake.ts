import type { Disposable } from './emitter';

/** How often the clock is looked at, in ms. */
const PERIOD_MS = 5_000;
/** A look that comes this much later than it was due, in ms, means that the machine slept. */
const SLEPT_MS = 10_000;

/**
 * Tells when the machine wakes up: timers stand still while it sleeps, the clock does not.
 * @param slept is given how long it slept, in ms, roughly. A clock that is set forward looks the same and does no harm.
 */
export function watchSleep(
  slept: (forMs: number) => void,
  now: () => number = Date.now,
  periodMs = PERIOD_MS,
): Disposable {
  let last = now();
  const timer = setInterval(() => {
    const late = now() - last - periodMs;
    last = now();
    if (late > SLEPT_MS) slept(late);
  }, periodMs);
  // It keeps no process alive.
  timer.unref();
  return { dispose: () => clearInterval(timer) };
}
