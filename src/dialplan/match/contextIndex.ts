import type { Context, Extension } from '../dialplan';
import { bytesOf, comparePatterns, positionsOf } from '../pattern';

interface Pattern {
  readonly extension: Extension;
  /** Where it stands among the context's extensions. */
  readonly rank: number;
}

/** Where patterns are that begin alike. */
class Branch {
  /** By the bytes that fit next: one for each set that is written here. */
  readonly #branches = new Map<string, Branch>();
  readonly #byByte = new Map<number, Branch[]>();
  /** Those that end here, that go on with `.`, and with `!`. */
  readonly #ending: Pattern[] = [];
  readonly #any: Pattern[] = [];
  readonly #anyOrNone: Pattern[] = [];

  add(pattern: Pattern): void {
    let branch = this as Branch;
    for (const { kind, fits } of positionsOf(pattern.extension.name)) {
      // It matches nothing.
      if (kind === 'broken') return;
      if (kind !== 'one') {
        (kind === 'any' ? branch.#any : branch.#anyOrNone).push(pattern);
        return;
      }
      branch = branch.#next(fits);
    }
    branch.#ending.push(pattern);
  }

  /** Adds all that match the bytes from there on. */
  match(bytes: Uint8Array, at: number, found: Pattern[]): void {
    found.push(...this.#anyOrNone);
    const byte = bytes[at];
    if (byte === undefined) {
      found.push(...this.#ending);
      return;
    }
    found.push(...this.#any);
    for (const branch of this.#byByte.get(byte) ?? []) branch.match(bytes, at + 1, found);
  }

  #next(fits: readonly number[]): Branch {
    const key = fits.join();
    let branch = this.#branches.get(key);
    if (branch) return branch;
    branch = new Branch();
    this.#branches.set(key, branch);
    for (const byte of fits) {
      const there = this.#byByte.get(byte);
      if (there) there.push(branch);
      else this.#byByte.set(byte, [branch]);
    }
    return branch;
  }
}

/** The extensions of a context, to find those that match a number without a look at each. */
export class ContextIndex {
  /** By name without dashes; those for certain callers first. */
  readonly #literals = new Map<string, Extension[]>();
  readonly #patterns: Pattern[] = [];
  /** Made when somebody looks for a number: who asks for a name needs none. */
  #root: Branch | undefined;

  constructor({ extensions }: Context) {
    extensions.forEach((extension, rank) => {
      if (extension.name.startsWith('_')) this.#patterns.push({ extension, rank });
      else this.#addLiteral(extension);
    });
  }

  /** Those that are written as what is dialled is: Asterisk looks at them first. */
  literals(number: string): readonly Extension[] {
    return this.#literals.get(number.replaceAll('-', '')) ?? [];
  }

  /** All that match a number to its end, in the order in which Asterisk looks at them. */
  matching(number: string): readonly Extension[] {
    const literals = this.literals(number);
    if (this.#patterns.length === 0) return literals;
    const found: Pattern[] = [];
    this.#tree().match(bytesOf(number), 0, found);
    // Whoever asks with a pattern means that one too.
    if (number.startsWith('_')) found.push(...this.#patterns.filter(({ extension }) => isSame(extension.name, number)));
    const inOrder = [...new Set(found)].sort((a, b) => a.rank - b.rank);
    return [...literals, ...inOrder.map(({ extension }) => extension)];
  }

  #addLiteral(extension: Extension): void {
    const name = extension.name.replaceAll('-', '');
    const there = this.#literals.get(name);
    if (there) there.push(extension);
    else this.#literals.set(name, [extension]);
  }

  #tree(): Branch {
    if (!this.#root) {
      this.#root = new Branch();
      for (const pattern of this.#patterns) this.#root.add(pattern);
    }
    return this.#root;
  }
}

function isSame(name: string, other: string): boolean {
  return comparePatterns(name, other) === 0;
}
