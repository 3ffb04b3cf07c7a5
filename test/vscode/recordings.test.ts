import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import * as bridges from '../../src/ari/operations/bridges';
import * as channels from '../../src/ari/operations/channels';
import * as playbacks from '../../src/ari/operations/playbacks';
import * as recordings from '../../src/ari/operations/recordings';
import type { LiveRecording, LiveRecordingState, Playback, StoredRecording } from '../../src/ari/resources';
import { until } from '../support/until';
import { MediaBench, isGone } from './media';
import { internals } from './support';

describe('recordings', () => {
  let bench: MediaBench;
  let channel: string;
  let folder: string;
  before(async function () {
    this.timeout(120_000);
    bench = await MediaBench.start();
    channel = await bench.channel();
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-recordings-'));
  });
  after(async () => {
    fs.rmSync(folder, { recursive: true, force: true });
    await bench.stop();
  });

  const record = (answers: object): Promise<LiveRecording> =>
    bench.run('ari.channel.record', bench.target('channel', channel), answers);
  const command = <T>(verb: string, name: string, answers: object = {}): Promise<T> =>
    bench.run<T>(`ari.recording.${verb}`, bench.target('recording', name), answers);
  const reaches = (name: string, state: LiveRecordingState): Promise<true> =>
    until(async () => (await recordings.getLive(bench.ari, name)).state === state, { what: `${name} to be ${state}` });
  const stored = (name: string): Promise<StoredRecording> =>
    until(() => recordings.getStored(bench.ari, name), { what: `${name} to be stored` });

  async function recorded(name: string): Promise<void> {
    await record({ name, maxDurationSeconds: 1 });
    await until(() => isGone(recordings.getLive(bench.ari, name)), { what: `the end of ${name}` });
    await stored(name);
  }

  it('records a channel until it is stopped; the file is on the server, with what was heard', async () => {
    const live = await record({ name: 'folder/first one', format: 'wav' });
    assert.equal(live.target_uri, `channel:${channel}`);
    await reaches(live.name, 'recording');
    await command('stop', live.name);
    assert.deepEqual(await stored(live.name), { name: 'folder/first one', format: 'wav' });
    await until(() => isGone(recordings.getLive(bench.ari, live.name)), { what: 'its end' });
  });

  it('names it after the channel and the time unless told', async () => {
    const { name, format } = await record({ maxSilenceSeconds: 0 });
    assert.match(name, /^Local-s-talk-[0-9a-f]+-1-\d{8}-\d{6}$/);
    assert.equal(format, 'wav');
    await reaches(name, 'recording');
    await command('stop', name);
    await stored(name);
  });

  it('ends by itself after the longest duration', async () => {
    const isIt = ({ recording }: { recording: LiveRecording }): boolean => recording.name === 'short';
    const { recording } = await bench.event('RecordingFinished', isIt, () =>
      record({ name: 'short', format: 'gsm', maxDurationSeconds: 1, beep: true }),
    );
    // Whole seconds, of which a busy machine adds one now and then; without an end it would go on.
    assert.ok((recording.duration ?? 0) >= 1, `${String(recording.duration)} s`);
    assert.equal(recording.state, 'done');
    assert.equal((await stored('short')).format, 'gsm');
  });

  it('pauses and resumes, and the model knows of it though no event tells', async () => {
    await record({ name: 'paused' });
    await reaches('paused', 'recording');
    const modelled = (): LiveRecordingState | undefined => bench.server.model?.recordings.get('paused')?.state;
    await command('pause', 'paused');
    await reaches('paused', 'paused');
    assert.equal(modelled(), 'paused');
    await command('resume', 'paused');
    await reaches('paused', 'recording');
    assert.equal(modelled(), 'recording');
    await command('stop', 'paused');
    await until(() => modelled() === undefined, { what: 'the model to forget it' });
  });

  it('mutes and unmutes: what is recorded meanwhile is silence', async function () {
    this.timeout(20_000);
    const isIt = ({ recording }: { recording: LiveRecording }): boolean => recording.name === 'muted';
    await record({ name: 'muted' });
    await reaches('muted', 'recording');
    await command('mute', 'muted');
    await command('unmute', 'muted');
    await command('mute', 'muted');
    await bench.event('RecordingFinished', isIt, async () => {
      const size = (): number => fs.statSync(path.join(bench.asterisk.folder, 'spool/recording/muted.wav')).size;
      const before = size();
      await until(() => size() > before + 8000, { what: 'half a second of silence in the file' });
      await command('stop', 'muted');
    });
    const { body } = await recordings.download(bench.ari, 'muted');
    const samples = new Int16Array(body.slice(44, body.length - (body.length % 2)).buffer);
    const tail = samples.slice(-3000);
    assert.ok(tail.length === 3000 && tail.every((sample) => Math.abs(sample) < 10), 'the tail is silent');
    await recorded('loud');
    const loud = (await recordings.download(bench.ari, 'loud')).body;
    assert.ok(
      new Int16Array(loud.slice(44, loud.length - (loud.length % 2)).buffer).some((sample) => Math.abs(sample) > 1000),
    );
  });

  it('throws a live one away', async () => {
    await record({ name: 'unwanted' });
    await reaches('unwanted', 'recording');
    await command('cancel', 'unwanted', { confirmed: true });
    await until(() => isGone(recordings.getLive(bench.ari, 'unwanted')), { what: 'its end' });
    assert.ok(await isGone(recordings.getStored(bench.ari, 'unwanted')));
  });

  it('records a bridge', async () => {
    const bridge = await bridges.create(bench.ari, { name: 'for recording' });
    const member = await bench.channel();
    await bridges.addChannel(bench.ari, bridge.id, { channel: [member] });
    const live = await bench.run<LiveRecording>('ari.bridge.record', bench.target('bridge', bridge.id), {});
    assert.equal(live.target_uri, `bridge:${bridge.id}`);
    assert.match(live.name, /^for-recording-\d{8}-\d{6}$/);
    await reaches(live.name, 'recording');
    await command('stop', live.name);
    await stored(live.name);
    await bridges.destroy(bench.ari, bridge.id);
  });

  it('does not record a channel that is in a bridge, which Asterisk would accept and then fail', async () => {
    const bridge = await bridges.create(bench.ari);
    const member = await bench.channel();
    await bridges.addChannel(bench.ari, bridge.id, { channel: [member] });
    await until(() => bench.server.model?.channels.get(member)?.bridgeId === bridge.id, {
      what: 'the model to follow',
    });
    const report = await bench.refused('ari.channel.record', bench.target('channel', member), { name: 'bridged' });
    assert.match(report.sentence, /in a bridge/);
    assert.ok(await isGone(recordings.getLive(bench.ari, 'bridged')));
    await bridges.destroy(bench.ari, bridge.id);
    await channels.hangup(bench.ari, member);
  });

  it('shows the server’s refusal when the name is taken, and what it means', async () => {
    await recorded('taken');
    const target = bench.target('channel', channel);
    const report = await bench.refused('ari.channel.record', target, { name: 'taken' });
    assert.match(report.sentence, /^There is a recording “taken” already/);
    await record({ name: 'taken', ifExists: 'overwrite', maxDurationSeconds: 1 });
    await until(() => isGone(recordings.getLive(bench.ari, 'taken')), { what: 'its end' });
    const unknown = await bench.refused('ari.channel.record', target, { name: 'x', format: 'nonsense' });
    assert.match(unknown.sentence, /no module for the format “nonsense”/);
    for (const name of ['../x', '', 'a/']) await bench.refused('ari.channel.record', target, { name });
    await bench.refused('ari.channel.record', target, { ifExists: 'whatever' });
  });

  it('says so when a live one is over', async () => {
    for (const verb of ['stop', 'pause', 'resume', 'mute', 'unmute']) {
      const report = await bench.refused(`ari.recording.${verb}`, bench.target('recording', 'over'));
      assert.match(report.sentence, /^The running recording “over” is not there/, verb);
    }
  });

  it('records with what the dialog proposes after three times Enter', async () => {
    const running = vscode.commands.executeCommand<LiveRecording>(
      'ari.channel.record',
      bench.target('channel', channel),
    );
    let live: LiveRecording | undefined;
    void running.then((result) => (live = result));
    await until(
      async () => {
        if (!live) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return live;
      },
      { what: 'the dialog to be answered', intervalMs: 100, timeoutMs: 10_000 },
    );
    const { name } = await running;
    await reaches(name, 'recording');
    await command('stop', name);
    await stored(name);
  });

  it('plays a stored one on a channel and in a bridge', async () => {
    await recorded('again');
    const on = bench.target('channel', channel);
    const heard = await command<Playback>('play', 'again', { on });
    assert.deepEqual([heard.media_uri, heard.target_uri], ['recording:again', `channel:${channel}`]);
    await until(() => isGone(playbacks.get(bench.ari, heard.id)), { what: 'its end' });
    const bridge = await bridges.create(bench.ari);
    const shared = await command<Playback>('play', 'again', { on: bench.target('bridge', bridge.id) });
    assert.equal(shared.target_uri, `bridge:${bridge.id}`);
    await bridges.destroy(bench.ari, bridge.id);
    const { workbench } = await internals();
    const told: string[] = [];
    const subscription = workbench.reporter.onReport(({ sentence }) => told.push(sentence));
    await vscode.commands.executeCommand('ari.recording.play', bench.target('recording', 'missing'), { on });
    subscription.dispose();
    assert.match(told[0] ?? '', /no recording “missing”/);
  });

  it('saves a stored one to disk, as it is on the server', async () => {
    await recorded('kept');
    const file = path.join(folder, 'kept.wav');
    await command('save', 'kept', { uri: vscode.Uri.file(file) });
    const saved = fs.readFileSync(file);
    assert.equal(saved.subarray(0, 4).toString(), 'RIFF');
    assert.ok(saved.length > 10_000, `a second of audio, not ${saved.length} bytes`);
    assert.ok(saved.equals(fs.readFileSync(path.join(bench.asterisk.folder, 'spool/recording/kept.wav'))));
    const report = await bench.refused('ari.recording.save', bench.target('recording', 'missing'), {
      uri: vscode.Uri.file(path.join(folder, 'missing.wav')).toString(),
    });
    assert.match(report.sentence, /^The recording “missing” is not on this server/);
    assert.ok(!fs.existsSync(path.join(folder, 'missing.wav')));
  });

  it('copies a stored one on the server, and deletes it there', async () => {
    await recorded('original');
    assert.equal((await command<StoredRecording>('copy', 'original', { name: 'deep/copy' })).name, 'deep/copy');
    await stored('deep/copy');
    const taken = await bench.refused('ari.recording.copy', bench.target('recording', 'original'), {
      name: 'deep/copy',
    });
    assert.match(taken.sentence, /^There is a recording “deep\/copy” already/);
    await command('delete', 'original', { confirmed: true });
    assert.ok(await isGone(recordings.getStored(bench.ari, 'original')));
    assert.ok(!fs.existsSync(path.join(bench.asterisk.folder, 'spool/recording/original.wav')));
    const gone = await bench.refused('ari.recording.delete', bench.target('recording', 'original'), {
      confirmed: true,
    });
    assert.match(gone.sentence, /not any more/);
  });
});
