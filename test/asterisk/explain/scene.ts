/** A real Asterisk with a live model, and what came of failed requests: the ground of the tests of explanations. */
import assert from 'node:assert/strict';
import type { AriEventType, EventOf } from '../../../src/ari/events';
import * as channels from '../../../src/ari/operations/channels';
import type { Requester } from '../../../src/ari/rest';
import type { Exchange } from '../../../src/ari/rest';
import { reasonFor } from '../../../src/live/explaining/explain';
import type { Reason } from '../../../src/live/explaining/reason';
import { readRequest } from '../../../src/live/explaining/request';
import { LiveServer } from '../../../src/live/liveServer';
import type { Watched } from '../../../src/live/watchdogs/watched';
import { Asterisk } from '../../support/asterisk/asterisk';
import type { AsteriskVersion } from '../../support/asterisk/install';
import { until } from '../../support/until';

/** Our application. */
export const APPLICATION = 'explain';

const DIALPLAN = `
[explain]
exten => stay,1,Answer()
 same => n,Wait(60)
exten => ring,1,Ringing()
 same => n,Wait(60)
exten => busy,1,Busy()
exten => reject,1,Hangup(21)
exten => enter,1,Stasis(${APPLICATION})
 same => n,Wait(60)
exten => nobody,1,NoOp()
 same => n,Stasis(nobody-serves-it,a)
 same => n,Wait(60)
exten => dial,1,Dial(Local/stay@explain/n)
`;

/** One Asterisk and one live server of ours. */
export class Scene {
  #calls = 0;
  #last: Exchange | undefined;

  private constructor(
    readonly asterisk: Asterisk,
    readonly live: LiveServer,
  ) {
    live.rest.onExchange((exchange) => (this.#last = exchange));
  }

  static async start(version: AsteriskVersion): Promise<Scene> {
    const asterisk = await Asterisk.start({ version, dialplan: DIALPLAN });
    const account = { url: asterisk.url, username: asterisk.user, password: asterisk.password };
    const live = new LiveServer({ ...account, application: APPLICATION, subscribeAll: true });
    await live.connect();
    return new Scene(asterisk, live);
  }

  async stop(): Promise<void> {
    await this.live.disconnect();
    this.live.dispose();
    await this.asterisk.stop();
  }

  get ari(): Requester {
    return this.live.rest;
  }

  /** The server as the watchdogs want it. */
  get watched(): Watched {
    const { live } = this;
    return {
      model: live.model,
      onEvent: live.onEvent,
      onExchange: live.rest.onExchange,
      ari: live.rest,
      isConnected: true,
      refreshPlayback: (id) => live.refreshPlayback(id),
    };
  }

  /** Ends every channel and waits until the model knows. */
  async clear(): Promise<void> {
    for (const { id } of await channels.list(this.ari)) await channels.hangup(this.ari, id).catch(() => undefined);
    await until(() => this.live.model.channels.size === 0, { what: 'the channels to end' });
  }

  /** A channel that waits in the dialplan, answered, and known to the model. */
  async inDialplan(): Promise<string> {
    const [channelId, otherChannelId] = this.#ids();
    const into = { context: 'explain', extension: 'stay' };
    await channels.originate(this.ari, { endpoint: 'Local/stay@explain/n', channelId, otherChannelId, ...into });
    await until(() => this.live.model.channels.get(otherChannelId)?.resource.dialplan.app_name === 'Wait', {
      what: 'the channel to wait',
    });
    return otherChannelId;
  }

  /** A channel in our application, answered. */
  async inStasis(): Promise<string> {
    const [channelId, otherChannelId] = this.#ids();
    const into = { context: 'explain', extension: 'stay' };
    await channels.originate(this.ari, { endpoint: 'Local/enter@explain/n', channelId, otherChannelId, ...into });
    await until(() => this.live.model.channels.get(otherChannelId)?.application === APPLICATION, {
      what: 'the channel to enter our application',
    });
    await channels.answer(this.ari, otherChannelId);
    await until(() => this.live.model.channels.get(otherChannelId)?.resource.state === 'Up', { what: 'the answer' });
    return otherChannelId;
  }

  /** The next event of a type, from now on. */
  next<T extends AriEventType>(type: T, fits: (event: EventOf<T>) => boolean = () => true): Promise<EventOf<T>> {
    return new Promise((resolve) => {
      const subscription = this.live.onEvent((event) => {
        if (event.type !== type || !fits(event as EventOf<T>)) return;
        subscription.dispose();
        resolve(event as EventOf<T>);
      });
    });
  }

  /** Why a request that must fail failed. */
  async reason(run: (ari: Requester) => Promise<unknown>): Promise<Reason> {
    return reasonOf(
      this.live,
      () => run(this.ari),
      () => this.#last,
    );
  }

  #ids(): readonly [string, string] {
    this.#calls += 1;
    return [`first-${this.#calls}`, `second-${this.#calls}`];
  }
}

async function reasonOf(
  { model }: LiveServer,
  run: () => Promise<unknown>,
  last: () => Exchange | undefined,
): Promise<Reason> {
  await assert.rejects(run(), 'the request is refused');
  const exchange = last();
  assert.ok(exchange?.error, 'the last request failed');
  const request = readRequest(exchange);
  return reasonFor({ error: exchange.error, request, model, application: APPLICATION });
}
