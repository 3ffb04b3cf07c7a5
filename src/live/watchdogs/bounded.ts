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

/** Timers that end together. */
export class Timers {
  readonly #running = new Set<NodeJS.Timeout>();

  /** Runs something later, unless {@link dispose} comes first. @param ms milliseconds */
  after(ms: number, run: () => void): void {
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
