import { once } from 'node:events';
import WebSocket from 'ws';
import type { Asterisk } from '../../support/asterisk/asterisk';
import type { Call } from './calls';

interface ChannelEvent {
  readonly type: string;
  readonly args?: readonly string[];
  readonly dialplan_app?: string;
  readonly channel?: { readonly id: string };
}

/** What took a call: the digits that Asterisk collected, and who got them. */
export interface Taken {
  readonly digits: string;
  readonly by: string;
}

const APP = 'typed';
const LIMIT_MS = 30_000;

/**
 * Calls the `s` of a context, in which a WaitExten waits, and types. Extensions say with Stasis(typed,digits,name) who
 * they are.
 */
export class Typist {
  readonly #calls = new Map<string, { readonly digits: string; end(taken: Taken | undefined): void }>();
  #count = 0;

  private constructor(
    private readonly asterisk: Asterisk,
    private readonly socket: WebSocket,
  ) {
    socket.on('message', (data: Buffer) => this.#take(JSON.parse(data.toString()) as ChannelEvent));
  }

  static async connect(asterisk: Asterisk): Promise<Typist> {
    const url = `${asterisk.url.replace('http', 'ws')}/ari/events?app=${APP}&subscribeAll=true`;
    const socket = new WebSocket(url, { headers: { authorization: asterisk.authorization } });
    await once(socket, 'open');
    return new Typist(asterisk, socket);
  }

  close(): void {
    this.socket.terminate();
  }

  /** Who takes the call; undefined when it ends. */
  async type({ context, number, callerId }: Call): Promise<Taken | undefined> {
    const id = `typing${++this.#count}`;
    let timer: NodeJS.Timeout | undefined;
    const taken = new Promise<Taken | undefined>((resolve, reject) => {
      this.#calls.set(id, { digits: number, end: resolve });
      timer = setTimeout(() => reject(new Error(`${number} typed in ${context} has no end.`)), LIMIT_MS);
    });
    const query = new URLSearchParams({
      endpoint: `Local/s@${context}/n`,
      app: APP,
      channelId: `${id}-1`,
      otherChannelId: `${id}-2`,
      ...(callerId !== '' && { callerId }),
    });
    await this.#request('POST', `channels?${query.toString()}`);
    try {
      return await taken;
    } finally {
      clearTimeout(timer);
      this.#calls.delete(id);
      await this.#request('DELETE', `channels/${id}-1`);
    }
  }

  #take({ type, args, dialplan_app: application, channel }: ChannelEvent): void {
    const [id = '', half] = channel?.id.split('-') ?? [];
    const call = this.#calls.get(id);
    if (!call) return;
    if (type === 'ChannelDialplan' && application === 'WaitExten') {
      const query = new URLSearchParams({ dtmf: call.digits, duration: '100', between: '150' });
      void this.#request('POST', `channels/${id}-1/dtmf?${query.toString()}`);
    } else if (type === 'StasisStart' && half === '2') {
      const [digits = '', by = ''] = args ?? [];
      call.end({ digits, by });
    } else if (type === 'ChannelDestroyed') call.end(undefined);
  }

  #request(method: string, path: string): Promise<Response> {
    const { url, authorization } = this.asterisk;
    return fetch(`${url}/ari/${path}`, { method, headers: { authorization } });
  }
}
