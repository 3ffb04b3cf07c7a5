import { columnAt } from '../../conf/comments';
import type { ConfEntry, Span } from '../../conf/tree';
import type { Word } from './syntax';

/** Indices into a text; the end is exclusive. */
export type Range = readonly [start: number, end: number];

/** The value of an entry, and where each of its characters stands. */
export class Source {
  readonly text: string;
  private readonly whole: Span;

  constructor(private readonly entry: ConfEntry) {
    this.text = entry.value;
    this.whole = entry.valueSpan;
  }

  word(start: number, end: number): Word {
    return { text: this.text.slice(start, end), span: this.span(start, end) };
  }

  /** Whether there is such a character in a range. */
  has(char: string, start: number, end: number): boolean {
    const at = this.text.indexOf(char, start);
    return at >= 0 && at < end;
  }

  span(start: number, end: number): Span {
    const { line } = this.whole;
    const first = this.columnOf(start);
    // Behind the last character: where the next one stands there may be a comment between them.
    return { line, start: first, end: end > start ? this.columnOf(end - 1) + 1 : first };
  }

  private columnOf(index: number): number {
    const { valuePieces } = this.entry;
    return valuePieces ? columnAt(valuePieces, index) : this.whole.start + index;
  }
}
