import assert from 'node:assert/strict';
import { Connection } from '../../src/ari/connection';
import { AriError } from '../../src/ari/errors';

describe('a connection that is ended while it is asked whether it may be made', () => {
  it('stays ended, whatever the answer is', async () => {
    let refuse: (error: AriError) => void = () => undefined;
    const connection = new Connection({
      url: 'http://127.0.0.1:1',
      username: 'user',
      password: 'secret',
      application: 'app',
      subscribeAll: true,
      admit: () => new Promise((_resolve, reject) => (refuse = reject)),
    });
    const states: string[] = [];
    connection.onState(({ kind }) => states.push(kind));
    const connecting = connection.connect({ insist: true });
    await Promise.resolve();
    await connection.disconnect();
    refuse(new AriError({ failure: 'timeout', request: 'GET applications' }));
    await assert.rejects(connecting, { failure: 'cancelled' });
    assert.deepEqual(states, ['connecting', 'disconnected']);
    assert.equal(connection.state.kind, 'disconnected');
  });
});
