import { positionsOf } from '../pattern';

/** A part of a pattern that stands for more than itself. */
export interface PatternPiece {
  /** `N`, `[1-4]`, `.` … */
  readonly text: string;
  /** `one` of the characters in `ranges`, `any` number of any characters, or `anyOrNone`. */
  readonly kind: 'one' | 'any' | 'anyOrNone';
  /** From and to; the same twice for a single character. */
  readonly ranges: readonly (readonly [from: string, to: string])[];
}

/** What a pattern is made of, each thing once, in the order of writing; none where it is no pattern. */
export function piecesOf(pattern: string): PatternPiece[] {
  if (!pattern.startsWith('_')) return [];
  const found = new Map<string, PatternPiece>();
  for (const [text] of pattern.slice(1).matchAll(/\[[^\]]*\]|[XxZzNn.!]/g)) {
    const [position] = positionsOf(`_${text}`);
    if (!position || position.kind === 'broken' || found.has(text)) continue;
    const { kind } = position;
    found.set(text, { text, kind, ranges: kind === 'one' ? rangesOf(position.fits) : [] });
    // What follows it counts no more.
    if (kind !== 'one') break;
  }
  return [...found.values()];
}

/** @param bytes the lowest first */
function rangesOf(bytes: readonly number[]): [string, string][] {
  const ranges: [number, number][] = [];
  for (const byte of bytes) {
    const last = ranges.at(-1);
    if (last?.[1] === byte - 1) last[1] = byte;
    else ranges.push([byte, byte]);
  }
  return ranges.map(([from, to]) => [String.fromCharCode(from), String.fromCharCode(to)]);
}
