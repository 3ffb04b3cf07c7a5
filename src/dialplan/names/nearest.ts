/** More changes than these make another word, not a slip of the hand. */
const MOST_CHANGES = 2;

/**
 * The one candidate that differs from a name by its case or by the fewest letters: by one, or by two in names of six
 * letters and more. Two letters that changed places are one change.
 *
 * @returns undefined when none is near, or two are equally near
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  const limit = Math.min(MOST_CHANGES, Math.max(1, Math.floor(wanted.length / 3)));
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > limit) continue;
    const changes = distance(wanted, candidate.toLowerCase(), limit);
    if (changes < least) [best, least] = [candidate, changes];
    else if (changes === least) best = undefined;
  }
  return least <= limit ? best : undefined;
}

/** How many letters have to be written, deleted, replaced or swapped; anything over the limit stands for "too many". */
function distance(a: string, b: string, limit: number): number {
  const over = limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row: number[] = [];
    row[Math.max(0, i - over)] = i <= over ? i : over;
    let least = i <= limit ? i : over;
    // What is further away from the diagonal is over the limit in any case.
    for (let j = Math.max(1, i - limit); j <= Math.min(b.length, i + limit); j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      const changed = Math.min((last[j] ?? over) + 1, (row[j - 1] ?? over) + 1, (last[j - 1] ?? over) + (same ? 0 : 1));
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const here = isSwap ? Math.min(changed, (before[j - 2] ?? over) + 1) : changed;
      row[j] = here;
      least = Math.min(least, here);
    }
    if (least > limit) return over;
    [before, last] = [last, row];
  }
  return last[b.length] ?? over;
}
