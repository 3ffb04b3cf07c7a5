/** A map that forgets the oldest: what is never heard of again must not add up. */
export class BoundedMap<K, V> extends Map<K, V> {
  constructor(private readonly limit: number) {
    super();
  }

  override set(key: K, value: V): this {
    super.set(key, value);
    if (this.size > this.limit) {
      for (const oldest of this.keys()) {
        this.delete(oldest);
        break;
      }
    }
    return this;
  }
}

/** So much in so long, and no more: for what strangers can cause any number of times. */
export class Allowance {
  #used = 0;
  #since = -Infinity;

  /** @param perMs milliseconds */
  constructor(
    private readonly count: number,
    private readonly perMs: number,
  ) {}

  /** Takes one, if there is one left. */
  take(): boolean {
    const now = Date.now();
    if (now - this.#since >= this.perMs) {
      this.#since = now;
      this.#used = 0;
    }
    this.#used += 1;
    return this.#used <= this.count;
  }
}

/** How much may wait for its time at once. */
const WAITING = 1000;

/** Timers that end together; in a storm there are no more than {@link WAITING}. */
export class Timers {
  readonly #running = new Set<NodeJS.Timeout>();

  /** Runs something later, unless {@link dispose} comes first. @param ms milliseconds */
  after(ms: number, run: () => void): void {
    if (this.#running.size >= WAITING) return;
    const timer = setTimeout(() => {
      this.#running.delete(timer);
      run();
    }, ms);
    this.#running.add(timer);
  }

  dispose(): void {
    for (const timer of this.#running) clearTimeout(timer);
    this.#running.clear();
  }
}
