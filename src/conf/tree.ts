/** A place on one line. Lines and columns count from 0, columns in UTF-16 units, as VS Code counts. */
export interface Span {
  readonly line: number;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/**
 * What Asterisk does not read as it looks. `refusing` codes are those after which Asterisk gives the file up at that
 * line (see `Statement.refused`); the others cost a line or nothing.
 */
export type ConfProblemCode =
  // Refusing, seen in the text alone.
  | 'missing-bracket'
  | 'missing-parenthesis'
  | 'bad-escape'
  // Refusing, seen when the file is loaded.
  | 'no-section'
  | 'unknown-parent'
  | 'unknown-section'
  | 'include-missing'
  | 'file-missing'
  | 'too-large'
  // Not refusing.
  | 'include-refused'
  | 'include-too-deep'
  | 'exec-not-run'
  | 'line-too-long'
  | 'no-equals'
  | 'no-key'
  | 'unknown-directive'
  | 'directive-without-argument'
  | 'unterminated-comment'
  | 'stray-comment-end'
  | 'comment-too-deep';

export interface ConfProblem {
  readonly code: ConfProblemCode;
  /** What a sentence about it needs: the name of the section, the file … Never a value: values hold passwords. */
  readonly data: Readonly<Record<string, string>>;
  readonly span: Span;
}

/** `; …` to the end of its line, or `;-- … --;` over any number of lines. */
export interface ConfComment {
  readonly kind: 'line' | 'block';
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Pairs: an index into a text, and the column from which the characters there are copied. The first index is 0. */
export type Pieces = readonly (readonly [index: number, column: number])[];

interface StatementBase {
  /** From the first to the last character that counts: no blanks around it, no comment behind it. */
  readonly span: Span;
  /** Asterisk stops reading the file here, and refuses it. */
  readonly refused?: ConfProblemCode;
}

/** One of the comma-separated words in `[name](…)`: `!`, `+`, `+filter`, or the name of a section to inherit from. */
export interface SectionOption {
  /** As written: Asterisk strips no blanks here, so `(a, b)` asks for a section called " b". */
  readonly text: string;
  readonly span: Span;
}

/** `[name](options)`. */
export interface SectionHeader extends StatementBase {
  readonly kind: 'section';
  readonly name: string;
  readonly nameSpan: Span;
  readonly options: readonly SectionOption[];
}

/** `key = value`, `key => value` or `key += value`. */
export interface ConfEntry extends StatementBase {
  readonly kind: 'entry';
  readonly key: string;
  readonly keySpan: Span;
  readonly operator: '=' | '=>' | '+=';
  readonly operatorSpan: Span;
  /** Without blanks around it; `\;` has become `;`. */
  readonly value: string;
  readonly valueSpan: Span;
  /** Where the characters of `value` stand; undefined when they follow each other from `valueSpan.start` on. */
  readonly valuePieces?: Pieces | undefined;
  /** Of `+=` all that follows it: it keeps the blanks between what was there and what is added. Else the value. */
  readonly rawValue: string;
}

/** `#include`, `#tryinclude`, `#exec`, or a word that Asterisk does not know and skips. */
export interface ConfDirective extends StatementBase {
  readonly kind: 'directive';
  /** In lower case, without `#`. */
  readonly name: string;
  readonly nameSpan: Span;
  /** Without its quotes or angle brackets; undefined when there is none. */
  readonly argument: string | undefined;
  readonly argumentSpan: Span;
}

/** A line that is none of the others; Asterisk warns and skips it, or refuses the file. */
export interface ConfText extends StatementBase {
  readonly kind: 'text';
  readonly text: string;
}

export type ConfItem = ConfEntry | ConfDirective | ConfText;
export type ConfStatement = SectionHeader | ConfItem;

export interface ConfSection {
  readonly header: SectionHeader;
  readonly items: readonly ConfItem[];
}

/** One file, as written: nothing included, nothing inherited. */
export interface ConfTree {
  /** What comes before the first section header: it belongs to the section of the file that includes this one. */
  readonly preamble: readonly ConfItem[];
  readonly sections: readonly ConfSection[];
  readonly comments: readonly ConfComment[];
  readonly problems: readonly ConfProblem[];
  /** How many block comments are open at the end (0 is good); the next file of the same `#include` starts inside them. */
  readonly commentDepth: number;
}
