/**
 * Lines of the event stream. An event: `TIME [SERVER] TYPE (APPLICATION) SUBJECT · DETAIL · DETAIL`. The subject is in our
 * own notation, where foreign words stand in quotes if they could be taken for it; channels are `NAME <ID>`.
 * Details may hold foreign text as it is (cleaned). So what looks like a channel is one only before the first ` · `.
 */
import type { AnyEvent } from '../../ari/events';
import type { Exchange } from '../../ari/rest';
import { plain } from '../../ari/text';
import { shown, unquoted, word } from './foreignText';
import { formatEvent } from './formats';
import { safeJson } from './safeJson';

/** What a line says besides the event or request itself. */
export interface LineContext {
  /** The server's name when several are in use, else undefined. */
  readonly server: string | undefined;
  /** Our own application there: only others are named. */
  readonly application: string | undefined;
  /** When it was received, ms since the epoch; used when the event has no timestamp. */
  readonly received: number;
}

const SEPARATOR = ' · ';
/** Most types are no longer than this: their subjects stand below one another. */
const TYPE_WIDTH = 20;

/** An event as one line, cleaned, whatever fields it has or lacks. */
export function eventLine(event: AnyEvent, context: LineContext): string {
  const { subject, details } = formatEvent(event);
  const { timestamp, application } = event as { readonly timestamp?: unknown; readonly application?: unknown };
  const other = application === context.application ? '' : word(application);
  const type = word(event.type);
  const head = [
    ...opening(momentOf(timestamp) ?? context.received, context.server),
    subject || other ? type.padEnd(TYPE_WIDTH) : type,
    other && `(${other})`,
    subject,
  ];
  return [head.filter(Boolean).join(' '), ...details].join(SEPARATOR);
}

/** One of our requests and how it ended, as one line: `→ POST channels/1.1/play?media=… 201 12 ms`. */
export function exchangeLine(exchange: Exchange, context: LineContext): string {
  const { at, method, target, status, durationMs, error } = exchange;
  const line = [
    ...opening(at, context.server),
    '→',
    method,
    readableTarget(target),
    status ?? error?.failure,
    `${Math.round(durationMs)} ms`,
  ];
  const why = shown(error?.serverMessage ?? error?.code);
  return [line.filter((part) => part !== undefined).join(' '), ...(why ? [why] : [])].join(SEPARATOR);
}

/** Indented JSON below a line, each line of it indented by 4; control and bidi characters are escaped. */
export function jsonBlock(value: unknown): string {
  return safeJson(value, 2).replace(/^/gm, '    ');
}

/** Where in a line a channel's id stands. */
export interface ChannelLink {
  readonly id: string;
  /** Columns of the id: the first, and the one after the last. */
  readonly start: number;
  readonly end: number;
}

const EVENT_OR_REQUEST = /^\d\d:\d\d:\d\d\.\d{3} (?!—)/;
/** Requests about one channel; the other words after `channels/` are no ids. */
const REQUESTED = /→ [A-Z]+ channels\/(?!(?:create|externalMedia)(?:[?\s]|$))([^/?\s]+)/d;
/** What is quoted, a channel's id, or the end of our own notation. */
const NOTATION = /"(?:[^"\\]|\\.)*"|<("(?:[^"\\]|\\.)*"|[^\s<>"]+)>| · /dg;

/** The channels that {@link eventLine} or {@link exchangeLine} wrote into a line; none in any other line. */
export function channelLinksIn(line: string): readonly ChannelLink[] {
  if (!EVENT_OR_REQUEST.test(line)) return [];
  const request = REQUESTED.exec(line);
  if (request) return linkOf(request, decoded);
  const links: ChannelLink[] = [];
  for (const match of line.matchAll(NOTATION)) {
    if (match[0] === SEPARATOR) break;
    links.push(...linkOf(match, unquoted));
  }
  return links;
}

/** Ids of all channels that an event is about, with the members of its bridges and what a playback or recording is of. */
export function channelsOf(event: AnyEvent): readonly string[] {
  const ids = new Set<string>();
  for (const [name, field] of Object.entries(event)) {
    if (name !== 'userevent') collectChannels(field, ids);
  }
  return [...ids];
}

/** Tells the snapshots apart by the fields that only one of them has, so it works for types of newer servers too. */
function collectChannels(field: unknown, ids: Set<string>): void {
  if (typeof field !== 'object' || field === null) return;
  const { id, name, channels, target_uri: target, ...rest } = field as Readonly<Record<string, unknown>>;
  if (Array.isArray(channels)) {
    for (const member of channels) if (typeof member === 'string') ids.add(member);
  } else if (typeof id === 'string' && name !== undefined) {
    ids.add(id);
  } else if (typeof target === 'string') {
    if (target.startsWith('channel:')) ids.add(target.slice('channel:'.length));
  } else {
    // The two sides of a transfer hold the channels one level deeper.
    for (const inner of Object.values(rest)) collectChannels(inner, ids);
  }
}

function opening(moment: number, server: string | undefined): readonly string[] {
  const time = clock(moment);
  return server === undefined ? [time] : [time, `[${plain(server, 60).replace(/[<>[\]·]/g, '_')}]`];
}

/** Time of day here, with milliseconds. */
function clock(moment: number): string {
  const time = new Date(moment);
  const digits = (value: number, length = 2): string => String(value).padStart(length, '0');
  const hours = [time.getHours(), time.getMinutes(), time.getSeconds()].map((value) => digits(value)).join(':');
  return `${hours}.${digits(time.getMilliseconds(), 3)}`;
}

/** ms since the epoch of `2026-01-31T12:00:00.123+0000`, whose offset lacks the colon that ECMAScript wants. */
function momentOf(timestamp: unknown): number | undefined {
  if (typeof timestamp !== 'string') return undefined;
  const moment = Date.parse(timestamp.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(moment) ? undefined : moment;
}

/** With those characters written out that a path or query may hold as they are. */
function readableTarget(target: string): string {
  const end = target.indexOf('?');
  const query = end < 0 ? target.length : end;
  const path = target.slice(0, query).replace(/%(?:3A|3B|2C|40)/gi, decodeURIComponent);
  return plain(path + target.slice(query).replace(/%(?:3A|3B|2C|40|2F)/gi, decodeURIComponent), 2_000);
}

function linkOf(match: RegExpExecArray, read: (text: string) => string): readonly ChannelLink[] {
  const [text, place] = [match[1], match.indices?.[1]];
  return text === undefined || !place ? [] : [{ id: read(text), start: place[0], end: place[1] }];
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
