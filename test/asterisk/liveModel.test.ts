import assert from 'node:assert/strict';
import type { AnyEvent } from '../../src/ari/events';
import * as applications from '../../src/ari/operations/applications';
import * as bridges from '../../src/ari/operations/bridges';
import * as channels from '../../src/ari/operations/channels';
import type { Bridge, Channel } from '../../src/ari/resources';
import { LiveServer } from '../../src/live/liveServer';
import { Asterisk } from '../support/asterisk/asterisk';
import { Phone } from '../support/sip/phone';
import { until } from '../support/until';

const DIALPLAN = `
[live-pair]
exten => talk,1,Answer()
 same => n,Dial(Local/listen@live-pair,10)
exten => listen,1,Answer()
 same => n,Wait(60)
exten => stasis,1,Stasis(live-model,one,two)
 same => n,Wait(60)
exten => transfer,1,Answer()
 same => n,Dial(Local/blind@live-pair/n,10)
exten => blind,1,Answer()
 same => n,Wait(0.3)
 same => n,Transfer(Local/listen@live-pair)
 same => n,Wait(60)
exten => meet,1,Answer()
 same => n,ConfBridge(live-room)

[default]
exten => 7001,1,Dial(PJSIP/1001,20)
exten => 7002,1,Answer()
 same => n,Wait(60)
`;

for (const version of ['22', '16'] as const) {
  describe(`the live model of Asterisk ${version}`, () => {
    let asterisk: Asterisk;
    let server: LiveServer;

    before(async () => (asterisk = await Asterisk.start({ version, dialplan: DIALPLAN })));
    after(() => asterisk.stop());
    beforeEach(async () => {
      server = liveServer(asterisk, 'live-model', true);
      server.watch();
      await server.connect();
    });
    afterEach(async () => {
      for (const { id } of await channels.list(server.rest))
        await channels.hangup(server.rest, id).catch(() => undefined);
      for (const { id } of await bridges.list(server.rest))
        await bridges.destroy(server.rest, id).catch(() => undefined);
      await server.disconnect();
      server.dispose();
    });

    it('starts from what is there', async () => {
      await asterisk.cli('channel originate Local/listen@live-pair application Wait 60');
      const second = liveServer(asterisk, 'live-model-late', true);
      try {
        await second.connect();
        assert.equal(second.model.channels.size, 2);
        assert.ok(second.model.endpoints.has('PJSIP/1000'));
        assert.ok(second.model.applications.has('live-model-late'));
        assert.match(second.info?.system?.version ?? '', new RegExp(`^${version}\\.`));
      } finally {
        await second.disconnect();
        second.dispose();
      }
    });

    it('follows Local calls in the dialplan that never enter Stasis', async () => {
      await asterisk.cli('channel originate Local/talk@live-pair application Wait 60');
      await until(() => server.model.channels.size >= 4, { what: 'both legs of the call' });
      await settled(server);
      assert.ok([...server.model.channels.ids()].some((id) => server.model.otherHalf(id) !== undefined));
      await asterisk.cli('channel request hangup all');
      await until(() => server.model.channels.size === 0, { what: 'the calls to end' });
      await settled(server);
    });

    it('follows a channel into Stasis, into a bridge and out of both', async () => {
      await asterisk.cli('channel originate Local/stasis@live-pair application Wait 60');
      await until(() => server.model.channelsIn('live-model').size === 1, { what: 'the channel to enter Stasis' });
      const [id = ''] = server.model.channelsIn('live-model');
      const bridge = await bridges.create(server.rest, { type: ['mixing'], name: 'room' });
      await bridges.addChannel(server.rest, bridge.id, { channel: [id] });
      await until(() => server.model.channels.get(id)?.bridgeId === bridge.id, { what: 'the channel in the bridge' });
      await settled(server);
      await bridges.removeChannel(server.rest, bridge.id, [id]);
      await until(() => server.model.channels.get(id)?.bridgeId === undefined, {
        what: 'the channel out of the bridge',
      });
      await channels.continueInDialplan(server.rest, id);
      await until(() => server.model.channelsIn('live-model').size === 0, { what: 'the channel to leave Stasis' });
      await settled(server);
      await bridges.destroy(server.rest, bridge.id);
      await until(() => !server.model.bridges.has(bridge.id), { what: 'the bridge to go' });
      await settled(server);
    });

    it('follows calls that are transferred', async () => {
      await asterisk.cli('channel originate Local/transfer@live-pair application Wait 60');
      await until(() => server.model.channels.size >= 4, { what: 'the call that transfers itself' });
      await settled(server);
    });

    describe('with SIP phones', () => {
      let caller: Phone;
      let callee: Phone;
      before(
        async () =>
          ([caller, callee] = await Promise.all([Phone.register(asterisk), Phone.register(asterisk, '1001')])),
      );
      after(() => Promise.all([caller.dispose(), callee.dispose()]));

      it('follows a call and the transfer of its callee', async () => {
        const answering = callee.answer();
        const call = await caller.call('7001');
        const answered = await answering;
        await call.answered;
        await until(() => [...server.model.bridges.values()].some(({ channels: members }) => members.length === 2), {
          what: 'both phones in a bridge',
        });
        await settled(server);
        const other = [...server.model.channels.values()].find(({ resource }) =>
          resource.name.startsWith('PJSIP/1001'),
        );
        await asterisk.cli(`channel redirect ${other?.resource.name ?? ''} default,7002,1`);
        await until(
          () => [...server.model.channels.values()].some(({ resource }) => resource.dialplan.exten === '7002'),
          { what: 'the callee at 7002' },
        );
        await settled(server);
        await answered.hangup();
        await until(() => server.model.channels.size === 0, { what: 'the phones to be done' });
        await settled(server);
      });
    });

    it('follows a conference', async () => {
      for (let member = 0; member < 3; member += 1) {
        await asterisk.cli('channel originate Local/meet@live-pair application Wait 60');
      }
      await until(() => [...server.model.bridges.values()].some((bridge) => bridge.channels.length >= 3), {
        what: 'three members in the conference',
      });
      await settled(server);
    });

    it('sees that another application holds a channel, without hearing its StasisStart', async () => {
      const other = liveServer(asterisk, 'somebody-else', false);
      try {
        await other.connect();
        await channels.originate(other.rest, {
          endpoint: 'Local/listen@live-pair',
          app: 'somebody-else',
          appArgs: 'x',
        });
        await until(() => server.model.channelsIn('somebody-else').size === 1, { what: 'the other one’s channel' });
        await settled(server);
      } finally {
        await other.disconnect();
        other.dispose();
      }
    });

    it('keeps to its own when it hears only of its own', async () => {
      const own = liveServer(asterisk, 'own-only', false);
      try {
        await asterisk.cli('channel originate Local/listen@live-pair application Wait 60');
        await own.connect();
        assert.equal(own.model.channels.size, 0);
        const { id } = await channels.originate(own.rest, { endpoint: 'Local/listen@live-pair', app: 'own-only' });
        await until(() => own.model.channelsIn('own-only').has(id), { what: 'its own channel' });
        await channels.hangup(own.rest, id);
        await until(() => own.model.channels.size === 0, { what: 'its own channel to go' });
      } finally {
        await own.disconnect();
        own.dispose();
      }
    });

    it('takes in no channel of others that meets its own in a bridge', async () => {
      const own = liveServer(asterisk, 'own-only', false);
      const other = liveServer(asterisk, 'somebody-else', false);
      try {
        await Promise.all([own.connect(), other.connect()]);
        const made = (by: LiveServer, app: string): Promise<Channel> =>
          channels.originate(by.rest, { endpoint: 'Local/listen@live-pair', app });
        const [mine, foreign] = await Promise.all([made(own, 'own-only'), made(other, 'somebody-else')]);
        await until(() => own.model.channelsIn('own-only').has(mine.id), { what: 'its own channel' });
        await until(() => other.model.channelsIn('somebody-else').has(foreign.id), { what: 'the other channel' });
        const { id } = await bridges.create(own.rest, {});
        await bridges.addChannel(own.rest, id, { channel: [mine.id] });
        await bridges.addChannel(own.rest, id, { channel: [foreign.id] });
        await until(() => own.model.bridges.get(id)?.channels.includes(foreign.id) === true, {
          what: 'both in the bridge',
        });
        assert.equal(own.model.channels.get(mine.id)?.bridgeId, id);
        assert.equal(own.model.channels.has(foreign.id), false);
      } finally {
        for (const one of [own, other]) {
          await one.disconnect();
          one.dispose();
        }
      }
    });

    it('sees that a channel left its application while nothing was heard', async () => {
      const { id } = await channels.originate(server.rest, { endpoint: 'Local/listen@live-pair', app: 'live-model' });
      await until(() => server.model.channelsIn('live-model').has(id), { what: 'the channel' });
      const synced = new Promise<void>((resolve) => server.onSynced(resolve));
      await server.connection.renew();
      await channels.continueInDialplan(server.rest, id, { context: 'live-pair', extension: 'listen', priority: 2 });
      assert.equal(server.connection.state.kind, 'reconnecting', 'else nothing was missed');
      await synced;
      await settled(server);
      assert.deepEqual([...server.model.channelsIn('live-model')], []);
      assert.ok(server.model.channels.has(id));
    });

    it('comes back after a kill and is true again', async () => {
      await asterisk.cli('channel originate Local/listen@live-pair application Wait 60');
      await until(() => server.model.channels.size === 2, { what: 'the call' });
      await asterisk.kill('SIGKILL');
      await until(() => server.connection.state.kind === 'reconnecting', { what: 'the loss to be noticed' });
      const attempts: number[] = [];
      server.connection.onState((state) => attempts.push(state.kind === 'reconnecting' ? state.attempt : 0));
      const synced = new Promise<void>((resolve) => server.onSynced(resolve));
      // One try leads to one more, however many fail.
      for (let tries = 1; tries <= 4; tries += 1) {
        server.connection.retryNow();
        await until(() => attempts.length >= tries, { what: `try ${tries}` });
      }
      assert.deepEqual(attempts, [2, 3, 4, 5]);
      await asterisk.startAgain();
      // Impatience must not open two sockets, of which Asterisk would silence one.
      const impatient = (): boolean => {
        server.connection.retryNow();
        return server.connection.state.kind === 'connected';
      };
      await until(impatient, { what: 'to be back' });
      await synced;
      assert.equal(server.connection.state.kind, 'connected');
      assert.equal(server.model.channels.size, 0);
    });

    it('says that it was replaced, and leaves the name to its new owner', async () => {
      const usurper = liveServer(asterisk, 'live-model', true);
      try {
        await usurper.connect();
        await until(() => server.connection.state.kind === 'replaced', { what: 'the state "replaced"' });
        assert.equal(usurper.connection.state.kind, 'connected');
        await applications.get(usurper.rest, 'live-model');
      } finally {
        await usurper.disconnect();
        usurper.dispose();
      }
    });
  });
}

function liveServer(asterisk: Asterisk, application: string, subscribeAll: boolean): LiveServer {
  const { url, user: username, password } = asterisk;
  return new LiveServer({ url, username, password, application, subscribeAll });
}

/** Waits until the model says of channels and bridges exactly what the server lists, and fails with the difference. */
async function settled(server: LiveServer): Promise<void> {
  let difference = '';
  const seen: AnyEvent[] = [];
  const listening = server.onEvent((event) => seen.push(event));
  try {
    await until(
      async () => {
        const before = seen.length;
        const [listedChannels, listedBridges] = [await channels.list(server.rest), await bridges.list(server.rest)];
        const actual = view(
          [...server.model.channels.values()].map(({ resource }) => resource),
          [...server.model.bridges.values()],
        );
        const expected = view(listedChannels, listedBridges);
        difference = actual === expected ? '' : `model:\n${actual}\nserver:\n${expected}`;
        return difference === '' && seen.length === before;
      },
      { what: 'the model to equal the server' },
    );
  } catch (error) {
    assert.fail(`${String(error)}\n${difference}`);
  } finally {
    listening.dispose();
  }
}

function view(listedChannels: readonly Channel[], listedBridges: readonly Bridge[]): string {
  const rows = [
    ...listedChannels.map(({ id, name, state, dialplan, caller, connected }) =>
      JSON.stringify([
        id,
        name,
        state,
        caller.number,
        connected.number,
        dialplan.context,
        dialplan.exten,
        dialplan.priority,
      ]),
    ),
    ...listedBridges.map(({ id, technology, bridge_type, channels: members }) =>
      JSON.stringify([id, technology, bridge_type, [...members].sort()]),
    ),
  ];
  return rows.sort().join('\n');
}
