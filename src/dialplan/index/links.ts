import { filesOfInclude } from '../../conf/load';
import type { FileReader } from '../../conf/reader';
import type { ConfTree, Span } from '../../conf/tree';

/** An `#include` or `#tryinclude` as written: where its path stands, without quotes. */
export interface WrittenInclude {
  readonly argument: string;
  readonly span: Span;
}

/** In the order of writing. `#exec` is none: what it prints is in no file. */
export function includesIn({ preamble, sections }: ConfTree): WrittenInclude[] {
  const found: WrittenInclude[] = [];
  for (const item of [preamble, ...sections.map(({ items }) => items)].flat()) {
    if (item.kind !== 'directive' || item.argument === undefined) continue;
    if (item.name !== 'include' && item.name !== 'tryinclude') continue;
    const { line, start, end } = item.argumentSpan;
    const quotes = end - start - item.argument.length;
    const bare = quotes === 2 ? { line, start: start + 1, end: end - 1 } : item.argumentSpan;
    found.push({ argument: item.argument, span: bare });
  }
  return found;
}

/**
 * The files that are there for an include, in Asterisk's order.
 * @param folder of the root file
 */
export async function includedFiles(reader: FileReader, folder: string, argument: string): Promise<string[]> {
  const paths = await filesOfInclude(reader, folder, argument);
  const texts = await Promise.all(paths.map((path) => reader.read(path)));
  return paths.filter((_, at) => texts[at] !== undefined);
}
