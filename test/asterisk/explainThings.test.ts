import assert from 'node:assert/strict';
import { AriError } from '../../src/ari/errors';
import * as applications from '../../src/ari/operations/applications';
import * as system from '../../src/ari/operations/asterisk';
import * as channels from '../../src/ari/operations/channels';
import * as deviceStates from '../../src/ari/operations/deviceStates';
import * as endpoints from '../../src/ari/operations/endpoints';
import * as events from '../../src/ari/operations/events';
import * as playbacks from '../../src/ari/operations/playbacks';
import * as recordings from '../../src/ari/operations/recordings';
import * as sounds from '../../src/ari/operations/sounds';
import { RestClient } from '../../src/ari/rest';
import type { Requester, RestOptions } from '../../src/ari/rest';
import { reasonFor } from '../../src/live/explaining/explain';
import type { Reason } from '../../src/live/explaining/reason';
import { readRequest } from '../../src/live/explaining/request';
import { freePort } from '../support/processes';
import { APPLICATION, Scene } from './explain/scene';

for (const version of ['22', '16'] as const) {
  describe(`the explanations of refused requests about anything else on Asterisk ${version}`, function () {
    this.timeout(20_000);
    let scene: Scene;

    before(async () => (scene = await Scene.start(version)));
    after(() => scene.stop());
    afterEach(() => scene.clear());

    /** What becomes of a request of another client's. */
    async function withClient(
      changes: Partial<RestOptions>,
      run: (ari: RestClient) => Promise<unknown>,
    ): Promise<Reason> {
      const { url, user: username, password } = scene.asterisk;
      const ari = new RestClient({ url, username, password, ...changes });
      try {
        await run(ari);
      } catch (error) {
        assert.ok(error instanceof AriError);
        return reasonFor({ error, request: readRequest({ method: 'GET', target: '' }) });
      } finally {
        ari.dispose();
      }
      throw new Error('the request was not refused');
    }

    it('tell of playbacks', async () => {
      const gone = await scene.reason((ari) => playbacks.get(ari, 'none'));
      assert.deepEqual(gone, { kind: 'gone', thing: 'playback', id: 'none', ended: false });
      const id = await scene.inStasis();
      const started = scene.next('PlaybackStarted');
      const media = ['characters:abcdefghijklmnop'];
      const playback = await channels.play(scene.ari, id, { media });
      await started;
      const control = await scene.reason((ari) => playbacks.control(ari, playback.id, 'pause'));
      assert.deepEqual(control, { kind: 'notControllable', media: media[0], begun: true });
      const odd = { method: 'POST', path: `playbacks/${playback.id}/control`, query: { operation: 'sing' } } as const;
      const wrong = await scene.reason((ari) => ari.request(odd));
      assert.deepEqual(wrong, { kind: 'parameter', name: 'operation', value: 'sing' });
    });

    it('tell of recordings', async () => {
      const id = await scene.inStasis();
      const name = `explained-${version}`;
      const started = scene.next('RecordingStarted');
      await channels.record(scene.ari, id, { name, format: 'wav' });
      await started;
      const running = await scene.reason((ari) => channels.record(ari, id, { name, format: 'wav' }));
      assert.deepEqual(running, { kind: 'recordingExists', name, running: true });
      const finished = scene.next('RecordingFinished');
      await recordings.stop(scene.ari, name);
      await finished;
      const stored = await scene.reason((ari) => channels.record(ari, id, { name, format: 'wav' }));
      assert.deepEqual(stored, { kind: 'recordingExists', name, running: false });
      const format = await scene.reason((ari) => channels.record(ari, id, { name: 'x', format: 'mp4' }));
      assert.deepEqual(format, { kind: 'noFormat', format: 'mp4' });
      const outside = await scene.reason((ari) => channels.record(ari, id, { name: '../x', format: 'wav' }));
      assert.deepEqual(outside, { kind: 'forbiddenName', name: '../x' });
      const copied = await scene.reason((ari) => recordings.copyStored(ari, name, name));
      assert.deepEqual(copied, { kind: 'recordingExists', name, running: false });
      const over = await scene.reason((ari) => recordings.pause(ari, name));
      assert.deepEqual(over, { kind: 'gone', thing: 'liveRecording', id: name, ended: true });
      const none = await scene.reason((ari) => recordings.download(ari, 'none'));
      assert.deepEqual(none, { kind: 'gone', thing: 'storedRecording', id: 'none', ended: false });
    });

    it('tell of applications and their subscriptions', async () => {
      const none = await scene.reason((ari) => applications.get(ari, 'nobody'));
      assert.deepEqual(none, { kind: 'noApplication', name: 'nobody', ours: false });
      const absent = await scene.reason((ari) => applications.subscribe(ari, APPLICATION, ['channel:nobody']));
      assert.deepEqual(absent, { kind: 'noEventSource', source: 'channel:nobody' });
      const scheme = await scene.reason((ari) => applications.subscribe(ari, APPLICATION, ['phone:1']));
      assert.deepEqual(scheme, { kind: 'parameter', name: 'eventSource', value: 'phone:1' });
      const id = await scene.inDialplan();
      const source = `channel:${id}`;
      const ended = await scene.reason((ari) => applications.unsubscribe(ari, APPLICATION, [source]));
      assert.deepEqual(ended, { kind: 'notSubscribed', application: APPLICATION, source });
      const event = await scene.reason((ari) => events.userEvent(ari, 'e', { application: 'nobody' }));
      assert.deepEqual(event, { kind: 'noApplication', name: 'nobody', ours: false });
      const from = { application: APPLICATION, source: ['channel:nobody'] };
      const origin = await scene.reason((ari) => events.userEvent(ari, 'e', from));
      assert.deepEqual(origin, { kind: 'noEventSource', source: 'channel:nobody' });
    });

    if (version === '22') {
      it('tell of calls that are not on offer', async () => {
        const claim = { channelId: 'nobody', application: APPLICATION };
        const reason = await scene.reason((ari) => events.claim(ari, claim));
        assert.deepEqual(reason, { kind: 'notOffered', channel: { id: 'nobody', name: undefined } });
      });
    }

    it('tell of endpoints', async () => {
      const near = await scene.reason((ari) => endpoints.get(ari, 'PJSIP', '100'));
      assert.ok(near.kind === 'noEndpoint' && near.similar.includes('PJSIP/1000'), JSON.stringify(near));
      const technology = await scene.reason((ari) => endpoints.listByTechnology(ari, 'SKINNY'));
      assert.deepEqual(technology, { kind: 'noTechnology', technology: 'SKINNY', technologies: ['PJSIP'] });
    });

    it('tell of modules, logs, objects, devices and sounds', async () => {
      const gone = (thing: string, id: string): object => ({ kind: 'gone', thing, id, ended: false });
      const of = (run: (ari: Requester) => Promise<unknown>): Promise<Reason> => scene.reason(run);
      assert.deepEqual(await of((ari) => system.getModule(ari, 'no.so')), gone('module', 'no.so'));
      const load = await of((ari) => system.loadModule(ari, 'no.so'));
      assert.deepEqual(load, { kind: 'moduleRefused', module: 'no.so', action: 'load' });
      const unload = await of((ari) => system.unloadModule(ari, 'res_stasis.so'));
      assert.deepEqual(unload, { kind: 'moduleRefused', module: 'res_stasis.so', action: 'unload' });
      assert.deepEqual(await of((ari) => system.deleteLogChannel(ari, 'none')), gone('log', 'none'));
      const levels = await of((ari) => system.addLogChannel(ari, 'new', ''));
      assert.ok(levels.kind === 'parameter' && levels.name === 'configuration');
      const object = { configClass: 'res_pjsip', objectType: 'endpoint', id: 'none' };
      assert.deepEqual(
        await of((ari) => system.getObject(ari, object)),
        gone('configObject', 'res_pjsip/endpoint/none'),
      );
      const known = { ...object, id: '1000' };
      const deleted = await of((ari) => system.deleteObject(ari, known));
      assert.deepEqual(deleted, { kind: 'objectRefused', object: 'res_pjsip/endpoint/1000', deleting: true });
      const device = await of((ari) => deviceStates.set(ari, 'PJSIP/1000', 'BUSY'));
      assert.deepEqual(device, { kind: 'foreignDevice', device: 'PJSIP/1000' });
      assert.deepEqual(await of((ari) => sounds.get(ari, 'no-such')), gone('sound', 'no-such'));
    });

    it('tell of who may not, and of what is no ARI', async () => {
      const { readOnlyUser: username, readOnlyPassword: password, url } = scene.asterisk;
      const write = (ari: RestClient): Promise<unknown> => channels.hangup(ari, 'x');
      assert.deepEqual(await withClient({ username, password }, write), { kind: 'readOnlyUser' });
      assert.deepEqual(await withClient({ password: 'wrong' }, write), { kind: 'wrongPassword' });
      assert.deepEqual(await withClient({ readOnly: true }, write), { kind: 'readOnlyHere' });
      const elsewhere = await withClient({ url: `${url}/elsewhere` }, (ari) => channels.list(ari));
      assert.deepEqual(elsewhere, { kind: 'notAri' });
      const port = await freePort();
      const nobody = await withClient({ url: `http://127.0.0.1:${port}` }, (ari) => channels.list(ari));
      assert.deepEqual(nobody, { kind: 'unreachable' });
    });

    it('tell of what it does not know, and of what is too large', async () => {
      const put = await scene.reason((ari) => ari.request({ method: 'PUT', path: 'channels' }));
      assert.deepEqual(put, { kind: 'unknownRequest', request: 'PUT channels' });
      const path = await scene.reason((ari) => ari.request({ method: 'GET', path: 'teapots' }));
      assert.deepEqual(path, { kind: 'unknownRequest', request: 'GET teapots' });
      const body = { variables: { long: 'x'.repeat(50_000) } };
      const large = await scene.reason((ari) => ari.request({ method: 'POST', path: 'channels', body }));
      assert.deepEqual(large, { kind: 'tooLarge' });
    });

    it('tell that a write which was not answered may have been done', async () => {
      await scene.asterisk.kill('SIGSTOP');
      try {
        const body = { method: 'POST', path: 'bridges', timeoutMs: 300 } as const;
        assert.deepEqual(await scene.reason((ari) => ari.request(body)), { kind: 'unanswered', method: 'POST' });
      } finally {
        await scene.asterisk.kill('SIGCONT');
      }
    });
  });
}
