import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { RestClient, abortable } from '../../src/ari/rest';
import { course } from '../support/memory/memory';
import type { Sample, World } from '../support/memory/memory';
import { StandIn } from '../support/memory/standIn';

/** The limit on a million events, in megabytes: far more than a slow machine's garbage. */
const GROWTH_MB = 150;
/** In 18 hours whose events say nothing new. A leak of one snapshot a call would be 15 MB, one of 100 bytes an event 10 MB. */
const DAILY_GROWTH_MB = 5;
const LIMIT_MS = 300_000;

describe('memory', function () {
  this.timeout(LIMIT_MS);

  it('is given back after a million events of ten thousand channels', async () => {
    const samples = await samplesOf('million');
    const [begin, most, end] = [samples.at(0)!, samples.find(({ label }) => label === 'amid')!, samples.at(-1)!];
    assert.ok(end.events >= 1_000_000, `${end.events} events`);
    assert.ok(most.living >= 5000, `${most.living} living at once`);
    assert.equal(end.living, 0);
    assert.ok(end.heapMb - begin.heapMb < GROWTH_MB, tellOf(samples));
    assert.ok(end.rssMb - begin.rssMb < GROWTH_MB, tellOf(samples));
  });

  it('does not grow from the first quarter to the end of a day in an office', async () => {
    const samples = await samplesOf('day');
    const [quarter, end] = [samples.at(1)!, samples.at(-1)!];
    assert.ok(end.events > 100_000, `${end.events} events`);
    assert.ok(end.findings > 100, 'the watchdogs were awake');
    assert.ok(end.heapMb - quarter.heapMb < DAILY_GROWTH_MB, tellOf(samples));
  });

  it('keeps nothing of a request on the signal of its connection, which lives for days', async () => {
    const standIn = await StandIn.start();
    const rest = new RestClient({ url: standIn.url, username: 'user', password: 'password' });
    try {
      const { signal } = new AbortController();
      const ari = abortable(rest, signal);
      for (let asked = 0; asked < 10; asked += 1) await ari.request({ method: 'GET', path: 'channels' });
      await assert.rejects(ari.request({ method: 'GET', path: 'nothing' }));
      assert.equal(getEventListeners(signal, 'abort').length, 0);
      assert.equal(dependants(signal), 0);
    } finally {
      rest.dispose();
      await standIn.stop();
    }
  });
});

/** How many signals of AbortSignal.any() Node still counts as made from this one, dead or alive. */
function dependants(signal: AbortSignal): number {
  const key = Object.getOwnPropertySymbols(signal).find(({ description }) => description === 'kDependantSignals');
  const found = key === undefined ? undefined : (signal as unknown as Record<symbol, ReadonlySet<unknown>>)[key];
  return found?.size ?? 0;
}

async function samplesOf(world: World): Promise<readonly Sample[]> {
  const { samples, states } = await course(world);
  assert.deepEqual(states, [], 'the connection stood');
  return samples;
}

function tellOf(samples: readonly Sample[]): string {
  return samples.map(({ label, heapMb, rssMb }) => `${label}: ${heapMb} MB heap, ${rssMb} MB rss`).join('; ');
}
