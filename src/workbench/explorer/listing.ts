import { localHalf } from '../../live/channelNames';
import type { LiveModel, ModelChanges } from '../../live/model';
import { Matches, idsOf } from './filter';
import type { GroupId } from './nodes';
import { mediaOf } from './view';
import type { Media, ResourceKind } from './view';

/** So many entries at a time: what VS Code draws without a pause. */
export const PAGE_SIZE = 200;

/** What a list shows now, and how many more entries it has. */
export interface Page {
  readonly ids: readonly string[];
  readonly rest: number;
}

/** The first pages of a list. @param size how long the list is, where that is known; else it is gone through to its end. */
export function pageOf(entries: Iterable<string>, pages: number, size?: number): Page {
  const ids: string[] = [];
  let total = 0;
  for (const id of entries) {
    if (total < pages * PAGE_SIZE) ids.push(id);
    else if (size !== undefined) return { ids, rest: size - ids.length };
    total += 1;
  }
  return { ids, rest: total - ids.length };
}

/** How many pages it takes until an entry is among them; nothing when it is not in the list. */
export function pagesUntil(entries: Iterable<string>, id: string): number | undefined {
  let position = 0;
  for (const entry of entries) {
    if (entry === id) return Math.floor(position / PAGE_SIZE) + 1;
    position += 1;
  }
  return undefined;
}

const KIND_OF_GROUP = {
  applications: 'application',
  channels: 'channel',
  bridges: 'bridge',
  endpoints: 'endpoint',
} as const satisfies Readonly<Record<GroupId, ResourceKind>>;

export function kindOf(group: GroupId): (typeof KIND_OF_GROUP)[GroupId] {
  return KIND_OF_GROUP[group];
}

/** What channels can be in. */
export type Holder = Extract<ResourceKind, 'application' | 'bridge' | 'endpoint'>;

/**
 * What stands in the lists of one server, in which order, as the filter leaves it. Channels and bridges stand in the order
 * in which they came, so that nothing moves under the mouse; applications and endpoints by name.
 */
export class Listing {
  readonly #sorted = new Map<ResourceKind, readonly string[]>();
  /** Nothing when there is no filter. */
  readonly matches: Matches | undefined;
  #media: Media;

  /**
   * @param own the application that we are: it stands first.
   * @param terms of the filter; none when there is no filter.
   */
  constructor(
    readonly model: LiveModel,
    private readonly own: string | undefined,
    terms: readonly string[],
  ) {
    this.#media = mediaOf(model);
    this.matches = terms.length ? new Matches(model, terms) : undefined;
  }

  update(changes: ModelChanges): void {
    this.matches?.update(changes);
    if (changes.has('playback') || changes.has('recording')) this.#media = mediaOf(this.model);
    if (changes.has('channel') || changes.has('application')) this.#sorted.delete('application');
    const endpoints = changes.get('endpoint');
    if (endpoints && endpoints.added.size + endpoints.removed.size > 0) this.#sorted.delete('endpoint');
  }

  /** All of a kind that the filter leaves. */
  *visible(kind: ResourceKind): Iterable<string> {
    const ids = kind === 'application' || kind === 'endpoint' ? this.#inOrder(kind) : idsOf(this.model, kind);
    for (const id of ids) if (this.#isVisible(kind, id)) yield id;
  }

  /** The technologies of the endpoints, by name. */
  technologies(): readonly string[] {
    return [...new Set([...this.visible('endpoint')].map(technologyOf))];
  }

  *endpointsOf(technology: string): Iterable<string> {
    for (const id of this.visible('endpoint')) if (technologyOf(id) === technology) yield id;
  }

  /** Channels of a list as its own entries: a Local channel's second half stands below the first, where that is there. */
  *entries(channels: Iterable<string>, isListed: (id: string) => boolean): Iterable<string> {
    for (const id of channels) {
      if (!this.model.isSecondHalf(id) || this.firstHalf(id, isListed) === undefined) yield id;
    }
  }

  /** The other half of a Local channel's pair. */
  otherHalf(id: string): string | undefined {
    const channel = this.model.channels.get(id);
    return channel && this.model.otherHalf(channel)?.resource.id;
  }

  /** The first half of a Local channel's pair, for its second half. */
  firstHalf(id: string, isListed: (id: string) => boolean): string | undefined {
    return this.#other(id, 2, isListed);
  }

  /** The second half of a Local channel's pair, for its first half. */
  secondHalf(id: string, isListed: (id: string) => boolean): string | undefined {
    return this.#other(id, 1, isListed);
  }

  /** The channels inside of something that the filter leaves; all of them when the thing itself matches. */
  *channelsIn(kind: Holder, id: string): Iterable<string> {
    const all = this.matches?.has(kind, id) !== false;
    for (const channel of this.#inside(kind, id)) if (all || this.#isVisible('channel', channel)) yield channel;
  }

  isIn(kind: Holder, id: string, channel: string): boolean {
    switch (kind) {
      case 'application':
        return this.model.channelsIn(id).has(channel);
      case 'bridge':
        return this.model.bridges.get(id)?.channels.includes(channel) === true;
      case 'endpoint':
        return this.model.channelsOfEndpoint(id).has(channel);
    }
  }

  /** What a playback or a recording runs on. */
  ownerOf(kind: 'playback' | 'recording', id: string): { kind: 'channel' | 'bridge'; id: string } | undefined {
    const running = kind === 'playback' ? this.model.playbacks.get(id) : this.model.recordings.get(id);
    const [, owner, ownerId] = /^(channel|bridge):(.+)$/s.exec(running?.target_uri ?? '') ?? [];
    return (owner === 'channel' || owner === 'bridge') && ownerId ? { kind: owner, id: ownerId } : undefined;
  }

  /** How many of a kind there are, and how many of them the filter leaves. */
  count(kind: ResourceKind): { readonly total: number; readonly visible: number } {
    const total = kind === 'channel' ? this.model.channels.size : sizeOf(idsOf(this.model, kind));
    return { total, visible: this.matches ? sizeOf(this.visible(kind)) : total };
  }

  /** How long the list of a group is, where that is known without going through it. */
  lengthOf(group: GroupId): number | undefined {
    if (this.matches) return undefined;
    switch (group) {
      case 'channels':
        return this.model.channelCount;
      case 'bridges':
        return this.model.bridges.size;
      case 'endpoints':
        return this.model.endpoints.size;
      case 'applications':
        return undefined;
    }
  }

  playbacksOn(kind: 'channel' | 'bridge', id: string): readonly string[] {
    return this.#media.playbacks.get(`${kind}:${id}`) ?? [];
  }

  recordingsOn(kind: 'channel' | 'bridge', id: string): readonly string[] {
    return this.#media.recordings.get(`${kind}:${id}`) ?? [];
  }

  #other(id: string, half: 1 | 2, isListed: (id: string) => boolean): string | undefined {
    const name = this.model.channels.get(id)?.resource.name;
    if (name === undefined || localHalf(name)?.half !== half) return undefined;
    const other = this.otherHalf(id);
    return other !== undefined && isListed(other) ? other : undefined;
  }

  #isVisible(kind: ResourceKind, id: string): boolean {
    const { matches } = this;
    if (!matches || matches.has(kind, id)) return true;
    switch (kind) {
      case 'channel':
        return this.#mediaMatch('channel', id, matches) || this.#halfMatches(id, matches);
      case 'bridge':
        return this.#mediaMatch('bridge', id, matches) || this.#someInside('bridge', id);
      case 'application':
      case 'endpoint':
        return this.#someInside(kind, id);
      case 'playback':
      case 'recording':
        return false;
    }
  }

  #someInside(kind: Holder, id: string): boolean {
    for (const channel of this.#inside(kind, id)) if (this.#isVisible('channel', channel)) return true;
    return false;
  }

  /** Both halves of a pair stay together. */
  #halfMatches(id: string, matches: Matches): boolean {
    const other = this.otherHalf(id);
    return other !== undefined && (matches.has('channel', other) || this.#mediaMatch('channel', other, matches));
  }

  #mediaMatch(kind: 'channel' | 'bridge', id: string, matches: Matches): boolean {
    return (
      this.playbacksOn(kind, id).some((playback) => matches.has('playback', playback)) ||
      this.recordingsOn(kind, id).some((recording) => matches.has('recording', recording))
    );
  }

  #inside(kind: Holder, id: string): Iterable<string> {
    switch (kind) {
      case 'application':
        return this.model.channelsIn(id);
      case 'bridge':
        return this.model.bridges.get(id)?.channels ?? [];
      case 'endpoint':
        return this.model.channelsOfEndpoint(id);
    }
  }

  #inOrder(kind: 'application' | 'endpoint'): readonly string[] {
    const known = this.#sorted.get(kind);
    if (known) return known;
    const rank = (id: string): number => (kind === 'application' && id === this.own ? 0 : 1);
    const { compare } = new Intl.Collator(undefined, { numeric: true });
    const sorted = [...idsOf(this.model, kind)].sort((left, right) => rank(left) - rank(right) || compare(left, right));
    this.#sorted.set(kind, sorted);
    return sorted;
  }
}

function sizeOf(ids: Iterable<string>): number {
  let size = 0;
  for (const { length } of ids) size += length >= 0 ? 1 : 0;
  return size;
}

/** `PJSIP` of `PJSIP/1000`. */
export function technologyOf(endpoint: string): string {
  return endpoint.split('/', 1)[0] ?? endpoint;
}
