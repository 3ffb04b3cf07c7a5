import { once } from 'node:events';
import WebSocket from 'ws';
import type { Asterisk } from '../../support/asterisk/asterisk';
import type { Call } from './calls';

interface ChannelEvent {
  readonly type: string;
  readonly application: string;
  readonly args?: readonly string[];
  readonly channel?: { readonly id: string };
}

const APP = 'answers';
const LIMIT_MS = 20_000;

/** Dials through ARI and tells which step of the dialplan took the call into Stasis. */
export class Dialler {
  readonly #waiting = new Map<string, (answer: string | undefined) => void>();
  #calls = 0;

  private constructor(
    private readonly asterisk: Asterisk,
    private readonly socket: WebSocket,
  ) {
    socket.on('message', (data: Buffer) => this.#take(JSON.parse(data.toString()) as ChannelEvent));
  }

  static async connect(asterisk: Asterisk): Promise<Dialler> {
    const url = `${asterisk.url.replace('http', 'ws')}/ari/events?app=${APP}&subscribeAll=true`;
    const socket = new WebSocket(url, { headers: { authorization: asterisk.authorization } });
    await once(socket, 'open');
    return new Dialler(asterisk, socket);
  }

  close(): void {
    this.socket.terminate();
  }

  /** The argument of the Stasis that answers; undefined when the call ends without one. */
  async dial({ context, number, callerId }: Call): Promise<string | undefined> {
    const id = `dial-${++this.#calls}`;
    const query = new URLSearchParams({
      endpoint: `Local/${number}@${context}/n`,
      app: 'dialled',
      channelId: id,
      otherChannelId: `${id}-2`,
      ...(callerId !== '' && { callerId }),
    });
    let timer: NodeJS.Timeout | undefined;
    const answer = new Promise<string | undefined>((resolve, reject) => {
      this.#waiting.set(id, resolve);
      timer = setTimeout(() => reject(new Error(`${number}@${context} has no end.`)), LIMIT_MS);
    });
    const { ok } = await this.#request('POST', `channels?${query.toString()}`);
    // Asterisk refuses some numbers at once.
    if (!ok) this.#end(id, undefined);
    return answer.finally(() => clearTimeout(timer));
  }

  #take({ type, application, args, channel }: ChannelEvent): void {
    if (application !== APP || !channel) return;
    const id = channel.id.replace(/-2$/, '');
    if (type === 'StasisStart' && channel.id.endsWith('-2')) {
      void this.#request('DELETE', `channels/${channel.id}`);
      this.#end(id, args?.[0]);
    } else if (type === 'ChannelDestroyed') this.#end(id, undefined);
  }

  #end(id: string, answer: string | undefined): void {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }

  #request(method: string, path: string): Promise<Response> {
    const { url, authorization } = this.asterisk;
    return fetch(`${url}/ari/${path}`, { method, headers: { authorization } });
  }
}
