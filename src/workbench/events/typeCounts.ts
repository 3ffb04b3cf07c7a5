import { isEventType } from '../../ari/events';
import { REQUESTS } from './entryType';

/** Types that we do not know are any text that a server sends: so many are counted, and none longer than this. */
const UNKNOWN_AT_MOST = 200;
const LONGEST = 100;

/** How many entries of each type came, in bounded memory whatever comes. */
export class TypeCounts {
  readonly #counts = new Map<string, number>();
  #unknown = 0;

  get all(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** O(1). */
  count(type: string): void {
    const before = this.#counts.get(type);
    if (before !== undefined) this.#counts.set(type, before + 1);
    else if (this.#admits(type)) this.#counts.set(type, 1);
  }

  #admits(type: string): boolean {
    if (type === REQUESTS || isEventType(type)) return true;
    if (type.length > LONGEST || this.#unknown >= UNKNOWN_AT_MOST) return false;
    this.#unknown += 1;
    return true;
  }
}
