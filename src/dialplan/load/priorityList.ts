import type { Priority } from '../dialplan';

/** The priorities of an extension by their numbers: a map for each of ten thousand takes more memory than what is in it. */
export class PriorityList implements ReadonlyMap<number, Priority> {
  /** @param list by number */
  constructor(private readonly list: readonly Priority[]) {}

  get size(): number {
    return this.list.length;
  }

  get(number: number): Priority | undefined {
    const { list } = this;
    // Almost always there is no gap between them.
    const guessed = list[number - (list[0]?.number ?? 0)];
    return guessed?.number === number ? guessed : this.search(number);
  }

  has(number: number): boolean {
    return this.get(number) !== undefined;
  }

  forEach(visit: (priority: Priority, number: number, map: ReadonlyMap<number, Priority>) => void): void {
    for (const priority of this.list) visit(priority, priority.number, this);
  }

  *keys(): Generator<number, undefined, unknown> {
    for (const { number } of this.list) yield number;
  }

  values(): MapIterator<Priority> {
    return this.list.values();
  }

  *entries(): Generator<[number, Priority], undefined, unknown> {
    for (const priority of this.list) yield [priority.number, priority];
  }

  [Symbol.iterator](): Generator<[number, Priority], undefined, unknown> {
    return this.entries();
  }

  private search(number: number): Priority | undefined {
    const { list } = this;
    let [from, to] = [0, list.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const there = list[middle];
      if (there && there.number < number) from = middle + 1;
      else to = middle;
    }
    return list[from]?.number === number ? list[from] : undefined;
  }
}
