import assert from 'node:assert/strict';
import { watchSleep } from '../../src/ari/wake';
import { until } from '../support/until';

describe('waking up', () => {
  it('is told by a clock that went on while the timers stood still', async () => {
    let now = 0;
    const slept: number[] = [];
    const watch = watchSleep(
      (forMs) => slept.push(forMs),
      () => now,
      10,
    );
    try {
      now = 60_000;
      await until(() => slept.length === 1, { what: 'the sleep to be noticed' });
      assert.deepEqual(slept, [59_990]);
    } finally {
      watch.dispose();
    }
  });

  it('is not told while the clock goes as usual', async () => {
    const slept: number[] = [];
    let looks = 0;
    const watch = watchSleep(
      (forMs) => slept.push(forMs),
      () => (looks += 1) * 10,
      10,
    );
    try {
      await until(() => looks > 5, { what: 'some looks at the clock' });
      assert.deepEqual(slept, []);
    } finally {
      watch.dispose();
    }
  });
});
