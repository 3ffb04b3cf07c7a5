import assert from 'node:assert/strict';
import type { Exchange } from '../../src/ari/rest';
import { isShown } from '../../src/workbench/events/filter';
import type { Entry } from '../../src/live/capture/entry';

const base = { server: 'test', application: 'app', received: 0 };
const request = (fields: Partial<Exchange>): Entry => ({
  ...base,
  kind: 'exchange',
  exchange: { at: 0, method: 'GET', target: 'channels', durationMs: 1, ...fields },
});

describe('the history’s filter', () => {
  it('hides the types it is told, known or not, and never a note', () => {
    const filter = { hidden: new Set(['ChannelVarset', 'Requests', 'OfTomorrow']), focus: undefined };
    const shown = (type: string): boolean => isShown({ ...base, kind: 'event', event: { type } }, filter);
    assert.deepEqual(['ChannelVarset', 'OfTomorrow', 'Dial'].map(shown), [false, false, true]);
    assert.equal(isShown(request({ method: 'POST' }), filter), false);
    assert.equal(isShown({ ...base, kind: 'note', text: 'x' }, filter), true);
  });
});
