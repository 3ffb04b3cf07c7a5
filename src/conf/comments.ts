import type { ConfComment, ConfProblem, Pieces } from './tree';

/** Asterisk loops for ever on the 129th level; it is passed over here. */
const MAX_NESTED_COMMENTS = 128;

/** A line without its comments, and where each remaining character stands in the file. */
export class BareLine {
  /** @param pieces undefined where all characters follow each other from the column `from` on */
  private constructor(
    readonly text: string,
    private readonly from: number,
    private readonly pieces: Pieces | undefined,
  ) {}

  static of(line: string, from: number, spans: readonly (readonly [start: number, end: number])[]): BareLine {
    const [first, second] = spans;
    if (!first) return new BareLine('', from, undefined);
    if (!second) return BareLine.part(line, ...first);
    let text = '';
    const pieces: [number, number][] = [];
    for (const [start, end] of spans) {
      pieces.push([text.length, start]);
      text += line.slice(start, end);
    }
    return new BareLine(text, from, pieces);
  }

  /** A part of a line as it is. */
  static part(line: string, start: number, end: number): BareLine {
    return new BareLine(line.slice(start, end), start, undefined);
  }

  /** The column of a character of `text`. */
  columnOf(index: number): number {
    return this.pieces ? columnAt(this.pieces, index) : this.from + index;
  }

  /** Where the characters of a part of `text` stand; undefined when they follow each other. */
  piecesOf(start: number, end: number): Pieces | undefined {
    const cuts = this.pieces?.filter(([index]) => index > start && index < end) ?? [];
    if (cuts.length === 0) return undefined;
    return [[0, this.columnOf(start)], ...cuts.map(([index, column]) => [index - start, column] as const)];
  }
}

/** The column of a character of a text that was copied in pieces. */
export function columnAt(pieces: Pieces, index: number): number {
  let column = index;
  for (const [at, from] of pieces) if (at <= index) column = from + index - at;
  return column;
}

/**
 * Takes comments out, line by line, as main/config.c does, its oddities included: `\;` is a semicolon even inside a
 * block comment, `;---` starts no block comment, and a `--;` that closes nothing hides every line after it until a
 * `;--` restores the balance (all measured on 16.28 and 22.10).
 */
export class CommentScanner {
  readonly comments: ConfComment[] = [];
  readonly problems: ConfProblem[] = [];
  private hiddenLine = 0;
  private hiddenColumn = 0;

  /** @param depth how many block comments are open already; negative after a `--;` too many. */
  constructor(private depth = 0) {}

  get openComments(): number {
    return this.depth;
  }

  /** @param from the column to start at: 1 behind a byte order mark. */
  bare(line: string, number: number, from = 0): BareLine {
    if (this.depth === 0 && !line.includes(';', from)) return BareLine.part(line, from, line.length);
    const spans: [number, number][] = [];
    let kept = this.depth === 0 ? from : -1;
    const keepUntil = (end: number, next: number): void => {
      if (kept >= 0) spans.push([kept, end]);
      kept = next;
    };
    for (let free = from, at = line.indexOf(';', free); at >= 0; at = line.indexOf(';', free)) {
      // A mark is only what stands behind the previous one: the `--` of `;--;` does not count twice.
      const marked = free;
      free = at + 1;
      if (at > marked && line[at - 1] === '\\') {
        if (kept >= 0) keepUntil(at - 1, at);
      } else if (line.startsWith('--', at + 1) && line[at + 3] !== '-') {
        keepUntil(at, -1);
        this.open(number, at, line.length);
        free = at + 3;
      } else if (at >= marked + 2 && line.startsWith('--', at - 2)) {
        if (this.close(number, at)) keepUntil(at, at + 1);
      } else if (this.depth === 0) {
        keepUntil(at, -1);
        this.add('line', number, at, number, line.length);
        break;
      }
    }
    keepUntil(line.length, -1);
    return BareLine.of(line, from, spans);
  }

  /** After the last line: what is still open ends there. */
  finish(number: number, length: number): void {
    if (this.depth === 0) return;
    this.add('block', this.hiddenLine, this.hiddenColumn, number, length);
    if (this.depth > 0) this.report('unterminated-comment', this.hiddenLine, this.hiddenColumn, this.hiddenColumn + 3);
  }

  private open(number: number, at: number, length: number): void {
    if (this.depth >= MAX_NESTED_COMMENTS) {
      this.report('comment-too-deep', number, at, at + 3);
      return;
    }
    this.depth++;
    if (this.depth === 1) this.hide(number, at);
    // The balance after a stray `--;`: text counts again, but only from the next line on.
    if (this.depth === 0) this.add('block', this.hiddenLine, this.hiddenColumn, number, length);
  }

  /** Whether text counts again behind this mark. */
  private close(number: number, at: number): boolean {
    this.depth--;
    if (this.depth === 0) this.add('block', this.hiddenLine, this.hiddenColumn, number, at + 1);
    if (this.depth === -1) {
      this.report('stray-comment-end', number, at - 2, at + 1);
      this.hide(number + 1, 0);
    }
    return this.depth === 0;
  }

  private hide(line: number, column: number): void {
    this.hiddenLine = line;
    this.hiddenColumn = column;
  }

  private add(
    kind: ConfComment['kind'],
    startLine: number,
    startColumn: number,
    endLine: number,
    endColumn: number,
  ): void {
    this.comments.push({ kind, startLine, startColumn, endLine, endColumn });
  }

  private report(code: ConfProblem['code'], line: number, start: number, end: number): void {
    this.problems.push({ code, data: {}, span: { line, start, end } });
  }
}
