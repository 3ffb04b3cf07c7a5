import assert from 'node:assert/strict';
import type { AnyEvent } from '../../src/ari/events';
import { Deafness, Missed } from '../../src/live/gap';
import type { Gap } from '../../src/live/gap';

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

describe('a gap', () => {
  let ids: string[];
  let told: Gap[];
  const follow = (since?: Pick<Gap, 'from' | 'how'>): Deafness =>
    new Deafness(
      since,
      () => ids,
      (gap) => told.push(gap),
    );
  const loss = (at: number) => ({ at, how: 'closed', code: 1006 }) as const;
  const gap = (from: number, to: number, channels?: { came: number; went: number }): Gap => ({
    from,
    to,
    how: 'closed',
    channels,
  });
  beforeEach(() => {
    ids = ['a', 'b'];
    told = [];
  });

  /** Connected at 1, with the list of channels. */
  function connected(): Deafness {
    const deafness = follow();
    deafness.connected(1);
    deafness.listed(true);
    return deafness;
  }

  it('is told once, when the channels are there', () => {
    const deafness = connected();
    deafness.lost(loss(2));
    deafness.lost(loss(2));
    deafness.connected(3);
    assert.deepEqual(told, []);
    ids = ['b', 'c', 'd'];
    deafness.listed(true);
    deafness.listed(true);
    assert.deepEqual(told, [gap(2, 3, { came: 2, went: 1 })]);
  });

  it('is told without channels when they are lost again, and the next one counts from before the first', () => {
    const deafness = connected();
    deafness.lost(loss(2));
    deafness.connected(3);
    deafness.take(about('ChannelCreated', 'heard'));
    ids = ['a', 'b', 'heard'];
    deafness.lost(loss(4));
    assert.deepEqual(told, [gap(2, 3)]);
    deafness.connected(5);
    ids = ['heard', 'c', 'd', 'e'];
    deafness.listed(true);
    assert.deepEqual(told, [gap(2, 3), gap(4, 5, { came: 3, went: 2 })]);
  });

  it('counts no channels of which there was no list before it', () => {
    const deafness = connected();
    deafness.lost(loss(2));
    deafness.connected(3);
    deafness.listed(false);
    deafness.lost(loss(4));
    deafness.connected(5);
    deafness.listed(true);
    deafness.lost(loss(6));
    deafness.connected(7);
    deafness.listed(true);
    assert.deepEqual(told, [gap(2, 3), gap(4, 5), gap(6, 7, { came: 0, went: 0 })]);
  });

  it('stays whole when a later list fails', () => {
    const deafness = connected();
    deafness.listed(false);
    deafness.lost(loss(2));
    deafness.connected(3);
    deafness.listed(true);
    assert.deepEqual(told, [gap(2, 3, { came: 0, went: 0 })]);
  });

  it('of a former connection has an end, and no channels', () => {
    const deafness = follow({ from: 1, how: 'closed' });
    deafness.connected(2);
    deafness.listed(true);
    assert.deepEqual(told, [gap(1, 2)]);
  });
});
