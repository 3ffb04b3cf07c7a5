/** One that is kept, with its number: 0 for the first ever pushed. */
export interface Kept<T> {
  readonly number: number;
  readonly item: T;
}

/**
 * The last so many of what was pushed, numbered from the first. A push costs O(1), amortised. What is held on to is
 * kept beyond the usual size, up to a bound: not even that may fill the memory.
 */
export class History<T> {
  #items: (T | undefined)[] = [];
  /** Where the oldest that is kept is in the array. */
  #first = 0;
  /** The number of the oldest that is kept. */
  #oldest = 0;
  #heldFrom = Infinity;

  /**
   * @param size how many are kept while nothing is held on to.
   * @param atMost how many are kept while something is, unless the size is larger.
   */
  constructor(
    private size: number,
    private readonly atMost: number,
  ) {}

  /** How many are kept. */
  get length(): number {
    return this.#items.length - this.#first;
  }

  /** The number of the oldest that is kept; {@link next} when there is none. */
  get oldest(): number {
    return this.#oldest;
  }

  /** The number that the next one pushed will have. */
  get next(): number {
    return this.#oldest + this.length;
  }

  push(item: T): void {
    this.#items.push(item);
    this.#trim();
  }

  /** Loses nothing from this number on, until told another or `Infinity`. */
  hold(from: number): void {
    this.#heldFrom = from;
    this.#trim();
  }

  resize(size: number): void {
    this.size = size;
    this.#trim();
  }

  /** Forgets all; the numbers go on. */
  clear(): void {
    this.#oldest = this.next;
    this.#items = [];
    this.#first = 0;
  }

  /** What is kept from that number on, oldest first; what is pushed meanwhile comes too. */
  *from(number: number): IterableIterator<Kept<T>> {
    for (let at = Math.max(number, this.#oldest); at < this.next; at += 1) {
      // What was read slowly may have been dropped by now.
      if (at >= this.#oldest) yield { number: at, item: this.#items[this.#first + at - this.#oldest] as T };
    }
  }

  /** What is kept before that number, newest first. */
  *before(number: number): IterableIterator<Kept<T>> {
    for (let at = Math.min(number, this.next) - 1; at >= this.#oldest; at -= 1) {
      yield { number: at, item: this.#items[this.#first + at - this.#oldest] as T };
    }
  }

  #trim(): void {
    while (this.length > this.size && (this.#oldest < this.#heldFrom || this.length > this.atMost)) {
      this.#items[this.#first] = undefined;
      this.#first += 1;
      this.#oldest += 1;
    }
    // Moved only when half of it is empty, so that a push stays O(1).
    if (this.#first > 1024 && this.#first > this.#items.length / 2) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
  }
}
