import type { AnyEvent } from '../../src/ari/events';
import type { Bridge, Channel } from '../../src/ari/resources';
import { Emitter } from '../../src/ari/emitter';
import { LiveModel } from '../../src/live/model';
import type { ModelChanges } from '../../src/live/model';
import { ExplorerView } from '../../src/workbench/explorer/explorerView';
import type { ServerView } from '../../src/workbench/explorer/view';
import type { Workbench } from '../../src/workbench/servers/workbench';

const PHONES = 100;
const CREATED = '2026-01-02T03:04:05.678+0000';
const APPLICATION = 'queue';
const NAME = 'pbx';

/** One call: two phones in a bridge, or, each fifth one, a Local channel. */
interface Call {
  readonly channels: readonly [Channel, Channel];
  readonly bridge: Bridge | undefined;
}

/** A connected server with calls on it, and the explorer that shows it. Events are applied as they come from Asterisk. */
export class World {
  readonly explorer: ExplorerView;
  readonly #model = new LiveModel({ application: 'ari-workbench', subscribeAll: true });
  readonly #changes = new Emitter<{ server: ServerView; changes: ModelChanges }>();
  readonly #server: ServerView;
  /** In the order in which they began, which is that of the list. */
  readonly #calls: Call[] = [];
  #begun = 0;

  constructor(channels: number) {
    this.#server = serverOf(this.#model);
    this.explorer = new ExplorerView(workbenchOf(this.#server, this.#changes));
    for (let phone = 0; phone < PHONES; phone += 1) {
      const endpoint = {
        technology: 'PJSIP',
        resource: String(1000 + phone),
        state: 'online',
        channel_ids: [],
      } as const;
      this.#model.endpoints.set(`PJSIP/${endpoint.resource}`, endpoint);
    }
    this.begin(channels / 2);
    this.#model.drain();
  }

  /** Begins calls, at the end of the lists. */
  begin(calls: number): void {
    for (let count = 0; count < calls; count += 1) {
      const call = callOf((this.#begun += 1));
      this.#calls.push(call);
      for (const channel of call.channels) this.#apply({ type: 'ChannelCreated', channel });
      const { bridge } = call;
      if (!bridge) continue;
      this.#apply({ type: 'BridgeCreated', bridge });
      for (const channel of call.channels) this.#apply({ type: 'ChannelEnteredBridge', bridge, channel });
    }
  }

  /** Ends the oldest calls: they stand first in the lists. */
  end(calls: number): void {
    for (const { channels, bridge } of this.#calls.splice(0, calls)) {
      for (const channel of channels) this.#apply({ type: 'ChannelDestroyed', channel, cause: 16, cause_txt: '' });
      if (bridge) this.#apply({ type: 'BridgeDestroyed', bridge: { ...bridge, channels: [] } });
    }
  }

  /** Lets both channels of the oldest calls run another step of the dialplan: those stand on the first page. */
  step(calls: number, priority: number): void {
    for (const { channels } of this.#calls.slice(0, calls)) {
      for (const { dialplan, ...channel } of channels) {
        const moved = { ...channel, dialplan: { ...dialplan, priority } };
        this.#apply({ type: 'ChannelDialplan', channel: moved, dialplan_app: '', dialplan_app_data: '' });
      }
    }
  }

  /** What the feed does four times a second. */
  tell(): void {
    this.#changes.fire({ server: this.#server, changes: this.#model.drain() });
  }

  #apply(event: object): void {
    this.#model.apply({ application: 'ari-workbench', timestamp: CREATED, asterisk_id: '', ...event } as AnyEvent);
  }
}

function callOf(number: number): Call {
  const id = String(number).padStart(8, '0');
  const isLocal = number % 5 === 0;
  const channels = [1, 2].map((half) => {
    const phone = 1000 + ((number * 2 + half) % PHONES);
    return channelOf(`${id}.${half}`, isLocal ? `Local/s@office-${id};${half}` : `PJSIP/${phone}-${id}`, {
      isInApplication: number % 10 === 0,
    });
  }) as [Channel, Channel];
  const bridge: Bridge = {
    id: `bridge-${id}`,
    technology: 'simple_bridge',
    bridge_type: 'mixing',
    bridge_class: 'basic',
    creator: '',
    name: '',
    channels: channels.map((channel) => channel.id),
    creationtime: CREATED,
  };
  return { channels, bridge: isLocal ? undefined : bridge };
}

function channelOf(id: string, name: string, { isInApplication }: { readonly isInApplication: boolean }): Channel {
  const app = isInApplication
    ? { app_name: 'Stasis', app_data: APPLICATION }
    : { app_name: 'Dial', app_data: 'PJSIP/1001' };
  return {
    id,
    name,
    protocol_id: '',
    state: 'Up',
    caller: { name: 'Alice', number: '1000' },
    connected: { name: '', number: '1001' },
    accountcode: '',
    dialplan: { context: 'office', exten: 's', priority: 1, ...app },
    creationtime: CREATED,
    language: 'en',
  };
}

function serverOf(model: LiveModel): ServerView {
  return {
    name: NAME,
    profile: {
      name: NAME,
      url: 'http://pbx.example:8088',
      username: 'user',
      subscribeAll: true,
      connectAtStartup: false,
      readOnly: false,
      production: false,
      acceptAnyCertificate: false,
    },
    state: { kind: 'connected' },
    application: 'ari-workbench',
    model,
    live: { info: undefined, failure: () => undefined },
  };
}

/** As much of the composed extension as the explorer looks at. */
function workbenchOf(server: ServerView, changes: Emitter<{ server: ServerView; changes: ModelChanges }>): Workbench {
  const never = new Emitter<never>().event;
  const live = { ...server.live, watch: () => ({ dispose: () => undefined }) };
  const part = {
    registry: {
      servers: [server],
      connected: [{ ...server, live }],
      onDidChangeServers: never,
      onDidChangeState: never,
      onInfo: never,
      onDidChangeModel: changes.event,
    },
    countdown: { onDidTick: never },
  };
  return part as unknown as Workbench;
}
