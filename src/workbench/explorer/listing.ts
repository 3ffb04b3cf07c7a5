import type { LiveModel, ModelChanges } from '../../live/model';
import { Matches, countOf, idsOf } from './filter';
import type { GroupId } from './nodes';
import { RESOURCE_KINDS, mediaOf } from './view';
import type { Media, ResourceKind } from './view';

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
  #technologies: ReadonlyMap<string, readonly string[]> | undefined;
  readonly #compare = new Intl.Collator(undefined, { numeric: true }).compare;
  #seen: Arrangement;
  readonly #revisions = new Map(RESOURCE_KINDS.map((kind) => [kind, Symbol(kind)]));

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
    this.#seen = arrangementOf(model);
    this.matches = terms.length ? new Matches(model, terms) : undefined;
  }

  update(changes: ModelChanges): void {
    this.matches?.update(changes);
    if (changes.has('playback') || changes.has('recording')) this.#media = mediaOf(this.model);
    const others = RESOURCE_KINDS.filter((kind) => this.#hasOthers(kind, changes));
    for (const kind of others) {
      this.#revisions.set(kind, Symbol(kind));
      this.#sorted.delete(kind);
      if (kind === 'endpoint') this.#technologies = undefined;
    }
    this.#seen = arrangementOf(this.model);
  }

  /** Another one after each update with which others may stand in the list of a kind; for applications, or in them. */
  revisionOf(kind: ResourceKind): symbol | undefined {
    return this.#revisions.get(kind);
  }

  /** All of a kind that the filter leaves. */
  *visible(kind: ResourceKind): Iterable<string> {
    const ids = kind === 'application' || kind === 'endpoint' ? this.#inOrder(kind) : idsOf(this.model, kind);
    for (const id of ids) if (this.#isVisible(kind, id)) yield id;
  }

  /** The technologies of the endpoints, by name. */
  technologies(): readonly string[] {
    return [...this.#byTechnology().keys()];
  }

  endpointsOf(technology: string): readonly string[] {
    return this.#byTechnology().get(technology) ?? [];
  }

  /** Channels of a list as its own entries: a Local channel's second half stands below the first, where that is there. */
  *entries(channels: Iterable<string>, isListed: (id: string) => boolean): Iterable<string> {
    for (const id of channels) {
      if (!this.model.isSecondHalf(id) || this.firstHalf(id, isListed) === undefined) yield id;
    }
  }

  /** The first half of a Local channel's pair, for its second half. */
  firstHalf(id: string, isListed: (id: string) => boolean): string | undefined {
    return this.model.isSecondHalf(id) ? this.#other(id, isListed) : undefined;
  }

  /** The second half of a Local channel's pair, for its first half. */
  secondHalf(id: string, isListed: (id: string) => boolean): string | undefined {
    return this.model.isSecondHalf(id) ? undefined : this.#other(id, isListed);
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
        return this.model.channels.get(channel)?.bridgeId === id;
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
    const total = countOf(this.model, kind);
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

  /** The same of the channels inside of something. */
  lengthIn(kind: Holder, id: string): number | undefined {
    if (this.matches) return undefined;
    switch (kind) {
      case 'application':
        return this.model.channelCountIn(id);
      case 'endpoint':
        return this.model.channelsOfEndpoint(id).size;
      case 'bridge':
        return undefined;
    }
  }

  playbacksOn(kind: 'channel' | 'bridge', id: string): readonly string[] {
    return this.#media.playbacks.get(`${kind}:${id}`) ?? [];
  }

  recordingsOn(kind: 'channel' | 'bridge', id: string): readonly string[] {
    return this.#media.recordings.get(`${kind}:${id}`) ?? [];
  }

  #other(id: string, isListed: (id: string) => boolean): string | undefined {
    const other = this.model.otherHalf(id);
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
    const other = this.model.otherHalf(id);
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

  /** Whether a change brings or takes entries of the list of all of a kind. */
  #hasOthers(kind: ResourceKind, changes: ModelChanges): boolean {
    // What it matches may be part of anything, and stand in anything.
    if (this.matches) return true;
    const own = changes.get(kind);
    if (own && own.added.size + own.removed.size > 0) return true;
    const { pairing, occupation } = arrangementOf(this.model);
    const isOtherwise = pairing !== this.#seen.pairing;
    if (kind === 'channel') return isOtherwise;
    // Some are only known by the channels in them.
    return kind === 'application' && (isOtherwise || occupation !== this.#seen.occupation);
  }

  #byTechnology(): ReadonlyMap<string, readonly string[]> {
    if (this.#technologies) return this.#technologies;
    const found = new Map<string, string[]>();
    for (const id of this.visible('endpoint')) {
      const technology = technologyOf(id);
      const known = found.get(technology);
      if (known) known.push(id);
      else found.set(technology, [id]);
    }
    this.#technologies = found;
    return found;
  }

  #inOrder(kind: 'application' | 'endpoint'): readonly string[] {
    const known = this.#sorted.get(kind);
    if (known) return known;
    const rank = (id: string): number => (kind === 'application' && id === this.own ? 0 : 1);
    const ids = [...idsOf(this.model, kind)];
    const sorted = ids.sort((left, right) => rank(left) - rank(right) || this.#compare(left, right));
    this.#sorted.set(kind, sorted);
    return sorted;
  }
}

/** Who belongs together: what {@link LiveModel} counts the changes of. */
type Arrangement = Pick<LiveModel, 'pairing' | 'occupation'>;

function arrangementOf({ pairing, occupation }: LiveModel): Arrangement {
  return { pairing, occupation };
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
