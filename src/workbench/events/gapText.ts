import type { Gap } from '../../live/gap';
import { clock } from './line';

/** What a gap line says, in somebody's language. Counts above one come with their digits grouped. */
export interface GapWords {
  gap(from: string, to: string, duration: string, why: string, channels: string): string;
  why(how: Gap['how']): string;
  /** Nobody could look which channels there were. */
  unknown(): string;
  same(): string;
  came(count: number): string;
  went(count: number): string;
  cameAndWent(came: number, went: number): string;
  /** With one decimal. */
  seconds(count: number): string;
  minutes(minutes: number, seconds: number): string;
  hours(hours: number, minutes: number): string;
}

/** From when to when nothing was heard, how long that is, why, and what came and went meanwhile as far as anybody knows. */
export function gapText({ from, to, how, channels }: Gap, words: GapWords): string {
  return words.gap(clock(from), clock(to), duration(to - from, words), words.why(how), unseen(channels, words));
}

function unseen(channels: Gap['channels'], words: GapWords): string {
  if (!channels) return words.unknown();
  const { came, went } = channels;
  if (came === 0 && went === 0) return words.same();
  if (went === 0) return words.came(came);
  return came === 0 ? words.went(went) : words.cameAndWent(came, went);
}

/** @param ms not below 0 even where the clock of this machine was set back. */
function duration(ms: number, words: GapWords): string {
  const tenths = Math.max(0, Math.round(ms / 100));
  if (tenths < 600) return words.seconds(tenths / 10);
  const seconds = Math.round(tenths / 10);
  if (seconds < 3600) return words.minutes(Math.floor(seconds / 60), seconds % 60);
  const minutes = Math.round(seconds / 60);
  return words.hours(Math.floor(minutes / 60), minutes % 60);
}
