import assert from 'node:assert/strict';
import { call, hangUp, onAsterisk } from '../support/faults/onAsterisk';
import { Patient } from '../support/faults/patient';
import { scenario } from '../support/faults/scenario';
import { ask } from '../support/faults/truth';
import { freePort } from '../support/processes';
import { until } from '../support/until';

onAsterisk('the end of a connection', (asterisk, version) => {
  afterEach(() => hangUp(asterisk()));

  /** Whether Asterisk still has the application. */
  const hasApplication = async (): Promise<boolean> =>
    (await ask<readonly { name: string }[]>(asterisk(), 'applications')).some(({ name }) => name === 'patient');

  scenario('by another of the same name: stays away until somebody takes it back', 40_000, async (scene) => {
    const patient = await Patient.of(asterisk(), scene);
    await patient.connect();
    const usurper = await Patient.of(asterisk(), scene);
    await usurper.live.connect();
    await patient.becomes('replaced', 2000);
    assert.equal(patient.live.model.channels.size + patient.live.model.endpoints.size, 0);
    await until(() => patient.link.open <= 4, { what: 'its event socket to be closed' });
    // Longer than the first tries of a reconnect would take.
    const later = Date.now() + 2500;
    await call(asterisk());
    await until(() => Date.now() > later, { what: 'nothing to happen' });
    assert.equal(patient.told, 'connecting connected replaced');
    assert.equal(usurper.state.kind, 'connected');
    await usurper.isTrue();
    await patient.connect();
    await usurper.becomes('replaced', 2000);
    await patient.hears();
    assert.equal(patient.state.kind, 'connected');
    assert.equal(usurper.told, 'connecting connected replaced');
  });

  scenario('that heals: taken over and back again, ten times', 40_000, async (scene) => {
    const [one, other] = [await Patient.of(asterisk(), scene), await Patient.of(asterisk(), scene)];
    await one.live.connect();
    for (let round = 0; round < 5; round += 1) {
      await other.live.connect();
      await one.becomes('replaced', 2000);
      await one.live.connect();
      await other.becomes('replaced', 2000);
    }
    await one.hears();
  });

  for (const way of ['disconnect', 'dispose'] as const) {
    const end = async ({ live }: Patient): Promise<void> => {
      if (way === 'disconnect') await live.disconnect();
      else live.dispose();
    };
    const gone = async (patient: Patient): Promise<void> => {
      await end(patient);
      if (way === 'disconnect') await patient.becomes('disconnected', 0);
      await until(() => patient.link.open <= (way === 'dispose' ? 0 : 4), { what: 'its connections to go' });
    };

    scenario(`by ${way} while connected`, 20_000, async (scene) => {
      const patient = await Patient.of(asterisk(), scene);
      patient.live.watch();
      await patient.connect();
      await gone(patient);
      if (version === '22') await until(async () => !(await hasApplication()), { what: 'its application to go' });
    });

    scenario(`by ${way} while connecting`, 20_000, async (scene) => {
      const patient = await Patient.of(asterisk(), scene);
      patient.link.hold(/^/);
      const connecting = patient.live.connect().then(
        () => 'connected',
        (error: unknown) => (error as { failure?: unknown }).failure,
      );
      await patient.becomes('connecting', 1000);
      await until(() => patient.link.held === 1, { what: 'its upgrade' });
      await gone(patient);
      assert.equal(await connecting, 'cancelled');
    });

    scenario(`by ${way} while the lists are being loaded`, 20_000, async (scene) => {
      const patient = await Patient.of(asterisk(), scene);
      patient.link.hold(/^\w+ \/ari\/(?!events)/);
      const connecting = patient.live.connect().then(
        () => 'done',
        () => 'done',
      );
      await until(() => patient.link.held >= 3, { what: 'its requests' });
      patient.link.hold(/^DELETE/);
      await gone(patient);
      assert.equal(await connecting, 'done');
    });

    scenario(`by ${way} while reconnecting`, 20_000, async (scene) => {
      const patient = await Patient.of(asterisk(), scene);
      await patient.connect();
      patient.link.redirect(await freePort());
      patient.link.reset();
      await patient.becomes('reconnecting', 1000);
      await gone(patient);
      patient.link.redirect(asterisk().port);
      const before = patient.link.accepted;
      const later = Date.now() + 1200;
      await until(() => Date.now() > later, { what: 'a try that must not come' });
      assert.equal(patient.link.accepted, before);
    });

    scenario(`by ${way} while a try to reconnect hangs`, 20_000, async (scene) => {
      const patient = await Patient.of(asterisk(), scene);
      await patient.connect();
      patient.link.hold(/^/);
      patient.link.reset();
      await until(() => patient.link.held === 1, { what: 'a try' });
      await gone(patient);
    });

    scenario(`by ${way} while failed`, 20_000, async (scene) => {
      const patient = await Patient.of(asterisk(), scene, { password: 'wrong' });
      await assert.rejects(patient.live.connect(), { status: 401 });
      await patient.becomes('failed', 0);
      await gone(patient);
    });

    scenario(`by ${way} while replaced`, 20_000, async (scene) => {
      const patient = await Patient.of(asterisk(), scene);
      await patient.connect();
      const usurper = await Patient.of(asterisk(), scene);
      await usurper.connect();
      await patient.becomes('replaced', 2000);
      await gone(patient);
      await usurper.hears();
    });
  }
});
