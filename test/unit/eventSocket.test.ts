import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { EventSocket } from '../../src/ari/eventSocket';
import type { Loss } from '../../src/ari/eventSocket';

/** Answers pings from the given one on, and goes on while this thread stands still. */
const SERVER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { WebSocketServer } = require('ws');
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', autoPong: false }, () => {
    parentPort.postMessage(server.address().port);
  });
  server.on('connection', (socket) => {
    let pings = 0;
    socket.on('ping', () => {
      pings += 1;
      if (pings >= workerData) socket.pong();
    });
  });
`;

const TIMEOUT_MS = 200;

describe('an event socket', () => {
  let server: Worker;
  let socket: EventSocket;
  const losses: Loss[] = [];

  async function open(answersFrom: number): Promise<void> {
    server = new Worker(SERVER, { eval: true, workerData: answersFrom });
    const [port] = (await once(server, 'message')) as [number];
    losses.length = 0;
    socket = await EventSocket.open(
      { url: `http://127.0.0.1:${port}`, username: 'u', password: 'p', application: 'app', subscribeAll: true },
      { onMessage: () => undefined, onClose: (loss) => losses.push(loss) },
      { intervalMs: 60_000, timeoutMs: TIMEOUT_MS },
    );
  }

  afterEach(async () => {
    await socket.close();
    await server.terminate();
  });

  it('lives when the process stood still while the pong came', async () => {
    await open(1);
    socket.ping();
    standStill(3 * TIMEOUT_MS);
    await pause(2 * TIMEOUT_MS);
    assert.deepEqual(losses, []);
  });

  it('asks once more after the process, or the machine, stood still for long', async () => {
    await open(2);
    socket.ping();
    standStill(1_000 + 2 * TIMEOUT_MS);
    await pause(2 * TIMEOUT_MS);
    assert.deepEqual(losses, []);
  });

  it('is lost when no ping is answered', async () => {
    await open(Infinity);
    socket.ping();
    await pause(2 * TIMEOUT_MS);
    assert.deepEqual(
      losses.map(({ how }) => how),
      ['silent'],
    );
  });
});

function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
