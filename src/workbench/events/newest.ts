import type { Entry } from '../../live/capture/entry';
import { isShown } from './filter';
import type { Filter } from './filter';
import type { History } from './history';

/** Finds the newest entries to show, newest first, and counts those before them: in steps, as there may be a million. */
export class Newest {
  /** Where those found begin. */
  #first: number;
  #found = 0;
  #older = 0;
  /** All from here on were looked at. */
  #lookedFrom: number;

  /**
   * @param end the number behind the newest of them
   * @param most how many to find; the others are counted only
   */
  constructor(
    private readonly history: History<Entry>,
    private readonly filter: Filter,
    readonly end: number,
    private readonly most: number,
  ) {
    this.#first = end;
    this.#lookedFrom = end;
    // Where everything is shown, nobody has to look.
    if (filter.hidden.size === 0 && !filter.focus) this.#takeAll();
    else if (end - history.oldest <= most) this.#first = this.#lookedFrom = history.oldest;
  }

  /** The number of the first to show, as long as that is kept. */
  get first(): number {
    return Math.min(this.end, Math.max(this.#first, this.history.oldest));
  }

  /** How many to show there are before it. */
  get older(): number {
    return this.#older;
  }

  get isDone(): boolean {
    return this.#lookedFrom <= this.history.oldest;
  }

  /** Looks at so many more. */
  look(count: number): void {
    const to = Math.max(this.history.oldest, this.#lookedFrom - count);
    for (const { number, item } of this.history.before(this.#lookedFrom)) {
      if (number < to) break;
      if (isShown(item, this.filter)) this.#take(number);
    }
    this.#lookedFrom = to;
  }

  #take(number: number): void {
    if (this.#found >= this.most) {
      this.#older += 1;
      return;
    }
    this.#found += 1;
    this.#first = number;
  }

  #takeAll(): void {
    const { oldest } = this.history;
    this.#first = Math.max(oldest, this.end - this.most);
    this.#older = Math.max(0, this.#first - oldest);
    this.#lookedFrom = oldest;
  }
}
