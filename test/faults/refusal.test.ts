import assert from 'node:assert/strict';
import type { Writable } from 'node:stream';
import { EventSocket } from '../../src/ari/eventSocket';
import { RestClient } from '../../src/ari/rest';
import { Pretender } from '../support/faults/pretender';
import { scenario } from '../support/faults/scenario';
import { until } from '../support/until';

const USER = { username: 'a', password: 'b' };
const DRIP_MS = 20;
/** What may be read of an answer that does not end, and what the network holds besides, in bytes. */
const MUCH = 8 * 1024 * 1024;

function listen({ url }: Pretender, signal?: AbortSignal): Promise<EventSocket> {
  const handlers = { onMessage: () => undefined, onClose: () => undefined };
  const options = { url, ...USER, application: 'x', subscribeAll: true };
  return EventSocket.open(options, handlers, { intervalMs: 0, timeoutMs: 0 }, signal);
}

/** Writes for ever, a little or as much as is taken. @returns how many bytes were taken */
function writeForEver(socket: Writable, bytes: number): () => number {
  let taken = 0;
  const timer = setInterval(() => {
    if (!socket.writableNeedDrain && socket.write('x'.repeat(bytes))) taken += bytes;
  }, DRIP_MS);
  socket.on('error', () => undefined);
  socket.on('close', () => clearInterval(timer));
  return () => taken;
}

describe('a refusal that does not end', () => {
  const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n';

  scenario('is given up with the try, and the connection ended', 10_000, async (scene) => {
    const pretender = await Pretender.of(scene);
    const answering = new Promise<void>((resolve) => {
      pretender.onUpgrade = (socket) => {
        socket.write(HEAD);
        writeForEver(socket, 10);
        setTimeout(resolve, 200);
      };
    });
    const attempt = new AbortController();
    const opening = assert.rejects(listen(pretender, attempt.signal), { failure: 'cancelled' });
    await answering;
    attempt.abort();
    await opening;
    await until(() => pretender.open === 0, { what: 'the connection to end', timeoutMs: 1000 });
  });

  scenario('is taken as it is when nobody gives it up', 20_000, async (scene) => {
    const pretender = await Pretender.of(scene);
    pretender.onUpgrade = (socket) => {
      socket.write(HEAD);
      writeForEver(socket, 10);
    };
    const began = performance.now();
    await assert.rejects(listen(pretender), { failure: 'refused', status: 200 });
    assert.ok(performance.now() - began < 12_000);
    await until(() => pretender.open === 0, { what: 'the connection to end', timeoutMs: 1000 });
  });

  scenario('is not read any further than it can say why', 10_000, async (scene) => {
    const pretender = await Pretender.of(scene);
    const amounts: (() => number)[] = [];
    pretender.onUpgrade = (socket) => {
      socket.write(HEAD);
      amounts.push(writeForEver(socket, 64 * 1024));
    };
    pretender.answers.set('GET /ari/refused', (response) => {
      response.writeHead(500);
      amounts.push(writeForEver(response, 64 * 1024));
    });
    const rest = scene.keep(new RestClient({ url: pretender.url, ...USER }), (made) => made.dispose());
    await Promise.all([
      assert.rejects(listen(pretender), { failure: 'refused', status: 200, serverMessage: 'x'.repeat(300) }),
      assert.rejects(rest.request({ method: 'GET', path: 'refused' }), { failure: 'refused', status: 500 }),
    ]);
    await until(() => pretender.open === 0, { what: 'the connections to end', timeoutMs: 1000 });
    assert.equal(amounts.length, 2);
    for (const amount of amounts) assert.ok(amount() < MUCH, `${amount()} bytes`);
  });
});
