import type { Application, Bridge, Channel, Endpoint, LiveRecording, Playback } from '../../src/ari/resources';
import type { AriError } from '../../src/ari/errors';
import { LiveModel } from '../../src/live/model';
import type { Kind } from '../../src/live/model';
import { lookOf } from '../../src/workbench/explorer/look';
import type { Words } from '../../src/workbench/explorer/words';
import type { TreeNode } from '../../src/workbench/explorer/nodes';
import { Tree } from '../../src/workbench/explorer/tree';
import type { ServerView } from '../../src/workbench/explorer/view';

const CREATED = '2026-01-02T03:04:05.678+0000';

export function channel(id: string, name: string, more: Partial<Channel> = {}): Channel {
  return {
    id,
    name,
    protocol_id: '',
    state: 'Up',
    caller: { name: '', number: '' },
    connected: { name: '', number: '' },
    accountcode: '',
    dialplan: { context: 'default', exten: 's', priority: 1, app_name: '', app_data: '' },
    creationtime: CREATED,
    language: 'en',
    ...more,
  };
}

/** The dialplan place of a channel that is in a Stasis application. */
export function inStasis(application: string): Partial<Channel> {
  return { dialplan: { context: 'default', exten: '1', priority: 2, app_name: 'Stasis', app_data: application } };
}

export function bridge(id: string, channels: readonly string[], more: Partial<Bridge> = {}): Bridge {
  return {
    id,
    technology: 'simple_bridge',
    bridge_type: 'mixing',
    bridge_class: 'stasis',
    creator: 'Stasis',
    name: '',
    channels,
    creationtime: CREATED,
    ...more,
  };
}

export const WORDS: Words = {
  group: (group) => group,
  kind: (kind) => kind,
  serverState: ({ state }) => state.kind,
  explain: (error) => error.message,
  count: String,
  channels: (count) => `${count} ch`,
  someOf: (visible, total) => `${visible} of ${total}`,
  more: (count) => `more (${count})`,
  ours: 'ours',
  readOnly: 'read-only',
  production: 'production',
  anyCertificate: 'believes any certificate',
  hearsEverything: 'everything',
  hears: (sources) => `hears ${sources.join(', ')}`,
  sources: (kind, count) => `${kind} ${count}`,
  playing: 'playing',
  recording: 'recording',
  gone: 'gone',
  asOf: (at) => `as of ${at}`,
  liveChannels: (count) => `${count} live`,
  filtered: (text, matches) => `${text}: ${matches}`,
};

/** One connected server with a real model, the tree over it, and the tree as text. */
export class World {
  readonly model = new LiveModel({ application: 'ours', subscribeAll: true });
  readonly failures = new Map<Kind, AriError>();
  readonly expansions = new Map<string, boolean>();
  view: ServerView;
  readonly tree = new Tree(
    () => [this.view],
    (path) => this.expansions.get(path),
  );

  constructor() {
    this.view = {
      name: 'pbx',
      profile: {
        name: 'pbx',
        url: 'http://pbx.example:8088',
        username: 'user',
        subscribeAll: true,
        connectAtStartup: false,
        readOnly: false,
        production: false,
        acceptAnyCertificate: false,
      },
      state: { kind: 'connected' },
      application: 'ours',
      model: this.model,
      live: { info: undefined, failure: (kind) => this.failures.get(kind) },
    };
  }

  add(...channels: readonly Channel[]): this {
    for (const one of channels) this.model.channels.set(one.id, this.model.toLive(one));
    return this;
  }

  addBridge(one: Bridge): this {
    this.model.bridges.set(one.id, one);
    return this;
  }

  addEndpoint(technology: string, resource: string, state: Endpoint['state'] = 'online'): this {
    this.model.endpoints.set(`${technology}/${resource}`, { technology, resource, state, channel_ids: [] });
    return this;
  }

  addApplication(name: string, more: Partial<Application> = {}): this {
    this.model.applications.set(name, {
      name,
      channel_ids: [],
      bridge_ids: [],
      endpoint_ids: [],
      device_names: [],
      events_allowed: [],
      events_disallowed: [],
      ...more,
    });
    return this;
  }

  play(id: string, target_uri: string, state: Playback['state'] = 'playing'): this {
    this.model.playbacks.set(id, { id, media_uri: 'sound:hello', target_uri, state });
    return this;
  }

  record(name: string, target_uri: string, state: LiveRecording['state'] = 'recording'): this {
    this.model.recordings.set(name, { name, format: 'wav', target_uri, state });
    return this;
  }

  /** Tells the tree what changed since the last time, and gives the paths that it says may look different. */
  changed(): ReadonlySet<TreeNode> {
    return this.tree.touched('pbx', this.model.drain());
  }

  node(...labels: readonly string[]): TreeNode {
    let [found] = this.tree.roots();
    for (const label of labels) {
      const children: readonly TreeNode[] = found ? this.tree.children(found) : [];
      found = children.find((child) => this.look(child).label === label);
      if (!found) throw new Error(`no ${label} among ${children.map((child) => this.look(child).label).join(', ')}`);
    }
    return found!;
  }

  look(node: TreeNode): ReturnType<typeof lookOf> {
    return lookOf(node, this.tree, WORDS);
  }

  /** Labels and descriptions of everything below a node, indented. */
  text(node: TreeNode = this.node(), depth = 0): string[] {
    return this.tree.children(node).flatMap((child) => {
      const { label, description } = this.look(child);
      const line = `${'  '.repeat(depth)}${label}${description ? ` | ${description}` : ''}`;
      return [line, ...this.text(child, depth + 1)];
    });
  }
}
