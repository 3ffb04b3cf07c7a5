import { setTimeout as wait } from 'node:timers/promises';

/** How long to wait, and for what. */
export interface UntilOptions {
  /** Milliseconds before giving up; 5000 unless told. */
  readonly timeoutMs?: number;
  /** Milliseconds between two looks; 20 unless told. */
  readonly intervalMs?: number;
  /** What is waited for, as the end of "Waited 5000 ms for …". */
  readonly what: string;
}

/**
 * Looks at a condition until it holds, and gives its value.
 *
 * The condition holds when it returns anything but `undefined`, `null` or `false`. A condition that throws does not hold
 * yet; its last error becomes the cause of the failure.
 *
 * @throws Error that says what was waited for, how long, and what the last look saw.
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  { timeoutMs = 5000, intervalMs = 20, what }: UntilOptions,
): Promise<Exclude<T, undefined | null | false>> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    let last: unknown;
    try {
      const value = await condition();
      if (value !== undefined && value !== null && value !== false) {
        return value as Exclude<T, undefined | null | false>;
      }
      last = value;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) {
      const saw = last instanceof Error ? last.message : String(last);
      throw new Error(`Waited ${timeoutMs} ms for ${what}; the last look saw: ${saw}`, { cause: last });
    }
    await wait(intervalMs);
  }
}
