import type { Place } from '../dialplan';

interface FileLines<T> {
  /** By line. */
  readonly first: (T | undefined)[];
  /** The others of those lines that have several: few do. */
  readonly others: Map<number, T[]>;
}

const NOTHING: readonly never[] = [];

/** What came out of each line of some files: mostly one thing, which needs no list of its own. */
export class LineTable<T> {
  readonly #files = new Map<string, FileLines<T>>();

  /** Adds a thing to a line that has not got it. */
  add({ file, line }: Place, one: T): void {
    let lines = this.#files.get(file);
    if (!lines) this.#files.set(file, (lines = { first: [], others: new Map<number, T[]>() }));
    const first = lines.first[line];
    if (first === undefined) lines.first[line] = one;
    else if (first !== one) {
      const others = lines.others.get(line);
      if (!others) lines.others.set(line, [one]);
      else if (!others.includes(one)) others.push(one);
    }
  }

  /** All of a line, in the order in which they were added. */
  at(file: string, line: number): readonly T[] {
    const lines = this.#files.get(file);
    const first = lines?.first[line];
    if (!lines || first === undefined) return NOTHING;
    const others = lines.others.get(line);
    return others ? [first, ...others] : [first];
  }

  /** The first of a line. */
  firstAt(file: string, line: number): T | undefined {
    return this.#files.get(file)?.first[line];
  }
}
