import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Scene } from './scenario';

/** Writes the answer of one request, whenever it likes. */
type Answer = (response: http.ServerResponse) => void;

/** A server of ours that speaks like Asterisk, has nothing, and answers as a test tells it. */
export class Pretender {
  /** By method and path, e.g. `GET /ari/channels`; every other request gets an empty list. */
  readonly answers = new Map<string, Answer>();
  /** Takes the upgrade to the event socket instead. */
  onUpgrade: ((socket: Duplex) => void) | undefined;
  readonly #sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  readonly #server = http.createServer(({ method, url = '' }, response) => {
    const answer = this.answers.get(`${method} ${url.split('?', 1)[0]}`);
    if (answer) answer(response);
    else response.end('[]');
  });
  #open = 0;

  private constructor() {
    this.#server.on('connection', (socket) => {
      this.#open += 1;
      socket.once('close', () => (this.#open -= 1));
    });
    this.#server.on('upgrade', (request, socket, head) => {
      if (this.onUpgrade) this.onUpgrade(socket);
      else this.#sockets.handleUpgrade(request, socket, head, (client) => this.#sockets.emit('connection', client));
    });
  }

  /** Ends with the scenario. */
  static async of(scene: Scene): Promise<Pretender> {
    const pretender = new Pretender();
    pretender.answers.set('GET /ari/asterisk/info', json({ system: { version: '22.0.0', entity_id: '' } }));
    await new Promise<void>((resolve) => pretender.#server.listen(0, '127.0.0.1', resolve));
    return scene.keep(pretender, (made) => made.#stop());
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How many connections to it stand. */
  get open(): number {
    return this.#open;
  }

  /** Breaks every event socket off. */
  breakOff(): void {
    for (const client of this.#sockets.clients) client.terminate();
  }

  async #stop(): Promise<void> {
    this.breakOff();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Answers with this, as JSON. */
export function json(value: unknown): Answer {
  return (response) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
}
