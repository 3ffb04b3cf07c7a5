import assert from 'node:assert/strict';
import * as channels from '../../src/ari/operations/channels';
import type { Channel } from '../../src/ari/resources';
import type { Call } from '../support/sip/call';
import { Phone } from '../support/sip/phone';
import { until } from '../support/until';
import { Calls } from './calls';
import { run } from './commanding';

describe('channels’ audio', () => {
  const calls = new Calls();

  describe('as a phone hears it', () => {
    let phone: Phone;
    let call: Call;
    let channel: Channel;

    before(async () => (phone = await Phone.register(calls.asterisk, '1000')));
    after(async () => phone.dispose());

    beforeEach(async () => {
      call = await phone.call('2000');
      ({ channel } = await calls.log.next('StasisStart'));
      await run('ari.channel.answer', calls.target(channel));
      await call.answered;
    });

    /** RTP packets that Asterisk sent to the phone so far. */
    const sent = async (): Promise<number> => (await channels.rtpStatistics(calls.server.rest, channel.id)).txcount;

    async function flows(): Promise<void> {
      const start = await sent();
      await until(async () => (await sent()) >= start + 5, { what: 'audio to the phone' });
    }

    /** Nothing is sent any more: two looks at 200 ms, ten packets' time, see the same. */
    async function rests(): Promise<void> {
      let before = -1;
      await until(
        async () => {
          const now = await sent();
          const same = now === before;
          before = now;
          return same;
        },
        { what: 'the audio to the phone to end', intervalMs: 200 },
      );
    }

    it('plays ringing and ends it', async () => {
      await rests();
      await run('ari.channel.ring', calls.target(channel));
      await flows();
      await run('ari.channel.ringStop', calls.target(channel));
      await rests();
    });

    it('plays music on hold and ends it', async () => {
      await run('ari.channel.moh', calls.target(channel), {});
      await flows();
      await run('ari.channel.mohStop', calls.target(channel));
      await rests();
    });

    it('plays the music of a class', async () => {
      await run('ari.channel.moh', calls.target(channel), { class: 'default' });
      await flows();
    });

    it('sends silence and ends it', async () => {
      await run('ari.channel.silence', calls.target(channel));
      await flows();
      await run('ari.channel.silenceStop', calls.target(channel));
      await rests();
    });

    it('puts on hold, which is music, and takes off hold', async () => {
      await run('ari.channel.hold', calls.target(channel));
      await flows();
      await run('ari.channel.unhold', calls.target(channel));
      await rests();
    });

    it('mutes what the phone hears, and unmutes it', async () => {
      await run('ari.channel.moh', calls.target(channel), {});
      await flows();
      await run('ari.channel.mute', calls.target(channel), { direction: 'out' });
      await rests();
      await run('ari.channel.unmute', calls.target(channel), { direction: 'out' });
      await flows();
    });

    it('mutes what the phone says, and unmutes it', async () => {
      const received = async (): Promise<number> =>
        (await channels.rtpStatistics(calls.server.rest, channel.id)).rxcount;
      const hasTalked = (): boolean => calls.log.events.some(({ event }) => event.type === 'ChannelTalkingStarted');
      await run('ari.channel.mute', calls.target(channel), { direction: 'in' });
      const talkDetect = { variable: 'TALK_DETECT(set)', value: '200,128' };
      await channels.setVariable(calls.server.rest, channel.id, talkDetect);
      const start = await received();
      await until(async () => (await received()) > start + 40, { what: '0.8 s of what the phone says' });
      assert.equal(hasTalked(), false);
      await run('ari.channel.unmute', calls.target(channel), { direction: 'in' });
      await until(hasTalked, { what: 'the phone to be heard again' });
    });
  });
});
