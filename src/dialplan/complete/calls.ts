import type { ExtensionStatement, SectionRole } from '../syntax/syntax';
import { callsWithin } from '../syntax/targets';
import type { Manual } from '../applications/manual';
import { MarkedLine } from './marked';

/** A call of an application or a function whose parentheses are open. */
export interface OpenCall {
  readonly kind: 'application' | 'function';
  readonly name: string;
  /** What stands in its parentheses, up to the cursor. */
  readonly before: string;
  /** What follows: the rest of its parentheses, and what stands behind them. */
  readonly behind: string;
}

interface Frame {
  readonly opening: '(' | '${' | '$[';
  readonly call: Pick<OpenCall, 'kind' | 'name'> | undefined;
  /** Where its contents begin. */
  readonly start: number;
}

const CLOSING: Readonly<Record<Frame['opening'], string>> = { '(': ')', '${': '}', '$[': ']' };

/**
 * The innermost call in whose arguments the cursor is.
 *
 * @param role of the section in which the line stands
 */
export function openCallAt(line: string, character: number, role: SectionRole): OpenCall | undefined {
  const { statement, before, behind } = new MarkedLine(line, character, role);
  if (!statement) return undefined;
  const applications = statement.kind === 'extension' ? applicationsIn(statement) : new Map<number, string>();
  let frame = innermost(before, applications);
  while (frame && !frame.frame.call) frame = frame.outer;
  const call = frame?.frame.call;
  return call && frame && { ...call, before: before.slice(frame.frame.start), behind };
}

/** By the index at which their arguments begin. */
function applicationsIn({ call }: ExtensionStatement): Map<number, string> {
  const found = new Map<number, string>();
  for (const one of call ? callsWithin(call) : []) {
    if (one.dataRange) found.set(one.dataRange[0], one.name.text.trim());
  }
  return found;
}

/** A stack: what is open, and in what. */
interface Open {
  readonly frame: Frame;
  readonly outer: Open | undefined;
}

function innermost(text: string, applications: ReadonlyMap<number, string>): Open | undefined {
  let open: Open | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const next = text[at + 1];
    if (char === '$' && (next === '{' || next === '[')) {
      open = { frame: { opening: next === '{' ? '${' : '$[', call: undefined, start: at + 2 }, outer: open };
      at++;
    } else if (char === '(') {
      const name = applications.get(at + 1);
      const call =
        name === undefined ? functionBefore(text.slice(0, at), open?.frame) : ({ kind: 'application', name } as const);
      open = { frame: { opening: '(', call, start: at + 1 }, outer: open };
    } else if (open && CLOSING[open.frame.opening] === char) open = open.outer;
  }
  return open;
}

/** `${NAME(`, and `Set(NAME(`. */
function functionBefore(text: string, around: Frame | undefined): Pick<OpenCall, 'kind' | 'name'> | undefined {
  if (!around) return undefined;
  const isSet = around.call?.kind === 'application' && /^m?set$/i.test(around.call.name);
  const between = text.slice(around.start);
  const name =
    around.opening === '${' ? /^(\w+)$/.exec(between)?.[1] : isSet ? /^\s*(\w+)$/.exec(between)?.[1] : undefined;
  return name === undefined ? undefined : { kind: 'function', name };
}

/**
 * How something may be called: once, but where all but its last argument may be left out with their commas: those of
 * `Goto(context,extension,priority)` count from the end.
 *
 * @returns the one with the fewest arguments first
 */
export function waysToCall(manual: Manual): Manual[] {
  const { arguments: given } = manual;
  const last = given.at(-1);
  const isFromEnd = last && !last.isOptional && given.slice(0, -1).every((one) => one.isOptional);
  if (!isFromEnd) return [manual];
  return given.map((_, index) => ({
    ...manual,
    arguments: given
      .slice(given.length - 1 - index)
      .map((one, at) => ({ ...one, isOptional: false, separator: at === 0 ? '' : one.separator })),
  }));
}

/** Which of the ways to call it somebody writes, by how many arguments are there. */
export function wayOf(ways: readonly Manual[], { before, behind }: OpenCall): number {
  const longest = ways.at(-1);
  if (!longest) return 0;
  const written = argumentAt(longest, before + behind);
  return Math.min(written, ways.length - 1);
}

/**
 * Which of its arguments somebody writes.
 *
 * @param before what stands in its parentheses, up to the cursor
 * @returns 0 for the first; as many as there are arguments for one too many
 */
export function argumentAt({ arguments: given }: Pick<Manual, 'arguments'>, before: string): number {
  let depth = 0;
  let isQuoted = false;
  let index = 0;
  for (let at = 0; at < before.length; at++) {
    const char = before.charAt(at);
    const next = given[index + 1];
    if (char === '\\') at++;
    else if (char === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    else if (depth > 0) continue;
    else if (depth < 0) break;
    else if (next ? char === next.separator : char === ',' && !given[index]?.name.endsWith('…')) index++;
  }
  return Math.min(index, given.length);
}
