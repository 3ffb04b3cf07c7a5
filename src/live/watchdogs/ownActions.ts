import type { Exchange } from '../../ari/rest';
import { parameter, readRequest } from '../explaining/request';
import { BoundedMap } from './bounded';
import type { Call } from './finding';

/** Far more than is under way at once. */
const REMEMBERED = 1000;

/** What this window asked for and was granted, by the ids that it was given: its failures are its person's business. */
export class OwnActions {
  readonly #playbacks = new BoundedMap<string, true>(REMEMBERED);
  readonly #recordings = new BoundedMap<string, true>(REMEMBERED);
  readonly #hungUp = new BoundedMap<string, true>(REMEMBERED);
  readonly #calls = new BoundedMap<string, Call>(REMEMBERED);

  /** Takes note of a request; gives the id of the channel when it made a call. */
  take(exchange: Exchange): string | undefined {
    const { method, error, responseBody, background } = exchange;
    if (error || background === true || method === 'GET') return undefined;
    const request = readRequest(exchange);
    const [noun, id, verb] = request.segments;
    if (noun === 'channels' && method === 'DELETE' && verb === undefined) this.#hungUp.set(id ?? '', true);
    if (method !== 'POST') return undefined;
    if (verb === 'play') this.#playbacks.set(textOf(responseBody, 'id'), true);
    if (verb === 'record') this.#recordings.set(textOf(responseBody, 'name'), true);
    if (noun !== 'channels' || verb !== undefined || id === 'create' || id === 'externalMedia') return undefined;
    const made = textOf(responseBody, 'id');
    this.#calls.set(made, {
      endpoint: parameter(request, 'endpoint') ?? '',
      application: parameter(request, 'app'),
      arguments: parameter(request, 'appArgs'),
      context: parameter(request, 'context'),
      extension: parameter(request, 'extension'),
      priority: parameter(request, 'priority') ?? parameter(request, 'label'),
      callerId: parameter(request, 'callerId'),
    });
    return made;
  }

  played(playbackId: string): boolean {
    return this.#playbacks.has(playbackId);
  }

  recorded(name: string): boolean {
    return this.#recordings.has(name);
  }

  hungUp(channelId: string): boolean {
    return this.#hungUp.has(channelId);
  }

  /** The call that made a channel, if it was ours. */
  call(channelId: string): Call | undefined {
    return this.#calls.get(channelId);
  }

  /** A call is over or under way: there is nothing more to be said of it. */
  forgetCall(channelId: string): void {
    this.#calls.delete(channelId);
  }
}

function textOf(body: unknown, key: string): string {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[key] : undefined;
  return typeof value === 'string' ? value : '';
}
