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
  return compareBytes(a.replaceAll('-', ''), b.replaceAll('-', ''));
}

const encoder = new TextEncoder();

const ASCII = /^[\0-\x7f]*$/;

/** As C compares signed characters: those outside of ASCII come before all others, but not before the end. */
function compareBytes(a: string, b: string): number {
  if (ASCII.test(a) && ASCII.test(b)) return a < b ? -1 : a > b ? 1 : 0;
  const bytesA = new Int8Array(encoder.encode(a));
  const bytesB = new Int8Array(encoder.encode(b));
  for (let at = 0; at < Math.max(bytesA.length, bytesB.length); at++) {
    // The end of a text is a zero.
    const difference = (bytesA[at] ?? 0) - (bytesB[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
