import assert from 'node:assert/strict';
import * as bridges from '../../src/ari/operations/bridges';
import * as channels from '../../src/ari/operations/channels';
import { until } from '../support/until';
import { APPLICATION, Scene } from './explain/scene';

for (const version of ['22', '16'] as const) {
  describe(`the explanations of refused calls on Asterisk ${version}`, function () {
    this.timeout(20_000);
    let scene: Scene;

    before(async () => (scene = await Scene.start(version)));
    after(() => scene.stop());
    afterEach(() => scene.clear());

    const into = { app: APPLICATION };

    it('tell one who has hung up from one who never was', async () => {
      const id = await scene.inStasis();
      await scene.clear();
      assert.deepEqual(await scene.reason((ari) => channels.answer(ari, id)), {
        kind: 'gone',
        thing: 'channel',
        id,
        ended: true,
      });
      const never = await scene.reason((ari) => channels.get(ari, 'never;was'));
      assert.deepEqual(never, { kind: 'gone', thing: 'channel', id: 'never;was', ended: false });
    });

    it('say where a channel is that is not in Stasis', async () => {
      const id = await scene.inDialplan();
      const reason = await scene.reason((ari) => channels.play(ari, id, { media: ['sound:hello-world'] }));
      assert.ok(reason.kind === 'notInStasis');
      assert.match(reason.channel.name ?? '', /^Local\/stay@explain-.*;2$/);
      const place = { context: 'explain', exten: 'stay', priority: 2, app: 'Wait', data: '60' };
      assert.deepEqual(reason.where, { kind: 'dialplan', ...place });
      const bridge = await bridges.create(scene.ari);
      const added = await scene.reason((ari) => bridges.addChannel(ari, bridge.id, { channel: [id] }));
      assert.ok(added.kind === 'notInStasis' && added.channel.id === id, JSON.stringify(added));
      await bridges.destroy(scene.ari, bridge.id);
    });

    it('say where a channel is that is still being called', async () => {
      const made = await channels.originate(scene.ari, { endpoint: 'Local/ring@explain/n', ...into });
      await until(() => scene.live.model.channels.get(made.id)?.resource.state === 'Ringing', { what: 'ringing' });
      const reason = await scene.reason((ari) => channels.answer(ari, made.id));
      assert.ok(reason.kind === 'notInStasis');
      assert.deepEqual(reason.where, { kind: 'originated' });
    });

    it('say why nobody could be called', async () => {
      const why = (endpoint: string) => scene.reason((ari) => channels.originate(ari, { endpoint, ...into }));
      const failed = { kind: 'noChannelMade' };
      assert.deepEqual(await why('PJSIP/1000'), { ...failed, endpoint: 'PJSIP/1000', why: 'offline' });
      const unknown = await why('PJSIP/1010');
      assert.ok(unknown.kind === 'noChannelMade' && unknown.why === 'unknown');
      assert.equal(unknown.similar[0], 'PJSIP/1000');
      const endpoint = 'SIP/1000';
      const technologies = ['PJSIP'];
      assert.deepEqual(await why(endpoint), {
        ...failed,
        endpoint,
        why: 'technology',
        technology: 'SIP',
        technologies,
      });
      const created = await scene.reason((ari) => channels.create(ari, { endpoint: 'PJSIP/1000', ...into }));
      assert.deepEqual(created, { ...failed, endpoint: 'PJSIP/1000', why: 'offline' });
    });

    it('are not misled by the 409 that 16 repeats for a call that cannot be made', async () => {
      const id = await scene.inDialplan();
      const again = { endpoint: 'Local/stay@explain', channelId: id, ...into };
      const taken = await scene.reason((ari) => channels.originate(ari, again));
      assert.deepEqual(taken, { kind: 'idTaken', thing: 'channel', id });
      const next = await scene.reason((ari) =>
        channels.originate(ari, { endpoint: 'PJSIP/1000', channelId: 'new', ...into }),
      );
      assert.deepEqual(next, { kind: 'noChannelMade', endpoint: 'PJSIP/1000', why: 'offline' });
    });

    it('name the parameter that is missing or wrong', async () => {
      const nowhere = { method: 'POST', path: 'channels', query: { endpoint: 'Local/stay@explain' } } as const;
      const missing = await scene.reason((ari) => ari.request(nowhere));
      assert.deepEqual(missing, { kind: 'parameter', name: 'app', value: undefined });
      const noEndpoint = { method: 'POST', path: 'channels', query: { app: 'x' } } as const;
      const endpoint = await scene.reason((ari) => ari.request(noEndpoint));
      assert.deepEqual(endpoint, { kind: 'parameter', name: 'endpoint', value: undefined });
      const id = await scene.inStasis();
      const hangup = { method: 'DELETE', path: `channels/${id}`, query: { reason: 'boredom' } } as const;
      const reason = await scene.reason((ari) => ari.request(hangup));
      assert.deepEqual(reason, { kind: 'parameter', name: 'reason', value: 'boredom' });
      const deaf = await scene.reason((ari) => channels.snoop(ari, id, into));
      assert.deepEqual(deaf, { kind: 'parameter', name: 'spy', value: undefined });
      const silent = await scene.reason((ari) => channels.sendDtmf(ari, id, { dtmf: '' }));
      assert.ok(silent.kind === 'parameter' && silent.name === 'dtmf');
      const label = { endpoint: 'Local/stay@explain', context: 'explain', extension: 'stay', label: 'no-such' };
      const nolabel = await scene.reason((ari) => channels.originate(ari, label));
      assert.deepEqual(nolabel, { kind: 'noLabel', label: 'no-such', context: 'explain' });
    });

    it('say that a channel is not up yet, or cannot be dialled', async () => {
      const entered = scene.next('StasisStart');
      const { id, name } = await channels.create(scene.ari, { endpoint: 'Local/ring@explain', ...into });
      await entered;
      const reason = await scene.reason((ari) => channels.hold(ari, id));
      assert.deepEqual(reason, { kind: 'notReady', channel: { id, name }, state: 'Down' });
      await channels.dial(scene.ari, id);
      await until(() => scene.live.model.channels.get(id)?.resource.state === 'Ringing', { what: 'ringing' });
      const again = await scene.reason((ari) => channels.dial(ari, id));
      assert.deepEqual(again, { kind: 'notDialable', channel: { id, name }, why: 'state' });
    });

    it('tell of variables, of other technologies and of statistics', async () => {
      const id = await scene.inStasis();
      const variable = await scene.reason((ari) => channels.getVariable(ari, id, 'NEVER_SET'));
      assert.deepEqual(variable, { kind: 'noVariable', variable: 'NEVER_SET' });
      const redirect = await scene.reason((ari) => channels.redirect(ari, id, 'PJSIP/1000'));
      assert.ok(redirect.kind === 'wrongTechnology' && redirect.endpoint === 'PJSIP/1000');
      const statistics = await scene.reason((ari) => channels.rtpStatistics(ari, id));
      assert.deepEqual(statistics, { kind: 'noStatistics', why: 'technology' });
    });

    it('tell of bridges', async () => {
      const { ari, live } = scene;
      const bridgeId = 'mine';
      const missing = await scene.reason((rest) => bridges.get(rest, bridgeId));
      assert.deepEqual(missing, { kind: 'gone', thing: 'bridge', id: bridgeId, ended: false });
      await bridges.create(ari, { bridgeId });
      await until(() => live.model.bridges.has(bridgeId), { what: 'the bridge' });
      if (version === '22') {
        const other = await scene.reason((rest) => bridges.create(rest, { bridgeId, type: ['holding'] }));
        assert.deepEqual(other, { kind: 'idTaken', thing: 'bridge', id: bridgeId });
      }
      const nobody = await scene.reason((rest) => bridges.addChannel(rest, bridgeId, { channel: ['nobody'] }));
      assert.deepEqual(nobody, { kind: 'gone', thing: 'channel', id: 'nobody', ended: false });
      const id = await scene.inStasis();
      const outside = await scene.reason((rest) => bridges.removeChannel(rest, bridgeId, [id]));
      assert.ok(outside.kind === 'notInBridge' && outside.channel.id === id && outside.bridge === undefined);
      const quiet = await scene.reason((rest) => bridges.stopMoh(rest, bridgeId));
      assert.deepEqual(quiet, { kind: 'noMusic', id: bridgeId });
      await bridges.addChannel(ari, bridgeId, { channel: [id] });
      await until(() => live.model.channels.get(id)?.bridgeId === bridgeId, { what: 'the member' });
      await bridges.create(ari, { bridgeId: 'second' });
      const elsewhere = await scene.reason((rest) => bridges.removeChannel(rest, 'second', [id]));
      assert.ok(elsewhere.kind === 'notInBridge' && elsewhere.bridge === bridgeId);
      await bridges.destroy(ari, 'second');
      await bridges.destroy(ari, bridgeId);
      await until(() => live.model.bridges.size === 0, { what: 'the bridges to end' });
      const ended = await scene.reason((rest) => bridges.get(rest, bridgeId));
      assert.ok(ended.kind === 'gone' && ended.ended);
    });

    it('tell of a bridge that is the dialplan’s', async () => {
      const into = { context: 'explain', extension: 'stay' };
      await channels.originate(scene.ari, { endpoint: 'Local/dial@explain/n', ...into });
      const bridge = await until(
        () => [...scene.live.model.bridges.values()].find(({ channels: members }) => members.length === 2),
        { what: 'a bridge of Dial()' },
      );
      const dialled = [...scene.live.model.channels.values()].find(
        ({ resource }) => resource.dialplan.app_name === 'AppDial',
      );
      assert.ok(dialled, 'the far end of the Dial()');
      const answered = await scene.reason((ari) => channels.answer(ari, dialled.resource.id));
      assert.ok(answered.kind === 'notInStasis' && answered.where.kind === 'dialled');
      const reason = await scene.reason((ari) => bridges.startMoh(ari, bridge.id));
      assert.ok(reason.kind === 'foreignBridge' && reason.id === bridge.id, JSON.stringify(reason));
    });

    it('tell of a channel that is recorded', async () => {
      const id = await scene.inStasis();
      const started = scene.next('RecordingStarted');
      await channels.record(scene.ari, id, { name: `busy-${version}`, format: 'wav', ifExists: 'overwrite' });
      await started;
      const { id: bridge } = await bridges.create(scene.ari);
      const reason = await scene.reason((ari) => bridges.addChannel(ari, bridge, { channel: [id] }));
      assert.ok(reason.kind === 'recording' && reason.channel.id === id);
      await bridges.destroy(scene.ari, bridge);
    });
  });
}
