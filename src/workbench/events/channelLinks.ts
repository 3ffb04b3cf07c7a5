/** A channel of a line, in columns from its first to behind its last character. */
export interface ChannelLink {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** `12:00:00.123 [server] → POST channels/1/play?media=…`, as far as the target. */
const REQUEST = /^\d\d:\d\d:\d\d\.\d{3} (?:\[.*?\] )?→ [A-Z]+ /;
/** Where ARI's paths and queries name channels; lists are joined with commas. */
const IN_TARGET =
  /(?:^channels\/|^bridges\/[^/]+\/videoSource\/|[?&](?:channel|channelId|otherChannelId|originator|caller|snoopId)=)([^/?&]+)/g;
/** `eventSource=channel:1,bridge:2`, encoded or not. */
const EVENT_SOURCES = /[?&]eventSource=([^&]+)/g;
/** What follows `channels/` without being an id. */
const NO_CHANNELS: ReadonlySet<string> = new Set(['create', 'externalMedia']);

/** The channels of a line of the stream. Foreign text cannot hold the marks that make one. */
export function channelLinksIn(text: string): readonly ChannelLink[] {
  if (text.startsWith(' ')) return [];
  const head = REQUEST.exec(text)?.[0];
  if (head !== undefined) return linksInTarget(text.slice(head.length).split(' ', 1)[0] ?? '', head.length);
  return [...text.matchAll(/‹([^‹›]+)›/g)].map(({ 0: all, 1: id = '', index }) => ({
    id,
    start: index + 1,
    end: index + all.length - 1,
  }));
}

function linksInTarget(target: string, offset: number): readonly ChannelLink[] {
  const ids = [...target.matchAll(IN_TARGET)].flatMap((match) => listedIn(match));
  const sources = [...target.matchAll(EVENT_SOURCES)].flatMap((match) =>
    listedIn(match).flatMap(({ id, start, end }) => {
      const prefix = /^channel(?::|%3A)/i.exec(target.slice(start, end))?.[0];
      return prefix === undefined ? [] : [{ id: id.slice('channel:'.length), start: start + prefix.length, end }];
    }),
  );
  return [...ids, ...sources]
    .filter(({ id, start }) => !(start === 'channels/'.length && NO_CHANNELS.has(id)))
    .map(({ id, start, end }) => ({ id, start: start + offset, end: end + offset }));
}

/** The parts of a value between its commas. */
function listedIn({ 0: all, 1: value = '', index }: RegExpExecArray): readonly ChannelLink[] {
  const links: ChannelLink[] = [];
  let start = index + all.length - value.length;
  for (const part of value.split(/(,|%2C)/i)) {
    const id = decoded(part);
    if (id && id !== ',') links.push({ id, start, end: start + part.length });
    start += part.length;
  }
  return links;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
