import { isKnownEvent } from '../../ari/events';
import type { AnyEvent, AriEvent } from '../../ari/events';
import type { ReferTo, ReferredBy } from '../../ari/eventTypes/transfers';
import type { Bridge, LiveRecording, Playback } from '../../ari/resources';
import type { Exchange } from '../../ari/rest';
import { plain, safeJson } from '../../ari/text';
import { snapshotsIn } from '../../live/snapshots';
import { FORMATS } from './formats';
import { line, text } from './parts';
import type { Loose } from './parts';

/** What a line has to say besides the event itself. */
export interface LineContext {
  /** The server's name when several are in use. */
  readonly server: string | undefined;
  /** Our own application there: only others are named. */
  readonly application: string | undefined;
  /** When it was received, ms since the epoch; used when the event has no time stamp of its own. */
  readonly received: number;
}

/** Wide enough for all but the longest types, so that what follows stands in a column. */
const TYPE_WIDTH = 20;
/** No line is longer, however much there is to say. */
const LINE_LENGTH = 2000;

/** One line, cleaned and without a line break: `12:00:00.123 [server] Type {application} what matters`. */
export function eventLine(event: AnyEvent, context: LineContext): string {
  const { type, timestamp, application } = event as { type: unknown; timestamp?: unknown; application?: unknown };
  const other = typeof application === 'string' && application !== context.application ? `{${text(application)}}` : '';
  const what = isKnownEvent(event) ? known(event) : text(JSON.stringify(event), LINE_LENGTH);
  return joined(clock(moment(timestamp) ?? context.received), context, text(type).padEnd(TYPE_WIDTH), other, what);
}

/** One line: `12:00:00.123 → POST channels/1/play?media=sound:hello 201 12 ms`, with the reason when it was refused. */
export function exchangeLine(exchange: Exchange, context: LineContext): string {
  const { at, method, target, status, durationMs, error } = exchange;
  const request = `→ ${method} ${text(target, 1000)}`;
  const answer = [status ?? text(error?.failure), `${Math.round(durationMs)} ms`].filter(Boolean).join(' ');
  const reason = error && (text(error.serverMessage) || (status === undefined ? text(error.code) : ''));
  return joined(clock(at), context, line(`${request} ${answer}`, reason));
}

/** Indented JSON that shows everything and does nothing: what could act is written as an escape. */
export function jsonBlock(value: unknown): string {
  return safeJson(value).replace(/^/gm, '    ');
}

/** Ids of all channels that an event is about: with those in its bridges, and the one that it plays to or records. */
export function channelsOf(event: AnyEvent): readonly string[] {
  const { channels, bridges } = snapshotsIn(event as AriEvent);
  const { playback, recording, refer_to, referred_by, old_video_source_id } = event as Loose<Mentions> & AnyEvent;
  const ids: readonly unknown[] = [
    ...channels.map(({ id }) => id),
    ...[...bridges, refer_to?.bridge, referred_by?.bridge].flatMap((bridge) => membersOf(bridge)),
    refer_to?.destination_channel?.id,
    refer_to?.connected_channel?.id,
    referred_by?.source_channel?.id,
    referred_by?.connected_channel?.id,
    ...[playback?.target_uri, recording?.target_uri].map((uri) => channelOfUri(uri)),
    old_video_source_id,
  ];
  return [...new Set(ids.filter((id) => typeof id === 'string'))];
}

/** The fields that name channels without being a snapshot at the top of an event. */
interface Mentions {
  readonly playback: Playback;
  readonly recording: LiveRecording;
  readonly refer_to: ReferTo;
  readonly referred_by: ReferredBy;
  readonly old_video_source_id: string;
}

function membersOf(bridge: Loose<Bridge>): readonly unknown[] {
  return Array.isArray(bridge?.channels) ? bridge.channels : [];
}

function channelOfUri(uri: unknown): string | undefined {
  return typeof uri === 'string' && uri.startsWith('channel:') ? uri.slice('channel:'.length) : undefined;
}

function known<T extends AriEvent['type']>(event: Extract<AriEvent, { type: T }>): string {
  // A record by type and an event of that type: the compiler cannot see that the two belong together.
  const format = FORMATS[event.type] as (event: AriEvent) => string;
  return format(event);
}

function joined(time: string, { server }: LineContext, ...parts: readonly string[]): string {
  const named = server === undefined ? '' : `[${text(server, 60)}]`;
  const whole = [time, named, ...parts].filter(Boolean).join(' ').trimEnd();
  // Already clean: only the cut is left to do, and not through the middle of a character.
  return plain(whole, LINE_LENGTH);
}

/** Asterisk leaves the colon out of the offset, which not every reader of dates takes. */
function moment(timestamp: unknown): number | undefined {
  if (typeof timestamp !== 'string') return undefined;
  const at = Date.parse(timestamp.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(at) ? undefined : at;
}

/** The time of day here, with milliseconds. @param at ms since the epoch */
export function clock(at: number): string {
  const time = new Date(at);
  const part = (value: number, width = 2): string => String(value).padStart(width, '0');
  const hours = [time.getHours(), time.getMinutes(), time.getSeconds()].map((value) => part(value));
  return `${hours.join(':')}.${part(time.getMilliseconds(), 3)}`;
}
