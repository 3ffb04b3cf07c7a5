import { TARGETS } from './targetTable';
import { TargetReader } from './targetReader';
import type { ApplicationCall, Word } from './syntax';

/** A part of a target, without blanks around it and without quotes. What is implied has an empty span. */
export interface TargetPart extends Word {
  /** Something in it is replaced when it runs: what it names nobody knows before. */
  readonly isDynamic: boolean;
}

/**
 * How it is gone to: `goto` for good, `gosub` until its Return, `macro` into the context `macro-name` (here with the name
 * alone), `dial` by a channel of its own (`Local/extension@context`), `context` when somebody dials digits there.
 */
export type JumpKind = 'goto' | 'gosub' | 'macro' | 'dial' | 'context';

/** Where a call may go. */
export interface JumpTarget {
  readonly kind: JumpKind;
  /** Undefined: the one in which the call stands. */
  readonly context: TargetPart | undefined;
  /** Undefined: the one in which the call stands; for the kinds `context` and `macro` any. */
  readonly extension: TargetPart | undefined;
  /** A number or a label; undefined for the kinds `dial` and `context`, which start with 1. */
  readonly priority: TargetPart | undefined;
  readonly callsSubroutine: boolean;
  /** Any of its parts is. */
  readonly dynamic: boolean;
}

/**
 * Everywhere that a call may go, in the order of writing. Facts: the applications' own documentation, as Asterisk 22.10
 * has it; in older ones Queue's seventh argument is a macro, and here it is a subroutine.
 */
export function jumpTargets(call: ApplicationCall): readonly JumpTarget[] {
  return targetsWithin(call, 0);
}

/** Whether a call to an application, given in lower case, may go somewhere: to ask is cheap. */
export function mayJump(application: string): boolean {
  return TARGETS.has(application);
}

const NESTING: ReadonlySet<string> = new Set(['exec', 'tryexec', 'execif', 'execiftime']);

/** Whether an application, given in lower case, is one that is handed calls of others. */
export function nestsCalls(application: string): boolean {
  return NESTING.has(application);
}

/** The calls that stand in the arguments of a call, as ExecIf's do; those in them are theirs. */
export function nestedCalls(call: ApplicationCall): readonly ApplicationCall[] {
  const application = call.name.text.trim().toLowerCase();
  const read = nestsCalls(application) ? TARGETS.get(application) : undefined;
  const found: ApplicationCall[] = [];
  if (!read || !call.dataRange) return found;
  const collect = (nested: ApplicationCall): readonly JumpTarget[] => {
    found.push(nested);
    return [];
  };
  read(new TargetReader(call.source, call.dataRange, collect), call.dataRange);
  return found;
}

/** An application that calls one that calls one …: deeper ones nobody writes. */
const MAX_NESTED = 20;

function targetsWithin(call: ApplicationCall, depth: number): readonly JumpTarget[] {
  const read = TARGETS.get(call.name.text.trim().toLowerCase());
  if (!read || !call.dataRange || depth > MAX_NESTED) return [];
  const reader = new TargetReader(call.source, call.dataRange, (nested) => targetsWithin(nested, depth + 1));
  read(reader, call.dataRange);
  return reader.targets;
}
