import net from 'node:net';
import type { AddressInfo } from 'node:net';

type Direction = 'up' | 'down';

/** What the whole link does to the connections that a test picks. */
export type Which = 'events' | 'requests' | 'all';

/** One client's connection through the link, with the one to the server that carries it. */
class Pair {
  /** Bytes vanish both ways, and neither side learns that the other hung up. */
  swallowing = false;
  isEvents = false;
  readonly #stalled: Record<Direction, boolean> = { up: false, down: false };

  constructor(
    private readonly link: Link,
    readonly client: net.Socket,
    readonly upstream: net.Socket,
    private readonly onGone: (pair: Pair) => void,
  ) {
    this.#carry('up', client, upstream);
    this.#carry('down', upstream, client);
  }

  get clientIsThere(): boolean {
    return !this.client.destroyed && !this.client.readableEnded;
  }

  stall(direction: Direction, stalled: boolean): void {
    this.#stalled[direction] = stalled;
    const source = direction === 'up' ? this.client : this.upstream;
    if (stalled) source.pause();
    else source.resume();
  }

  end(how: 'destroy' | 'resetAndDestroy'): void {
    for (const socket of [this.client, this.upstream]) socket[how]();
  }

  #carry(direction: Direction, from: net.Socket, to: net.Socket): void {
    from.on('error', () => undefined);
    from.on('data', (data) => {
      if (direction === 'up') this.#look(data);
      if (this.swallowing || this.link.holds(direction, data)) return;
      if (!to.write(data)) from.pause();
    });
    to.on('drain', () => {
      if (!this.#stalled[direction]) from.resume();
    });
    from.on('end', () => {
      if (!this.swallowing) to.end();
      else if (direction === 'up') from.destroy();
    });
    from.on('close', () => {
      if (!this.swallowing) to.destroy();
      if (this.client.destroyed) this.onGone(this);
    });
  }

  #look(data: Buffer): void {
    if (!this.isEvents && data.subarray(0, 16).toString('latin1').startsWith('GET /ari/events')) this.isEvents = true;
    this.link.sent.push(data);
  }
}

/** A TCP relay to one port of 127.0.0.1 that can do to its connections what networks do. */
export class Link {
  /** Everything that clients sent. */
  readonly sent: Buffer[] = [];
  readonly #server: net.Server;
  readonly #pairs = new Set<Pair>();
  #held: RegExp | undefined;
  #heldRequests = 0;
  #accepted = 0;

  private constructor(private target: number) {
    this.#server = net.createServer({ allowHalfOpen: true }, (client) => {
      this.#accepted += 1;
      const upstream = net.connect({ port: this.target, host: '127.0.0.1', allowHalfOpen: true });
      const gone = (pair: Pair): void => {
        if (!pair.swallowing) this.#pairs.delete(pair);
      };
      this.#pairs.add(new Pair(this, client, upstream, gone));
    });
  }

  /** Relays a free port of 127.0.0.1 to `target`. */
  static async start(target: number): Promise<Link> {
    const link = new Link(target);
    await new Promise<void>((resolve) => link.#server.listen(0, '127.0.0.1', resolve));
    return link;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** How many connections clients have open now. */
  get open(): number {
    return [...this.#pairs].filter((pair) => pair.clientIsThere).length;
  }

  /** How many connections clients ever made. */
  get accepted(): number {
    return this.#accepted;
  }

  /** How many requests were held back since the last `hold`. */
  get held(): number {
    return this.#heldRequests;
  }

  /** Brings connections that are made from now on to another port. */
  redirect(target: number): void {
    this.target = target;
  }

  /** Ends connections with a TCP reset on both sides. */
  reset(which: Which = 'all'): void {
    for (const pair of this.#picked(which)) pair.end('resetAndDestroy');
  }

  /** Makes the connections of now half-open for good: what is sent vanishes, both ways. New ones work. */
  swallow(which: Which = 'all'): void {
    for (const pair of this.#picked(which)) {
      pair.swallowing = true;
      pair.stall('up', false);
      pair.stall('down', false);
    }
  }

  /** Ends what `swallow` left hanging, so that the server learns of it too. */
  forget(): void {
    for (const pair of this.#pairs) if (pair.swallowing) pair.end('resetAndDestroy');
  }

  /** Reads nothing more from the server until `flow`: its buffers, and soon its patience, run out. */
  stall(which: Which = 'all'): void {
    for (const pair of this.#picked(which)) pair.stall('down', true);
  }

  /** Ends what `stall` began. */
  flow(which: Which = 'all'): void {
    for (const pair of this.#picked(which)) pair.stall('down', false);
  }

  /** Keeps requests whose first line matches from ever reaching the server; nothing when called without. */
  hold(firstLine?: RegExp): void {
    this.#held = firstLine;
    this.#heldRequests = 0;
  }

  /** Whether this packet is to vanish. */
  holds(direction: Direction, data: Buffer): boolean {
    if (direction !== 'up' || this.#held?.test(data.subarray(0, 200).toString('latin1')) !== true) return false;
    this.#heldRequests += 1;
    return true;
  }

  async stop(): Promise<void> {
    for (const pair of this.#pairs) pair.end('destroy');
    this.#pairs.clear();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #picked(which: Which): readonly Pair[] {
    const pairs = [...this.#pairs];
    return which === 'all' ? pairs : pairs.filter(({ isEvents }) => isEvents === (which === 'events'));
  }
}
