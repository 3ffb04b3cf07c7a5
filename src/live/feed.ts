import { Emitter } from '../ari/emitter';
import type { Disposable } from '../ari/emitter';

/** Views are told at most this often, in ms. */
const PERIOD_MS = 250;

/**
 * Turns a stream of "something changed" into at most four tellings a second: the first after a quiet time at once, so
 * that a lone event is seen without delay, the rest together at the end of the period.
 */
export class Feed<T> implements Disposable {
  readonly #emitter = new Emitter<T>();
  readonly onChanges = this.#emitter.event;
  #timer: NodeJS.Timeout | undefined;
  #dirty = false;
  #scheduled = false;
  #disposed = false;

  /** @param take hands out what changed and starts a new account; nothing when nothing did. */
  constructor(private readonly take: () => T | undefined) {}

  /** Cheap: call it for every event. */
  poke(): void {
    this.#dirty = true;
    if (this.#timer || this.#scheduled || this.#disposed) return;
    this.#scheduled = true;
    // Not now but after the events that arrived in the same packet.
    setImmediate(() => {
      this.#scheduled = false;
      this.#tell();
    });
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#emitter.dispose();
  }

  #tell(): void {
    if (this.#disposed || !this.#dirty) return;
    this.#dirty = false;
    const changes = this.take();
    if (changes !== undefined) this.#emitter.fire(changes);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#tell();
    }, PERIOD_MS);
  }
}
