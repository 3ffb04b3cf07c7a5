import type { Exchange } from '../../ari/rest';
import { safeJson } from '../../ari/text';
import type { Gap } from '../gap';
import type { Entry } from './entry';

/** What the first line of each event file says. */
export interface CaptureHead {
  /** Version of this format; 1. */
  readonly format: 1;
  readonly tool: string;
  readonly version: string;
  /** Names of the servers that were in use. */
  readonly servers: readonly string[];
  /** When the file was begun, ISO 8601. */
  readonly began: string;
  /** 1 for the first file of a recording. */
  readonly part: number;
}

/** Entries that could not be written, because the disk was too slow. */
export interface LostEntries {
  readonly entries: number;
  /** When the first and the last of them came, ms since the epoch. */
  readonly from: number;
  readonly to: number;
}

/**
 * One JSON object on one line, without a line break, as docs/event-file.md says: `server`, `received` (ms since the epoch) and one of `event` (as
 * received), `request` with its `response`, `note`, or `gap`. Control and bidi characters are escaped, which JSON reads
 * as the same characters. Holds no credentials: an exchange has none.
 */
export function jsonLine(entry: Entry): string {
  const { server, received } = entry;
  return safeJson({ server, received, ...contentOf(entry) }, 0);
}

/** `{"capture":{…}}`. */
export function headLine(head: CaptureHead): string {
  return safeJson({ capture: head }, 0);
}

/** `{"received":…,"lost":{…}}`. */
export function lossLine(loss: LostEntries): string {
  return safeJson({ received: loss.to, lost: loss }, 0);
}

function contentOf(entry: Entry): object {
  switch (entry.kind) {
    case 'event':
      return { event: entry.event };
    case 'exchange':
      return exchangeOf(entry.exchange);
    case 'note':
      return { note: entry.text };
    case 'gap':
      return { gap: gapOf(entry.gap) };
  }
}

function exchangeOf({ method, target, requestBody, status, responseBody, durationMs, error }: Exchange): object {
  return {
    request: { method, target, body: requestBody },
    response: {
      status,
      body: responseBody,
      durationMs: tenths(durationMs),
      error: error?.serverMessage ?? error?.message,
    },
  };
}

function tenths(count: number): number {
  return Math.round(count * 10) / 10;
}

function gapOf({ from, to, how, channels }: Gap): object {
  return { from, to, how, channelsCame: channels?.came, channelsWent: channels?.went };
}
