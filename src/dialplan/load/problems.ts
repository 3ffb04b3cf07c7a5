import type { Place } from '../dialplan';

/** What Asterisk does otherwise than the text looks. Each stands for one line of extensions.conf. */
export type DialplanProblemCode =
  // Asterisk warns, names the line, and leaves it out.
  | 'unknown-directive'
  | 'same-without-extension'
  | 'next-without-priority'
  | 'same-without-priority'
  | 'label-unclosed'
  | 'unknown-label'
  | 'invalid-priority'
  | 'no-extension'
  | 'priority-taken'
  | 'include-twice'
  | 'ignore-pattern-twice'
  | 'switch-twice'
  // Asterisk warns, names the line, and takes it all the same.
  | 'arguments-unclosed'
  | 'catch-all'
  // Asterisk warns, but names no line.
  | 'label-taken'
  | 'unknown-include'
  | 'set-unclosed'
  | 'substitution-unclosed'
  // Asterisk says nothing.
  | 'priority-zero'
  | 'text-after-label'
  | 'text-after-arguments'
  | 'name-too-long'
  // This loader cannot know what Asterisk makes of it.
  | 'not-expanded';

/** Asterisk 16 and 22 write the file and the line of these to their log. */
export const LOGGED_WITH_LINE: ReadonlySet<DialplanProblemCode> = new Set([
  'unknown-directive',
  'same-without-extension',
  'next-without-priority',
  'same-without-priority',
  'label-unclosed',
  'unknown-label',
  'invalid-priority',
  'no-extension',
  'priority-taken',
  'include-twice',
  'ignore-pattern-twice',
  'switch-twice',
  'arguments-unclosed',
  'catch-all',
]);

export interface DialplanProblem {
  readonly code: DialplanProblemCode;
  readonly place: Place;
  /** What a sentence about it needs: names, labels, numbers. */
  readonly data: Readonly<Record<string, string>>;
  /** The line that came first, of those that say that something is there already. */
  readonly earlier?: Place;
}

/** Takes a problem of the line that is read. */
export type Report = (code: DialplanProblemCode, data?: Record<string, string>, earlier?: Place) => void;
