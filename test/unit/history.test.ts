import assert from 'node:assert/strict';
import { History } from '../../src/workbench/events/history';

describe('a history', () => {
  const filled = (size: number, count: number, atMost = Infinity): History<number> => {
    const history = new History<number>(size, atMost);
    for (let item = 0; item < count; item += 1) history.push(item);
    return history;
  };
  const all = (history: History<number>, from = 0): number[] => [...history.from(from)].map(({ item }) => item);

  it('keeps the last so many, and their numbers', () => {
    const history = filled(3, 5);
    assert.deepEqual(all(history), [2, 3, 4]);
    assert.deepEqual([history.length, history.oldest, history.next], [3, 2, 5]);
    assert.deepEqual(
      [...history.from(4)].map(({ number }) => number),
      [4],
    );
  });

  it('drops nothing from a number on that it holds, and drops it when let go', () => {
    const history = filled(3, 5);
    history.hold(4);
    for (let item = 5; item < 20; item += 1) history.push(item);
    assert.deepEqual([history.oldest, history.length], [4, 16]);
    history.hold(Infinity);
    assert.deepEqual(all(history), [17, 18, 19]);
  });

  it('holds no more than its bound', () => {
    const history = filled(3, 0, 10);
    history.hold(0);
    for (let item = 0; item < 25; item += 1) history.push(item);
    assert.deepEqual([history.oldest, history.length], [15, 10]);
  });

  it('counts on when it is cleared', () => {
    const history = filled(3, 5);
    history.clear();
    assert.deepEqual([history.length, history.oldest, history.next], [0, 5, 5]);
    history.push(50);
    assert.deepEqual(all(history), [50]);
  });

  it('shrinks and grows', () => {
    const history = filled(10, 10);
    history.resize(2);
    assert.deepEqual(all(history), [8, 9]);
    history.resize(3);
    history.push(10);
    history.push(11);
    assert.deepEqual(all(history), [9, 10, 11]);
  });

  it('is right after very many, and lets go of what it dropped', () => {
    const history = filled(1_500, 100_000);
    assert.equal(history.length, 1_500);
    assert.deepEqual(
      all(history),
      [...Array(1_500).keys()].map((index) => 98_500 + index),
    );
  });

  it('goes on reading while it is pushed to', () => {
    const history = filled(3, 3);
    const seen: number[] = [];
    for (const { item } of history.from(0)) {
      seen.push(item);
      // Drops the two that would have been next.
      if (item === 0) for (const more of [3, 4, 5]) history.push(more);
    }
    assert.deepEqual(seen, [0, 3, 4, 5]);
  });
});
