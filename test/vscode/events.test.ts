import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import * as channels from '../../src/ari/operations/channels';
import type { Channel } from '../../src/ari/resources';
import type { Events } from '../../src/workbench/events/registerEventStream';
import { until } from '../support/until';
import { Calls } from './calls';
import { outcomeOf, refusalOf, run, targetOf } from './commanding';
import { connectTo, internals } from './support';

const LANGUAGE = 'ari-events';

/** Lines of the output as VS Code has it. */
function outputDocument(): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(({ languageId }) => languageId === LANGUAGE);
}

describe('events', () => {
  const calls = new Calls();
  let events: Events;

  const lines = (): readonly string[] => {
    events.output.flush();
    return (outputDocument()?.getText() ?? '').split('\n').filter(Boolean);
  };
  /** Waits for a line that has all of these. */
  const line = (...parts: readonly string[]): Promise<string> =>
    until(() => lines().find((text) => parts.every((part) => text.includes(part))), {
      what: `a line with ${parts.join(', ')}, among:\n${lines().slice(-20).join('\n')}`,
    });
  const command = (verb: string, ...args: readonly unknown[]): Promise<{ value: unknown }> =>
    outcomeOf(`ari.events.${verb}`, ...args);
  const setVariable = async (channel: Channel, variable: string, value: string): Promise<unknown> => {
    await channels.setVariable(calls.server.rest, channel.id, { variable, value });
    return calls.log.next('ChannelVarset', (event) => event.variable === variable && event.value === value);
  };

  before(async () => {
    ({ events } = await internals());
    await vscode.commands.executeCommand('ari.events.show');
    await until(outputDocument, { what: 'the output document' });
  });
  beforeEach(() => command('clear'));
  afterEach(async () => {
    await command('resume');
    await command('allChannels');
    const section = vscode.workspace.getConfiguration('ari.events');
    for (const name of ['hiddenTypes', 'detail', 'historySize']) {
      await section.update(name, undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('of a call are in the output, with our own requests among them', async () => {
    const channel = await calls.inStasis();
    assert.ok((await line('StasisStart', channel.id)).includes(channel.name));
    assert.match(await line('POST channels'), /→ POST channels.* 200 .*ms/);
    await channels.hangup(calls.server.rest, channel.id);
    await line('ChannelDestroyed', channel.id);
  });

  it('and a refused request with what the server said', async () => {
    await assert.rejects(channels.answer(calls.server.rest, 'no-such'));
    assert.match(await line('POST channels/no-such/answer'), /404.*Channel not found/);
  });

  it('have links that reveal their channel in the tree', async () => {
    const channel = await calls.inStasis();
    await line('StasisStart', channel.id);
    const document = outputDocument();
    assert.ok(document);
    const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
      1_000,
    );
    const link = found.find(
      ({ range, target }) => target?.scheme === 'command' && document.getText(range).includes(channel.id),
    );
    assert.ok(link?.target, 'a link on the channel’s id');
    assert.equal(link.target.path, 'ari.explorer.reveal');
    const args = JSON.parse(link.target.query) as unknown[];
    assert.deepEqual(args, [targetOf(calls.server, 'channel', channel.id)]);
    // The tree draws what is new a moment later.
    const reveal = (): Promise<unknown> => run('ari.explorer.reveal', ...args);
    assert.deepEqual(await until(reveal, { what: 'the channel in the tree' }), args[0]);
  });

  it('have links on the channels of requests too', async () => {
    const channel = await calls.inStasis();
    await channels.hold(calls.server.rest, channel.id);
    const text = await line(`→ POST channels/${channel.id}/hold`);
    const document = outputDocument();
    assert.ok(document);
    // The stream goes on meanwhile: only an answer about the text as it stands tells where its links are.
    const link = await until(
      async () => {
        const { version } = document;
        const number = document.getText().split('\n').indexOf(text);
        const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
          'vscode.executeLinkProvider',
          document.uri,
          1_000,
        );
        return version === document.version && links.find(({ range }) => range.start.line === number);
      },
      { what: 'a link in the line of the request' },
    );
    assert.equal(document.getText(link.range), channel.id);
    assert.equal(link.target?.path, 'ari.explorer.reveal');
  });

  it('of hidden types are not shown, and come back', async () => {
    const channel = await calls.inStasis();
    await setVariable(channel, 'SEEN', 'first');
    await line('ChannelVarset', 'SEEN');
    await command('hideTypes', undefined, { types: ['ChannelVarset', 'Requests'] });
    assert.deepEqual(vscode.workspace.getConfiguration('ari.events').get('hiddenTypes'), ['ChannelVarset', 'Requests']);
    await until(() => !lines().some((text) => text.includes('ChannelVarset')), { what: 'the type to be hidden' });
    assert.ok(!lines().some((text) => text.includes('→ POST')));
    await line('StasisStart', channel.id);
    await command('hideTypes', undefined, { types: [] });
    await line('ChannelVarset', 'SEEN');
    await line('→ POST');
  });

  it('of one channel and its other half can be shown alone', async () => {
    const channel = await calls.inStasis();
    const half = await calls.otherThan(channel);
    const stranger = await calls.inStasis();
    await line('StasisStart', stranger.id);
    assert.equal(await run('ari.events.onlyChannel', calls.target(channel)), channel.id);
    await until(() => !lines().some((text) => text.includes(stranger.id)), { what: 'the other channel to go' });
    await line('only', channel.name);
    await line(half.id);
    await setVariable(stranger, 'STRANGE', '1');
    await setVariable(channel, 'OWN', '1');
    await line('ChannelVarset', 'OWN');
    assert.ok(!lines().some((text) => text.includes('STRANGE')));
    await command('allChannels');
    await line('ChannelVarset', 'STRANGE');
  });

  it('cannot be limited to a channel when there is none', async () => {
    assert.match(await refusalOf('ari.events.onlyChannel'), /no channel now/);
  });

  it('wait while the stream is paused, and none is lost', async () => {
    const channel = await calls.inStasis();
    await line('StasisStart', channel.id);
    await command('pause');
    await line('paused');
    for (let n = 0; n < 50; n += 1) await setVariable(channel, 'WHILE', `p${n}`);
    assert.ok(!lines().some((text) => text.includes('WHILE')));
    await command('resume');
    await line('ChannelVarset', 'WHILE', 'p49');
    const told = lines().filter((text) => text.includes('ChannelVarset') && text.includes('WHILE'));
    assert.deepEqual(
      told.map((text) => /p\d+/.exec(text)?.[0]),
      [...Array(50).keys()].map((n) => `p${n}`),
      lines().slice(-80).join('\n'),
    );
  });

  it('have their JSON below when asked to', async () => {
    const channel = await calls.inStasis();
    await setVariable(channel, 'HOSTILE', 'a\u001b[31mb\u202ec');
    await line('ChannelVarset', 'HOSTILE');
    assert.equal((await command('toggleDetail')).value, 'json');
    const text = await line('"value": "a');
    assert.doesNotMatch(text, /[\u001b\u202e]/);
    assert.equal((await command('toggleDetail', undefined, { detail: 'line' })).value, 'line');
    await until(() => !lines().some((shown) => shown.includes('"value"')), { what: 'the JSON to go' });
  });

  it('name their server when there are several', async () => {
    const second = await connectTo(calls.asterisk, { name: 'second-server', application: 'second' });
    await calls.inStasis();
    await line('second-server', 'ChannelCreated');
    await second.disconnect();
  });

  it('tell when a connection begins and ends', async () => {
    const second = await connectTo(calls.asterisk, { name: 'noted', application: 'noted' });
    await line(`noted: connected to ${calls.asterisk.url} as noted`);
    await second.disconnect();
    await line('noted: disconnected');
  });

  it('are saved as JSON lines, as they were received', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-events-'));
    try {
      const channel = await calls.inStasis();
      await setVariable(channel, 'SAVED', 'a\u001b[31mb');
      await command('hideTypes', undefined, { types: ['ChannelVarset'] });
      const uri = vscode.Uri.file(path.join(folder, 'events.jsonl'));
      const saved = await run<{ entries: number }>('ari.events.save', undefined, { uri: uri.toString() });
      const text = fs.readFileSync(uri.fsPath, 'utf8');
      const entries = text
        .trimEnd()
        .split('\n')
        .map((entry) => JSON.parse(entry) as Record<string, Record<string, unknown>>);
      assert.equal(entries.length, saved.entries);
      assert.ok(entries.some(({ event }) => event?.['variable'] === 'SAVED' && event['value'] === 'a\u001b[31mb'));
      assert.ok(
        entries.some(({ request, response }) => request?.['method'] === 'POST' && response?.['status'] === 200),
      );
      for (const { server, received } of entries) {
        assert.equal(server, calls.server.name);
        assert.equal(typeof received, 'number');
      }
      assert.ok(!text.includes(calls.asterisk.password));
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});
