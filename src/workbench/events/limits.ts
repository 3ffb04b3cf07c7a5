/** How many entries are written, at most. */
export interface Limits {
  /** Those that came at once: no more of one batch. */
  readonly burst: number;
  /** Those that come without end, a second: faster than anybody reads them. */
  readonly perSecond: number;
  /** When everything is drawn anew. */
  readonly redraw: number;
  /** In one go, before others have their turn; a line takes about 7 µs to make (measured). */
  readonly step: number;
}

/** A call or two at once are shown whole; a storm only in part. */
export const LINES: Limits = { burst: 500, perSecond: 200, redraw: 10_000, step: 500 };
/** Each of them is dozens of lines. */
export const BLOCKS: Limits = { burst: 100, perSecond: 20, redraw: 1_000, step: 100 };

/** What may still be written: as much as a burst after a quiet time, then only so much a second. */
export class Allowance {
  #left = Infinity;
  #at = -Infinity;

  /** @param now ms of any clock that only goes forward. */
  left({ burst, perSecond }: Limits, now: number): number {
    this.#left = Math.min(burst, this.#left + ((now - this.#at) / 1000) * perSecond);
    this.#at = now;
    return Math.floor(this.#left);
  }

  spend(count: number): void {
    this.#left -= count;
  }
}
