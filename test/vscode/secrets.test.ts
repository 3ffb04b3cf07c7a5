import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import * as channels from '../../src/ari/operations/channels';
import type { Server } from '../../src/workbench/servers/server';
import { Asterisk } from '../support/asterisk/asterisk';
import { Tap } from '../support/tap';
import { until } from '../support/until';
import { outcomeOf, run, targetOf } from './commanding';
import { internals, removeServers } from './support';

const USER = 'keeper';
const PASSWORD = 'S3cr3t+/@:#%é-9f1c7b';
const WRONG = 'Wr0ng+/@:#%é-47aa02';

/** Every shape in which a password could lie about. */
function shapesOf(password: string): readonly string[] {
  const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
  return [
    password,
    encodeURIComponent(password),
    encodeURI(password),
    new URLSearchParams({ password }).toString().slice('password='.length),
    JSON.stringify(password).slice(1, -1),
    bytes(password).replace(/=+$/, ''),
    bytes(`${USER}:${password}`).replace(/=+$/, ''),
    Buffer.from(password, 'utf8').toString('latin1'),
    Buffer.from(password, 'utf8').toString('hex'),
  ];
}

const SHAPES = [PASSWORD, WRONG].flatMap(shapesOf);

/** The shapes of our passwords that a text holds. */
function leaksIn(text: string): readonly string[] {
  return SHAPES.filter((shape) => text.includes(shape));
}

/** Files below a folder that hold a password; their text is read as UTF-8 and as bytes. */
function leakingFiles(folder: string): readonly string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = fs.readFileSync(file);
      return leaksIn(bytes.toString('utf8')).length + leaksIn(bytes.toString('latin1')).length > 0;
    });
}

describe('a password', () => {
  let asterisk: Asterisk;
  let tap: Tap;
  let folder: string;
  let saved: string;
  const told: string[] = [];
  const shown: string[] = [];

  before(async function () {
    this.timeout(60_000);
    asterisk = await Asterisk.start({
      files: {
        'ari.conf': `[general]\nenabled = yes\n[${USER}]\ntype = user\npassword = ${PASSWORD.replace(';', '\\;')}\n`,
      },
    });
    tap = await Tap.start(asterisk.port);
    folder = fs.mkdtempSync(path.join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, 'secrets-'));
    saved = path.join(os.tmpdir(), `ari-workbench-saved-${process.pid}.jsonl`);
    await wholeSession();
  });
  after(async () => {
    await removeServers();
    await tap.stop();
    await asterisk.stop();
    fs.rmSync(folder, { recursive: true, force: true });
    fs.rmSync(saved, { force: true });
  });

  /** What somebody does in a day, mistakes included. */
  async function wholeSession(): Promise<void> {
    const { workbench, events } = await internals();
    workbench.reporter.onReport(({ sentence }) => told.push(sentence));
    const conf = vscode.Uri.file(path.join(folder, 'ari.conf'));
    fs.writeFileSync(conf.fsPath, `[general]\nenabled = yes\n[${USER}]\ntype = user\npassword = ${PASSWORD}\n`);
    fs.writeFileSync(
      path.join(folder, 'http.conf'),
      `[general]\nenabled = yes\nbindaddr = 127.0.0.1\nbindport = ${tap.port}\n`,
    );
    await vscode.commands.executeCommand('ari.server.import', conf);
    fs.rmSync(conf.fsPath);
    const [server] = workbench.registry.servers;
    assert.ok(server?.isConnected, 'the import connects');
    events.output.show();
    await vscode.workspace.getConfiguration('ari').update('events.detail', 'json', vscode.ConfigurationTarget.Global);
    await work(server);
    await mistakes(server);
    events.output.flush();
    await run('ari.events.save', undefined, { uri: vscode.Uri.file(saved).toString() });
    await vscode.workspace
      .getConfiguration('ari')
      .update('events.detail', undefined, vscode.ConfigurationTarget.Global);
  }

  async function work(server: Server): Promise<void> {
    const channel = await channels.originate(server.rest, {
      endpoint: 'Local/s@wait',
      app: server.application ?? '',
      variables: { COLOUR: 'red' },
    });
    await until(() => server.model?.channels.get(channel.id)?.application !== undefined, { what: 'the call' });
    const target = targetOf(server, 'channel', channel.id);
    await run('ari.channel.play', target, { media: 'sound:hello-world' });
    for (const [kind, id] of [
      ['server', server.name],
      ['application', server.application ?? ''],
      ['channel', channel.id],
    ] as const) {
      await vscode.commands.executeCommand('ari.explorer.copyJson', targetOf(server, kind, id));
      shown.push(await vscode.env.clipboard.readText());
      await vscode.commands.executeCommand('ari.explorer.showJson', targetOf(server, kind, id));
    }
    await channels.hangup(server.rest, channel.id);
  }

  async function mistakes(server: Server): Promise<void> {
    const { workbench } = await internals();
    const target = targetOf(server, 'server', server.name);
    await outcomeOf('ari.channel.hangup', targetOf(server, 'channel', 'nobody'), { confirmed: true });
    await outcomeOf('ari.channel.originate', target, { endpoint: 'PJSIP/nobody', application: 'x' });
    await vscode.commands.executeCommand('ari.server.disconnect', target);
    await workbench.credentials.store(server.profile, WRONG);
    await outcomeOf('ari.server.connect', target);
    await workbench.credentials.store(server.profile, PASSWORD);
    await asterisk.kill();
    await outcomeOf('ari.server.connect', target);
    await asterisk.startAgain();
    await vscode.commands.executeCommand('ari.server.connect', target);
    assert.ok(server.isConnected);
    assert.ok(told.length >= 3, 'mistakes are reported');
  }

  it('is found where it is planted: the search works', () => {
    const planted = path.join(folder, 'planted');
    for (const shape of SHAPES) {
      fs.writeFileSync(planted, `before ${shape} after`);
      assert.deepEqual(leakingFiles(folder), [planted], shape);
    }
    fs.rmSync(planted);
  });

  it('is in SecretStorage', async () => {
    const { workbench } = await internals();
    assert.equal(await workbench.credentials.get(workbench.registry.servers[0]!.profile), PASSWORD);
  });

  it('is in no setting and no memory', async () => {
    const { workbench, context } = await internals();
    const settings = JSON.stringify(vscode.workspace.getConfiguration());
    const { globalState, workspaceState } = context;
    const memories = [globalState, workspaceState].map((memory) =>
      JSON.stringify(memory.keys().map((key) => [key, memory.get(key)])),
    );
    assert.deepEqual([settings, ...memories].flatMap(leaksIn), []);
    assert.equal(workbench.memory, workspaceState);
  });

  it('is in no log, no output channel and no file of the workspace', async () => {
    const { context } = await internals();
    // The folder of this window's logs, in which output channels are files too.
    const logs = path.resolve(context.logUri.fsPath, '../..');
    assert.ok(fs.readdirSync(logs, { recursive: true }).length > 3, 'there are logs to search');
    assert.deepEqual([...leakingFiles(logs), ...leakingFiles(folder)], []);
  });

  it('is in no open document, no message and no copied JSON', () => {
    const documents = vscode.workspace.textDocuments.map((document) => document.getText());
    assert.ok(
      documents.some((text) => text.includes('PlaybackStarted')),
      'the stream is among them',
    );
    assert.ok(shown.length === 3 && shown.every((text) => text.startsWith('{')));
    assert.deepEqual([...documents, ...told, ...shown].flatMap(leaksIn), []);
  });

  it('is in no saved stream', () => {
    const text = fs.readFileSync(saved, 'utf8');
    assert.match(text, /PlaybackStarted/);
    assert.match(text, /"request"/);
    assert.deepEqual(leaksIn(text), []);
  });

  it('goes over the wire in the Authorization header only', () => {
    const lines = tap.sent.split('\r\n');
    const authorizations = lines.filter((line) => /^authorization: /i.test(line));
    assert.ok(
      authorizations.some((line) => leaksIn(line).length > 0),
      'that is where it goes',
    );
    assert.deepEqual(
      lines.filter((line) => !/^authorization: /i.test(line) && leaksIn(line).length > 0),
      [],
    );
    assert.ok(lines.some((line) => /^GET \/ari\/events\?app=/.test(line)));
    assert.doesNotMatch(tap.sent, /api_key/i);
  });
});
