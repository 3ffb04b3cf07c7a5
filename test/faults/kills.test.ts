import assert from 'node:assert/strict';
import { Asterisk } from '../support/asterisk/asterisk';
import { Patient } from '../support/faults/patient';
import { scenario } from '../support/faults/scenario';
import { Traffic, TRAFFIC_DIALPLAN } from '../support/faults/traffic';
import { until } from '../support/until';

const KILLS = 20;

for (const version of ['22', '16'] as const) {
  describe(`kill -9 of Asterisk ${version}`, () => {
    let asterisk: Asterisk;
    before(async () => (asterisk = await Asterisk.start({ version, dialplan: TRAFFIC_DIALPLAN })));
    after(() => asterisk.stop());

    scenario(`is survived ${KILLS} times under traffic`, 120_000, async (scene) => {
      const patient = await Patient.of(asterisk, scene);
      patient.live.watch();
      await patient.connect();
      const traffic = scene.keep(new Traffic(asterisk), (made) => made.stop());
      for (let kill = 1; kill <= KILLS; kill += 1) {
        await until(() => patient.live.model.channels.size > 4, { what: `traffic before kill ${kill}` });
        await asterisk.kill('SIGKILL');
        await patient.becomes('reconnecting', 1000);
        await returns(asterisk, patient, kill % 2 === 0);
        traffic.pause();
        await patient.isTrue();
        traffic.resume();
      }
      assert.equal(patient.states.filter(({ kind }) => kind === 'connected').length, KILLS + 1, patient.told);
      assert.ok(traffic.made > KILLS);
    });
  });
}

/** Impatience while Asterisk boots (refused, 404, 503) must do no harm either. */
async function returns(asterisk: Asterisk, patient: Patient, impatient: boolean): Promise<void> {
  const { connection } = patient.live;
  const starting = asterisk.startAgain();
  if (!impatient) await starting;
  const back = (): boolean => {
    connection.retryNow();
    return connection.state.kind === 'connected';
  };
  await Promise.all([starting, until(back, { what: `to be back; told: ${patient.told}`, timeoutMs: 20_000 })]);
}
