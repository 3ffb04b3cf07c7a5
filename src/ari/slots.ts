/** Lets so many do something at a time; the others stand in line, in order, and can leave it. */
export class Slots {
  readonly #line = new Set<() => void>();
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  /** Resolves when it is one's turn, to what must be called at its end. @throws the signal's reason when it fires first */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#free > 0) this.#free -= 1;
    else await this.#stand(signal);
    let held = true;
    return () => {
      if (held) this.#pass();
      held = false;
    };
  }

  async #stand(signal: AbortSignal): Promise<void> {
    let turn: (() => void) | undefined;
    const called = new Promise<void>((resolve) => this.#line.add((turn = resolve)));
    try {
      await unlessAborted(called, signal);
    } catch (reason) {
      // Called in the very moment in which it gave up: the next one shall not wait for it.
      if (turn && !this.#line.delete(turn)) this.#pass();
      throw reason;
    }
  }

  #pass(): void {
    const [next] = this.#line;
    if (!next) {
      this.#free += 1;
      return;
    }
    this.#line.delete(next);
    next();
  }
}

/** What the work gives, or the signal's reason, at once, when it fires first. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let abort: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (abort) signal.removeEventListener('abort', abort);
    // Whoever comes second is not heard, and must not be missed either.
    work.catch(() => undefined);
    aborted.catch(() => undefined);
  }
}
