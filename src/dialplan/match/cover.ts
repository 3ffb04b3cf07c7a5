import { bytesOf, matchesToTheEnd, positionsOf, type Position } from '../pattern';

/**
 * Whether everything that one extension's name matches is matched by another's too: then the one can never answer where
 * the other comes first and has the same priorities and callers.
 */
export function covers(wide: string, narrow: string): boolean {
  if (!narrow.startsWith('_')) return matchesToTheEnd(wide, narrow);
  const others = positionsOf(narrow);
  // What matches nothing is no evidence of anything.
  if (others.some(({ kind }) => kind === 'broken')) return false;
  return coversPositions(wide.startsWith('_') ? positionsOf(wide) : literalPositions(wide), others);
}

function literalPositions(name: string): Position[] {
  return Array.from(bytesOf(name), (byte) => ({ kind: 'one', score: 0, fits: [byte] }));
}

function coversPositions(wide: readonly Position[], narrow: readonly Position[]): boolean {
  for (let at = 0; ; at++) {
    const one = wide[at];
    const other = narrow[at];
    if (one?.kind === 'broken') return false;
    if (one?.kind === 'anyOrNone') return true;
    if (one?.kind === 'any') return other !== undefined && other.kind !== 'anyOrNone';
    if (!one || !other) return one === other;
    if (other.kind !== 'one' || !other.fits.every((byte) => one.fits.includes(byte))) return false;
  }
}
