import { closingOf } from './brackets';
import { ArgumentSplitter } from './arguments';
import { readOperands } from './expression';
import type { Range, Source } from './source';
import type { Part, Phrase, Substitution } from './syntax';

/** Asterisk itself gives up long before; deeper ones stay as they are. */
export const MAX_DEPTH = 50;

/** A part of a text in which something is replaced, or in which nothing is. */
export interface Cut {
  readonly kind: Part['kind'];
  readonly start: number;
  readonly end: number;
  /** Its bracket is there. */
  readonly closed: boolean;
}

/** What cuts the inside of `${…}`. */
export interface Marks {
  readonly open: number | undefined;
  readonly close: number | undefined;
  readonly colon: number | undefined;
}

const OPEN = '('.charCodeAt(0);
const CLOSE = ')'.charCodeAt(0);
const COLON = ':'.charCodeAt(0);

/** Reads a part of an entry's value in which things are replaced. */
export class PhraseReader {
  /** Whether something may be replaced in it: a search for `${` in each part of it would mostly be in vain. */
  private readonly hasDollar: boolean;

  constructor(
    readonly source: Source,
    readonly start: number,
    readonly end: number,
  ) {
    this.hasDollar = source.has('$', start, end);
  }

  phrase(start = this.start, end = this.end, depth = 0): Phrase {
    if (!this.hasDollar) {
      const { text, span } = this.source.word(start, end);
      return { text, span, parts: start < end ? [{ kind: 'literal', text, span }] : [] };
    }
    const parts = this.cuts(start, end).map((cut) => this.part(cut, depth));
    return { text: this.source.text.slice(start, end), span: this.source.span(start, end), parts };
  }

  /** At commas, as Asterisk's applications do; an empty text has no arguments. */
  arguments(start = this.start, end = this.end, depth = 0): Phrase[] {
    return this.split(start, end).map(([from, to]) => this.phrase(from, to, depth));
  }

  /** The ranges between the separators that are in no parentheses, brackets or quotes; none of an empty text. */
  split(start: number, end: number, separator = ','): Range[] {
    if (start >= end) return [];
    if (!this.source.has(separator, start, end)) return [[start, end]];
    const splitter = new ArgumentSplitter(separator.charCodeAt(0));
    return this.splitWhere(start, end, (char) => splitter.isSeparator(char));
  }

  /** The ranges between separators, whatever they stand in; each character of `separators` is one. */
  splitAtAll(start: number, end: number, separators: string): Range[] {
    const written = separators.split('').filter((one) => this.source.has(one, start, end));
    if (written.length === 0) return [[start, end]];
    const codes = written.map((one) => one.charCodeAt(0));
    return this.splitWhere(start, end, (char) => codes.includes(char));
  }

  /** Whether something is replaced there. */
  isReplaced(start: number, end: number): boolean {
    return this.hasDollar && this.cuts(start, end).some(({ kind }) => kind !== 'literal');
  }

  /** Where the first such character is that is not replaced; -1 without one. */
  find(char: string, start: number, end: number): number {
    const first = this.source.text.indexOf(char, start);
    if (first < 0 || first >= end) return -1;
    if (!this.hasDollar) return first;
    const code = char.charCodeAt(0);
    let found = -1;
    this.literals(this.cuts(start, end), (one, at) => {
      if (one === code) found = at;
      return found >= 0;
    });
    return found;
  }

  private splitWhere(start: number, end: number, isSeparator: (char: number) => boolean): Range[] {
    const ranges: Range[] = [];
    let from = start;
    this.literals(this.cuts(start, end), (char, at) => {
      if (isSeparator(char)) {
        ranges.push([from, at]);
        from = at + 1;
      }
      return false;
    });
    ranges.push([from, end]);
    return ranges;
  }

  /** The parts between two places, without a gap. */
  cuts(start: number, end: number): Cut[] {
    const { text } = this.source;
    const cuts: Cut[] = [];
    let literal = start;
    if (!this.hasDollar) return start < end ? [{ kind: 'literal', start, end, closed: true }] : [];
    for (let at = text.indexOf('$', start); at >= 0 && at + 1 < end; at = text.indexOf('$', at)) {
      const bracket = text[at + 1];
      if (bracket !== '{' && bracket !== '[') {
        at++;
        continue;
      }
      if (literal < at) cuts.push({ kind: 'literal', start: literal, end: at, closed: true });
      const closing = closingOf(text, at + 1, end);
      const kind = bracket === '{' ? 'substitution' : 'calculation';
      literal = closing === undefined ? end : closing + 1;
      cuts.push({ kind, start: at, end: literal, closed: closing !== undefined });
      at = literal;
    }
    if (literal < end) cuts.push({ kind: 'literal', start: literal, end, closed: true });
    return cuts;
  }

  part({ kind, start, end, closed }: Cut, depth: number): Part {
    const text = this.source.text.slice(start, end);
    const span = this.source.span(start, end);
    if (kind === 'literal' || depth >= MAX_DEPTH) return { kind: 'literal', text, span };
    const inner = closed ? end - 1 : end;
    if (kind === 'substitution') return this.substitution(start + 2, inner, { text, span, closed }, depth + 1);
    return { kind, text, span, operands: readOperands(this, start + 2, inner, depth + 1), closed };
  }

  /** @param visit is told the code of each character that is not replaced; true ends it. */
  literals(cuts: readonly Cut[], visit: (char: number, at: number) => boolean): void {
    const { text } = this.source;
    for (const { kind, start, end } of cuts) {
      if (kind !== 'literal') continue;
      for (let at = start; at < end; at++) if (visit(text.charCodeAt(at), at)) return;
    }
  }

  private substitution(
    start: number,
    end: number,
    { text, span, closed }: Pick<Substitution, 'text' | 'span' | 'closed'>,
    depth: number,
  ): Substitution {
    const { open, close, colon } = this.marks(start, end);
    const nameEnd = colon ?? end;
    const isFunction = open !== undefined;
    return {
      kind: 'substitution',
      text,
      span,
      closed,
      name: this.phrase(start, open ?? nameEnd, depth),
      arguments: isFunction ? this.arguments(open + 1, close ?? nameEnd, depth) : undefined,
      part: colon === undefined ? undefined : this.phrase(colon + 1, end, depth),
    };
  }

  /** The first `(`, the last `)`, and the first `:` that is outside of them. */
  marks(start: number, end: number): Marks {
    const found: { -readonly [mark in keyof Marks]: Marks[mark] } = {
      open: undefined,
      close: undefined,
      colon: undefined,
    };
    let depth = 0;
    this.literals(this.cuts(start, end), (char, at) => {
      if (char === OPEN) {
        depth++;
        found.open ??= at;
      } else if (char === CLOSE) {
        depth--;
        if (found.open !== undefined) found.close = at;
      } else if (char === COLON && depth === 0) found.colon = at;
      return found.colon !== undefined;
    });
    return found;
  }
}
