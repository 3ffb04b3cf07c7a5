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
  return { kind, isDefinition, text, span, target, prefix };
}
