import assert from 'node:assert/strict';
import * as channels from '../../src/ari/operations/channels';
import type { Requester } from '../../src/ari/rest';
import { until } from '../support/until';
import { APPLICATION, OTHER_APPLICATION, refused, Session } from './operations/session';
import type { Call } from './operations/session';

for (const version of ['22', '16'] as const) {
  describe(`operations on channels of Asterisk ${version}`, function () {
    this.timeout(30_000);
    let session: Session;
    let ari: Requester;
    let call: Call;

    before(async () => {
      session = await Session.start(version);
      ari = session.ari;
    });
    beforeEach(async function () {
      session.forget();
      call = await (this.currentTest?.title.includes('unanswered') ? session.call() : session.answeredCall());
    });
    afterEach(async () => {
      for (const { id } of await channels.list(ari)) await channels.hangup(ari, id).catch(() => undefined);
    });
    after(async () => {
      const found = session.misfits();
      await session.stop();
      assert.deepEqual(found, [], 'events and answers are as declared');
    });

    /** Asterisk 16 sets variables a moment after it has said so. */
    const becomes = (name: string, value: string): Promise<unknown> =>
      until(async () => (await channels.getVariable(ari, call.channel, name)).value === value, {
        what: `${name} to be set`,
      });

    it('originate calls into the dialplan and into an application', async () => {
      const start = await session.heard('StasisStart', (event) => event.channel.id === call.channel);
      assert.deepEqual(start.args, ['first', 'second']);
      const made = await channels.originate(ari, {
        endpoint: 'Local/s@wait',
        app: APPLICATION,
        appArgs: 'one,two',
        callerId: 'Ada <12>',
        timeout: 5,
        channelId: 'my channel; 1/2%',
        variables: { COLOUR: 'a "quoted", red = ünï' },
      });
      assert.equal(made.id, 'my channel; 1/2%');
      const entered = await session.heard('StasisStart', (event) => event.channel.id === made.id);
      assert.deepEqual([entered.args, entered.channel.caller], [['one', 'two'], { name: 'Ada', number: '12' }]);
      const { value } = await channels.getVariable(ari, made.id, 'COLOUR');
      assert.equal(value, 'a "quoted", red = ünï');
      assert.ok((await channels.list(ari)).some(({ id }) => id === made.id));
    });

    it('originate reports what goes wrong', async () => {
      const into = { app: APPLICATION, endpoint: 'Local/s@wait' };
      await refused(channels.originate(ari, { ...into, endpoint: 'PJSIP/nobody' }), 500, /Allocation failed/);
      await refused(channels.originate(ari, { ...into, channelId: call.channel }), 409);
      await refused(channels.originate(ari, { ...into, endpoint: 'nowhere' }), 400);
    });

    it('create and dial reach the other side', async () => {
      const ids = { channelId: 'created', otherChannelId: 'created-2' };
      const made = await channels.create(ari, { ...ids, endpoint: 'Local/s@wait', app: APPLICATION, appArgs: 'x' });
      assert.equal(made.state, 'Down');
      await session.heard('StasisStart', (event) => event.channel.id === 'created');
      await channels.dial(ari, 'created', { timeout: 5 });
      await session.heard('Dial', (event) => event.peer.id === 'created' && event.dialstatus === 'ANSWER');
      assert.equal((await channels.get(ari, 'created')).state, 'Up');
      await refused(channels.dial(ari, call.listener), 409);
    });

    it('ring, progress and answer steer an unanswered call', async () => {
      assert.equal((await channels.get(ari, call.channel)).state, 'Ring');
      await channels.ring(ari, call.channel);
      await session.heard('Dial', (event) => event.dialstatus === 'RINGING');
      await channels.ringStop(ari, call.channel);
      if (version === '22') {
        await channels.progress(ari, call.channel);
        await session.heard('Dial', (event) => event.dialstatus === 'PROGRESS');
      }
      await channels.answer(ari, call.channel);
      await session.heard('ChannelStateChange', ({ channel }) => channel.id === call.channel && channel.state === 'Up');
    });

    it('hangup gives a named or a numbered reason', async () => {
      await channels.hangup(ari, call.channel, 'busy');
      assert.equal((await session.heard('ChannelDestroyed', (event) => event.channel.id === call.channel)).cause, 17);
      await refused(channels.hangup(ari, call.channel), 404);
      const other = await session.answeredCall();
      await refused(channels.hangup(ari, other.channel, 'nonsense' as 'busy'), 400);
      await channels.hangup(ari, other.channel, 3);
      const { cause } = await session.heard('ChannelDestroyed', (event) => event.channel.id === other.channel);
      assert.equal(cause, version === '22' ? 3 : 16, 'Asterisk 16 knows no numbers');
    });

    it('continueInDialplan goes on after Stasis, or elsewhere', async () => {
      await channels.continueInDialplan(ari, call.channel);
      await session.heard('StasisEnd', (event) => event.channel.id === call.channel);
      await session.heard('ChannelVarset', (event) => event.variable === 'STASIS_LEFT');
      await refused(channels.continueInDialplan(ari, call.channel), 409);
      const other = await session.answeredCall();
      await channels.continueInDialplan(ari, other.channel, { extension: 'elsewhere', label: 'here' });
      const { channel } = await session.heard(
        'ChannelDialplan',
        (event) => event.channel.id === other.channel && event.dialplan_app === 'Wait',
      );
      assert.deepEqual(
        [channel.dialplan.context, channel.dialplan.exten, channel.dialplan.priority],
        ['enter', 'elsewhere', 2],
      );
    });

    it('move hands over to another application', async () => {
      await channels.move(ari, call.channel, { app: OTHER_APPLICATION, appArgs: 'moved' });
      const start = await session.heard('StasisStart', (event) => event.application === OTHER_APPLICATION);
      assert.deepEqual([start.channel.id, start.args], [call.channel, ['moved']]);
      await channels.move(ari, call.channel, { app: 'nobody' });
      const failed = await session.heard('ApplicationMoveFailed');
      assert.deepEqual([failed.destination, failed.channel.id], ['nobody', call.channel]);
    });

    it('redirect refuses what cannot be', async () => {
      await refused(channels.redirect(ari, call.channel, 'PJSIP/1000'), 422);
      await refused(channels.redirect(ari, call.listener, 'Local/s@wait'), 409);
    });

    it('sendDtmf is received by the other side', async () => {
      await channels.sendDtmf(ari, call.channel, { dtmf: '1#', duration: 80, between: 40 });
      for (const digit of ['1', '#']) {
        await session.heard(
          'ChannelDtmfReceived',
          (event) => event.digit === digit && event.channel.id === call.listener,
        );
      }
      await refused(channels.sendDtmf(ari, call.channel, { dtmf: '' }), 400);
    });

    it('startMoh is heard by the other side until it is stopped', async () => {
      await channels.startMoh(ari, call.channel, 'default');
      await session.heard('ChannelTalkingStarted', (event) => event.channel.id === call.listener);
      await channels.stopMoh(ari, call.channel);
    });

    it('get and set variables, functions too', async () => {
      await channels.setVariable(ari, call.channel, { variable: 'A', value: 'x & y=z' });
      await becomes('A', 'x & y=z');
      await channels.setVariable(ari, call.channel, { variable: 'CALLERID(name)', value: 'Grace' });
      await session.heard('ChannelCallerId', (event) => event.channel.caller.name === 'Grace');
      await becomes('CALLERID(name)', 'Grace');
      await channels.setVariable(ari, call.channel, { variable: 'A' });
      await session.heard('ChannelVarset', (event) => event.variable === 'A' && event.value === '');
      await refused(channels.getVariable(ari, call.channel, 'A'), 404, /variable was not found/);
      await refused(channels.setVariable(ari, call.listener, { variable: 'A', value: '1' }), 409);
      assert.ok((await channels.getVariable(ari, call.listener, 'CHANNEL')).value.startsWith('Local/'));
    });

    it('several variables at once, reported with events', async () => {
      if (version === '16') return refused(channels.setVariables(ari, call.channel, { A: '1' }), 404);
      await channels.setVariables(ari, call.channel, { A: '1', B: { value: '2', report_events: true } });
      const { variables } = await channels.getVariables(ari, call.channel, ['A', 'B']);
      assert.deepEqual(variables, { A: '1', B: '2' });
      assert.deepEqual((await channels.get(ari, call.channel)).channelvars, { B: '2' });
    });

    it('snoop makes a channel that listens', async () => {
      const { id, name } = await channels.snoop(ari, call.listener, { app: APPLICATION, spy: 'in', snoopId: 'spy' });
      assert.equal(id, 'spy');
      assert.match(name, /^Snoop\//);
      await session.heard('StasisStart', (event) => event.channel.id === 'spy');
      await refused(channels.snoop(ari, call.listener, { app: APPLICATION }), 400);
    });

    it('externalMedia makes an RTP channel', async () => {
      const made = await channels.externalMedia(ari, {
        app: APPLICATION,
        format: 'ulaw',
        external_host: '127.0.0.1:9',
        channelId: 'outside',
        variables: { A: 'b' },
      });
      assert.match(made.name, /^UnicastRTP\/127\.0\.0\.1:9/);
      assert.equal((await channels.getVariable(ari, 'outside', 'A')).value, 'b');
      await session.heard('StasisStart', (event) => event.channel.id === 'outside');
    });

    it('rtpStatistics are not there for a channel without RTP', async () => {
      await refused(channels.rtpStatistics(ari, call.channel), 403);
    });

    it('transferProgress asks for a channel of ours', async () => {
      if (version === '16') return refused(channels.transferProgress(ari, call.channel, 'channel_progress'), 404);
      await refused(channels.transferProgress(ari, call.listener, 'channel_progress'), 409);
    });

    it('steer only what is there and ours', async () => {
      for (const operation of [channels.answer, channels.ring, channels.hold, channels.startMoh, channels.mute]) {
        await refused(operation(ari, 'nobody'), 404);
        await refused(operation(ari, call.listener), 409);
      }
    });
  });
}
