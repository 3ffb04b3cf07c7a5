// What measures the memory, in a process of its own with --expose-gc. Its argument says which world it goes through; what
// it found goes to stdout, as JSON.
import { mock } from 'node:test';
import { eventLine, exchangeLine } from '../../../src/workbench/events/line';
import { LINES } from '../../../src/workbench/events/limits';
import { Stream } from '../../../src/workbench/events/stream';
import type { Entry } from '../../../src/live/capture/entry';
import { LiveServer } from '../../../src/live/liveServer';
import { watchForSilentFailures } from '../../../src/live/watchdogs/watch';
import { Tree } from '../../../src/workbench/explorer/tree';
import type { TreeNode } from '../../../src/workbench/explorer/nodes';
import type { Sample, World } from './memory';
import { APPLICATION, call, registration } from './office';
import type { CallEvents } from './office';
import { StandIn } from './standIn';

/** Events sent before the reader has to have read them. */
const BATCH = 200;
const MEGABYTE = 2 ** 20;

/** The parts of the extension that live as long as a connection, put together as it puts them together. */
class Workbench {
  readonly live: LiveServer;
  readonly #tree: Tree;
  readonly #stream: Stream;
  /** Events that reached the stream. */
  received = 0;
  /** What the connection did after it was made. */
  readonly states: string[] = [];
  #findings = 0;

  constructor(url: string) {
    this.live = new LiveServer({
      ...{ url, username: 'user', password: 'password', application: APPLICATION, subscribeAll: true },
      // A pong needs real time.
      heartbeat: { intervalMs: 0, timeoutMs: 0 },
    });
    this.#stream = createStream();
    this.#tree = this.#createTree();
    this.#connectParts();
  }

  async connect(): Promise<void> {
    await this.live.connect();
    this.live.connection.onState(({ kind }) => this.states.push(kind));
    // Somebody looks at the tree: what no event tells is asked for.
    this.live.watch();
  }

  sample(label: string): Sample {
    const { channels, bridges, playbacks, recordings } = this.live.model;
    // Once is not enough for what waits for its finalizer.
    for (let round = 0; round < 3; round += 1) globalThis.gc?.();
    const { heapUsed, rss, external } = process.memoryUsage();
    return {
      label,
      events: this.received,
      living: channels.size + bridges.size + playbacks.size + recordings.size,
      findings: this.#findings,
      heapMb: heapUsed / MEGABYTE,
      externalMb: external / MEGABYTE,
      rssMb: rss / MEGABYTE,
    };
  }

  #connectParts(): void {
    const { live } = this;
    const about = (): Omit<Entry, 'kind'> => ({ server: 'pbx', application: APPLICATION, received: Date.now() });
    live.onEvent((event) => {
      this.received += 1;
      this.#stream.push({ ...about(), kind: 'event', event });
    });
    live.rest.onExchange((exchange) => {
      if (exchange.background !== true) this.#stream.push({ ...about(), kind: 'exchange', exchange });
    });
    live.onChanges((changes) => {
      this.#tree.touched('pbx', changes);
      for (const root of this.#tree.roots()) this.#draw(root);
    });
    const watched = {
      model: live.model,
      onEvent: live.onEvent,
      onExchange: live.rest.onExchange,
      isConnected: true,
      ari: live.rest,
      refreshPlayback: (id: string) => live.refreshPlayback(id),
    };
    watchForSilentFailures(watched, () => (this.#findings += 1));
  }

  /** As VS Code asks for what is open. */
  #draw(node: TreeNode): void {
    for (const child of this.#tree.children(node)) if (child.expanded) this.#draw(child);
  }

  #createTree(): Tree {
    const { live } = this;
    const profile = { name: 'pbx', url: '', username: '', subscribeAll: true, connectAtStartup: false };
    const marks = { readOnly: false, production: false, acceptAnyCertificate: false };
    const view = { name: 'pbx', application: APPLICATION, model: live.model, live, profile: { ...profile, ...marks } };
    return new Tree(() => [{ ...view, state: live.connection.state }]);
  }
}

function createStream(): Stream {
  return new Stream({
    screen: { append: () => undefined, replace: () => undefined },
    words: { skipped: String, older: String, lost: String, paused: String, resumed: String, resumedWhenFull: String },
    render: (entry) => {
      const context = { ...entry, server: undefined };
      if (entry.kind === 'event') return eventLine(entry.event, context);
      return entry.kind === 'exchange' ? exchangeLine(entry.exchange, context) : entry.kind;
    },
    heading: () => undefined,
    filter: { hidden: new Set(), focus: undefined },
    size: 10_000,
    limits: () => LINES,
    delayMs: () => 250,
    now: () => Date.now(),
  });
}

/** Lets the network and what follows from it have their turns; the clock may stand still meanwhile. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Sends events so that the reader keeps up. */
class Sender {
  #sent = 0;

  constructor(
    private readonly standIn: StandIn,
    private readonly workbench: Workbench,
  ) {}

  /** Sends the next events of a call; says whether it goes on. */
  next(events: CallEvents, count: number): boolean {
    for (let sent = 0; sent < count; sent += 1) {
      const next = events.next();
      if (next.done === true) return false;
      this.standIn.send(next.value);
      this.#sent += 1;
    }
    return true;
  }

  get ahead(): number {
    return this.#sent - this.workbench.received;
  }

  /** Until everything was read. */
  async settle(): Promise<void> {
    while (this.ahead > 0) await turns(1);
  }
}

/** Ten thousand channels in two waves, all of one wave at once. */
async function million(workbench: Workbench, sender: Sender): Promise<Sample[]> {
  const samples: Sample[] = [];
  const [waves, calls, rounds] = [2, 2500, 50];
  samples.push(workbench.sample('begin'));
  for (let number = 0; number < waves; number += 1) {
    let most: Sample | undefined;
    await wave(sender, { first: number * calls, calls, rounds }, () => (most ??= workbench.sample('amid')));
    if (most) samples.push(most);
    samples.push(workbench.sample('end'));
  }
  return samples;
}

async function wave(
  sender: Sender,
  { first, calls, rounds }: { readonly first: number; readonly calls: number; readonly rounds: number },
  amid: () => void = () => undefined,
): Promise<void> {
  let running = Array.from({ length: calls }, (_, index) => call(first + index, { rounds }));
  for (let round = 0; running.length > 0; round += 1) {
    const next: CallEvents[] = [];
    for (const events of running) {
      if (sender.next(events, 1)) next.push(events);
      if (sender.ahead >= BATCH) await sender.settle();
    }
    await sender.settle();
    running = next;
    // When everybody is being called.
    if (round === 3 * rounds + 28) amid();
  }
}

const CALLS_A_DAY = 2000;
const DAY_S = 86_400;
/** Of simulated time, in seconds. */
const STEP_S = 5;
/** Events of each call in one step. */
const PACE = 2;

/** A day of an office, on a clock of ours. */
async function day(workbench: Workbench, sender: Sender): Promise<Sample[]> {
  const samples: Sample[] = [];
  let running: CallEvents[] = [];
  let [calls, registrations] = [0, 0];
  for (let second = 0; second <= DAY_S; second += STEP_S) {
    if (second % (DAY_S / 4) === 0) samples.push(workbench.sample(`${second / 3600} h`));
    for (; calls < (second / DAY_S) * CALLS_A_DAY; calls += 1) running.push(call(calls, { rounds: 2 }));
    // Each phone every ten minutes.
    if (second % 30 === 0) running.push(registration((registrations += 1)));
    running = running.filter((events) => sender.next(events, PACE));
    await sender.settle();
    mock.timers.tick(STEP_S * 1000);
    await turns(4);
  }
  return samples;
}

async function main(world: World): Promise<void> {
  const standIn = await StandIn.start();
  const workbench = new Workbench(standIn.url);
  await workbench.connect();
  const sender = new Sender(standIn, workbench);
  if (world === 'day') mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: Date.now() });
  const samples = await (world === 'day' ? day : million)(workbench, sender);
  process.stdout.write(JSON.stringify({ samples, states: workbench.states, asked: standIn.asked }), () =>
    process.exit(0),
  );
}

void main(process.argv[2] as World);
