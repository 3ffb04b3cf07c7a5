import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { AriError } from '../../src/ari/errors';
import * as asteriskOperations from '../../src/ari/operations/asterisk';
import { call, hangUp, onAsterisk } from '../support/faults/onAsterisk';
import { Patient } from '../support/faults/patient';
import { scenario } from '../support/faults/scenario';
import { freePort } from '../support/processes';
import { until } from '../support/until';

/** The handshake's limit, and what may be added by a busy machine, in ms. */
const HANDSHAKE_MS = 12_000;
/** The limit of a request, likewise. */
const REQUEST_MS = 17_000;
const EVERYTHING = /^/;
const REQUESTS = /^\w+ \/ari\/(?!events)/;
const KINDS = ['channel', 'bridge', 'endpoint', 'application'] as const;

onAsterisk('a server that does not answer', (asterisk) => {
  afterEach(() => hangUp(asterisk()));

  scenario('at all: "failed" in time, and a later try heals it', 30_000, async (scene) => {
    const patient = await Patient.of(asterisk(), scene);
    patient.link.hold(EVERYTHING);
    const began = performance.now();
    await assert.rejects(patient.live.connect(), { failure: 'timeout' });
    assert.ok(performance.now() - began < HANDSHAKE_MS);
    const { error } = await patient.becomes('failed', 0);
    assert.equal(error.failure, 'timeout');
    patient.link.hold();
    await patient.connect();
  });

  scenario('at all when it is tried again: goes on trying', 40_000, async (scene) => {
    const patient = await Patient.of(asterisk(), scene);
    await patient.connect();
    const at = Date.now();
    patient.link.hold(EVERYTHING);
    patient.link.reset();
    const timedOut = (): boolean => patient.state.kind === 'reconnecting' && patient.state.error?.failure === 'timeout';
    await until(timedOut, { what: 'a try to time out', timeoutMs: HANDSHAKE_MS + 1000 });
    patient.link.hold();
    await patient.becomes('connected', 5000);
    await patient.tellsGap(at);
    await patient.isTrue();
  });

  scenario('but for the event socket: events are followed, and each list says what is wrong', 60_000, async (scene) => {
    const patient = await Patient.of(asterisk(), scene);
    patient.link.hold(REQUESTS);
    const connecting = patient.live.connect();
    await patient.becomes('connected', 2000);
    await call(asterisk());
    await until(() => patient.live.model.channels.size === 2, { what: 'the call, from its events alone' });
    assert.ok(patient.link.open <= 1 + 4, `${patient.link.open} connections`);
    await connecting;
    for (const kind of KINDS) assertNoAnswer(patient.live.failure(kind));
    await patient.becomes('connected', 0);
    patient.link.hold();
    // By itself: nobody has to ask again.
    await until(() => KINDS.every((kind) => patient.live.failure(kind) === undefined), {
      what: 'the errors to go',
      timeoutMs: REQUEST_MS + 5000,
    });
    await patient.isTrue();
  });

  scenario('for one resource: the others do not notice', 60_000, async (scene) => {
    const patient = await Patient.of(asterisk(), scene);
    patient.live.watch();
    patient.link.hold(/^GET \/ari\/applications/);
    const connecting = patient.live.connect();
    const { model, rest } = patient.live;
    await until(() => model.endpoints.has('PJSIP/1000'), { what: 'the other lists', timeoutMs: 2000 });
    await call(asterisk());
    await until(() => model.channels.size === 2, { what: 'the call' });
    let most = 0;
    for (let round = 0; round < 50; round += 1) {
      const pings = Array.from({ length: 10 }, () => asteriskOperations.ping(rest));
      most = Math.max(most, patient.link.open);
      await Promise.all(pings);
    }
    assert.equal(patient.live.failure('application'), undefined, 'it is still being waited for');
    assert.ok(most <= 1 + 4, `${most} connections`);
    await connecting;
    assertNoAnswer(patient.live.failure('application'));
    for (const kind of ['channel', 'bridge', 'endpoint'] as const) assert.equal(patient.live.failure(kind), undefined);
    await until(() => patient.link.held >= 2, { what: 'it to be asked for again', timeoutMs: 8000 });
    assert.ok(patient.link.held <= 3, `asked for ${patient.link.held} times`);
    patient.link.hold();
    // Its own time-out would end it too, ten seconds later.
    patient.link.reset('requests');
    await until(() => patient.live.failure('application') === undefined, {
      what: 'the error to go',
      timeoutMs: REQUEST_MS + 6000,
    });
    await patient.isTrue();
  });

  scenario('among ten: the others do not notice', 60_000, async (scene) => {
    const patients: Patient[] = [];
    for (let index = 0; index < 10; index += 1) {
      patients.push(await Patient.of(asterisk(), scene, { application: `patient-${index}` }));
    }
    const [unreachable, hanging, ...others] = patients as [Patient, Patient, ...Patient[]];
    unreachable.link.redirect(await freePort());
    hanging.link.hold(EVERYTHING);
    const refused = unreachable.live.connect({ insist: true });
    const timedOut = assert.rejects(hanging.live.connect(), (error: AriError) => error.failure === 'timeout');
    await Promise.all(others.map(({ live }) => live.connect()));
    assert.equal(hanging.state.kind, 'connecting', 'eight are connected before the ninth has given up');
    await refused;
    assert.equal(unreachable.state.kind, 'reconnecting');
    for (let round = 0; round < 5; round += 1) await call(asterisk(), 'short');
    await call(asterisk(), 'storm500');
    const last = (patient: Patient): boolean =>
      patient.events.some((event) => event.type === 'ChannelVarset' && event['value'] === '500');
    await until(() => others.every(last), { what: 'the storm to be heard by all' });
    await Promise.all(others.map((other) => other.isTrue()));
    await Promise.all(
      others.flatMap(({ live }) => Array.from({ length: 20 }, () => asteriskOperations.ping(live.rest))),
    );
    assert.equal(hanging.state.kind, 'connecting', 'all that took less time than the hanging one’s patience');
    for (const other of others) {
      assert.equal(other.told, 'connecting connected');
      // The last of the short calls may just be ending.
      await until(() => isDeepStrictEqual(counts(other), counts(others[0]!)), { what: 'each to hear the same' }).catch(
        () => assert.deepEqual(counts(other), counts(others[0]!), 'each heard the same'),
      );
    }
    await timedOut;
  });
});

/** To Asterisk, a connection on which we hold the request is idle: it ends it at the same time as we do. */
function assertNoAnswer(error: AriError | undefined): void {
  assert.match(error?.failure ?? 'no failure', /^(timeout|unreachable)$/);
}

/** How many events of which type about channels were heard. */
function counts({ events }: Patient): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { type } of events) if (/^Channel/.test(type)) found[type] = (found[type] ?? 0) + 1;
  return found;
}
