import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import type { Asterisk } from '../asterisk/asterisk';

/** Answers a request itself and says so, or leaves it to the Asterisk behind. */
type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => boolean;

/** A web server of ours in front of an Asterisk: passes on what comes and goes, and can add to it or answer instead. */
export class Impostor {
  /** Every event of Asterisk's that was passed on, as it came. */
  readonly passed: string[] = [];
  /** Answers instead of Asterisk when it returns true. */
  answer: Answer = () => false;
  readonly #server: http.Server;
  readonly #clients = new Set<WebSocket>();
  readonly #upstreams = new Set<WebSocket>();

  private constructor(private readonly behind: Asterisk) {
    this.#server = http.createServer((request, response) => {
      if (!this.answer(request, response)) this.#passOn(request, response);
    });
    const sockets = new WebSocketServer({ server: this.#server, perMessageDeflate: false });
    sockets.on('connection', (client, request) => this.#join(client, request));
  }

  static async start(behind: Asterisk): Promise<Impostor> {
    const impostor = new Impostor(behind);
    await new Promise<void>((resolve) => impostor.#server.listen(0, '127.0.0.1', resolve));
    return impostor;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Sends one frame to every client's event socket; resolves when the network has taken it. */
  async send(data: string | Buffer, binary = false): Promise<void> {
    const sending = [...this.#clients].map(
      (client) => new Promise<void>((resolve) => client.send(data, { binary }, () => resolve())),
    );
    await Promise.all(sending);
  }

  async stop(): Promise<void> {
    for (const socket of [...this.#clients, ...this.#upstreams]) socket.terminate();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #passOn(request: http.IncomingMessage, response: http.ServerResponse): void {
    const { method, headers, url = '' } = request;
    const upstream = http.request(`${this.behind.url}${url}`, { method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    upstream.once('error', () => response.destroy());
    request.pipe(upstream);
  }

  #join(client: WebSocket, { url = '', headers }: http.IncomingMessage): void {
    const upstream = new WebSocket(`${this.behind.url.replace('http', 'ws')}${url}`, {
      headers: { authorization: headers.authorization ?? '' },
      perMessageDeflate: false,
    });
    this.#clients.add(client);
    this.#upstreams.add(upstream);
    upstream.on('message', (data: Buffer) => {
      this.passed.push(data.toString());
      client.send(data.toString());
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#clients.delete(client);
        this.#upstreams.delete(upstream);
        other.terminate();
      });
    }
  }
}
