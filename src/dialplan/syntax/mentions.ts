import { closingOf } from './brackets';
import type { Range, Source } from './source';
import type { JumpTarget } from './targetKinds';
import { TargetReader } from './targetReader';

type Read = (reader: TargetReader, given: readonly Range[]) => void;

const test: Read = (reader, [context, extension, priority]) => reader.test(context, extension, priority);
const hint: Read = (reader, [place]) => reader.mention(place, 'default');

/** Functions that are told a place. Facts: their own documentation in Asterisk 22.10. */
const FUNCTIONS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['HINT', hint],
  ['EXTENSION_STATE', hint],
  ['DIALPLAN_EXISTS', test],
  ['VALID_EXTEN', test],
  ['PERIODIC_HOOK', (reader, [context, extension]) => reader.channel(context, extension)],
]);

/** Where one of them begins, or a channel. */
const BEGINNING = new RegExp(`(?<![\\w./-])local/|\\$\\{(?:${[...FUNCTIONS.keys()].join('|')})\\(`, 'gi');
/** More places no line names. */
const MOST = 200;

/** Whether something may be named in a text: to ask is cheap. */
export function mayMention(text: string): boolean {
  return text.search(BEGINNING) >= 0;
}

/**
 * The places that functions are told in a part of a value, at any depth, and the channels `Local/extension@context`.
 *
 * @param known the channels in these are left out
 */
export function mentionsIn(source: Source, within: Range, known: readonly JumpTarget[]): JumpTarget[] {
  const starts = new Set(known.map(({ extension }) => extension?.span.start));
  const reader = new TargetReader(source, within, () => []);
  const [start, end] = within;
  let left = MOST;
  for (const { 0: beginning, index } of source.text.slice(0, end).matchAll(BEGINNING)) {
    if (index < start || left-- <= 0) continue;
    const from = index + beginning.length;
    if (beginning.startsWith('$')) {
      const closing = closingOf(source.text, index + 1, end) ?? end;
      FUNCTIONS.get(beginning.slice(2, -1))?.(reader, reader.split(reader.parenthesized([from, closing])));
    } else if (!starts.has(source.span(from, from).start)) {
      const word: Range = [from, wordEnd(source.text, from, end)];
      if (reader.cutAt(word, '@')) reader.local(word, 'mention');
    }
  }
  return reader.targets;
}

/** Where a channel's name ends; what is replaced in it is a part of it. */
function wordEnd(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && !/[\s,&"'()[\]{}|<>:;^?]/.test(text.charAt(at))) {
    const isReplaced = text[at] === '$' && /[[{]/.test(text.charAt(at + 1));
    at = isReplaced ? (closingOf(text, at + 1, end) ?? end - 1) + 1 : at + 1;
  }
  return Math.min(at, end);
}
