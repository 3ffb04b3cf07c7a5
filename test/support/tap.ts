import net from 'node:net';
import type { AddressInfo } from 'node:net';

/** A TCP relay that keeps what clients send, to see what really goes over the wire. */
export class Tap {
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  readonly #sent: Buffer[] = [];

  private constructor(target: number) {
    this.#server = net.createServer((client) => {
      const upstream = net.connect(target, '127.0.0.1');
      for (const socket of [client, upstream]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.#sockets.delete(socket);
          client.destroy();
          upstream.destroy();
        });
      }
      client.on('data', (data) => this.#sent.push(data));
      client.pipe(upstream);
      upstream.pipe(client);
    });
  }

  /** Relays a free port of 127.0.0.1 to `target`. */
  static async start(target: number): Promise<Tap> {
    const tap = new Tap(target);
    await new Promise<void>((resolve) => tap.#server.listen(0, '127.0.0.1', resolve));
    return tap;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Everything that clients sent so far, as Latin-1, so that bytes and characters are the same. */
  get sent(): string {
    return Buffer.concat(this.#sent).toString('latin1');
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** An HTTP proxy that brings every host to one port of this machine; by CONNECT, or by a request for a whole URL. */
export class HttpProxy {
  /** `host:port` of each connection that was asked for. */
  readonly asked: string[] = [];
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();

  private constructor(private readonly target: number) {
    this.#server = net.createServer((client) => {
      this.#sockets.add(client);
      client.on('error', () => undefined);
      client.once('data', (head) => this.#serve(client, head.toString('latin1')));
    });
  }

  #serve(client: net.Socket, head: string): void {
    const [, method = '', host = '', rest = ''] = /^(\w+) (?:http:\/\/)?([^/\s]+)([^]*)$/.exec(head) ?? [];
    this.asked.push(host);
    const upstream = net.connect(this.target, '127.0.0.1', () => {
      if (method === 'CONNECT') client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      else upstream.write(Buffer.from(`${method} ${rest}`, 'latin1'));
      client.pipe(upstream);
      upstream.pipe(client);
    });
    this.#sockets.add(upstream);
    upstream.on('error', () => client.destroy());
  }

  static async start(target: number): Promise<HttpProxy> {
    const proxy = new HttpProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
