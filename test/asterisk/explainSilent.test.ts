import assert from 'node:assert/strict';
import type { Disposable } from '../../src/ari/emitter';
import * as bridges from '../../src/ari/operations/bridges';
import * as channels from '../../src/ari/operations/channels';
import { RestClient } from '../../src/ari/rest';
import type { Exchange } from '../../src/ari/rest';
import { LiveServer } from '../../src/live/liveServer';
import type { Finding } from '../../src/live/watchdogs/finding';
import { watchForSilentFailures } from '../../src/live/watchdogs/watch';
import { until } from '../support/until';
import { APPLICATION, Scene } from './explain/scene';

for (const version of ['22', '16'] as const) {
  describe(`failures without an error on Asterisk ${version}`, function () {
    this.timeout(30_000);
    let scene: Scene;
    let findings: Finding[];
    let watch: Disposable;

    before(async () => (scene = await Scene.start(version)));
    after(() => scene.stop());
    beforeEach(() => {
      findings = [];
      watch = watchForSilentFailures(scene.watched, (finding) => findings.push(finding));
    });
    afterEach(async () => {
      watch.dispose();
      await scene.clear();
    });

    function found<K extends Finding['kind']>(kind: K): Promise<Extract<Finding, { kind: K }>> {
      const find = (): Extract<Finding, { kind: K }> | undefined =>
        findings.find((finding): finding is Extract<Finding, { kind: K }> => finding.kind === kind);
      return until(find, { what: `${kind} among ${JSON.stringify(findings)}`, timeoutMs: 6000 });
    }

    async function call(endpoint: string, more: object = { app: APPLICATION }): Promise<void> {
      await channels.originate(scene.ari, { endpoint, ...more } as channels.OriginateOptions);
    }

    for (const [media, why] of [
      ['recording:never-made', { why: 'noRecording' }],
      ['number:many', { why: 'problem', problem: 'number' }],
      ['song:hello', { why: 'problem', problem: 'scheme' }],
    ] as const) {
      it(`notice that ${media} is skipped, and that its playback is over`, async () => {
        const id = await scene.inStasis();
        const playback = await channels.play(scene.ari, id, { media: [media] });
        await until(() => scene.live.model.playbacks.has(playback.id), { what: 'the playback that has no end' });
        const { own, playback: told, ...rest } = await found('playbackSkipped');
        assert.ok(own);
        assert.equal(told.media_uri, media);
        assert.deepEqual(rest, { kind: 'playbackSkipped', ...why });
        assert.ok(!scene.live.model.playbacks.has(playback.id), 'the model knows, too');
      });
    }

    it('notice what is skipped in the middle of a list', async () => {
      const id = await scene.inStasis();
      await channels.play(scene.ari, id, { media: ['recording:never-made', 'sound:hello-world'] });
      const { playback } = await found('playbackSkipped');
      assert.equal(playback.media_uri, 'recording:never-made');
    });

    it('tell in which languages a sound is that could not be played', async () => {
      const id = await scene.inStasis();
      await channels.play(scene.ari, id, { media: ['sound:never-recorded'] });
      const { own, why, ...rest } = await found('playbackFailed');
      assert.ok(own && why === 'noSound');
      assert.deepEqual((rest as { languages: unknown }).languages, []);
      assert.equal((rest as { language: unknown }).language, 'en');
    });

    it('ask once after what may be skipped, and never after sounds', async () => {
      const id = await scene.inStasis();
      const asked: Exchange[] = [];
      const hearing = scene.live.rest.onExchange((exchange) => {
        if (exchange.target.startsWith('playbacks/')) asked.push(exchange);
      });
      const finished = scene.next('PlaybackFinished');
      await channels.play(scene.ari, id, { media: ['number:123'] });
      await finished;
      assert.equal(asked.length, 1, 'a number that is read for seconds');
      const sung = scene.next('PlaybackFinished');
      await channels.play(scene.ari, id, { media: ['sound:hello-world'] });
      await sung;
      assert.equal(asked.length, 1, 'and not the sound');
      assert.deepEqual(findings, []);
      hearing.dispose();
    });

    it('say no more than a few lines of what others do', async () => {
      const id = await scene.inStasis();
      const { url, user: username, password } = scene.asterisk;
      const other = new RestClient({ url, username, password });
      const asked: string[] = [];
      const hearing = scene.live.rest.onExchange(({ target }) => asked.push(target));
      let ended = 0;
      const ends = scene.live.onEvent(({ type }) => (ended += type === 'PlaybackFinished' ? 1 : 0));
      try {
        for (let index = 0; index < 12; index += 1) {
          await channels.play(other, id, { media: [`sound:missing-${index}`] });
        }
        await until(() => ended === 12 && findings.length === 5, { what: 'the first few', timeoutMs: 5000 });
        const over = scene.next('PlaybackFinished');
        await channels.play(other, id, { media: ['sound:hello-world'] });
        await over;
      } finally {
        other.dispose();
        hearing.dispose();
        ends.dispose();
      }
      assert.equal(findings.length, 5);
      assert.equal(asked.filter((target) => target.startsWith('sounds/')).length, 5);
    });

    it('notice playbacks of others, each medium once', async () => {
      const id = await scene.inStasis();
      const { url, user: username, password } = scene.asterisk;
      const other = new RestClient({ url, username, password });
      try {
        await channels.play(other, id, { media: ['sound:never-recorded'] });
        await channels.play(other, id, { media: ['sound:never-recorded'] });
        await channels.play(other, id, { media: ['sound:neither'] });
        await until(() => findings.length === 2, { what: 'two findings' });
      } finally {
        other.dispose();
      }
      const seen = findings.map((one) => one.kind === 'playbackFailed' && [one.own, one.playback.media_uri]).sort();
      assert.deepEqual(seen, [
        [false, 'sound:neither'],
        [false, 'sound:never-recorded'],
      ]);
    });

    it('notice a recording of ours that fails', async () => {
      const id = await scene.inStasis();
      const { id: bridge } = await bridges.create(scene.ari);
      await bridges.addChannel(scene.ari, bridge, { channel: [id] });
      await until(() => scene.live.model.channels.get(id)?.bridgeId === bridge, { what: 'the member' });
      await channels.record(scene.ari, id, { name: `in-bridge-${version}`, format: 'wav' });
      const { recording } = await found('recordingFailed');
      assert.equal(recording.name, `in-bridge-${version}`);
      await bridges.destroy(scene.ari, bridge);
    });

    it('notice that the extension that is called does not exist', async () => {
      await call('Local/nowhere@explain');
      const { why, call: made } = await found('callFailed');
      assert.equal(why, 'noExtension');
      assert.equal(made.endpoint, 'Local/nowhere@explain');
      assert.equal(made.application, APPLICATION);
    });

    it('notice that a call that was answered has nowhere to go', async () => {
      await call('Local/stay@explain/n', { context: 'explain', extension: 'nowhere' });
      assert.equal((await found('callFailed')).why, 'noTarget');
    });

    it('notice that nobody serves the application of a call', async () => {
      await call('Local/stay@explain/n', { app: 'not-served' });
      const failed = await found('callFailed');
      assert.ok(failed.why === 'nobodyServes' && failed.application === 'not-served');
      const { place, listed } = await found('nobodyServes');
      assert.deepEqual([place, listed], [undefined, false]);
    });

    for (const [extension, why] of [
      ['busy', 'busy'],
      ['reject', 'rejected'],
      ['ring', 'noAnswer'],
    ] as const) {
      it(`notice that a call came to nothing: ${why}`, async () => {
        await call(`Local/${extension}@explain/n`, { app: APPLICATION, timeout: 1 });
        assert.equal((await found('callFailed')).why, why);
      });
    }

    it('say nothing of a call that this window hung up, nor of one that arrived', async () => {
      const made = await channels.originate(scene.ari, { endpoint: 'Local/ring@explain/n', app: APPLICATION });
      const destroyed = scene.next('ChannelDestroyed', ({ channel }) => channel.id === made.id);
      await channels.hangup(scene.ari, made.id);
      await destroyed;
      const entered = scene.next('StasisStart');
      await call('Local/stay@explain/n');
      const { channel } = await entered;
      const ended = scene.next('ChannelDestroyed', (event) => event.channel.id === channel.id);
      // From behind the back of this window.
      await scene.asterisk.cli(`channel request hangup ${channel.name}`);
      await ended;
      await call('Local/nowhere@explain');
      const failed = await found('callFailed');
      assert.equal(failed.why, 'noExtension');
      assert.equal(findings.length, 1);
    });

    it('notice an application that nobody serves, with the line of the dialplan, once a minute', async () => {
      for (let calls = 0; calls < 2; calls += 1) {
        await call('Local/stay@explain/n', { context: 'explain', extension: 'nobody' });
      }
      const { application, listed, channel, place } = await found('nobodyServes');
      assert.equal(application, 'nobody-serves-it');
      assert.equal(listed, false);
      assert.match(channel.name ?? '', /^Local\/stay@explain/);
      assert.deepEqual([place?.context, place?.exten, place?.priority], ['explain', 'nobody', 2]);
      await until(() => scene.live.model.channels.size === 4, { what: 'both calls to go on' });
      assert.equal(findings.length, 1);
    });

    it('notice that a line which this window calls is served by nobody, each time', async () => {
      for (let calls = 1; calls <= 2; calls += 1) {
        await call('Local/nobody@explain/n');
        await until(() => findings.length === calls, { what: `finding ${calls}` });
        const { own, place } = await found('nobodyServes');
        assert.deepEqual([own, place?.exten], [true, 'nobody']);
      }
    });

    it('notice an application that is registered and not connected any more', async () => {
      const { url, user: username, password } = scene.asterisk;
      const account = { url, username, password };
      const other = new LiveServer({ ...account, application: 'nobody-serves-it', subscribeAll: false });
      await other.connect();
      const source = 'endpoint:PJSIP/1000';
      await other.rest.request({
        method: 'POST',
        path: 'applications/nobody-serves-it/subscription',
        query: { eventSource: source },
      });
      await other.disconnect();
      other.dispose();
      await call('Local/stay@explain/n', { context: 'explain', extension: 'nobody' });
      assert.equal((await found('nobodyServes')).listed, true);
    });
  });
}
