import type { AnyEvent, AriEvent } from '../ari/events';
import { isKnownEvent } from '../ari/events';
import type { Application, Bridge, Channel, Endpoint, LiveRecording, Playback } from '../ari/resources';
import { endpointOf, isSamePlace, stasisApplicationOf } from './channelNames';
import { Collection } from './collection';
import type { Changes } from './collection';
import { Groups } from './groups';
import { LocalPairs } from './localPairs';
import { visitSnapshots } from './snapshots';
import type { SnapshotVisitor } from './snapshots';
import { isBeginning, subscribedChannelOf } from './topics';

export interface LiveChannel {
  /** The newest snapshot that the server sent. */
  readonly resource: Channel;
  /** The Stasis application that it is in, as far as we can see. */
  readonly application: string | undefined;
  readonly bridgeId: string | undefined;
}

export type Kind = 'channel' | 'bridge' | 'endpoint' | 'application' | 'playback' | 'recording';

/** What changed since the last look, by kind; kinds in which nothing changed are not there. */
export type ModelChanges = ReadonlyMap<Kind, Changes>;

export interface ModelScope {
  /** The application whose events these are. */
  readonly application: string;
  /** False when only events of what the application owns arrive: nothing else can be kept true then. */
  readonly subscribeAll: boolean;
}

/**
 * What is true on the server now: a reducer over events, with snapshots from GETs as its start. Each event costs O(1)
 * (O(members) for a bridge's own events, whose snapshot lists them). Knows no clock and no network.
 */
export class LiveModel {
  /** By channel id. */
  readonly channels = new Collection<LiveChannel>((id, before, after) => this.#indexChannel(id, before, after));
  /** By bridge id. */
  readonly bridges = new Collection<Bridge>((id, before, after) => this.#indexBridge(id, before, after));
  /** By `TECH/resource`. */
  readonly endpoints = new Collection<Endpoint>();
  /** By name. */
  readonly applications = new Collection<Application>();
  /** Running playbacks, by id. */
  readonly playbacks = new Collection<Playback>((id, before, after) => {
    this.#playbacksOn.move(id, before?.target_uri, after?.target_uri);
  });
  /** Running recordings, by name. */
  readonly recordings = new Collection<LiveRecording>((name, before, after) => {
    this.#recordingsOf.move(name, before?.target_uri, after?.target_uri);
  });

  readonly #byEndpoint = new Groups();
  readonly #byApplication = new Groups();
  readonly #pairs = new LocalPairs();
  readonly #playbacksOn = new Groups();
  readonly #recordingsOf = new Groups();
  readonly #bridgeOf = new Map<string, string>();
  /** Channels of which no snapshot came since events were missed. */
  #doubted = new Set<string>();
  #unbegun = new Set<Kind>();
  /** The channel that the event at hand proves that we are subscribed to. */
  #about: string | undefined;

  readonly #see: SnapshotVisitor = {
    channel: (channel) => {
      if (!this.#mayBring(channel.id)) return;
      this.channels.revise(channel.id, (known) => this.toLive(channel, known));
    },
    bridge: (bridge) => this.bridges.set(bridge.id, bridge),
    endpoint: (endpoint) => this.endpoints.set(endpointId(endpoint), endpoint),
  };

  constructor(private readonly scope: ModelScope) {}

  /** Whether endpoints are as they are now; otherwise as they were when they were listed. */
  get hearsEndpoints(): boolean {
    return this.scope.subscribeAll;
  }

  channelsOfEndpoint(endpoint: string): ReadonlySet<string> {
    return this.#byEndpoint.of(endpoint);
  }

  channelsIn(application: string): ReadonlySet<string> {
    return this.#byApplication.of(application);
  }

  /** Applications that some channel is in, listed by the server or not. */
  occupiedApplications(): IterableIterator<string> {
    return this.#byApplication.groups();
  }

  /** How many channels there are when both halves of a Local channel count as one. */
  get channelCount(): number {
    return this.channels.size - this.#pairs.followers;
  }

  /** The same of the channels that are in an application. */
  channelCountIn(application: string): number {
    return this.channelsIn(application).size - this.#pairs.followersIn(application);
  }

  /** Goes up whenever other channels than before are a half of a Local channel, or the other half. */
  get pairing(): number {
    return this.#pairs.revision;
  }

  /** Goes up whenever a channel enters or leaves an application. */
  get occupation(): number {
    return this.#byApplication.revision;
  }

  /** Whether a channel is the second half (`;2`) of a Local channel. */
  isSecondHalf(id: string): boolean {
    return this.#pairs.isSecondHalf(id);
  }

  /** The other half of a Local channel, while it lives. */
  otherHalf(id: string): string | undefined {
    return this.#pairs.otherOf(id);
  }

  /** A channel as the model keeps it, from a snapshot. */
  toLive(resource: Channel, known = this.channels.get(resource.id)): LiveChannel {
    return {
      resource,
      application: this.#applicationOf(resource, known),
      bridgeId: known ? known.bridgeId : this.#bridgeOf.get(resource.id),
    };
  }

  apply(message: AnyEvent): void {
    if (!isKnownEvent(message)) return;
    const [channels, bridges] = [this.channels.size, this.bridges.size];
    this.#welcome(message);
    this.#about = this.scope.subscribeAll ? undefined : subscribedChannelOf(message);
    visitSnapshots(message, this.#see);
    this.#conclude(message);
    if (isBeginning(message)) return;
    if (this.channels.size > channels) this.#unbegun.add('channel');
    if (this.bridges.size > bridges) this.#unbegun.add('bridge');
  }

  /**
   * Kinds of which something became known, since the last call, by an event that is not its beginning. Where we began to
   * listen late that is nothing strange; or else its end came before we did, and only a list tells so.
   */
  takeUnbegun(): ReadonlySet<Kind> {
    const unbegun = this.#unbegun;
    this.#unbegun = new Set();
    return unbegun;
  }

  /** Events are being missed: what is known of a channel is only as good as its next snapshot bears out. */
  doubt(): void {
    this.#doubted = new Set(this.channels.ids());
  }

  drain(): ModelChanges {
    const all: readonly (readonly [Kind, Changes | undefined])[] = [
      ['channel', this.channels.drain()],
      ['bridge', this.bridges.drain()],
      ['endpoint', this.endpoints.drain()],
      ['application', this.applications.drain()],
      ['playback', this.playbacks.drain()],
      ['recording', this.recordings.drain()],
    ];
    return new Map(all.flatMap(([kind, changes]) => (changes ? [[kind, changes] as const] : [])));
  }

  clear(): void {
    for (const collection of [this.channels, this.bridges, this.endpoints, this.applications]) collection.clear();
    this.playbacks.clear();
    this.recordings.clear();
  }

  /**
   * Who hears only of its own learns of others' channels where they meet (a bridge, a call), and nothing of their end.
   */
  #mayBring(id: string): boolean {
    return this.scope.subscribeAll || this.#about === id || this.channels.has(id);
  }

  /** Ids may be chosen by the client and used again: a beginning ends the grave of a former bearer. */
  #welcome(event: AriEvent): void {
    if (event.type === 'ChannelCreated' || event.type === 'StasisStart') this.channels.revive(event.channel.id);
    if (event.type === 'BridgeCreated') this.bridges.revive(event.bridge.id);
    if (event.type === 'PlaybackStarted') this.playbacks.revive(event.playback.id);
    if (event.type === 'RecordingStarted') this.recordings.revive(event.recording.name);
  }

  #conclude(event: AriEvent): void {
    switch (event.type) {
      case 'StasisStart':
        this.#enter(event.channel.id, event.application);
        break;
      case 'StasisEnd':
        this.#leave(event.channel.id, event.application);
        break;
      case 'ChannelDestroyed':
        this.channels.delete(event.channel.id);
        this.#endMedia(`channel:${event.channel.id}`);
        break;
      case 'BridgeDestroyed':
        this.bridges.delete(event.bridge.id);
        this.#endMedia(`bridge:${event.bridge.id}`);
        break;
      case 'PlaybackStarted':
      case 'PlaybackContinuing':
        this.playbacks.set(event.playback.id, event.playback);
        break;
      case 'PlaybackFinished':
        this.playbacks.delete(event.playback.id);
        break;
      case 'RecordingStarted':
        this.recordings.set(event.recording.name, event.recording);
        break;
      case 'RecordingFinished':
      case 'RecordingFailed':
        this.recordings.delete(event.recording.name);
        break;
      default:
    }
  }

  /** Media that Asterisk skipped in silence never finish by an event of their own (measured). */
  #endMedia(target: string): void {
    for (const id of [...this.#playbacksOn.of(target)]) this.playbacks.delete(id);
    for (const name of [...this.#recordingsOf.of(target)]) this.recordings.delete(name);
  }

  #enter(id: string, application: string): void {
    const channel = this.channels.get(id);
    if (channel) this.channels.set(id, { ...channel, application });
  }

  #leave(id: string, application: string): void {
    const channel = this.channels.get(id);
    if (!channel) return;
    // With it goes the subscription: whatever happens to the channel next is not told to an application that does not
    // hear everything.
    if (!this.scope.subscribeAll) this.channels.delete(id);
    else if (channel.application === application) this.channels.set(id, { ...channel, application: undefined });
  }

  #applicationOf(resource: Channel, known: LiveChannel | undefined): string | undefined {
    const seen = stasisApplicationOf(resource.dialplan);
    // It went elsewhere unheard. One that stayed where it was keeps what the dialplan alone would not tell.
    if (this.#doubted.delete(resource.id) && known && !isSamePlace(resource.dialplan, known.resource.dialplan))
      return seen;
    // Its own StasisStart and StasisEnd are surer than what the dialplan says: after a move from another application
    // the dialplan still names the old one.
    if (known?.application === this.scope.application) return known.application;
    return seen === this.scope.application && known !== undefined ? undefined : seen;
  }

  #indexChannel(id: string, before: LiveChannel | undefined, after: LiveChannel | undefined): void {
    if (after === undefined) this.#doubted.delete(id);
    // A masquerade renames a channel; all else is new or gone, or what a storm consists of.
    const isRenamed = before?.resource.name !== after?.resource.name;
    if (isRenamed) this.#indexEndpoint(id, before?.resource.name, after?.resource.name);
    if (isRenamed || before?.application !== after?.application) this.#pairs.update(id, before, after);
    if (this.#byApplication.move(id, before?.application, after?.application)) {
      for (const changed of [before?.application, after?.application]) {
        if (changed !== undefined) this.applications.mark(changed);
      }
    }
    if (before && after && before.bridgeId === after.bridgeId) return;
    if (after?.bridgeId !== undefined) this.bridges.mark(after.bridgeId);
  }

  #indexEndpoint(id: string, before: string | undefined, after: string | undefined): void {
    const [from, to] = [before, after].map((name) => (name === undefined ? undefined : endpointOf(name)));
    if (!this.#byEndpoint.move(id, from, to)) return;
    for (const changed of [from, to]) if (changed !== undefined) this.endpoints.mark(changed);
  }

  #indexBridge(id: string, before: Bridge | undefined, after: Bridge | undefined): void {
    const members = new Set(after?.channels);
    for (const channelId of before?.channels ?? []) {
      if (!members.has(channelId) && this.#bridgeOf.get(channelId) === id) this.#setBridge(channelId, undefined);
    }
    for (const channelId of members) {
      if (this.#bridgeOf.get(channelId) !== id) this.#setBridge(channelId, id);
    }
  }

  #setBridge(channelId: string, bridgeId: string | undefined): void {
    if (bridgeId === undefined) this.#bridgeOf.delete(channelId);
    else this.#bridgeOf.set(channelId, bridgeId);
    const channel = this.channels.get(channelId);
    if (channel) this.channels.amend(channelId, { ...channel, bridgeId });
  }
}

/** The id of an endpoint in the model, as ARI's event sources and originate write it too. */
export function endpointId(endpoint: Endpoint): string {
  return `${endpoint.technology}/${endpoint.resource}`;
}
