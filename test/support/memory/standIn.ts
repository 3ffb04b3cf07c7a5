import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { APPLICATION, PHONES, endpointOf } from './office';

/** What a list of the stand-in's holds: nothing that began before the first event. */
const LISTS: Readonly<Record<string, unknown>> = {
  '/ari/channels': [],
  '/ari/bridges': [],
  '/ari/endpoints': Array.from({ length: PHONES }, (_, phone) => endpointOf(phone, [])),
  '/ari/applications': [
    { name: APPLICATION, channel_ids: [], bridge_ids: [], endpoint_ids: [], device_names: [], events_allowed: [] },
  ],
  '/ari/asterisk/info': { system: { version: '22.0.0', entity_id: '' } },
};

/**
 * Says what it is told to, in the place of an Asterisk: a day of an office is over in seconds, and a million events are
 * the same ones each time. Requests are answered as by a server on which nothing was before.
 */
export class StandIn {
  readonly #server = http.createServer((request, response) => this.#answer(request.url ?? '', response));
  readonly #sockets = new WebSocketServer({ server: this.#server, perMessageDeflate: false });
  #client: WebSocket | undefined;
  /** Requests that were answered so far. */
  asked = 0;

  private constructor() {
    this.#sockets.on('connection', (client) => (this.#client = client));
  }

  static async start(): Promise<StandIn> {
    const standIn = new StandIn();
    await new Promise<void>((resolve) => standIn.#server.listen(0, '127.0.0.1', resolve));
    return standIn;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Sends one event, with what all events have. */
  send(event: Readonly<Record<string, unknown>>): void {
    const common = { application: APPLICATION, timestamp: new Date().toISOString(), asterisk_id: '00:00:00:00:00:01' };
    this.#client?.send(JSON.stringify({ ...event, ...common }));
  }

  async stop(): Promise<void> {
    this.#client?.terminate();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(url: string, response: http.ServerResponse): void {
    this.asked += 1;
    const found = LISTS[url.split('?')[0] ?? ''];
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(found ?? { message: 'Not found' }));
  }
}
