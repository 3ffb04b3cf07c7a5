import type { BareLine } from './comments';
import type {
  ConfEntry,
  ConfProblem,
  ConfProblemCode,
  ConfStatement,
  Pieces,
  SectionHeader,
  SectionOption,
  Span,
} from './tree';

/** Kept once, not once for each line that has them. */
const COMMON_KEYS: ReadonlyMap<string, string> = new Map(
  ['exten', 'same', 'include', 'switch'].map((key) => [key, key]),
);

/** What Asterisk strips: every character up to and including the space. */
const isBlank = (code: number): boolean => code <= 32;

interface Range {
  readonly start: number;
  readonly end: number;
}

/** `from` to `to` without the blanks at both ends. */
function strip(text: string, from: number, to: number): Range {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

/** Reads one line, comments already taken out. Undefined when nothing is left of it. */
export function parseStatement(bare: BareLine, line: number, problems: ConfProblem[]): ConfStatement | undefined {
  const whole = strip(bare.text, 0, bare.text.length);
  if (whole.start === whole.end) return undefined;
  const reader = new LineReader(bare, line, problems);
  const first = bare.text[whole.start];
  if (first === '[') return reader.section(whole);
  if (first === '#') return reader.directive(whole);
  return reader.entry(whole);
}

class LineReader {
  private readonly text: string;

  constructor(
    private readonly bare: BareLine,
    private readonly line: number,
    private readonly problems: ConfProblem[],
  ) {
    this.text = bare.text;
  }

  section(whole: Range): SectionHeader {
    const span = this.span(whole);
    const start = whole.start + 1;
    const close = this.text.indexOf(']', whole.start);
    if (close < 0) {
      const name = strip(this.text, start, whole.end);
      const refused = this.report('missing-bracket', whole);
      return { kind: 'section', name: this.part(name), nameSpan: this.span(name), options: [], span, refused };
    }
    const name = { start, end: close };
    const header = { kind: 'section', name: this.part(name), nameSpan: this.span(name), span } as const;
    // Anything but a parenthesis right behind the bracket is passed over in silence, blanks included.
    if (this.text[close + 1] !== '(') return { ...header, options: [] };
    const end = this.text.indexOf(')', close + 2);
    if (end < 0) return { ...header, options: [], refused: this.report('missing-parenthesis', whole) };
    return { ...header, options: this.options(close + 2, end) };
  }

  directive(whole: Range): ConfStatement {
    let end = whole.start + 1;
    // Asterisk compares signed characters: one outside ASCII ends the word too.
    while (end < whole.end && !isBlank(this.text.charCodeAt(end)) && this.text.charCodeAt(end) < 128) end++;
    const word = { start: whole.start, end };
    const written = this.text.slice(whole.start + 1, end);
    const rest = strip(this.text, Math.min(end + 1, whole.end), whole.end);
    const argument = this.part(rest);
    const name = written.toLowerCase();
    const known = name === 'include' || name === 'tryinclude' || name === 'exec';
    if (!known) this.report('unknown-directive', word, { name: written });
    else if (argument === '') this.report('directive-without-argument', word, { name: written });
    return {
      kind: 'directive',
      name,
      nameSpan: this.span(word),
      argument: argument === '' ? undefined : unquote(argument),
      argumentSpan: this.span(rest),
      span: this.span(whole),
    };
  }

  entry(whole: Range): ConfStatement {
    const { text } = this;
    const escaped = text[whole.start] === '\\';
    const from = whole.start + (escaped ? 1 : 0);
    const first = text.charCodeAt(from);
    if (escaped && (from >= whole.end || isBlank(first) || first > 127)) return this.skipped(whole, 'bad-escape');
    // An escaped first character is part of the key even when it is the `=`.
    const equals = text.indexOf('=', from + (escaped ? 1 : 0));
    if (equals < 0 || equals >= whole.end) return this.skipped(whole, 'no-equals');
    const appends = equals > from + (escaped ? 1 : 0) && text[equals - 1] === '+';
    const operator = appends ? '+=' : text[equals + 1] === '>' ? '=>' : '=';
    const operatorStart = appends ? equals - 1 : equals;
    const keyRange = strip(text, from, operatorStart);
    if (keyRange.start === keyRange.end) return this.skipped(whole, 'no-key');
    const key = this.part(keyRange);
    const behind = operatorStart + operator.length;
    const valueRange = strip(text, behind, whole.end);
    const value = this.part(valueRange);
    return new WrittenEntry(
      COMMON_KEYS.get(key) ?? key,
      operator,
      value,
      appends ? text.slice(behind, whole.end) : value,
      this.bare.piecesOf(valueRange.start, valueRange.end),
      this.line,
      this.columns(whole.start, whole.end),
      this.columns(keyRange.start, keyRange.end),
      this.columns(operatorStart, behind),
      this.columns(valueRange.start, valueRange.end),
    );
  }

  /** A line that is no entry. */
  private skipped(whole: Range, code: 'bad-escape' | 'no-equals' | 'no-key'): ConfStatement {
    const text = { kind: 'text', text: this.part(whole), span: this.span(whole) } as const;
    this.report(code, whole);
    return code === 'bad-escape' ? { ...text, refused: code } : text;
  }

  private part({ start, end }: Range): string {
    return this.text.slice(start, end);
  }

  private options(from: number, to: number): SectionOption[] {
    let start = from;
    return this.text
      .slice(from, to)
      .split(',')
      .map((text) => {
        const option = { text, span: this.span({ start, end: start + text.length }) };
        start += text.length + 1;
        return option;
      });
  }

  private span({ start, end }: Range): Span {
    return unpacked(this.line, this.columns(start, end));
  }

  /** The columns of a part, packed. */
  private columns(start: number, end: number): number {
    const first = this.bare.columnOf(start);
    return (first << COLUMN_BITS) | (end > start ? this.bare.columnOf(end - 1) + 1 : first);
  }

  private report(code: ConfProblemCode, at: Range, data: Record<string, string> = {}): ConfProblemCode {
    this.problems.push({ code, data, span: this.span(at) });
    return code;
  }
}

/** Half the memory of one that holds its spans as objects: a dialplan has tens of thousands of lines. */
class WrittenEntry implements ConfEntry {
  constructor(
    readonly key: string,
    readonly operator: ConfEntry['operator'],
    readonly value: string,
    readonly rawValue: string,
    readonly valuePieces: Pieces | undefined,
    private readonly line: number,
    private readonly whole: number,
    private readonly keyColumns: number,
    private readonly operatorColumns: number,
    private readonly valueColumns: number,
  ) {}

  get kind(): 'entry' {
    return 'entry';
  }

  get span(): Span {
    return unpacked(this.line, this.whole);
  }

  get keySpan(): Span {
    return unpacked(this.line, this.keyColumns);
  }

  get operatorSpan(): Span {
    return unpacked(this.line, this.operatorColumns);
  }

  get valueSpan(): Span {
    return unpacked(this.line, this.valueColumns);
  }
}

/** Two columns in a number: no line that is read is longer than 8190 bytes. */
const COLUMN_BITS = 14;

function unpacked(line: number, columns: number): Span {
  return { line, start: columns >> COLUMN_BITS, end: columns & ((1 << COLUMN_BITS) - 1) };
}

/** `"f"` and `<f>` are f; a quote without its counterpart is part of the name. */
function unquote(argument: string): string {
  const first = argument[0];
  const closing = first === '<' ? '>' : first === '"' ? '"' : undefined;
  return closing !== undefined && argument.endsWith(closing) ? argument.slice(1, -1) : argument;
}
