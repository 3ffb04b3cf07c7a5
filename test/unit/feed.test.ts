import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { Feed } from '../../src/live/feed';
import { until } from '../support/until';

describe('a feed', () => {
  it('tells the first change at once and the rest together, 250 ms apart', async () => {
    let pending = 0;
    const told: { readonly count: number; readonly at: number }[] = [];
    const feed = new Feed(() => {
      const taken = pending;
      pending = 0;
      return taken || undefined;
    });
    feed.onChanges((count) => told.push({ count, at: performance.now() }));
    const poke = (): void => {
      pending += 1;
      feed.poke();
    };
    poke();
    poke();
    await turn();
    await turn();
    assert.deepEqual(
      told.map(({ count }) => count),
      [2],
    );
    poke();
    poke();
    poke();
    await until(() => told.length === 2, { what: 'the second telling' });
    assert.equal(told[1]!.count, 3);
    assert.ok(told[1]!.at - told[0]!.at >= 249);
    feed.dispose();
  });

  it('is silent once disposed', async () => {
    const feed = new Feed(() => 1);
    let told = 0;
    feed.onChanges(() => (told += 1));
    feed.poke();
    feed.dispose();
    await turn();
    await turn();
    assert.equal(told, 0);
  });
});
