import type { ConfDirective, ConfEntry, ConfText, ConfTree, SectionHeader, Span } from '../../conf/tree';
import type { Range, Source } from './source';

/** Some text and where it stands. `text` is as Asterisk reads it: `\;` is `;` there, and comments within are gone. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/**
 * Text in which things are replaced before or while it runs. Its parts follow each other without a gap, but for a
 * comment between them. As written: with its quotes, its backslashes and the blanks around it.
 */
export interface Phrase extends Word {
  readonly parts: readonly Part[];
}

export type Part = Literal | Substitution | Calculation;

export interface Literal extends Word {
  readonly kind: 'literal';
}

/** `${name}`, `${name:offset:length}`, `${FUNCTION(arguments)}`, `${FUNCTION(arguments):offset:length}`. */
export interface Substitution extends Word {
  readonly kind: 'substitution';
  /** What stands before `(` or `:`. It may hold substitutions itself: `${DB_${KEY}}`. */
  readonly name: Phrase;
  /** Defined, empty perhaps, when it is a function. */
  readonly arguments: readonly Phrase[] | undefined;
  /** From `offset` on, without the colon. */
  readonly part: Phrase | undefined;
  /** `}` is there. */
  readonly closed: boolean;
}

/** `$[expression]`. */
export interface Calculation extends Word {
  readonly kind: 'calculation';
  readonly operands: readonly ExpressionToken[];
  /** `]` is there. */
  readonly closed: boolean;
}

/** A token of an expression: blanks are left out. */
export type ExpressionToken =
  | Part
  | (Word & { readonly kind: 'operator' })
  /** With its quotes: they stay a part of the text for Asterisk. */
  | (Phrase & { readonly kind: 'string' });

/** `Application(argument,argument)`; data without parentheses is none. */
export interface ApplicationCall {
  /** With the blanks between it and `(`, which are a part of the name for Asterisk. */
  readonly name: Word;
  /**
   * Split at commas outside of parentheses, quotes and `${…}`, as Asterisk's applications do; empty for `()` and without
   * `(`. Read anew at each access, as `data` is: ask once.
   */
  readonly arguments: readonly Phrase[];
  /** All between the parentheses; undefined without them. */
  readonly data: Phrase | undefined;
  /** Where `data` is, without reading it. */
  readonly dataSpan: Span | undefined;
  /** The value in which the call stands. */
  readonly source: Source;
  /** The indices of `data` in it. */
  readonly dataRange: Range | undefined;
  /** `)` is there, or none is needed. */
  readonly closed: boolean;
}

/** `exten => name/callerId,priority(label),Application(…)` or `same => priority(label),Application(…)`. */
export interface ExtensionStatement {
  readonly kind: 'extension';
  readonly entry: ConfEntry;
  readonly isSame: boolean;
  /** Undefined for `same`. */
  readonly name: Phrase | undefined;
  /** Behind the slash. */
  readonly callerId: Phrase | undefined;
  /** The number, `n`, `s`, `hint` or a label, without what is added to it; undefined without a comma before it. */
  readonly priority: Word | undefined;
  /** Behind `+`. */
  readonly plus: Word | undefined;
  readonly label: Word | undefined;
  /** Undefined for a hint, and without a comma before it. */
  readonly call: ApplicationCall | undefined;
  /** `exten => 1000,hint,PJSIP/1000&Custom:x` */
  readonly hint: Phrase | undefined;
}

/** `include => context,times,weekdays,mdays,months,timezone`. */
export interface IncludeStatement {
  readonly kind: 'include';
  readonly entry: ConfEntry;
  readonly context: Phrase;
  readonly timing: readonly Word[];
}

/** `switch`, `lswitch`, `eswitch`. */
export interface SwitchStatement {
  readonly kind: 'switch';
  readonly entry: ConfEntry;
  readonly name: Word;
  /** Behind the slash. */
  readonly data: Phrase | undefined;
}

export interface IgnorePatternStatement {
  readonly kind: 'ignorepat';
  readonly entry: ConfEntry;
  readonly pattern: Phrase;
}

/** An entry of [globals]: the key is the name of a variable. */
export interface GlobalStatement {
  readonly kind: 'global';
  readonly entry: ConfEntry;
  readonly value: Phrase;
}

/** An entry of [general], `autohints`, and what Asterisk ignores with a warning. */
export interface OtherStatement {
  readonly kind: 'option' | 'autohints' | 'unknown';
  readonly entry: ConfEntry;
}

export type Statement =
  | ExtensionStatement
  | IncludeStatement
  | SwitchStatement
  | IgnorePatternStatement
  | GlobalStatement
  | OtherStatement
  | ConfDirective
  | ConfText;

/** What a section is for. Asterisk compares `general` and `globals` without case, a context's name with it. */
export type SectionRole = 'general' | 'globals' | 'context' | 'template';

export interface DialplanSection {
  /**
   * Undefined for what comes before the first header: it belongs to the section of the file that includes this one, and
   * its role is the one given to `parseDialplan`, or guessed.
   */
  readonly header: SectionHeader | undefined;
  readonly role: SectionRole;
  readonly statements: readonly Statement[];
}

/** One file of a dialplan, as written. */
export interface DialplanSyntax {
  readonly tree: ConfTree;
  readonly sections: readonly DialplanSection[];
}
