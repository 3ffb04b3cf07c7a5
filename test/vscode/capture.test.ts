import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';
import * as channels from '../../src/ari/operations/channels';
import { readCapture } from '../../src/live/capture/readCapture';
import type { CaptureLine } from '../../src/live/capture/readCapture';
import type { Server } from '../../src/workbench/servers/server';
import type { Events } from '../../src/workbench/events/registerEventStream';
import { Asterisk } from '../support/asterisk/asterisk';
import { until } from '../support/until';
import { outcomeOf, refusalOf, run } from './commanding';
import { connectTo, internals, removeServers } from './support';

const STORM_ROUNDS = 15_000;
const DIALPLAN = `
[storm]
exten => _X.,1,Set(I=0)
 same => n(loop),Set(I=$[\${I}+1])
 same => n,GotoIf($[\${I}<\${EXTEN}]?loop)
 same => n,Hangup()
`;

interface Begun {
  readonly uri: vscode.Uri;
  readonly entries: number;
  readonly files: number;
  readonly deleted: { readonly files: number; readonly entries: number };
}

describe('recording events to a file', () => {
  let asterisk: Asterisk;
  let server: Server;
  let events: Events;
  let folder: string;
  before(async () => {
    ({ events } = await internals());
    asterisk = await Asterisk.start({ dialplan: DIALPLAN });
    server = await connectTo(asterisk, { name: 'lab', application: 'captured' });
    await vscode.commands.executeCommand('ari.events.show');
  });
  after(async () => {
    await removeServers();
    await asterisk.stop();
  });
  beforeEach(() => void (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-capture-'))));
  afterEach(async () => {
    await vscode.commands.executeCommand('ari.events.stopRecording');
    fs.rmSync(folder, { recursive: true, force: true });
    const section = vscode.workspace.getConfiguration('ari.events.file');
    for (const name of ['maxSizeMB', 'keep']) await section.update(name, undefined, vscode.ConfigurationTarget.Global);
  });

  const begin = (name = 'events.jsonl'): Promise<Begun> =>
    run<Begun>('ari.events.record', undefined, { uri: vscode.Uri.file(path.join(folder, name)).toString() });
  const stop = (): Promise<Begun> => run<Begun>('ari.events.stopRecording');
  const recorded = async (name = 'events.jsonl'): Promise<CaptureLine[]> => {
    const lines: CaptureLine[] = [];
    for await (const line of readCapture(path.join(folder, name))) lines.push(line);
    return lines;
  };
  const statusItem = (): string | undefined => events.recordingItem.text;
  const shown = (): readonly string[] => {
    events.output.flush();
    const document = vscode.workspace.textDocuments.find(({ languageId }) => languageId === 'ari-events');
    return (document?.getText() ?? '').split('\n');
  };
  const call = async (): Promise<string> => {
    const { id } = await channels.originate(server.rest, { endpoint: 'Local/1@wait', app: 'captured' });
    await channels.hangup(server.rest, id);
    await until(() => server.model?.channels.size === 0, { what: 'the call to end' });
    return id;
  };
  const storm = async (): Promise<void> => {
    for (let n = 0; n < 4; n += 1)
      await asterisk.cli(`channel originate Local/${STORM_ROUNDS}@storm application Wait 99`);
    await until(() => server.model?.channels.size !== 0, { what: 'the storm to begin' });
    await until(() => server.model?.channels.size === 0, { what: 'the storm to end', timeoutMs: 60_000 });
  };

  it('has events, requests and notes, hidden ones too, and no password; the status bar says so meanwhile', async () => {
    assert.equal(statusItem(), undefined);
    const { uri } = await begin();
    assert.equal(uri.fsPath, path.join(folder, 'events.jsonl'));
    assert.match(statusItem() ?? '', /\$\(record\).*recorded/);
    const section = vscode.workspace.getConfiguration('ari.events');
    await section.update('hiddenTypes', ['ChannelCreated'], vscode.ConfigurationTarget.Global);
    const id = await call();
    await section.update('hiddenTypes', undefined, vscode.ConfigurationTarget.Global);
    const { entries, files } = await stop();
    assert.equal(statusItem(), undefined);
    const lines = await recorded();
    assert.equal(lines.length, entries + 1);
    assert.equal(files, 1);
    const head = lines[0]?.['capture'] as Record<string, unknown>;
    assert.deepEqual([head['tool'], head['servers'], head['part']], ['ARI Workbench', ['lab'], 1]);
    assert.match(String(head['version']), /^\d+\.\d+\.\d+/);
    const text = JSON.stringify(lines);
    assert.ok(text.includes('"type":"ChannelCreated"') && text.includes(id));
    assert.ok(lines.some(({ request }) => (request as { method?: string } | undefined)?.method === 'DELETE'));
    assert.ok(!text.replaceAll(asterisk.user, '').includes(asterisk.password));
    assert.ok(!text.includes(asterisk.authorization));
  });

  it('is opened from the message at its end, however large it is', async () => {
    const { result, sentences } = await informed('Open', async (before) => {
      const { uri } = await begin();
      await call();
      // Of more than 50 MB extensions get no text; a file is 100 MB large unless a setting says otherwise.
      before(() => fs.truncateSync(uri.fsPath, 60_000_000));
      await stop();
      return uri;
    });
    assert.match(sentences[0] ?? '', /^Recorded [\d,]+ entries to events\.jsonl\./);
    const tab = await until(() => tabs().find(({ label }) => label === path.basename(result.fsPath)), {
      what: 'the file to be open',
    });
    await vscode.window.tabGroups.close(tab);
  });

  it('goes on while the stream is paused, and is written within a second', async () => {
    await begin();
    await run('ari.events.pause').catch(() => undefined);
    try {
      const id = await call();
      await until(() => fs.readFileSync(path.join(folder, 'events.jsonl'), 'utf8').includes(id), { what: 'its lines' });
    } finally {
      await vscode.commands.executeCommand('ari.events.resume');
    }
  });

  it('is not begun twice, and replaces no file that a script names', async () => {
    fs.writeFileSync(path.join(folder, 'events.jsonl'), 'mine');
    const { uri } = await begin();
    assert.equal(path.basename(uri.fsPath), 'events.002.jsonl');
    assert.match(
      await refusalOf('ari.events.record', undefined, { uri }),
      /being recorded to .*events\.002\.jsonl already/,
    );
    await stop();
    assert.equal(fs.readFileSync(path.join(folder, 'events.jsonl'), 'utf8'), 'mine');
  });

  it('says why it cannot begin', async () => {
    const nowhere = vscode.Uri.file(path.join(folder, 'nowhere', 'events.jsonl')).toString();
    assert.match(await refusalOf('ari.events.record', undefined, { uri: nowhere }), /folder is not there/);
    const remote = 'vscode-remote://ssh/tmp/events.jsonl';
    assert.match(await refusalOf('ari.events.record', undefined, { uri: remote }), /files of this machine/);
    assert.equal(events.recording.current, undefined);
  });

  it('ends with an explanation when its folder vanishes, and nothing else suffers', async () => {
    await begin();
    const { workbench } = await internals();
    const sentences: string[] = [];
    const hearing = workbench.reporter.onReport(({ sentence }) => sentences.push(sentence));
    fs.rmSync(folder, { recursive: true });
    try {
      const failed = async (): Promise<boolean> => (await call(), sentences.length > 0);
      await until(failed, { what: 'the explanation', timeoutMs: 10_000 });
    } finally {
      hearing.dispose();
    }
    assert.match(sentences[0] ?? '', /Events are not recorded: .*folder is not there, or not any more/);
    assert.equal(events.recording.current, undefined);
    assert.equal(statusItem(), undefined);
    assert.equal(server.state.kind, 'connected');
    fs.mkdirSync(folder);
    await begin('again.jsonl');
    const id = await call();
    await stop();
    assert.ok(JSON.stringify(await recorded('again.jsonl')).includes(id));
  });

  it('grows over files as the settings say, while the stream shows what can be read and names the file', async function () {
    this.timeout(120_000);
    const section = vscode.workspace.getConfiguration('ari.events.file');
    await section.update('maxSizeMB', 10, vscode.ConfigurationTarget.Global);
    await section.update('keep', 2, vscode.ConfigurationTarget.Global);
    await outcomeOf('ari.events.clear');
    await begin();
    const delays = monitorEventLoopDelay({ resolution: 5 });
    delays.enable();
    const began = performance.now();
    const before = events.recording.current?.entries ?? 0;
    await storm();
    const seconds = (performance.now() - began) / 1000;
    delays.disable();
    const { result: ended, sentences } = await informed('Escape', stop);
    const { entries, files, deleted } = ended;
    const ms = (nanoseconds: number): string => (nanoseconds / 1e6).toFixed(1);
    console.log(
      `      ${Math.round((entries - before) / seconds)} events/s; event loop delay p50 ${ms(delays.percentile(50))} ms, ` +
        `p99 ${ms(delays.percentile(99))} ms, max ${ms(delays.max)} ms`,
    );
    assert.ok(files > 2, `${files} files`);
    const names = fs.readdirSync(folder);
    assert.equal(names.length, 2);
    let left = 0;
    for (const name of names)
      left += (await recorded(name)).filter((line) => !('capture' in line || 'lost' in line)).length;
    assert.deepEqual(deleted, { files: files - 2, entries: entries - left });
    assert.match(sentences.join(), /The oldest (file|\d+ files), with [\d,]+ entries, (was|were) deleted/);
    assert.ok(
      shown().every((line) => !line.includes('all are in') || /events(\.002)?\.jsonl/.test(line)),
      'not all is said to be where the beginning is deleted',
    );
    for (const name of names) assert.ok(fs.statSync(path.join(folder, name)).size <= 10_000_000);
    // The document is what VS Code has read so far.
    const page = await until(
      () => {
        const { lines, notShown } = readPage(shown());
        return lines + notShown >= entries - before && { lines, notShown };
      },
      { what: 'every line to be shown or counted' },
    );
    assert.ok(page.lines < 1_000 + 250 * (seconds + 2), `${page.lines} lines in ${seconds} s`);
  });

  it('has a gap line after a crash, as the stream has, with what came and went unseen', async function () {
    this.timeout(60_000);
    const gaps = shown().filter((text) => text.includes('no events from')).length;
    await begin();
    await asterisk.cli('channel originate Local/1@wait application Wait 60');
    await until(() => server.model?.channels.size === 2, { what: 'two channels' });
    await asterisk.kill('SIGKILL');
    await until(() => server.state.kind === 'reconnecting', { what: 'the loss to be noticed' });
    await asterisk.startAgain();
    await until(() => server.state.kind === 'connected', { what: 'to be back', timeoutMs: 30_000 });
    // A storm before may have left one of its own where the machine was too slow for it.
    const since = (): readonly string[] =>
      shown()
        .filter((text) => text.includes('no events from'))
        .slice(gaps);
    const line = await until(() => since()[0], { what: 'the gap line' });
    assert.match(
      line,
      /^\S+ — lab: no events from [\d:.]{12} to [\d:.]{12} \(.*\d s\): the connection was lost; meanwhile 2 channels ended —$/,
    );
    assert.ok(shown().some((text) => /lab: the connection was lost \(WebSocket code 1006\)/.test(text)));
    assert.ok(shown().some((text) => /lab: connected to http:\/\/127\.0\.0\.1:\d+ as captured\./.test(text)));
    await stop();
    const found = (await recorded()).filter((entry) => 'gap' in entry);
    assert.equal(found.length, 1);
    const gap = found[0]?.['gap'] as Record<string, number>;
    assert.deepEqual([gap['how'], gap['channelsCame'], gap['channelsWent']], ['closed', 0, 2]);
    assert.ok((gap['to'] ?? 0) > (gap['from'] ?? Infinity));
  });
});

const tabs = (): readonly vscode.Tab[] => vscode.window.tabGroups.all.flatMap(({ tabs: all }) => all);

/** Answers the messages that come meanwhile; `before` is given what to do before. */
async function informed<T>(
  answer: string,
  action: (before: (prepare: () => void) => void) => Promise<T>,
): Promise<{ result: T; sentences: readonly string[] }> {
  const window = vscode.window as { showInformationMessage: unknown };
  const original = window.showInformationMessage;
  const sentences: string[] = [];
  let prepare = (): void => undefined;
  window.showInformationMessage = (sentence: string): Promise<string> => {
    sentences.push(sentence);
    prepare();
    return Promise.resolve(answer);
  };
  try {
    return { result: await action((given) => (prepare = given)), sentences };
  } finally {
    window.showInformationMessage = original;
  }
}

/** How many lines of the stream there are, and how many more it tells of. */
function readPage(page: readonly string[]): { lines: number; notShown: number } {
  const told = page.flatMap(
    (line) =>
      /… ([\d,]+) lines not shown; (?:all are in events|events.*\.jsonl has the newest|“Save Events” has)/.exec(
        line,
      )?.[1] ?? [],
  );
  assert.ok(
    told.every((count) => /^\d{1,3}(,\d{3})*$/.test(count)),
    'grouped digits',
  );
  return {
    lines: page.filter((line) => /^\d\d:\d\d/.test(line)).length,
    notShown: told.reduce((sum, count) => sum + Number(count.replaceAll(',', '')), 0),
  };
}
