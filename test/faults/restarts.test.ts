import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Asterisk } from '../support/asterisk/asterisk';
import { call, hangUp, onAsterisk } from '../support/faults/onAsterisk';
import { Patient } from '../support/faults/patient';
import { scenario, type Scene } from '../support/faults/scenario';
import { ask } from '../support/faults/truth';
import { until } from '../support/until';

/** How long Asterisk itself may take to end (measured: 17 s once) or to be up again, in ms. */
const ASTERISK_MS = 25_000;
const BOOTS = 5;

onAsterisk('a restart', (asterisk, version) => {
  scenario('now: comes back by itself, with the calls gone', 60_000, async (scene) => {
    const patient = await Patient.of(asterisk(), scene);
    await patient.connect();
    await call(asterisk());
    await until(() => patient.live.model.channels.size === 2, { what: 'the call' });
    const at = Date.now();
    await command(asterisk(), 'core restart now');
    const { loss } = await patient.becomes('reconnecting', ASTERISK_MS);
    assert.equal(loss?.how, 'closed');
    await patient.becomes('connected', ASTERISK_MS);
    await patient.tellsGap(at);
    assert.equal(patient.live.model.channels.size, 0);
    await patient.isTrue();
  });

  scenario('gracefully: comes back by itself', 60_000, async (scene) => {
    await hangUp(asterisk());
    const patient = await Patient.of(asterisk(), scene);
    await patient.connect();
    const at = Date.now();
    await command(asterisk(), 'core restart gracefully');
    const { loss } = await patient.becomes('reconnecting', ASTERISK_MS);
    assert.equal(loss?.code, version === '22' ? 1000 : 1006);
    await patient.becomes('connected', ASTERISK_MS);
    await patient.tellsGap(at);
    await patient.isTrue();
  });

  scenario('after a graceful stop, which is no end either', 60_000, async (scene) => {
    await hangUp(asterisk());
    const patient = await Patient.of(asterisk(), scene);
    await patient.connect();
    const at = Date.now();
    await command(asterisk(), 'core stop gracefully');
    const { loss } = await patient.becomes('reconnecting', ASTERISK_MS);
    assert.equal(loss?.code, version === '22' ? 1000 : 1006);
    await asterisk().kill('SIGKILL');
    // Nothing listens now: the tries fail and go on.
    await until(() => patient.state.kind === 'reconnecting' && patient.state.attempt >= 2, { what: 'a failed try' });
    await asterisk().startAgain();
    await patient.becomes('connected', ASTERISK_MS);
    await patient.tellsGap(at);
    await patient.isTrue();
  });

  scenario('with another password: the state is "failed", and the right one heals it', 60_000, async (scene) => {
    const patient = await Patient.of(asterisk(), scene);
    await patient.connect();
    const file = path.join(asterisk().folder, 'etc/ari.conf');
    const before = fs.readFileSync(file, 'utf8');
    scene.keep(before, () => fs.writeFileSync(file, before));
    fs.writeFileSync(file, before.replace('password = hiastar\n', 'password = changed\n'));
    await command(asterisk(), 'core restart now');
    const { error } = await patient.becomes('failed', ASTERISK_MS);
    assert.equal(error.status, 401);
    assert.equal(patient.live.model.channels.size + patient.live.model.endpoints.size, 0);
    fs.writeFileSync(file, before);
    const booted = async (): Promise<boolean> =>
      (await asterisk().cli('core waitfullybooted')).includes('fully booted');
    await until(booted, { what: 'Asterisk to be up', timeoutMs: 10_000 });
    await asterisk().cli('module reload res_ari.so');
    await until(() => ask(asterisk(), 'asterisk/info'), { what: 'the old password to work', timeoutMs: 10_000 });
    await patient.connect();
  });

  scenario('seen from its first moment: refusals while it boots are no final answer', 120_000, async (scene) => {
    const statuses = new Set<unknown>();
    const isRefused = (): boolean => statuses.has(404) || statuses.has(503);
    // It answers so for a fraction of a second, in which a busy machine may do something else.
    for (let times = 0; times < BOOTS && !isRefused(); times += 1) await boot(scene, statuses);
    assert.ok(isRefused(), `seen while it booted: ${[...statuses].join(', ')}`);
  });

  /** Starts Asterisk while a client that lacks it tries all the time. @param statuses what it is answered meanwhile */
  async function boot(scene: Scene, statuses: Set<unknown>): Promise<void> {
    await asterisk().kill('SIGKILL');
    const patient = await Patient.of(asterisk(), scene);
    await patient.live.connect({ insist: true });
    assert.equal(patient.state.kind, 'reconnecting', patient.told);
    const starting = asterisk().startAgain();
    const look = (): boolean => {
      if (patient.state.kind === 'reconnecting') statuses.add(patient.state.error?.status ?? patient.state.error?.code);
      patient.live.connection.retryNow();
      return patient.state.kind === 'connected';
    };
    await until(look, { what: 'to be connected', timeoutMs: ASTERISK_MS, intervalMs: 1 });
    await starting;
    await patient.isTrue();
    await patient.live.disconnect();
  }
});

/** Ends before it answers, as its Asterisk does. */
async function command(asterisk: Asterisk, line: string): Promise<void> {
  await asterisk.cli(line).catch(() => undefined);
}
