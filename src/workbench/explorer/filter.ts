import type { CallerID } from '../../ari/resources';
import { plain } from '../../ari/text';
import type { LiveModel, ModelChanges } from '../../live/model';
import { RESOURCE_KINDS } from './view';
import type { ResourceKind } from './view';

/** Long application data still is found in whole; longer than this nobody looks for. */
const SEARCHED_LENGTH = 4_000;

/** Lower-case words that must all be found; none when the text is empty or blank. */
export function termsOf(text: string): readonly string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Where the words stand in a label: ranges `[start, end)` in order, none overlapping. */
export function highlightsIn(label: string, terms: readonly string[]): [number, number][] {
  const lower = label.toLowerCase();
  // A letter whose lower case is longer (İ) shifts what follows: better no highlight than a wrong one.
  if (lower.length !== label.length) return [];
  const found: [number, number][] = [];
  for (const term of terms) {
    for (let at = lower.indexOf(term); at >= 0; at = lower.indexOf(term, at + term.length)) {
      found.push([at, at + term.length]);
    }
  }
  found.sort(([left], [right]) => left - right);
  return found.reduce<[number, number][]>((merged, range) => {
    const last = merged.at(-1);
    if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
    else merged.push(range);
    return merged;
  }, []);
}

/** Everything that a resource is found by; nothing when it is not there. */
export function searchedText(model: LiveModel, kind: ResourceKind, id: string): string | undefined {
  const fields = fieldsOf(model, kind, id);
  return fields && plain(fields.join(' '), SEARCHED_LENGTH).toLowerCase();
}

function fieldsOf(model: LiveModel, kind: ResourceKind, id: string): readonly (string | undefined)[] | undefined {
  switch (kind) {
    case 'application':
      return model.applications.has(id) || model.channelsIn(id).size > 0 ? [id] : undefined;
    case 'channel':
      return channelFields(model, id);
    case 'bridge': {
      const bridge = model.bridges.get(id);
      return bridge && [id, bridge.name, bridge.bridge_type, bridge.technology, bridge.creator];
    }
    case 'endpoint':
      return model.endpoints.has(id) ? [id, model.endpoints.get(id)?.state] : undefined;
    case 'playback': {
      const playback = model.playbacks.get(id);
      return playback && [id, playback.media_uri, playback.state];
    }
    case 'recording': {
      const recording = model.recordings.get(id);
      return recording && [id, recording.format, recording.state];
    }
  }
}

function channelFields(model: LiveModel, id: string): readonly (string | undefined)[] | undefined {
  const channel = model.channels.get(id);
  if (!channel) return undefined;
  const { name, state, caller, connected, dialplan, accountcode } = channel.resource;
  const party = (who: CallerID): string => `${who.name} ${who.number}`;
  const { context, exten, app_name, app_data } = dialplan;
  return [
    name,
    id,
    state,
    party(caller),
    party(connected),
    channel.application,
    context,
    exten,
    app_name,
    app_data,
    accountcode,
  ];
}

/** What on one server matches a filter; kept true from the model's changes, so that an update costs only what changed. */
export class Matches {
  readonly #found: ReadonlyMap<ResourceKind, Set<string>>;

  constructor(
    private readonly model: LiveModel,
    private readonly terms: readonly string[],
  ) {
    this.#found = new Map(RESOURCE_KINDS.map((kind) => [kind, new Set<string>()]));
    for (const kind of RESOURCE_KINDS) for (const id of idsOf(model, kind)) this.#look(kind, id);
  }

  get size(): number {
    return [...this.#found.values()].reduce((sum, { size }) => sum + size, 0);
  }

  has(kind: ResourceKind, id: string): boolean {
    return this.#found.get(kind)?.has(id) === true;
  }

  update(changes: ModelChanges): void {
    for (const [kind, { added, changed, removed }] of changes) {
      for (const ids of [added, changed, removed]) for (const id of ids) this.#look(kind, id);
    }
    // Applications that the server does not list come and go with their channels.
    if (!changes.has('channel')) return;
    const known = this.#found.get('application') ?? [];
    for (const id of [...known, ...this.model.occupiedApplications()]) this.#look('application', id);
  }

  #look(kind: ResourceKind, id: string): void {
    const text = searchedText(this.model, kind, id);
    if (text !== undefined && this.terms.every((term) => text.includes(term))) this.#found.get(kind)?.add(id);
    else this.#found.get(kind)?.delete(id);
  }
}

/** How much of a kind the model holds. */
export function countOf(model: LiveModel, kind: ResourceKind): number {
  switch (kind) {
    case 'application':
      return new Set(idsOf(model, kind)).size;
    case 'channel':
      return model.channels.size;
    case 'bridge':
      return model.bridges.size;
    case 'endpoint':
      return model.endpoints.size;
    case 'playback':
      return model.playbacks.size;
    case 'recording':
      return model.recordings.size;
  }
}

/** Ids of everything of a kind that the model holds. */
export function idsOf(model: LiveModel, kind: ResourceKind): Iterable<string> {
  switch (kind) {
    case 'application':
      return new Set([...model.applications.ids(), ...model.occupiedApplications()]);
    case 'channel':
      return model.channels.ids();
    case 'bridge':
      return model.bridges.ids();
    case 'endpoint':
      return model.endpoints.ids();
    case 'playback':
      return model.playbacks.ids();
    case 'recording':
      return model.recordings.ids();
  }
}
