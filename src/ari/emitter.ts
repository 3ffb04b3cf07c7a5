/** Whatever holds something that must be let go of. Same shape as VS Code's own, which the core does not know. */
export interface Disposable {
  dispose(): void;
}

/** Subscribes a listener; dispose what is returned to end it. */
export type Subscribe<T> = (listener: (value: T) => void) => Disposable;

/**
 * A typed event source. Listeners run synchronously, in the order of their subscription; one that throws does not keep
 * the others from hearing: its error goes to `onListenerError`, so that nothing is swallowed in silence.
 */
export class Emitter<T> implements Disposable {
  // Each in an object of its own, so that the same function subscribed twice is heard twice and ended once.
  readonly #listeners = new Set<{ readonly hear: (value: T) => void }>();

  constructor(
    private readonly onListenerError: (error: unknown) => void = (error) =>
      queueMicrotask(() => {
        throw error;
      }),
  ) {}

  readonly event: Subscribe<T> = (listener) => {
    const entry = { hear: listener };
    this.#listeners.add(entry);
    return { dispose: () => void this.#listeners.delete(entry) };
  };

  fire(value: T): void {
    for (const listener of this.#listeners) {
      try {
        listener.hear(value);
      } catch (error) {
        this.onListenerError(error);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
