import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import * as bridges from '../../src/ari/operations/bridges';
import * as channels from '../../src/ari/operations/channels';
import * as playbacks from '../../src/ari/operations/playbacks';
import type { Playback, PlaybackState } from '../../src/ari/resources';
import { until } from '../support/until';
import { MediaBench, isGone, statusOf } from './media';
import { internals } from './support';

describe('playbacks', () => {
  let bench: MediaBench;
  let channel: string;
  before(async function () {
    this.timeout(120_000);
    bench = await MediaBench.start();
    channel = await bench.channel('Local/s@wait');
  });
  after(() => bench.stop());

  const play = (answers: object): Promise<Playback> =>
    bench.run('ari.channel.play', bench.target('channel', channel), answers);
  const control = (verb: string, { id }: Playback): Promise<unknown> =>
    bench.run(`ari.playback.${verb}`, bench.target('playback', id));
  const reaches = ({ id }: Playback, state: PlaybackState): Promise<true> =>
    until(async () => (await playbacks.get(bench.ari, id)).state === state, { what: `the playback to be ${state}` });

  async function playing(media = 'tone:ring'): Promise<Playback> {
    const playback = await play({ media });
    await reaches(playback, 'playing');
    return playback;
  }

  async function end(playback: Playback): Promise<void> {
    await control('stop', playback);
    await until(() => isGone(playbacks.get(bench.ari, playback.id)), { what: 'the playback to be gone' });
  }

  it('plays a sound on a channel, which begins and ends on the server', async () => {
    const ours = ({ playback }: { playback: Playback }): boolean => playback.target_uri === `channel:${channel}`;
    const finished = await bench.event('PlaybackFinished', ours, () => play({ media: 'sound:hello-world' }));
    assert.equal(finished.playback.media_uri, 'sound:hello-world');
    assert.equal(finished.playback.state, 'done');
    await until(() => isGone(playbacks.get(bench.ari, finished.playback.id)), { what: 'the server to forget it' });
  });

  for (const media of ['digits:12', 'number:7', 'characters:ab']) {
    it(`plays ${media} to its end`, async function () {
      this.timeout(20_000);
      const playback = await play({ media });
      await until(() => isGone(playbacks.get(bench.ari, playback.id)), { what: 'its end', timeoutMs: 15_000 });
    });
  }

  it('plays a list in its order, commas and all; stopping it stops the rest, tones too', async () => {
    const playback = await play({ media: ['tone:350+440/50,0/50', 'tone:ring', 'tone:busy'], lang: 'en' });
    assert.equal(playback.media_uri, 'tone:350+440/50,0/50');
    assert.equal(playback.next_media_uri, 'tone:ring');
    assert.equal(playback.language, 'en');
    await reaches(playback, 'playing');
    await end(playback);
  });

  it('plays in a bridge, by a channel of Asterisk’s own', async () => {
    const bridge = await bridges.create(bench.ari);
    await bridges.addChannel(bench.ari, bridge.id, { channel: [channel] });
    const playback = await bench.run<Playback>('ari.bridge.play', bench.target('bridge', bridge.id), {
      media: 'tone:busy',
    });
    assert.equal(playback.target_uri, `bridge:${bridge.id}`);
    await reaches(playback, 'playing');
    await end(playback);
    await bridges.destroy(bench.ari, bridge.id);
  });

  it('pauses and resumes, and the model knows of it though no event tells', async () => {
    const playback = await playing();
    const modelled = (): PlaybackState | undefined => bench.server.model?.playbacks.get(playback.id)?.state;
    await control('pause', playback);
    await reaches(playback, 'paused');
    assert.equal(modelled(), 'paused');
    await control('resume', playback);
    await reaches(playback, 'playing');
    await until(() => modelled() === 'playing', { what: 'the model to follow' });
    await end(playback);
    await until(() => modelled() === undefined, { what: 'the model to forget it' });
  });

  describe('of a long sound, three seconds before its end', () => {
    const media = 'sound:demo-nogo';
    let lengthMs: number;
    before(() => {
      // GSM is 33 bytes for 20 ms.
      const file = path.join(bench.asterisk.installation.data, 'sounds/en/demo-nogo.gsm');
      lengthMs = (fs.statSync(file).size / 33) * 20;
      assert.ok(lengthMs > 10_000, `${media} lasts ${lengthMs} ms`);
    });

    async function nearItsEnd(verb: string, answers: object): Promise<{ endedAfterMs: number }> {
      const id = await bench.channel('Local/s@wait');
      const isIt = ({ playback }: { playback: Playback }): boolean => playback.target_uri === `channel:${id}`;
      let begun = 0;
      await bench.event('PlaybackFinished', isIt, async () => {
        const playback = await bench.run<Playback>('ari.channel.play', bench.target('channel', id), {
          media,
          ...answers,
        });
        await reaches(playback, 'playing');
        begun = performance.now();
        await control(verb, playback);
        const patience = { what: 'its end', timeoutMs: 25_000 };
        await until(() => isGone(playbacks.get(bench.ari, playback.id)), patience);
      });
      return { endedAfterMs: performance.now() - begun };
    }

    it('skips back, skips forward and restarts', async function () {
      this.timeout(60_000);
      const [forward, backward] = await Promise.all([
        nearItsEnd('forward', { skipms: Math.round(lengthMs - 3000) }),
        nearItsEnd('backward', { offsetms: Math.round(lengthMs - 3000), skipms: 5000 }),
      ]);
      assert.ok(forward.endedAfterMs < 6000, `forward: ended after ${forward.endedAfterMs} ms, of ${lengthMs}`);
      assert.ok(backward.endedAfterMs > 6000, `back: ended after ${backward.endedAfterMs} ms`);
      const { endedAfterMs } = await nearItsEnd('restart', { offsetms: Math.round(lengthMs - 3000) });
      assert.ok(endedAfterMs > 6000, `restart: ended after ${endedAfterMs} ms`);
    });
  });

  it('tells why digits cannot be paused', async () => {
    const playback = await playing('digits:123456');
    const report = await bench.refused('ari.playback.pause', bench.target('playback', playback.id));
    assert.match(report.sentence, /cannot be controlled \(digits:123456\): only sounds, recordings and tones/);
    await until(() => isGone(playbacks.get(bench.ari, playback.id)), { what: 'its end', timeoutMs: 15_000 });
  });

  it('says so when the playback is over, and the model lets go of it', async () => {
    const report = await bench.refused('ari.playback.stop', bench.target('playback', 'no-such'));
    assert.match(report.sentence, /^The playback “no-such” is not there/);
  });

  it('shows the server’s refusal for a channel that no application has', async () => {
    const plain = await bench.plainChannel();
    const report = await bench.refused('ari.channel.play', bench.target('channel', plain), { media: 'tone:ring' });
    assert.equal(statusOf(report.error), 409);
    assert.match(report.sentence, /is in no Stasis application/);
  });

  for (const media of [
    'number:abc',
    'foo:bar',
    'hello-world',
    'digits:x',
    'sound:ftp://x/y',
    'recording:nowhere',
    '',
  ]) {
    it(`does not send “${media}”, which would never end`, async () => {
      const posts: string[] = [];
      const subscription = bench.server.onExchange(({ method, target }) => method === 'POST' && posts.push(target));
      await bench.refused('ari.channel.play', bench.target('channel', channel), { media });
      subscription.dispose();
      assert.deepEqual(posts, []);
    });
  }

  it('does not take an answer of the wrong shape', async () => {
    const report = await bench.refused('ari.channel.play', bench.target('channel', channel), { media: [1] });
    assert.match(report.sentence, /“media”/);
  });

  it('tells when a sound turns out not to be there, but not when the call ended meanwhile', async () => {
    const { workbench } = await internals();
    const told: string[] = [];
    const subscription = workbench.reporter.onReport(({ sentence }) => told.push(sentence));
    const brief = await bench.channel('Local/s@wait');
    const start = (id: string, media: string): Thenable<unknown> =>
      vscode.commands.executeCommand('ari.channel.play', bench.target('channel', id), { media });
    await start(brief, 'tone:busy');
    await channels.hangup(bench.ari, brief);
    await start(channel, 'sound:no-such-sound');
    await until(() => told.length > 0, { what: 'the message' });
    subscription.dispose();
    assert.deepEqual(told, [
      '“sound:no-such-sound” was not played. The server has no sound of that name, in any language.',
    ]);
  });

  it('offers what was played last first: Enter plays it again', async () => {
    await end(await play({ media: 'tone:congestion' }));
    const again = vscode.commands.executeCommand<Playback>('ari.channel.play', bench.target('channel', channel));
    let playback: Playback | undefined;
    void again.then((result) => (playback = result));
    await until(
      async () => {
        if (!playback) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return playback;
      },
      { what: 'the picker to be answered', intervalMs: 100, timeoutMs: 10_000 },
    );
    assert.equal(playback?.media_uri, 'tone:congestion');
    await end(await again);
  });

  it('is refused on a server that is marked read-only', async () => {
    const setting = vscode.workspace.getConfiguration('ari');
    const servers = setting.get<readonly object[]>('servers') ?? [];
    const mark = (readOnly: boolean): Thenable<void> =>
      setting.update(
        'servers',
        servers.map((server) => ({ ...server, readOnly })),
        vscode.ConfigurationTarget.Global,
      );
    await mark(true);
    await until(() => bench.server.profile.readOnly, { what: 'the mark' });
    const report = await bench.refused('ari.channel.play', bench.target('channel', channel), { media: 'tone:ring' });
    assert.match(report.sentence, /read-only/);
    await mark(false);
    await until(() => !bench.server.profile.readOnly, { what: 'the mark to go' });
  });
});
