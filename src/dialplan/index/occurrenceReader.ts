import { itemOf, lastLine } from '../syntax/outline';
import type { DialplanSyntax, Statement } from '../syntax/syntax';
import { locate, type Occurrence } from './occurrence';
import { namesInHeader, namesInStatement } from './occurrences';

/** One file, as written. */
interface Written {
  readonly path: string;
  readonly syntax: DialplanSyntax;
}

/** The names in one version of a file. */
interface Known {
  readonly syntax: DialplanSyntax;
  /** By their lines. */
  readonly statements: readonly (Statement | undefined)[];
  /** Where the names of the statement on each line begin among all of them, and where they end. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly all: readonly Occurrence[];
}

/** A small part of the time that others can wait. */
const STATEMENTS_A_STEP = 50;

/** All names in files, in the order of their sections. Those of unchanged statements are the same objects as before. */
export class OccurrenceReader {
  /** By path, the last version. An unchanged statement is on the line where it was: a map of statements takes longer. */
  readonly #files = new Map<string, Known>();

  read(file: Written): readonly Occurrence[] {
    const steps = this.readInSteps(file);
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value;
  }

  /** The same, for who has others to let pass in between. */
  *readInSteps({ path, syntax }: Written): Generator<undefined, readonly Occurrence[], undefined> {
    const before = this.#files.get(path);
    if (before?.syntax === syntax) return before.all;
    const size = lastLineOf(syntax) + 1;
    const [statements, starts, ends] = [
      new Array<Statement | undefined>(size),
      new Uint32Array(size),
      new Uint32Array(size),
    ];
    const all: Occurrence[] = [];
    let left = STATEMENTS_A_STEP;
    for (const section of syntax.sections) {
      const from = all.length;
      namesInHeader(section, all);
      for (const statement of section.statements) {
        const { line } = itemOf(statement).span;
        statements[line] = statement;
        starts[line] = all.length;
        if (before?.statements[line] === statement) copyNames(before, line, all);
        else {
          namesInStatement(statement, all);
          left--;
        }
        ends[line] = all.length;
        if (left > 0) continue;
        left = STATEMENTS_A_STEP;
        yield;
      }
      locate(all, from, path);
    }
    this.#files.set(path, { syntax, statements, starts, ends, all });
    return all;
  }
}

function copyNames({ starts, ends, all }: Known, line: number, found: Occurrence[]): void {
  const end = ends[line] ?? 0;
  for (let at = starts[line] ?? 0; at < end; at++) {
    const one = all[at];
    if (one) found.push(one);
  }
}

function lastLineOf({ sections }: DialplanSyntax): number {
  const last = sections.at(-1);
  return last ? lastLine(last) : 0;
}
