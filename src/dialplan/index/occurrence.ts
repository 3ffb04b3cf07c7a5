import type { Span } from '../../conf/tree';
import type { JumpTarget } from '../syntax/targets';

/** A name where it is written. What it names depends on the project: see `symbols.ts`. */
export interface Occurrence {
  readonly kind: 'context' | 'extension' | 'label' | 'variable';
  /** Whether it makes the thing, or sets the variable. */
  readonly isDefinition: boolean;
  /** As written, without blanks around it. */
  readonly text: string;
  readonly span: Span;
  /** Of a jump: the whole of it, of which this is a part. */
  readonly target: JumpTarget | undefined;
  /** What stands before the name in memory and not here: `macro-`. */
  readonly prefix: string | undefined;
  /** Empty where it was found in a call and not in a file. */
  readonly file: string;
}

/** Makes one: there are tens of thousands, and all of one shape are read faster. */
export function occurrence(
  kind: Occurrence['kind'],
  isDefinition: boolean,
  text: string,
  span: Span,
  target?: JumpTarget,
  prefix?: string,
): Occurrence {
  return { kind, isDefinition, text, span, target, prefix, file: '' };
}

/** Says in which file they are, from the given one on: who finds names in a statement does not know. */
export function locate(found: { file: string }[], from: number, file: string): void {
  for (let at = from; at < found.length; at++) {
    const one = found[at];
    if (one) one.file = file;
  }
}
