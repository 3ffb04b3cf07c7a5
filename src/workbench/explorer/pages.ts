/** So many entries at a time: what VS Code draws without a pause. */
export const PAGE_SIZE = 200;

/** What a list shows now, and how many more entries it has. */
export interface Page {
  readonly ids: readonly string[];
  readonly rest: number;
}

/** The first pages of a list. @param size how long the list is, where that is known; else it is gone through to its end. */
export function pageOf(entries: Iterable<string>, pages: number, size?: number): Page {
  const ids: string[] = [];
  let total = 0;
  for (const id of entries) {
    if (total < pages * PAGE_SIZE) ids.push(id);
    else if (size !== undefined) return { ids, rest: size - ids.length };
    total += 1;
  }
  return { ids, rest: total - ids.length };
}

/** How many pages it takes until an entry is among them; nothing when it is not in the list. */
export function pagesUntil(entries: Iterable<string>, id: string): number | undefined {
  let position = 0;
  for (const entry of entries) {
    if (entry === id) return Math.floor(position / PAGE_SIZE) + 1;
    position += 1;
  }
  return undefined;
}
