import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { mock } from 'node:test';
import { AriError } from '../../src/ari/errors';
import type { Requester } from '../../src/ari/rest';
import { LiveModel } from '../../src/live/model';
import { LISTED, Reconciler } from '../../src/live/reconciler';

const SCOPE = { application: 'x', subscribeAll: true };

describe('lists that cannot be had', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('are asked for again and again, and leave nothing on the connection each time', async () => {
    let asked = 0;
    const refuse = (): Promise<never> => {
      asked += 1;
      return Promise.reject(new AriError({ failure: 'timeout', request: 'GET x' }));
    };
    const server: Requester = { request: refuse, download: refuse };
    const handlers = { onListed: () => undefined, onDone: () => undefined };
    const reconciler = new Reconciler(server, new LiveModel(SCOPE), SCOPE, handlers);
    const session = reconciler.begin();
    await reconciler.reconcile(LISTED);
    reconciler.lookAgain(session);
    for (let round = 0; round < 20; round += 1) {
      mock.timers.tick(60_000);
      await new Promise(setImmediate);
    }
    assert.equal(asked, 21 * LISTED.length);
    assert.equal(getEventListeners(session, 'abort').length, 0);
    reconciler.end();
    mock.timers.tick(60_000);
    assert.equal(asked, 21 * LISTED.length, 'nothing after the end');
  });
});

describe('a late event about what ended before we listened', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('leaves no ghost: the lists are asked for once more', async () => {
    const asked: string[] = [];
    const request: Requester['request'] = <T>({ path }: { path: string }) => {
      asked.push(path);
      return Promise.resolve([] as T);
    };
    const server: Requester = { request, download: () => Promise.reject(new Error('no')) };
    const model = new LiveModel(SCOPE);
    const reconciler = new Reconciler(server, model, SCOPE, { onListed: () => undefined, onDone: () => undefined });
    const session = reconciler.begin();
    const listing = reconciler.reconcile(LISTED);
    model.apply({
      type: 'ChannelLeftBridge',
      application: 'x',
      timestamp: '2026-01-01T00:00:00.000+0000',
      channel: { id: 'a', name: 'PJSIP/1000-00000001', dialplan: {} },
      bridge: { id: 'b', channels: [] },
    });
    await listing;
    assert.deepEqual([model.channels.size, model.bridges.size], [1, 1], 'events are newer than lists');
    reconciler.lookAgain(session);
    asked.length = 0;
    mock.timers.tick(2_000);
    await new Promise(setImmediate);
    assert.deepEqual(asked.sort(), ['applications', 'bridges', 'channels']);
    assert.deepEqual([model.channels.size, model.bridges.size], [0, 0]);
    reconciler.lookAgain(session);
    asked.length = 0;
    mock.timers.tick(2_000);
    assert.deepEqual(asked, ['applications'], 'nothing more came by');
    reconciler.end();
  });
});

describe('an application that may be taken from under a connection', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('is looked for as often as told, each time later', async () => {
    let asked = 0;
    const request: Requester['request'] = <T>() => ((asked += 1), Promise.resolve([] as T));
    const server: Requester = { request, download: () => Promise.reject(new Error('no')) };
    const handlers = { onListed: () => undefined, onDone: () => undefined };
    const reconciler = new Reconciler(server, new LiveModel(SCOPE), SCOPE, handlers);
    reconciler.lookAgain(reconciler.begin(), 3);
    const after: number[] = [];
    for (let second = 1; second <= 60; second += 1) {
      const before = asked;
      mock.timers.tick(1_000);
      await new Promise(setImmediate);
      if (asked > before) after.push(second);
    }
    assert.deepEqual(after, [2, 6, 14]);
    reconciler.end();
  });
});
