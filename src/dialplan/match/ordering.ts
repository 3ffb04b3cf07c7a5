import type { ExtensionKey } from '../order';
import { positionsOf, type Position } from '../pattern';

/** What one of two extensions takes at a place of the number. */
export type Takes =
  /** One of so many characters, as the pattern writes it: `4`, `X`, `[1-4]`. */
  | { readonly kind: 'characters'; readonly count: number; readonly written: string }
  /** `.`: at least one character, to the end. */
  | { readonly kind: 'any' }
  /** `!`: whatever follows, or nothing. */
  | { readonly kind: 'any-or-none' }
  | { readonly kind: 'end' }
  /** A `[` without its `]`, or an empty set: matches nothing. */
  | { readonly kind: 'nothing' };

/** Why one extension of a context comes before another one. */
export type Ordering =
  | { readonly kind: 'literal-first' }
  /** The leftmost place (from 1) at which they differ: what takes less comes first. */
  | { readonly kind: 'place'; readonly place: number; readonly first: Takes; readonly second: Takes }
  /** Of one name, those for certain callers come first. */
  | { readonly kind: 'caller-first' }
  /** By their bytes, or by their callers' patterns. */
  | { readonly kind: 'other' };

/** Why Asterisk asks `first` before `second`, of which it is known that it does. See `order.ts` for the rules. */
export function orderingOf(first: ExtensionKey, second: ExtensionKey): Ordering {
  const patterns = [first, second].filter(({ name }) => name.startsWith('_')).length;
  if (patterns === 1) return { kind: 'literal-first' };
  if (patterns === 2) {
    const [left, right] = [positionsOf(first.name), positionsOf(second.name)];
    for (let at = 0; at < Math.max(left.length, right.length); at++) {
      const [one, other] = [left[at], right[at]];
      if (one && other && one.score === other.score && sameSets(one, other)) continue;
      return { kind: 'place', place: at + 1, first: takesAt(first.name, at), second: takesAt(second.name, at) };
    }
  }
  return { kind: first.callerId !== undefined && second.callerId === undefined ? 'caller-first' : 'other' };
}

function sameSets(one: Position, other: Position): boolean {
  return one.fits.length === other.fits.length && one.fits.every((byte, at) => byte === other.fits[at]);
}

/** @param at from 0 */
function takesAt(pattern: string, at: number): Takes {
  const position = positionsOf(pattern)[at];
  switch (position?.kind) {
    case undefined:
      return { kind: 'end' };
    case 'any':
      return { kind: 'any' };
    case 'anyOrNone':
      return { kind: 'any-or-none' };
    case 'broken':
      return { kind: 'nothing' };
    case 'one':
      return { kind: 'characters', count: position.fits.length, written: writtenAt(pattern, at) };
  }
}

const encoder = new TextEncoder();

/** What a pattern has at a place: dashes and empty sets stand for none, a character for each of its bytes. */
function writtenAt(pattern: string, at: number): string {
  let left = at;
  for (const [piece] of pattern.slice(1).matchAll(/\[[^\]]*\]|[^-]/gu)) {
    if (piece === '[]') continue;
    left -= piece.startsWith('[') ? 1 : encoder.encode(piece).length;
    if (left < 0) return piece;
  }
  return '';
}
