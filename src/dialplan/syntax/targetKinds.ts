import type { Word } from './syntax';

/** Macro(name) and its like go to the context of this name with `macro-` before it. */
export const MACRO_PREFIX = 'macro-';

/** A part of a target, without blanks around it and without quotes. What is implied has an empty span. */
export interface TargetPart extends Word {
  /** Something in it is replaced when it runs: what it names nobody knows before. */
  readonly isDynamic: boolean;
}

/**
 * How it is gone to: `goto` for good, `gosub` until its Return, `macro` into the context `macro-name` (here with the name
 * alone), `dial` by a channel of its own (`Local/extension@context`), `context` when somebody dials digits there. Nothing
 * goes to a `mention`, of which a call, a hint or a channel is looked for, nor to a `test` for something that may not be
 * there.
 */
export type JumpKind = 'goto' | 'gosub' | 'macro' | 'dial' | 'context' | 'mention' | 'test';

/** A place in the dialplan that a call names. */
export interface JumpTarget {
  readonly kind: JumpKind;
  /** What stands before the context's name in memory and not here: `macro-`; mostly nothing. */
  readonly prefix: string;
  /** Undefined: the one in which the call stands. */
  readonly context: TargetPart | undefined;
  /** Undefined: the one in which the call stands; for the kinds `context` and `test` any. */
  readonly extension: TargetPart | undefined;
  /** A number or a label; undefined for the kinds that start with 1. */
  readonly priority: TargetPart | undefined;
  /** What stands between its parts; where there is one part only, what is to be written there. */
  readonly separator: ',' | '^';
  /** It stands in an option of another application, as in Dial's `U(name)`. */
  readonly isOption: boolean;
  readonly callsSubroutine: boolean;
  /** Any of its parts is. */
  readonly dynamic: boolean;
}

/** Whether a call comes there, as opposed to a name that something is looked up by. */
export function isGoneTo({ kind }: JumpTarget): boolean {
  return kind !== 'mention' && kind !== 'test';
}
