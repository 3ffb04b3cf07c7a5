import { Brackets } from './brackets';
import { ArgumentSplitter } from './arguments';
import { readOperands } from './expression';
import type { Range, Source } from './source';
import type { Part, Phrase, Substitution } from './syntax';

/** Asterisk itself gives up long before; deeper ones stay as they are. */
const MAX_DEPTH = 50;

/** A part of a text in which something is replaced, or in which nothing is. */
export interface Cut {
  readonly kind: Part['kind'];
  readonly start: number;
  readonly end: number;
  /** Its bracket is there. */
  readonly closed: boolean;
}

/** Reads a part of an entry's value in which things are replaced. */
export class PhraseReader {
  private readonly brackets: Brackets | undefined;

  constructor(
    readonly source: Source,
    readonly start: number,
    readonly end: number,
  ) {
    const dollar = source.text.indexOf('$', start);
    if (dollar >= 0 && dollar < end) this.brackets = new Brackets(source.text, start, end);
  }

  phrase(start = this.start, end = this.end, depth = 0): Phrase {
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
    const splitter = new ArgumentSplitter(separator);
    return this.splitWhere(start, end, (char) => splitter.isSeparator(char));
  }

  /** The ranges between characters that are not replaced. */
  splitWhere(start: number, end: number, isSeparator: (char: string) => boolean): Range[] {
    const ranges: Range[] = [];
    let from = start;
    this.literals(this.cuts(start, end), (char, at) => {
      if (isSeparator(char)) {
        ranges.push([from, at]);
        from = at + 1;
      }
      return false;
    });
    return [...ranges, [from, end]];
  }

  /** The parts between two places, without a gap. */
  cuts(start: number, end: number): Cut[] {
    const { text } = this.source;
    const cuts: Cut[] = [];
    let literal = start;
    if (!this.brackets) return start < end ? [{ kind: 'literal', start, end, closed: true }] : [];
    for (let at = text.indexOf('$', start); at >= 0 && at + 1 < end; at = text.indexOf('$', at)) {
      const bracket = text[at + 1];
      if (bracket !== '{' && bracket !== '[') {
        at++;
        continue;
      }
      if (literal < at) cuts.push({ kind: 'literal', start: literal, end: at, closed: true });
      const closing = this.brackets.closingOf(at + 1, end);
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

  /** @param visit is told each character that is not replaced; true ends it. */
  literals(cuts: readonly Cut[], visit: (char: string, at: number) => boolean): void {
    for (const { kind, start, end } of cuts) {
      if (kind !== 'literal') continue;
      for (let at = start; at < end; at++) if (visit(this.source.text.charAt(at), at)) return;
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
  private marks(start: number, end: number): Partial<Record<'open' | 'close' | 'colon', number>> {
    const found: Partial<Record<'open' | 'close' | 'colon', number>> = {};
    let depth = 0;
    this.literals(this.cuts(start, end), (char, at) => {
      if (char === '(') {
        depth++;
        found.open ??= at;
      } else if (char === ')') {
        depth--;
        if (found.open !== undefined) found.close = at;
      } else if (char === ':' && depth === 0) found.colon = at;
      return found.colon !== undefined;
    });
    return found;
  }
}
