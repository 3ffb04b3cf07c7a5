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
