import { comparePatterns } from './pattern';

/** What makes two extensions of a context one. */
export interface ExtensionKey {
  /** With the `_` of a pattern. */
  readonly name: string;
  readonly callerId: string | undefined;
}

/**
 * The order in which Asterisk keeps the extensions of a context and looks through them: literal ones first, by their
 * bytes; then patterns, the more specific first; of one name, those for certain callers first. Dashes outside of sets
 * do not count. 0 when the two are one extension for Asterisk, for example `_[12]X` and `_[21]x`.
 *
 * Facts: ast_add_extension2 of main/pbx.c, measured with `dialplan show` on 16.28 and 22.10.
 */
export function compareExtensions(a: ExtensionKey, b: ExtensionKey): number {
  const names = compareNames(a.name, b.name);
  if (names !== 0) return names;
  if (a.callerId === undefined || b.callerId === undefined) {
    return Number(a.callerId === undefined) - Number(b.callerId === undefined);
  }
  return compareNames(a.callerId, b.callerId);
}

function compareNames(a: string, b: string): number {
  const patternA = a.startsWith('_');
  const patternB = b.startsWith('_');
  if (patternA && patternB) return comparePatterns(a, b);
  if (patternA || patternB) return patternA ? 1 : -1;
  return compareBytes(withoutDashes(a), withoutDashes(b));
}

function withoutDashes(name: string): string {
  return name.includes('-') ? name.replaceAll('-', '') : name;
}

const encoder = new TextEncoder();

/** As C compares signed characters: those outside of ASCII come before all others, but not before the end. */
function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  // The end of a text is a zero.
  const one = at < a.length ? a.charCodeAt(at) : 0;
  const other = at < b.length ? b.charCodeAt(at) : 0;
  return one < 128 && other < 128 ? one - other : compareEncoded(a, b);
}

function compareEncoded(a: string, b: string): number {
  const bytesA = new Int8Array(encoder.encode(a));
  const bytesB = new Int8Array(encoder.encode(b));
  for (let at = 0; at < Math.max(bytesA.length, bytesB.length); at++) {
    const difference = (bytesA[at] ?? 0) - (bytesB[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
