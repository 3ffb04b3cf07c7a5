import assert from 'node:assert/strict';
import * as applications from '../../src/ari/operations/applications';
import * as system from '../../src/ari/operations/asterisk';
import * as channels from '../../src/ari/operations/channels';
import * as deviceStates from '../../src/ari/operations/deviceStates';
import * as endpoints from '../../src/ari/operations/endpoints';
import * as events from '../../src/ari/operations/events';
import type { Requester } from '../../src/ari/rest';
import { until } from '../support/until';
import { APPLICATION, OTHER_APPLICATION, refused, Session } from './operations/session';

const NOBODY = 'nobody';

for (const version of ['22', '16'] as const) {
  describe(`operations on the system and the applications of Asterisk ${version}`, function () {
    this.timeout(30_000);
    let session: Session;
    let ari: Requester;

    before(async () => {
      session = await Session.start(version);
      ari = session.ari;
    });
    beforeEach(() => session.forget());
    after(async () => {
      const found = session.misfits();
      await session.stop();
      assert.deepEqual(found, [], 'events and answers are as declared');
    });

    it('info tells all, or the parts asked for', async () => {
      const { system: which, build, config, status } = await system.getInfo(ari);
      assert.ok(which && which.version.startsWith(version) && build && config && status);
      assert.deepEqual(Object.keys(await system.getInfo(ari, ['status', 'system'])).sort(), ['status', 'system']);
      assert.equal((await system.ping(ari)).asterisk_id, which.entity_id);
    });

    it('global variables are set and read', async () => {
      await system.setVariable(ari, 'PLANET', 'a, b & c');
      assert.deepEqual(await system.getVariable(ari, 'PLANET'), { value: 'a, b & c' });
      assert.match(await session.asterisk.cli('dialplan show globals'), /PLANET=a, b & c/);
      await system.setVariable(ari, 'PLANET');
      assert.deepEqual(await system.getVariable(ari, 'PLANET'), { value: '' });
      await refused(system.getVariable(ari, ''), 400);
    });

    it('modules are unloaded, loaded and reloaded', async () => {
      const name = 'app_milliwatt.so';
      const isLoaded = async (): Promise<boolean> =>
        (await system.listModules(ari)).some((module) => module.name === name);
      assert.equal((await system.getModule(ari, name)).status, 'Running');
      await system.unloadModule(ari, name);
      assert.equal(await isLoaded(), false);
      await refused(system.unloadModule(ari, name), 404);
      await refused(system.getModule(ari, name), 404);
      await system.loadModule(ari, name);
      assert.equal(await isLoaded(), true);
      await refused(system.loadModule(ari, 'no_such_module.so'), 409);
      await system.reloadModule(ari, 'res_musiconhold.so');
      await refused(system.reloadModule(ari, 'no_such_module.so'), 404);
    });

    it('logs are added, rotated and removed', async () => {
      const isThere = async (): Promise<boolean> =>
        (await system.listLogChannels(ari)).some(({ channel }) => channel.endsWith('/extra'));
      await system.addLogChannel(ari, 'extra', 'notice,warning');
      assert.equal(await isThere(), true);
      await refused(system.addLogChannel(ari, 'extra', 'notice'), 409);
      await system.deleteLogChannel(ari, 'extra');
      assert.equal(await isThere(), false);
      await system.addLogChannel(ari, 'extra', 'notice');
      await system.rotateLogChannel(ari, 'extra');
      assert.equal(await isThere(), false, 'rotating one reads logger.conf again');
      await refused(system.rotateLogChannel(ari, 'extra'), 404);
      await refused(system.deleteLogChannel(ari, 'extra'), 404);
    });

    it('configuration objects are read, and written where their storage allows', async () => {
      const object = { configClass: 'res_pjsip', objectType: 'endpoint', id: '1000' };
      const settings = await system.getObject(ari, object);
      assert.ok(settings.some(({ attribute, value }) => attribute === 'context' && value === 'default'));
      await refused(system.getObject(ari, { ...object, id: NOBODY }), 404);
      const login = { configClass: 'res_pjsip', objectType: 'auth', id: 'new' };
      const fields = [
        { attribute: 'auth_type', value: 'userpass' },
        { attribute: 'username', value: 'somebody' },
        { attribute: 'password', value: 'anything' },
      ];
      await system.updateObject(ari, login, fields);
      const username = (await system.getObject(ari, login)).find(({ attribute }) => attribute === 'username');
      assert.equal(username?.value, 'somebody');
      await system.deleteObject(ari, login);
      await refused(system.getObject(ari, login), 404);
      await refused(system.deleteObject(ari, object), 403);
    });

    it('applications are listed, subscribed and unsubscribed', async () => {
      const names = (await applications.list(ari)).map(({ name }) => name);
      assert.deepEqual(names.sort(), [APPLICATION, OTHER_APPLICATION].sort());
      const sources = ['endpoint:PJSIP/1000', 'deviceState:Stasis:lamp'];
      const subscribed = await applications.subscribe(ari, OTHER_APPLICATION, sources);
      assert.deepEqual([subscribed.endpoint_ids, subscribed.device_names], [['PJSIP/1000'], ['Stasis:lamp']]);
      await deviceStates.set(ari, 'Stasis:lamp', 'INUSE');
      await session.heard('DeviceStateChanged', (event) => event.application === OTHER_APPLICATION);
      const rest = await applications.unsubscribe(ari, OTHER_APPLICATION, sources);
      assert.deepEqual([rest.endpoint_ids, rest.device_names], [[], []]);
      assert.deepEqual((await applications.get(ari, OTHER_APPLICATION)).endpoint_ids, []);
      await refused(applications.unsubscribe(ari, OTHER_APPLICATION, sources.slice(0, 1)), 422);
      await refused(applications.subscribe(ari, OTHER_APPLICATION, ['weather:sun']), 400);
      await refused(applications.subscribe(ari, OTHER_APPLICATION, ['channel:nobody']), 422);
      await refused(applications.get(ari, NOBODY), 404);
    });

    it('an event filter keeps types from being sent', async () => {
      const filter = { disallowed: [{ type: 'ChannelVarset' }] };
      const filtered = await applications.setEventFilter(ari, APPLICATION, filter);
      assert.deepEqual(filtered.events_disallowed, filter.disallowed);
      await system.setVariable(ari, 'UNHEARD', '1');
      // Events are made a moment after the answer, and filtered then: one that comes later says that it is over.
      await deviceStates.set(ari, 'Stasis:afterwards', 'BUSY');
      await session.heard('DeviceStateChanged', (event) => event.device_state.name === 'Stasis:afterwards');
      const open = await applications.setEventFilter(ari, APPLICATION);
      assert.deepEqual([open.events_allowed, open.events_disallowed], [[], []]);
      await system.setVariable(ari, 'HEARD', '1');
      const { channel } = await session.heard('ChannelVarset', (event) => event.variable === 'HEARD');
      assert.equal(channel, undefined, 'a global variable has no channel');
      assert.ok(
        !session.events.some(
          (event) => event.type === 'ChannelVarset' && 'variable' in event && event.variable === 'UNHEARD',
        ),
      );
      await refused(applications.setEventFilter(ari, APPLICATION, { allowed: 'x' as unknown as [] }), 400);
    });

    it('endpoints are found by technology and name', async () => {
      const names = (await endpoints.listByTechnology(ari, 'PJSIP')).map(({ resource }) => resource);
      assert.deepEqual(names.sort(), ['1000', '1001']);
      assert.equal((await endpoints.get(ari, 'PJSIP', '1000')).state, 'offline');
      await refused(endpoints.get(ari, 'PJSIP', NOBODY), 404);
      await refused(endpoints.listByTechnology(ari, 'NOTECH'), 404);
    });

    it('messages and referrals need somebody to take them', async () => {
      const message = { from: 'pjsip:1000', body: 'hello', variables: { 'X-Colour': 'red' } };
      await refused(endpoints.sendMessageTo(ari, 'PJSIP', NOBODY, message), 404);
      await refused(endpoints.sendMessage(ari, { ...message, to: 'smoke:signal' }), 404);
      const refer = { from: 'pjsip:1000', refer_to: 'pjsip:1001', to: 'smoke:signal' };
      await refused(endpoints.refer(ari, refer), version === '22' ? 404 : 405);
      await refused(endpoints.referEndpoint(ari, 'PJSIP', NOBODY, refer), 404);
    });

    it('device states of ours are set and removed, others are read', async () => {
      await deviceStates.set(ari, 'Stasis:door', 'BUSY');
      await session.heard(
        'DeviceStateChanged',
        ({ device_state: { name, state } }) => name === 'Stasis:door' && state === 'BUSY',
      );
      assert.ok((await deviceStates.list(ari)).some(({ name }) => name === 'Stasis:door'));
      assert.equal((await deviceStates.get(ari, 'Stasis:door')).state, 'BUSY');
      await deviceStates.remove(ari, 'Stasis:door');
      assert.ok(!(await deviceStates.list(ari)).some(({ name }) => name === 'Stasis:door'));
      assert.equal((await deviceStates.get(ari, 'PJSIP/1000')).state, 'UNAVAILABLE');
      await refused(deviceStates.set(ari, 'PJSIP/1000', 'BUSY'), 409);
      await refused(deviceStates.remove(ari, 'PJSIP/1000'), 409);
    });

    it('user events arrive with what they carry', async () => {
      const { channel } = await session.answeredCall();
      const options = { application: APPLICATION, source: [`channel:${channel}`], variables: { mood: 'fine' } };
      await events.userEvent(ari, 'Lunch time', options);
      const event = await session.heard('ChannelUserevent');
      assert.deepEqual([event.eventname, event.channel?.id, event.userevent['mood']], ['Lunch time', channel, 'fine']);
      await refused(events.userEvent(ari, 'x', { ...options, application: NOBODY }), 404);
      await refused(events.userEvent(ari, 'x', { ...options, source: ['channel:nobody'] }), 422);
      await channels.hangup(ari, channel);
    });

    it('a call that is offered to all can be claimed once', async () => {
      const claim = { channelId: 'offered;2', application: OTHER_APPLICATION };
      await refused(events.claim(ari, claim), 404);
      if (version === '16') return;
      const into = { context: 'listener', extension: 's' };
      await channels.originate(ari, { endpoint: 'Local/offered@enter/n', channelId: 'offered', ...into });
      await session.heard('CallBroadcast', (event) => event.channel.id === claim.channelId);
      await events.claim(ari, claim);
      await session.heard('CallClaimed', (event) => event.winner_app === OTHER_APPLICATION);
      await session.heard('StasisStart', (event) => event.channel.id === claim.channelId);
      await until(
        () =>
          events.claim(ari, claim).then(
            () => false,
            () => true,
          ),
        { what: 'a second claim to be refused' },
      );
    });
  });
}
