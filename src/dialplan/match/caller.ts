import type { Extension } from '../dialplan';
import { matchesToTheEnd } from '../pattern';

/** Behind a slash with nothing after it, an extension is for callers without a number only. */
export function isForCaller({ callerId }: Extension, number: string): boolean {
  if (callerId === undefined) return true;
  return number === '' ? callerId === '' : matchesToTheEnd(callerId, number);
}
