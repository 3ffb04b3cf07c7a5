import type { Span } from '../../conf/tree';
import type { DialplanProject } from '../index/project';
import type { LintCode } from './codes';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Some text of a file, replaced. An empty span inserts. */
export interface TextEdit {
  readonly file: string;
  readonly span: Span;
  readonly newText: string;
}

/** A change that is certain to be what was meant, or to be the only way to mean it. */
export interface Fix {
  /** What the change does, in the user's language: "Write “n” as “1”". */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Nothing else could have been meant. */
  readonly isPreferred: boolean;
}

/** Another place that has to do with a finding: the line that came first, the line that answers instead. */
export interface RelatedPlace {
  readonly file: string;
  readonly span: Span;
  /** In the user's language. */
  readonly message: string;
}

/** Something in a dialplan that is wrong, dangerous, or not what it looks like. */
export interface Finding {
  readonly code: LintCode;
  /** The code's own, or `hint` where another source may define what is missing here. */
  readonly severity: Severity;
  readonly file: string;
  readonly span: Span;
  /** One sentence or two, in the user's language: what it is, and what to do. Plain text without control characters. */
  readonly message: string;
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly Fix[];
  /** VS Code shows such text faded: it is never reached. */
  readonly isUnnecessary: boolean;
}

/**
 * What a rule is: all that it finds in a project, and undefined where it would let others pass. It never throws, whatever
 * the text.
 */
export type Rule = (project: DialplanProject) => Iterable<Finding | undefined>;
