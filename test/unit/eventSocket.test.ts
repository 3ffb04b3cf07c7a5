import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { WebSocketServer } from 'ws';
import { EventSocket } from '../../src/ari/eventSocket';
import type { Loss } from '../../src/ari/eventSocket';
import { until } from '../support/until';

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
const OPTIONS = { username: 'u', password: 'p', application: 'app', subscribeAll: true };

describe('an event socket', () => {
  let server: Worker;
  let socket: EventSocket;
  const losses: Loss[] = [];

  async function open(answersFrom: number): Promise<void> {
    server = new Worker(SERVER, { eval: true, workerData: answersFrom });
    const [port] = (await once(server, 'message')) as [number];
    losses.length = 0;
    socket = await EventSocket.open(
      { ...OPTIONS, url: `http://127.0.0.1:${port}` },
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

it('an event socket hands nothing over after it was closed, though more comes in', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const heard: string[] = [];
  let closing: Promise<void> | undefined;
  const socket = await EventSocket.open(
    { ...OPTIONS, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    {
      onMessage: (text) => {
        heard.push(text);
        closing ??= socket.close();
      },
      onClose: () => undefined,
    },
    { intervalMs: 0, timeoutMs: 0 },
  );
  for (const peer of server.clients) for (let number = 0; number < 100; number += 1) peer.send(String(number));
  await until(() => closing !== undefined, { what: 'the first message' });
  await closing;
  server.close();
  assert.deepEqual(heard, ['0']);
});

function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
