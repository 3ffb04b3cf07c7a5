import assert from 'node:assert/strict';
import * as channels from '../../src/ari/operations/channels';
import * as endpoints from '../../src/ari/operations/endpoints';
import type { Requester } from '../../src/ari/rest';
import type { Call } from '../support/sip/call';
import { Phone } from '../support/sip/phone';
import { until } from '../support/until';
import { Session } from './operations/session';

for (const version of ['22', '16'] as const) {
  describe(`operations on the channel of a SIP phone of Asterisk ${version}`, function () {
    this.timeout(60_000);
    let session: Session;
    let ari: Requester;
    let phone: Phone;
    let call: Call;
    /** The id of the phone's channel, in our application and not answered yet. */
    let id: string;

    before(async () => {
      session = await Session.start(version);
      ari = session.ari;
      phone = await Phone.register(session.asterisk, '1000');
    });
    beforeEach(async () => {
      session.forget();
      call = await phone.call('2000');
      id = (await session.heard('StasisStart')).channel.id;
    });
    afterEach(async () => {
      await channels.hangup(ari, id).catch(() => undefined);
      await call.ended;
    });
    after(async () => {
      const found = session.misfits();
      await phone.dispose();
      await session.stop();
      assert.deepEqual(found, [], 'events and answers are as declared');
    });

    it('media are sent while silence, music or hold lasts, and counted', async () => {
      await channels.answer(ari, id);
      await call.answered;
      await session.sends(id, false);
      await channels.startSilence(ari, id);
      await session.sends(id, true);
      await channels.stopSilence(ari, id);
      await session.sends(id, false);
      await channels.startMoh(ari, id);
      await session.sends(id, true);
      await channels.stopMoh(ari, id);
      await session.sends(id, false);
      await channels.hold(ari, id);
      await session.sends(id, true);
      await channels.unhold(ari, id);
      await session.sends(id, false);
      await until(async () => (await channels.rtpStatistics(ari, id)).rxcount > 10, { what: 'the voice of the phone' });
    });

    it('mute keeps what comes in from being heard', async () => {
      await channels.answer(ari, id);
      await call.answered;
      await channels.mute(ari, id, 'in');
      await channels.setVariable(ari, id, { variable: 'TALK_DETECT(set)', value: '' });
      const { rxcount } = await channels.rtpStatistics(ari, id);
      const packets = async (): Promise<boolean> => (await channels.rtpStatistics(ari, id)).rxcount > rxcount + 50;
      await until(packets, { what: 'a second of voice' });
      assert.ok(!session.events.some(({ type }) => type === 'ChannelTalkingStarted'));
      await channels.unmute(ari, id, 'in');
      await session.heard('ChannelTalkingStarted');
    });

    it('mute keeps what goes out from being sent', async () => {
      await channels.answer(ari, id);
      await channels.startMoh(ari, id);
      await session.sends(id, true);
      await channels.mute(ari, id, 'out');
      await session.sends(id, false);
      await channels.unmute(ari, id, 'out');
      await session.sends(id, true);
    });

    it('redirect sends the phone elsewhere', async () => {
      await session.asterisk.cli('pjsip set logger on');
      await channels.redirect(ari, id, 'PJSIP/sip:4711@127.0.0.1');
      await call.ended;
      await until(async () => /302 Moved[^]*Contact: *<?sip:4711@127\.0\.0\.1/.test(await session.asterisk.log()), {
        what: 'a 302 with the new address',
      });
    });

    it('messages and referrals reach the phone', async () => {
      await session.asterisk.cli('pjsip set logger on');
      const sent = (pattern: RegExp): Promise<unknown> =>
        until(async () => pattern.test(await session.asterisk.log()), { what: `${pattern} to be sent` });
      const message = { from: 'sip:1001@example.org', body: 'hello, phone', variables: { 'X-Colour': 'red' } };
      await endpoints.sendMessageTo(ari, 'PJSIP', '1000', message);
      await sent(/MESSAGE sip:1000@[^]*X-Colour: red[^]*hello, phone/);
      await endpoints.sendMessage(ari, { ...message, to: 'pjsip:1000', body: 'hello again' });
      await sent(/hello again/);
      if (version === '16') return;
      const refer = { from: 'sip:1001@example.org', refer_to: 'sip:4712@example.org' };
      await endpoints.referEndpoint(ari, 'PJSIP', '1000', refer);
      await sent(/REFER sip:1000@[^]*Refer-To: *<?sip:4712@example\.org/);
      await endpoints.refer(ari, { ...refer, to: 'pjsip:1000', refer_to: 'sip:4713@example.org' });
      await sent(/Refer-To: *<?sip:4713@example\.org/);
    });

    it('the endpoint is online and has the channel', async () => {
      const { state, channel_ids: ids } = await endpoints.get(ari, 'PJSIP', '1000');
      assert.deepEqual([state, ids], ['online', [id]]);
      assert.ok((await endpoints.list(ari)).some(({ resource, state }) => resource === '1001' && state === 'offline'));
    });
  });
}
