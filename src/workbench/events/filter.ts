import { typeOf } from './entryType';
import type { Entry } from '../../live/capture/entry';
import type { ChannelFocus } from './focus';

/** What is shown of the stream. */
export interface Filter {
  /** Event types, and `Requests`, that are not shown. */
  readonly hidden: ReadonlySet<string>;
  /** The only channel whose entries are shown. */
  readonly focus: ChannelFocus | undefined;
}

/** Whether the entry is shown. Notes always are. */
export function isShown(entry: Entry, { hidden, focus }: Filter): boolean {
  const type = typeOf(entry);
  if (type === undefined) return true;
  // First, because it learns from what it sees.
  if (focus && !focus.isAbout(entry)) return false;
  return !hidden.has(type);
}
