import assert from 'node:assert/strict';
import type http from 'node:http';
import { call, hangUp, onAsterisk } from '../support/faults/onAsterisk';
import { Impostor } from '../support/faults/impostor';
import { mutated, randomFrom } from '../support/faults/mutate';
import { Patient } from '../support/faults/patient';
import { scenario } from '../support/faults/scenario';
import { until } from '../support/until';

const MUTATIONS = 100_000;
const SEED = 22_16;
const DEEP = 100_000;

/** A channel as an event that something is wrong with would carry it. */
function varset(channel: unknown, value: unknown = 'x'): string {
  return JSON.stringify({ type: 'ChannelVarset', application: 'patient', timestamp: 5, variable: 'X', value, channel });
}

const nested = `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`;

/** Frames that are no event, each by name. */
const NO_EVENTS: Readonly<Record<string, string | Buffer>> = {
  'no JSON': 'hello',
  nothing: '',
  'half an event': '{"type":"ChannelCreated","channel":{"id":"1',
  'a list': '[]',
  'a number that is too large': '1e999',
  'a type that is none': '{"type":5}',
  'deep JSON': nested,
  'bytes that are no UTF-8': Buffer.from([0x22, 0xc3, 0x28, 0xff, 0xfe, 0x80]),
};

/** Frames that are events of a kind. */
const STRANGE_EVENTS: Readonly<Record<string, string | Buffer>> = {
  'of 60 KB': varset({ id: 'ghost', name: 'PJSIP/x-1' }, 'x'.repeat(60_000)),
  'of 5 MB': varset(undefined, 'x'.repeat(5_000_000)),
  'with deep JSON in it': varset(undefined).replace('"value":"x"', `"value":${nested}`),
  'with a deep channel': varset(0).replace('"channel":0', `"channel":${nested}`),
  'with huge numbers': varset({ id: 1e308, name: 'PJSIP/x-1' }).replace('1e+308', '9'.repeat(400)),
  'that is no UTF-8': Buffer.concat([
    Buffer.from('{"type":"ChannelVarset","value":"'),
    Buffer.from([255, 254, 34, 125]),
  ]),
  'of a type called like a method': '{"type":"constructor","channel":{"id":"ghost"}}',
  'with a prototype': '{"type":"ChannelVarset","__proto__":{"channel":{"id":"ghost"}},"channel":{"id":"__proto__"}}',
  ...Object.fromEntries(
    [5, 'x', true, [], [1], { id: 5 }, { id: null }, { id: {} }, { id: '' }, { id: 'ghost' }].map((channel) => [
      `whose channel is ${JSON.stringify(channel)}`,
      varset(channel),
    ]),
  ),
  ...Object.fromEntries(
    [5, { id: 'g' }, { id: 'g', channels: 5 }, { id: 'g', channels: [null] }, { id: 'g', channels: {} }].map(
      (bridge) => [
        `whose bridge is ${JSON.stringify(bridge)}`,
        JSON.stringify({ type: 'ChannelEnteredBridge', bridge, channel: { id: 'ghost', name: 7, dialplan: 'x' } }),
      ],
    ),
  ),
  'whose end has no channel': '{"type":"ChannelDestroyed"}',
  'whose playback is missing': '{"type":"PlaybackStarted"}',
  'whose recording is a number': '{"type":"RecordingFinished","recording":7}',
  'whose endpoint is a list': '{"type":"EndpointStateChange","endpoint":[["resource"]]}',
  'whose endpoint says nothing': '{"type":"PeerStatusChange","endpoint":{"resource":null}}',
};

/** Answers to `GET channels` that are none. */
const ANSWERS: Readonly<Record<string, (response: http.ServerResponse) => void>> = {
  HTML: (response) => response.setHeader('content-type', 'text/html').end('<html><title>Hello</title></html>'),
  'an object': (response) => response.end('{}'),
  null: (response) => response.end('null'),
  'a list of nothing': (response) => response.end('[null,5,"x",{},[]]'),
  'deep JSON': (response) => response.end(nested),
  'half of it': (response) => response.end('[{"id":"1'),
  'less than it promised': (response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('[');
    setImmediate(() => response.destroy());
  },
  bytes: (response) => response.end(Buffer.from([0xff, 0xfe, 0x00, 0x80])),
  'a redirect': (response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
  'no such status': (response) => response.writeHead(999).end('[]'),
};

onAsterisk('garbage', (asterisk) => {
  afterEach(() => hangUp(asterisk()));

  scenario('on the event socket is passed over', 60_000, async (scene) => {
    const impostor = scene.keep(await Impostor.start(asterisk()), (made) => made.stop());
    const patient = await Patient.of(asterisk(), scene, { port: impostor.port });
    const { garbage } = patient;
    await patient.connect();
    for (const frame of Object.values(NO_EVENTS)) await impostor.send(frame);
    await until(() => garbage.length === Object.keys(NO_EVENTS).length, { what: 'all of it' });
    for (const [name, frame] of Object.entries(STRANGE_EVENTS)) {
      const before = patient.events.length;
      await impostor.send(frame);
      await until(() => patient.events.length + garbage.length > before + Object.keys(NO_EVENTS).length, {
        what: `the event ${name}`,
      });
    }
    await impostor.send(Buffer.from(varset({ id: 'ghost' })), true);
    await isWell(patient);
  });

  scenario(`made of real events, ${MUTATIONS} times, is survived`, 120_000, async (scene) => {
    const impostor = scene.keep(await Impostor.start(asterisk()), (made) => made.stop());
    const patient = await Patient.of(asterisk(), scene, { port: impostor.port });
    await patient.connect();
    await call(asterisk(), 'dial');
    await call(asterisk(), 'short');
    await until(() => impostor.passed.some((event) => event.includes('ChannelDestroyed')), { what: 'real events' });
    await until(() => impostor.passed.some((event) => event.includes('ChannelEnteredBridge')), { what: 'a bridge' });
    const real = [...impostor.passed];
    const random = randomFrom(SEED);
    let heard = 0;
    patient.live.connection.onGarbage(() => (heard += 1));
    patient.live.connection.onEvent(() => (heard += 1));
    for (let sent = 0; sent < MUTATIONS; sent += 1) {
      const sending = impostor.send(mutated(real[sent % real.length] ?? '', random));
      if (sent % 500 === 0) await sending;
    }
    await until(() => heard >= MUTATIONS, { what: 'all of them to arrive', timeoutMs: 60_000 });
    await isWell(patient);
  });

  for (const [name, answer] of Object.entries(ANSWERS)) {
    scenario(`as an answer, ${name}: is the error of that list alone`, 30_000, async (scene) => {
      const impostor = scene.keep(await Impostor.start(asterisk()), (made) => made.stop());
      const patient = await Patient.of(asterisk(), scene, { port: impostor.port });
      impostor.answer = ({ url }, response) => {
        if (url !== '/ari/channels') return false;
        answer(response);
        return true;
      };
      await patient.live.connect();
      assert.ok(patient.live.failure('channel'), 'the list of channels has no error');
      assert.equal(patient.live.failure('endpoint') ?? patient.live.failure('bridge'), undefined);
      assert.ok(patient.live.model.endpoints.has('PJSIP/1000'));
      impostor.answer = () => false;
      await isWell(patient);
    });
  }
});

/** Still connected, follows what is real, and one refresh sweeps out what never was. */
async function isWell(patient: Patient): Promise<void> {
  await call(patient.asterisk);
  await until(() => [...patient.live.model.channels.values()].some(({ resource }) => isLong(resource)), {
    what: 'a real call after it',
    timeoutMs: 10_000,
  });
  await patient.live.refresh();
  await patient.isTrue();
  assert.equal(patient.state.kind, 'connected', patient.told);
  assert.equal(patient.states.filter(({ kind }) => kind === 'connected').length, 1, patient.told);
}

function isLong({ name }: { readonly name: unknown }): boolean {
  return typeof name === 'string' && name.startsWith('Local/long@traffic');
}
