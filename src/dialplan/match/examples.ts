import type { Context, Extension } from '../dialplan';
import { positionsOf, type Position } from '../pattern';
import { covers } from './cover';
import type { Matcher } from './find';

/** What stands for the rest of a number where a pattern ends with `.` or `!`. */
const RESTS = ['1', '100', '5551234', ''];
const MOST_TRIES = 2_000;
const decoder = new TextDecoder();

/**
 * Some numbers that a pattern matches, the plainest first: `_NXX` gives 200, 311, 422. A name that is no pattern gives
 * itself; a pattern that matches nothing gives none.
 */
export function examplesOf(name: string, count = 3): string[] {
  if (!name.startsWith('_')) return [name.replaceAll('-', '')];
  const found = new Set<string>();
  for (const number of numbersOf(positionsOf(name))) {
    found.add(number);
    if (found.size >= count) break;
  }
  return [...found];
}

/** A number that reaches an extension, or the one that always answers instead. */
export type Reach =
  | { readonly number: string; readonly callerId: string | undefined }
  | { readonly number: undefined; readonly instead: Extension | undefined };

/**
 * A number, and a caller where it takes one, for which this very extension answers when somebody dials into its context.
 * Where a search among the numbers that it matches finds none, there may still be one, if `instead` is undefined.
 */
export function numberFor(matcher: Matcher, context: Context, extension: Extension): Reach {
  const callers = extension.callerId === undefined ? [undefined] : examplesOf(extension.callerId, 5);
  let tries = 0;
  for (const number of candidatesOf(extension.name)) {
    for (const callerId of callers) {
      const search = { context: context.name, number, ...(callerId !== undefined && { callerId }) };
      if (matcher.find(search)?.extension === extension) return { number, callerId };
      if (++tries >= MOST_TRIES) return { number: undefined, instead: undefined };
    }
  }
  return { number: undefined, instead: alwaysInstead(context, extension) };
}

function alwaysInstead({ extensions }: Context, extension: Extension): Extension | undefined {
  const before = extensions.slice(0, extensions.indexOf(extension));
  const isFor = ({ callerId }: Extension): boolean => callerId === undefined || callerId === extension.callerId;
  return before.find((one) => one.priorities.has(1) && isFor(one) && covers(one.name, extension.name));
}

function* candidatesOf(name: string): Iterable<string> {
  if (name.startsWith('_')) yield* numbersOf(positionsOf(name));
  else yield name.replaceAll('-', '');
}

/**
 * Numbers of a pattern: first those that take the n-th possibility at every place, then those that differ from the first
 * at one place only, then all that differ at two. Specific patterns take single numbers out of a wide one, and are missed
 * by one of these.
 */
function* numbersOf(positions: readonly Position[]): Iterable<string> {
  if (positions.some(({ kind }) => kind === 'broken')) return;
  const end = positions.findIndex(({ kind }) => kind !== 'one');
  const places = (end < 0 ? positions : positions.slice(0, end)).map(({ fits }) => fits);
  const tail = positions[end]?.kind;
  for (const digits of digitsOf(places)) {
    const start = decoder.decode(new Uint8Array(digits));
    if (tail === undefined) yield start;
    else for (const rest of RESTS) if (rest !== '' || tail === 'anyOrNone') yield start + rest;
  }
}

function* digitsOf(places: readonly (readonly number[])[]): Iterable<number[]> {
  const most = Math.max(1, ...places.map((fits) => fits.length));
  for (let n = 0; n < most; n++) yield places.map((fits) => fits[n % fits.length] ?? 0);
  const lowest = places.map((fits) => fits[0] ?? 0);
  for (let one = 0; one < places.length; one++) {
    for (const digit of places[one] ?? []) yield changed(lowest, one, digit);
  }
  for (let one = 0; one < places.length; one++) {
    for (let other = one + 1; other < places.length; other++) {
      for (const digit of places[one] ?? [])
        for (const second of places[other] ?? []) yield changed(changed(lowest, one, digit), other, second);
    }
  }
}

function changed(digits: readonly number[], at: number, digit: number): number[] {
  return digits.map((one, index) => (index === at ? digit : one));
}
