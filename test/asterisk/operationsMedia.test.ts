import assert from 'node:assert/strict';
import * as bridges from '../../src/ari/operations/bridges';
import * as channels from '../../src/ari/operations/channels';
import * as playbacks from '../../src/ari/operations/playbacks';
import * as recordings from '../../src/ari/operations/recordings';
import * as sounds from '../../src/ari/operations/sounds';
import type { PlaybackState } from '../../src/ari/resources';
import type { Requester } from '../../src/ari/rest';
import { until } from '../support/until';
import { refused, Session } from './operations/session';
import type { Call } from './operations/session';

for (const version of ['22', '16'] as const) {
  describe(`operations on bridges, playbacks, recordings and sounds of Asterisk ${version}`, function () {
    this.timeout(30_000);
    let session: Session;
    let ari: Requester;
    let call: Call;

    before(async () => {
      session = await Session.start(version);
      ari = session.ari;
    });
    beforeEach(async () => {
      session.forget();
      call = await session.answeredCall();
    });
    afterEach(async () => {
      for (const { id } of await bridges.list(ari)) await bridges.destroy(ari, id).catch(() => undefined);
      for (const { id } of await channels.list(ari)) await channels.hangup(ari, id).catch(() => undefined);
    });
    after(async () => {
      const found = session.misfits();
      await session.stop();
      assert.deepEqual(found, [], 'events and answers are as declared');
    });

    const played = (id: string, state: PlaybackState): Promise<unknown> =>
      until(async () => (await playbacks.get(ari, id)).state === state, { what: `${id} to be ${state}` });
    const members = async (id: string): Promise<readonly string[]> => (await bridges.get(ari, id)).channels;
    const holds = (id: string, channel: string, inside: boolean): Promise<unknown> =>
      until(async () => (await members(id)).includes(channel) === inside, { what: `${channel} to come or go` });

    it('play plays a list, each medium as it was given', async () => {
      const media = ['sound:beep', 'tone:350+440/100,0/100', 'digits:1'];
      const playback = await channels.play(ari, call.channel, { media, playbackId: 'list', lang: 'en', skipms: 200 });
      const { id, media_uri: first, next_media_uri: next, target_uri: target } = playback;
      assert.deepEqual([id, first, next, target], ['list', media[0], media[1], `channel:${call.channel}`]);
      await session.heard('PlaybackStarted');
      await session.heard('ChannelTalkingStarted', (event) => event.channel.id === call.listener);
      const { playback: then } = await session.heard('PlaybackContinuing');
      assert.deepEqual([then.media_uri, then.next_media_uri], media.slice(0, 2));
      await until(async () => (await playbacks.get(ari, 'list')).media_uri === media[1], {
        what: 'the tone to be heard',
      });
      await playbacks.stop(ari, 'list');
      const { playback: last } = await session.heard('PlaybackFinished');
      assert.deepEqual([last.id, last.state], ['list', 'done']);
    });

    it('a missing sound ends as failed', async () => {
      await channels.play(ari, call.channel, { media: ['sound:not-there'] });
      assert.equal((await session.heard('PlaybackFinished')).playback.state, 'failed');
    });

    it('control pauses, goes on, jumps and starts again', async () => {
      await channels.play(ari, call.channel, { media: ['sound:tt-monkeys'], playbackId: 'long' });
      await session.heard('PlaybackStarted');
      await playbacks.control(ari, 'long', 'pause');
      await played('long', 'paused');
      await playbacks.control(ari, 'long', 'unpause');
      await played('long', 'playing');
      for (const operation of ['forward', 'reverse', 'restart'] as const)
        await playbacks.control(ari, 'long', operation);
      await refused(playbacks.control(ari, 'long', 'sing' as 'pause'), 400);
      await playbacks.stop(ari, 'long');
      await session.heard('PlaybackFinished', (event) => event.playback.state === 'done');
      await refused(playbacks.get(ari, 'long'), 404);
      await refused(playbacks.stop(ari, 'long'), 404);
    });

    it('record pauses, mutes, stops; the file can be copied, fetched and deleted', async () => {
      const name = 'some folder/a recording';
      await channels.startMoh(ari, call.channel);
      const begun = await channels.record(ari, call.channel, { name, format: 'wav', terminateOn: '#' });
      assert.deepEqual([begun.name, begun.target_uri], [name, `channel:${call.channel}`]);
      await session.heard('RecordingStarted');
      await recordings.pause(ari, name);
      assert.equal((await recordings.getLive(ari, name)).state, 'paused');
      await recordings.unpause(ari, name);
      await recordings.mute(ari, name);
      await recordings.unmute(ari, name);
      assert.equal((await recordings.getLive(ari, name)).state, 'recording');
      await recordings.stop(ari, name);
      const { recording } = await session.heard('RecordingFinished');
      assert.deepEqual([recording.state, typeof recording.duration], ['done', 'number']);
      assert.equal((await recordings.getStored(ari, name)).format, 'wav');
      const { body, contentType } = await recordings.download(ari, name);
      assert.deepEqual([Buffer.from(body.subarray(0, 4)).toString(), contentType], ['RIFF', 'audio/wav']);
      await recordings.copyStored(ari, name, 'copy');
      await refused(recordings.copyStored(ari, name, 'copy'), 409);
      const names = (await recordings.listStored(ari)).map((stored) => stored.name);
      assert.deepEqual(names.sort(), ['copy', name]);
      for (const one of names) await recordings.deleteStored(ari, one);
      assert.deepEqual(await recordings.listStored(ari), []);
      await refused(recordings.getStored(ari, name), 404);
      await refused(recordings.getLive(ari, name), 404);
    });

    it('record ends by silence, and says how much of it there was', async () => {
      await channels.record(ari, call.channel, {
        name: 'quiet',
        format: 'wav',
        maxSilenceSeconds: 1,
        maxDurationSeconds: 5,
      });
      await session.heard('RecordingStarted');
      await recordings.stop(ari, 'quiet');
      const { recording } = await session.heard('RecordingFinished');
      assert.equal(typeof recording.silence_duration, 'number');
      await recordings.deleteStored(ari, 'quiet');
    });

    it('cancel throws a recording away', async () => {
      await channels.record(ari, call.channel, { name: 'gone', format: 'wav' });
      await session.heard('RecordingStarted');
      await recordings.cancel(ari, 'gone');
      const { recording } = await session.heard('RecordingFinished');
      assert.equal(recording.state, 'done', 'nothing but the missing file tells that it was cancelled');
      await refused(recordings.getStored(ari, 'gone'), 404);
    });

    it('record refuses what cannot be', async () => {
      await refused(channels.record(ari, call.channel, { name: 'x', format: 'nonsense' }), 422);
      await refused(channels.record(ari, call.channel, { name: '../x', format: 'wav' }), 500);
      await refused(channels.record(ari, call.channel, { name: 'x', format: 'wav', maxDurationSeconds: -1 }), 400);
    });

    it('bridges take channels in and let them out', async () => {
      const made = await bridges.create(ari, { type: ['mixing', 'dtmf_events'], bridgeId: 'room', name: 'A room' });
      const kind = [made.id, made.name, made.bridge_type, made.bridge_class, made.creator];
      assert.deepEqual(kind, ['room', 'A room', 'mixing', 'stasis', 'Stasis']);
      const other = await session.answeredCall();
      await bridges.addChannel(ari, 'room', { channel: [call.channel, other.channel], absorbDTMF: true });
      await holds('room', call.channel, true);
      await holds('room', other.channel, true);
      await session.heard('ChannelEnteredBridge', (event) => event.channel?.id === other.channel);
      await bridges.removeChannel(ari, 'room', [call.channel]);
      await holds('room', call.channel, false);
      await refused(bridges.removeChannel(ari, 'room', [call.channel]), 422);
      await refused(bridges.addChannel(ari, 'room', { channel: ['nobody'] }), 400);
      await refused(bridges.addChannel(ari, 'room', { channel: [call.listener] }), 422);
      await bridges.destroy(ari, 'room');
      await session.heard('BridgeDestroyed', (event) => event.bridge.id === 'room');
      await refused(bridges.get(ari, 'room'), 404);
      assert.deepEqual(await bridges.list(ari), []);
    });

    it('bridges play to all members, and record them', async () => {
      await bridges.create(ari, { bridgeId: 'stage' });
      await bridges.addChannel(ari, 'stage', { channel: [call.channel] });
      await holds('stage', call.channel, true);
      const announced = version === '22' ? { announcer_format: 'slin16' } : {};
      const playback = await bridges.play(ari, 'stage', {
        media: ['sound:tt-monkeys'],
        playbackId: 'aloud',
        ...announced,
      });
      assert.equal(playback.target_uri, 'bridge:stage');
      await session.heard('ChannelTalkingStarted', (event) => event.channel.id === call.listener);
      const recorded = version === '22' ? { recorder_format: 'slin16' } : {};
      await bridges.record(ari, 'stage', { name: 'mix', format: 'wav', ...recorded });
      const { recording } = await session.heard('RecordingStarted');
      assert.equal(recording.target_uri, 'bridge:stage');
      await recordings.stop(ari, 'mix');
      await session.heard('RecordingFinished');
      await recordings.deleteStored(ari, 'mix');
      await playbacks.stop(ari, 'aloud');
      await session.heard('PlaybackFinished');
      const members = async (): Promise<boolean> => (await bridges.get(ari, 'stage')).channels.length === 1;
      await until(members, { what: 'announcer and recorder to leave' });
    });

    it('music on hold is heard in a bridge until it is stopped', async () => {
      await bridges.create(ari, { bridgeId: 'lounge', type: ['holding'] });
      await bridges.addChannel(ari, 'lounge', { channel: [call.channel], role: 'announcer' });
      await holds('lounge', call.channel, true);
      assert.equal((await bridges.get(ari, 'lounge')).bridge_type, 'holding');
      await bridges.create(ari, { bridgeId: 'hall' });
      const other = await session.answeredCall();
      await bridges.addChannel(ari, 'hall', { channel: [other.channel] });
      await holds('hall', other.channel, true);
      await bridges.startMoh(ari, 'hall', 'default');
      await session.heard('ChannelTalkingStarted', (event) => event.channel.id === other.listener);
      await bridges.stopMoh(ari, 'hall');
      await refused(bridges.stopMoh(ari, 'hall'), 409);
    });

    it('a member is made the source of video', async () => {
      await bridges.create(ari, { bridgeId: 'cinema', type: ['mixing', 'video_single'] });
      const others = [await session.answeredCall(), await session.answeredCall()].map(({ channel }) => channel);
      await bridges.addChannel(ari, 'cinema', { channel: [call.channel, ...others] });
      for (const channel of [call.channel, ...others]) await holds('cinema', channel, true);
      await bridges.setVideoSource(ari, 'cinema', call.channel);
      const { bridge } = await session.heard('BridgeVideoSourceChanged');
      assert.deepEqual([bridge.video_mode, bridge.video_source_id], ['single', call.channel]);
      await bridges.clearVideoSource(ari, 'cinema');
      // What the server says of a bridge is only renewed when something else happens to it.
      await bridges.removeChannel(ari, 'cinema', others.slice(1));
      const cleared = async (): Promise<boolean> => (await bridges.get(ari, 'cinema')).video_mode === 'talker';
      await until(cleared, { what: 'the talker to be shown' });
      await refused(bridges.setVideoSource(ari, 'cinema', 'nobody'), 400);
    });

    it('bridges have variables', async () => {
      const { id } = await bridges.create(ari);
      if (version === '16') return refused(bridges.setVariable(ari, id, { variable: 'A', value: '1' }), 404);
      await bridges.setVariable(ari, id, { variable: 'A', value: '1', report_events: true });
      await bridges.setVariables(ari, id, { B: '2', C: { value: '3', report_events: true } });
      assert.deepEqual(await bridges.getVariable(ari, id, 'A'), { value: '1' });
      assert.deepEqual(await bridges.getVariables(ari, id, ['B', 'C']), { variables: { B: '2', C: '3' } });
      assert.deepEqual((await bridges.get(ari, id)).bridgevars, { A: '1', C: '3' });
      // Holds the reason why `create` takes no variables: when this is no longer refused, it can.
      const body = { variables: { D: { value: '4', report_events: true } } };
      await refused(ari.request({ method: 'POST', path: 'bridges', body }), 400, /must include string field/);
    });

    it('sounds are listed with languages and formats', async () => {
      const all = await sounds.list(ari, { lang: 'en', format: 'gsm' });
      assert.ok(all.length > 100);
      const { formats } = await sounds.get(ari, 'hello-world');
      assert.ok(formats.some(({ language, format }) => language === 'en' && format === 'gsm'));
      await refused(sounds.list(ari, { lang: 'xx' }), 404);
      await refused(sounds.get(ari, 'not-there'), 404);
    });
  });
}
