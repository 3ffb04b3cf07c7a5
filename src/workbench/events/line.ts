import { isKnownEvent } from '../../ari/events';
import type { AnyEvent } from '../../ari/events';
import type { Exchange } from '../../ari/rest';
import { plain } from '../../ari/text';
import { snapshotsIn } from '../../live/snapshots';

export interface LineContext {
  /** The server's name when several are in use, else undefined. */
  readonly server: string | undefined;
  /** Our own application there: only others are named. */
  readonly application: string | undefined;
  /** When it was received, ms since the epoch; used when the event has no timestamp. */
  readonly received: number;
}

export function eventLine(event: AnyEvent, context: LineContext): string {
  const channels = isKnownEvent(event) ? snapshotsIn(event).channels : [];
  return plain(
    [context.server, event.type, ...channels.map(({ name, id }) => `${name} <${id}>`)].filter(Boolean).join(' '),
  );
}

export function exchangeLine(exchange: Exchange, context: LineContext): string {
  const { method, target, status, durationMs } = exchange;
  return plain([context.server, '→', method, target, status, Math.round(durationMs), 'ms'].filter(Boolean).join(' '));
}

export function jsonBlock(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/^/gm, '    ');
}

export interface ChannelLink {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

export function channelLinksIn(line: string): readonly ChannelLink[] {
  return [...line.matchAll(/<([^<>\s]+)>/g)].map((match) => ({
    id: match[1] ?? '',
    start: match.index,
    end: match.index + match[0].length,
  }));
}

export function channelsOf(event: AnyEvent): readonly string[] {
  if (!isKnownEvent(event)) return [];
  const { channels, bridges } = snapshotsIn(event);
  return [...channels.map(({ id }) => id), ...bridges.flatMap((bridge) => bridge.channels)];
}
