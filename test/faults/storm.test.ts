import assert from 'node:assert/strict';
import { call, hangUp, onAsterisk } from '../support/faults/onAsterisk';
import { Patient } from '../support/faults/patient';
import { scenario } from '../support/faults/scenario';
import { freePort } from '../support/processes';
import { until } from '../support/until';

/** Rounds of the dialplan's loop, three events each: far more than all buffers on the way hold. */
const FLOOD = 60_000;
const ROUNDS_FOR_A_ZOMBIE = 4;
const ROUNDS = 5_000;
const STALL_MS = 50;

onAsterisk('a storm', (asterisk, version) => {
  afterEach(() => hangUp(asterisk()));

  scenario('on a reader that stalled leaves a zombie, or ends it: noticed either way', 150_000, async (scene) => {
    const patient = await Patient.of(asterisk(), scene, { heartbeat: { intervalMs: 6000, timeoutMs: 2000 } });
    let looks = 0;
    patient.live.rest.onExchange(({ target }) => (looks += target === 'applications' ? 1 : 0));
    await patient.live.connect();
    // Asterisk 22 leaves the real thing often, but not always: TCP up, no events, no pong, for ever.
    for (let round = 1; round <= (version === '22' ? ROUNDS_FOR_A_ZOMBIE : 1); round += 1) {
      await until(() => looks >= 2, { what: 'the second look at the applications, which would notice too' });
      looks = 0;
      const how = await stalled(patient);
      await until(() => isBack(patient), { what: `to be back; ${patient.told}`, timeoutMs: 10_000 });
      await until(() => patient.gaps.length === round, { what: 'the gap' });
      // The backlog of an application that lives on, as on 16, is delivered to the new connection first.
      await patient.hears(30_000);
      if (how === 'silent') return;
    }
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

/** Reads nothing in a storm until Asterisk has given the socket up, then goes on; says how the end was noticed. */
async function stalled(patient: Patient): Promise<'closed' | 'silent' | undefined> {
  const { asterisk, link } = patient;
  const [at, before] = [Date.now(), patient.states.length];
  link.stall('events');
  // Back only after the storm, whose rest might cost the next connection its life too.
  link.redirect(await freePort());
  await call(asterisk, `storm${FLOOD}`);
  const isOver = async (): Promise<boolean> =>
    (await asterisk.cli('core show channels count')).startsWith('0 active channels');
  const wasLost = async (): Promise<boolean> =>
    /missed message|Problem occurred during websocket write/.test((await asterisk.log()).slice(-10_000));
  const isLost = async (): Promise<boolean> => (await wasLost()) || (await isOver());
  await until(isLost, { what: 'Asterisk to lose its patience', timeoutMs: 30_000, intervalMs: 50 });
  link.flow('events');
  const lost = await until(() => patient.states.slice(before).find(({ kind }) => kind === 'reconnecting'), {
    what: 'the state "reconnecting"',
    timeoutMs: 20_000,
  });
  await until(isOver, { what: 'the storm to be over', timeoutMs: 30_000, intervalMs: 100 });
  link.redirect(asterisk.port);
  const { loss } = lost as Extract<typeof lost, { kind: 'reconnecting' }>;
  assert.ok((loss?.at ?? 0) >= at);
  return loss?.how;
}

function isBack({ live, state }: Patient): boolean {
  live.connection.retryNow();
  return state.kind === 'connected';
}
