import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { WebSocket } from 'ws';
import type { Asterisk } from '../support/asterisk/asterisk';
import { call, hangUp, onAsterisk } from '../support/faults/onAsterisk';
import { Patient } from '../support/faults/patient';
import { scenario } from '../support/faults/scenario';
import { freePort } from '../support/processes';
import { until } from '../support/until';

onAsterisk('a bad network', (asterisk, version) => {
  afterEach(() => hangUp(asterisk()));

  scenario('resets the connection: what came and went meanwhile is counted', 30_000, async (scene) => {
    const patient = await Patient.of(asterisk(), scene);
    await call(asterisk());
    await patient.connect();
    const at = Date.now();
    patient.link.redirect(await freePort());
    patient.link.reset();
    const { loss } = await patient.becomes('reconnecting', 500);
    assert.equal(loss?.how, 'closed');
    await hangUp(asterisk());
    await call(asterisk());
    await call(asterisk());
    patient.link.redirect(asterisk().port);
    await patient.becomes('connected', 10_000);
    const gap = await patient.tellsGap(at);
    assert.deepEqual(gap.channels, { came: 4, went: 2 });
    await patient.isTrue();
    assert.equal(patient.gaps.length, 1);
  });

  for (const which of ['events', 'all'] as const) {
    scenario(`goes half-open, ${which} of it: a missing pong tells`, 40_000, async (scene) => {
      const patient = await Patient.of(asterisk(), scene);
      await patient.connect();
      const at = Date.now();
      patient.link.swallow(which);
      await call(asterisk());
      const { loss } = await patient.becomes('reconnecting', 2000);
      assert.equal(loss?.how, 'silent');
      await patient.becomes('connected', 5000);
      const gap = await patient.tellsGap(at, 'silent', 3000);
      assert.deepEqual(gap.channels, { came: 2, went: 0 });
      await patient.isTrue();
      // Asterisk learns of the old connection's end only now: that must not take the new one's application along.
      patient.link.forget();
      await call(asterisk());
      await until(() => patient.live.model.channels.size === 4, { what: 'events of the second call' });
      await patient.isTrue();
      assert.equal(patient.state.kind, 'connected');
    });
  }

  scenario('lets an Asterisk that froze look dead, and come back', 40_000, async (scene) => {
    const patient = await Patient.of(asterisk(), scene);
    await patient.connect();
    await call(asterisk());
    await until(() => patient.live.model.channels.size === 2, { what: 'the call' });
    const at = Date.now();
    await asterisk().kill('SIGSTOP');
    try {
      const { loss } = await patient.becomes('reconnecting', 2000);
      assert.equal(loss?.how, 'silent');
      await until(() => patient.link.accepted > 1, { what: 'a try on the frozen Asterisk' });
    } finally {
      await asterisk().kill('SIGCONT');
    }
    await patient.becomes('connected', 10_000);
    await patient.tellsGap(at, 'silent');
    await patient.isTrue();
  });

  scenario(
    'lets an Asterisk freeze for longer than a try takes: its late answers do no harm',
    60_000,
    async (scene) => {
      const patient = await Patient.of(asterisk(), scene);
      await patient.connect();
      const before = patient.link.accepted;
      await asterisk().kill('SIGSTOP');
      try {
        await patient.becomes('reconnecting', 2000);
        const second = (): boolean => patient.state.kind === 'reconnecting' && patient.state.attempt >= 2;
        await until(second, { what: 'the first try to time out', timeoutMs: 15_000 });
        await until(() => patient.link.accepted >= before + 2, { what: 'the second try', timeoutMs: 5000 });
      } finally {
        await asterisk().kill('SIGCONT');
      }
      await patient.becomes('connected', 20_000);
      await call(asterisk());
      const hears = (): boolean => patient.state.kind === 'connected' && patient.live.model.channels.size === 2;
      await until(hears, { what: 'events', timeoutMs: 20_000 }).catch(() =>
        assert.fail(`${patient.live.model.channels.size} channels; ${patient.told}`),
      );
      await patient.isTrue();
      assert.ok(!patient.states.some(({ kind }) => kind === 'replaced'), patient.told);
    },
  );

  scenario(
    'is not to blame when what it gave up takes its application over: once, and no war',
    60_000,
    async (scene) => {
      const patient = await Patient.of(asterisk(), scene);
      await patient.connect();
      const mute = scene.keep(
        net.createServer((socket) => void socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1'),
        (server) => void server.close(),
      );
      await once(mute, 'listening');
      patient.link.redirect((mute.address() as net.AddressInfo).port);
      patient.link.reset();
      const second = (): boolean => patient.state.kind === 'reconnecting' && patient.state.attempt >= 2;
      await until(second, { what: 'the first try to time out', timeoutMs: 15_000 });
      patient.link.redirect(asterisk().port);
      await patient.becomes('connected', 20_000);
      // As Asterisk answers the first try after the second one when it stood still meanwhile: it mostly does not.
      await takeOver(asterisk());
      await patient.becomes('reconnecting', 5000);
      await patient.becomes('connected', 20_000);
      await patient.hears();
      await takeOver(asterisk());
      await patient.becomes('replaced', 5000);
    },
  );

  if (version === '16') return;
  scenario('is not to blame when somebody shuts the session down on the server', 30_000, async (scene) => {
    const patient = await Patient.of(asterisk(), scene);
    await patient.connect();
    const at = Date.now();
    const [id] = /^[0-9a-f]{8}-\S+/m.exec(await asterisk().cli('ari show websocket sessions')) ?? [];
    await asterisk().cli(`ari shutdown websocket session ${id ?? ''}`);
    const { loss } = await patient.becomes('reconnecting', 2000);
    assert.equal(loss?.code, 1000);
    await patient.becomes('connected', 5000);
    await patient.tellsGap(at);
    await patient.isTrue();
  });
});

/** Takes the patient's application over, and lets it go. */
async function takeOver({ url, authorization }: Asterisk): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ari/events?app=patient`, { headers: { authorization } });
  await once(socket, 'open');
  socket.terminate();
}
