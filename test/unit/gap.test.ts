import assert from 'node:assert/strict';
import type { AnyEvent } from '../../src/ari/events';
import { Missed } from '../../src/live/gap';

function about(type: string, id: string): AnyEvent {
  return { type, channel: { id } };
}

describe('what was missed', () => {
  it('is what only the lists show', () => {
    const missed = new Missed(new Set(['stayed', 'went', 'hung up later']));
    assert.deepEqual(missed.count(['stayed', 'hung up later', 'came']), { came: 1, went: 1 });
  });

  it('is not what events tell while the lists are loaded', () => {
    const missed = new Missed(new Set(['stayed', 'hung up later']));
    missed.take(about('ChannelCreated', 'new'));
    missed.take(about('ChannelDestroyed', 'hung up later'));
    assert.deepEqual(missed.count(['stayed', 'new']), { came: 0, went: 0 });
  });

  it('counts a channel that began unseen and whose end was heard', () => {
    const missed = new Missed(new Set());
    missed.take(about('ChannelDestroyed', 'short'));
    assert.deepEqual(missed.count([]), { came: 1, went: 0 });
  });

  it('knows one that began and ended while the lists were loaded', () => {
    const missed = new Missed(new Set());
    missed.take(about('ChannelCreated', 'short'));
    missed.take(about('ChannelDestroyed', 'short'));
    assert.deepEqual(missed.count([]), { came: 0, went: 0 });
  });
});
