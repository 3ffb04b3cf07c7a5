import { applicationKey } from './call';
import { mayMention, mentionsIn } from './mentions';
import type { ApplicationCall } from './syntax';
import type { JumpTarget } from './targetKinds';
import { TARGETS } from './targetTable';
import { TargetReader } from './targetReader';

export { isGoneTo, MACRO_PREFIX, type JumpKind, type JumpTarget, type TargetPart } from './targetKinds';

/**
 * Everywhere that a call may go, in the order of writing, and then the places that are only named in it. Facts: the
 * applications' own documentation, as Asterisk 22.10 has it; in older ones Queue's seventh argument is a macro, and here
 * it is a subroutine.
 */
export function jumpTargets(call: ApplicationCall): readonly JumpTarget[] {
  const found = targetsWithin(call, 0);
  return call.dataRange && mayMention(call.source.text)
    ? [...found, ...mentionsIn(call.source, call.dataRange, found)]
    : found;
}

/** Whether a call to an application, given in lower case, may name a place: to ask is cheap. */
export function mayJump(application: string, text: string): boolean {
  return TARGETS.has(application) || mayMention(text);
}

const NESTING: ReadonlySet<string> = new Set(['exec', 'tryexec', 'execif', 'execiftime']);

/** Whether an application, given in lower case, is one that is handed calls of others. */
export function nestsCalls(application: string): boolean {
  return NESTING.has(application);
}

/** The calls that stand in the arguments of a call, as ExecIf's do; those in them are theirs. */
export function nestedCalls(call: ApplicationCall): readonly ApplicationCall[] {
  const application = applicationKey(call.name.text);
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

/** A call, and those that it hands to other applications, at any depth: each before those in it. */
export function* callsWithin(call: ApplicationCall, depth = 0): Iterable<ApplicationCall> {
  yield call;
  if (depth < MAX_NESTED) for (const nested of nestedCalls(call)) yield* callsWithin(nested, depth + 1);
}

function targetsWithin(call: ApplicationCall, depth: number): readonly JumpTarget[] {
  const read = TARGETS.get(applicationKey(call.name.text));
  if (!read || !call.dataRange || depth > MAX_NESTED) return [];
  const reader = new TargetReader(call.source, call.dataRange, (nested) => targetsWithin(nested, depth + 1));
  read(reader, call.dataRange);
  return reader.targets;
}
