import assert from 'node:assert/strict';
import { call, hangUp, onAsterisk } from '../support/faults/onAsterisk';
import { Patient } from '../support/faults/patient';
import { scenario } from '../support/faults/scenario';
import { until } from '../support/until';

/** Rounds of the dialplan's loop, three events each: far more than all buffers on the way hold. */
const FLOOD = 60_000;
const ROUNDS = 5_000;
const STALL_MS = 50;

onAsterisk('a storm', (asterisk, version) => {
  afterEach(() => hangUp(asterisk()));

  scenario('on a reader that stalled leaves a zombie, or the end: noticed either way', 90_000, async (scene) => {
    // Notices long after the stall, not during it: this is about what is left behind.
    const patient = await Patient.of(asterisk(), scene, { heartbeat: { intervalMs: 1000, timeoutMs: 12_000 } });
    let looks = 0;
    patient.live.rest.onExchange(({ target }) => (looks += target === 'applications' ? 1 : 0));
    await patient.connect();
    await until(() => looks === 2, { what: 'the second look at the applications, which would notice too' });
    const at = Date.now();
    patient.link.stall('events');
    await call(asterisk(), `storm${FLOOD}`);
    // The storm goes on: had it ended, Asterisk 22 would have closed the socket after all.
    const lost = version === '22' ? "Inactive Stasis app 'patient' missed" : 'Problem occurred during websocket write';
    await until(async () => (await asterisk().log()).includes(lost), {
      what: 'Asterisk to lose its patience',
      timeoutMs: 10_000,
    });
    assert.equal(patient.told, 'connecting connected');
    patient.link.flow('events');
    const { loss } = await until(() => patient.states.find((state) => state.kind === 'reconnecting'), {
      what: 'the state "reconnecting"',
      timeoutMs: 20_000,
    });
    // The real thing: its connection stands, but nothing comes, nor ever will. 16 ends it, sooner or later.
    if (version === '22') assert.equal(loss?.how, 'silent');
    await patient.becomes('connected', 10_000);
    const gap = await until(() => patient.gaps[0], { what: 'the gap' });
    assert.ok(gap.from >= at && gap.to <= Date.now(), JSON.stringify({ gap, at }));
    await patient.hears();
    assert.equal(patient.gaps.length, 1);
  });

  scenario('on a slow reader loses nothing', 90_000, async (scene) => {
    const patient = await Patient.of(asterisk(), scene);
    await patient.connect();
    patient.live.onEvent(() => {
      if (patient.events.length % 2000 !== 0) return;
      const until = performance.now() + STALL_MS;
      while (performance.now() < until);
    });
    await call(asterisk(), `storm${ROUNDS}`);
    const values = (): readonly number[] =>
      patient.events.flatMap((event) =>
        event.type === 'ChannelVarset' && event['variable'] === 'I' ? [Number(event['value'])] : [],
      );
    await until(() => values().at(-1) === ROUNDS, { what: 'the last event', timeoutMs: 30_000, intervalMs: 200 });
    assert.deepEqual(
      values(),
      Array.from({ length: ROUNDS + 1 }, (_, index) => index),
    );
    assert.equal(patient.told, 'connecting connected');
    await patient.isTrue();
  });
});
