/** A real Asterisk, a client that uses it, and what happened: the ground of the tests of operations. */
import assert from 'node:assert/strict';
import { isKnownEvent } from '../../../src/ari/events';
import type { AnyEvent, AriEventType, EventOf } from '../../../src/ari/events';
import { AriError } from '../../../src/ari/errors';
import { EventSocket } from '../../../src/ari/eventSocket';
import * as channels from '../../../src/ari/operations/channels';
import { RestClient } from '../../../src/ari/rest';
import type { Exchange } from '../../../src/ari/rest';
import { Asterisk } from '../../support/asterisk/asterisk';
import { until } from '../../support/until';
import { misfits, models } from '../apiDocs/declarations';
import { describe as describeServer, operationOf } from '../apiDocs/serverDescription';
import type { ServerDescription } from '../apiDocs/serverDescription';

/** Our application; it hears of everything. */
export const APPLICATION = 'operations';
/** A second application, which hears of what it owns. */
export const OTHER_APPLICATION = 'other';

// `listener` is the other half of a call: it says with ChannelTalkingStarted that it hears something.
const DIALPLAN = `
[enter]
exten => s,1,Stasis(${APPLICATION},first,second)
 same => n,Set(STASIS_LEFT=yes)
 same => n,Wait(100)
exten => elsewhere,1,NoOp()
 same => n(here),Wait(100)
exten => offered,1,StasisBroadcast(5000,,,yes)

[default]
exten => 2000,1,Stasis(${APPLICATION},phone)

[listener]
exten => s,1,Set(TALK_DETECT(set)=)
 same => n,Wait(100)
`;

// Lets ARI write authentications, which then live in memory.
const SORCERY = `
[res_pjsip]
auth = config,pjsip.conf,criteria=type=auth
auth = memory
`;

/** Both halves of a call, the first one listening in the dialplan, the second one in our application. */
export interface Call {
  readonly listener: string;
  readonly channel: string;
}

/** One Asterisk with our client and its two applications. */
export class Session {
  readonly events: AnyEvent[] = [];
  readonly #exchanges: Exchange[] = [];
  #calls = 0;

  private constructor(
    readonly asterisk: Asterisk,
    readonly ari: RestClient,
    readonly description: ServerDescription,
  ) {
    ari.onExchange((exchange) => this.#exchanges.push(exchange));
  }

  static async start(version: '22' | '16'): Promise<Session> {
    const asterisk = await Asterisk.start({ version, dialplan: DIALPLAN, files: { 'sorcery.conf': SORCERY } });
    const credentials = { url: asterisk.url, username: asterisk.user, password: asterisk.password };
    const session = new Session(asterisk, new RestClient(credentials), await describeServer(asterisk));
    const handlers = { onMessage: (text: string) => session.#hear(text), onClose: () => undefined };
    const never = { intervalMs: 0, timeoutMs: 0 };
    await EventSocket.open({ ...credentials, application: APPLICATION, subscribeAll: true }, handlers, never);
    await EventSocket.open({ ...credentials, application: OTHER_APPLICATION, subscribeAll: false }, handlers, never);
    return session;
  }

  async stop(): Promise<void> {
    this.ari.dispose();
    await this.asterisk.stop();
  }

  /** Makes a call whose second half enters our application, not answered yet. */
  async call(): Promise<Call> {
    const [listener, channel] = [`listener-${++this.#calls}`, `channel-${this.#calls}`];
    const ids = { channelId: listener, otherChannelId: channel };
    const into = { context: 'listener', extension: 's' };
    // n: the halves never melt into one.
    await channels.originate(this.ari, { endpoint: 'Local/s@enter/n', ...ids, ...into });
    await this.heard('StasisStart', (event) => event.channel.id === channel);
    return { listener, channel };
  }

  /** The same, answered, so that the listener listens. */
  async answeredCall(): Promise<Call> {
    const call = await this.call();
    await channels.answer(this.ari, call.channel);
    await until(async () => (await channels.get(this.ari, call.listener)).dialplan.app_name === 'Wait', {
      what: 'the listener to listen',
    });
    return call;
  }

  /** Waits for an event; one that came before counts, unless it was {@link forget}ten. */
  heard<T extends AriEventType>(type: T, fits: (event: EventOf<T>) => boolean = () => true): Promise<EventOf<T>> {
    const find = (): EventOf<T> | undefined =>
      this.events.find((event): event is EventOf<T> => event.type === type && fits(event as EventOf<T>));
    return until(find, { what: `${type} in ${this.events.map((event) => event.type).join(' ')}` });
  }

  forget(): void {
    this.events.length = 0;
  }

  /** Waits until a channel with RTP is sent packets, or none any more. */
  async sends(channelId: string, something: boolean): Promise<void> {
    const count = async (): Promise<number> => (await channels.rtpStatistics(this.ari, channelId)).txcount;
    let before = await count();
    const looked = async (): Promise<boolean> => {
      const now = await count();
      const grew = now > before;
      before = now;
      return grew === something;
    };
    await until(looked, { what: `media to be ${something ? 'sent' : 'silent'}`, intervalMs: 150 });
  }

  /** How the events and the answers so far differ from our declarations. Takes note of the events' types. */
  misfits(): readonly string[] {
    const events = this.#all.flatMap((event) => misfits(event, declared(event.type), event.type));
    const answers = this.#exchanges.flatMap(({ method, target, responseBody, error }) => {
      const operation = operationOf(this.description, method, target.split('?')[0] ?? '');
      if (error || !operation || ['void', 'binary'].includes(operation.responseClass)) return [];
      const list = /^List\[(.*)\]$/.exec(operation.responseClass)?.[1];
      const answers = list === undefined ? [responseBody] : (responseBody as unknown[]);
      return answers.flatMap((item) => misfits(item, declared(list ?? operation.responseClass), `${method} ${target}`));
    });
    return [...new Set([...events, ...answers])];
  }

  readonly #all: AnyEvent[] = [];

  #hear(text: string): void {
    const event = JSON.parse(text) as AnyEvent;
    assert.ok(isKnownEvent(event), `${event.type} is unknown`);
    this.events.push(event);
    this.#all.push(event);
  }
}

function declared(name: string): Parameters<typeof misfits>[1] {
  const type = models.get(name);
  if (!type) throw new Error(`${name} is not declared`);
  return type;
}

/** Expects a request to be refused with this status, and the server's words to match. */
export async function refused(request: Promise<unknown>, status: number, words = /./): Promise<void> {
  await assert.rejects(request, (error) => {
    assert.ok(error instanceof AriError, String(error));
    assert.equal(error.status, status, error.message);
    assert.match(error.serverMessage ?? '', words);
    return true;
  });
}
