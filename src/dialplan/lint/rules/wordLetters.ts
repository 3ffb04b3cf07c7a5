import type { Phrase } from '../../syntax/syntax';

/**
 * The letters n, x and z in the words of a pattern. A word is what has letters around them that mean only themselves, of
 * the same case; a row of wildcards at its end is one of wildcards: `_linexxx`.
 */
export function wordLetters({ text, parts }: Phrase): number[] {
  if (!text.startsWith('_') || parts.length !== 1 || !/[A-Za-z]{2}/.test(text)) return [];
  const found: number[] = [];
  // What stands in a set means itself.
  const bare = text.replace(/\[[^\]]*\]?/g, (set) => ' '.repeat(set.length));
  for (const { 0: run, index } of bare.matchAll(/[a-z]{2,}|[A-Z]{4,}/g)) {
    const isLower = run >= 'a';
    const word = run.replace(/(?:x{2,}|n{2,}|z{2,}|[NXZ]+)$/, '');
    const plainLetters = word.replace(/[nxz]/gi, '').length;
    if (plainLetters === 0 || (!isLower && plainLetters < 3)) continue;
    for (const { index: at } of word.matchAll(/[nxz]/gi)) {
      // In capitals it has to stand within the word: N, X and Z are written so where digits are meant.
      if (isLower || (at > 0 && at < word.length - 1)) found.push(index + at);
    }
  }
  return found;
}
