import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import * as bridges from '../../src/ari/operations/bridges';
import * as channels from '../../src/ari/operations/channels';
import type { Server } from '../../src/workbench/servers/server';
import { Asterisk } from '../support/asterisk/asterisk';
import { Tap } from '../support/tap';
import { until } from '../support/until';
import { makeCertificate } from '../support/certificate';
import { Stranger } from '../support/stranger';
import { asked, outcomeOf, pressingEnter, run, targetOf } from './commanding';
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
  let recorded: string;
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
    recorded = path.join(os.tmpdir(), `ari-workbench-recorded-${process.pid}.jsonl`);
    await wholeSession();
  });
  after(async () => {
    await removeServers();
    await tap.stop();
    await asterisk.stop();
    fs.rmSync(folder, { recursive: true, force: true });
    fs.rmSync(saved, { force: true });
    fs.rmSync(recorded, { force: true });
  });

  /** What somebody does in a day, mistakes included. */
  async function wholeSession(): Promise<void> {
    const { workbench, events } = await internals();
    workbench.reporter.onReport(({ sentence }) => told.push(sentence));
    await importedWith(WRONG);
    assert.equal(workbench.registry.servers.length, 0, 'what does not work is not saved');
    assert.ok(workbench.memory.get('servers.draft'), 'what was typed is kept for the next try');
    await importedWith(PASSWORD);
    const [server] = workbench.registry.servers;
    assert.ok(server?.isConnected, 'the import connects');
    events.output.show();
    await vscode.workspace.getConfiguration('ari').update('events.detail', 'json', vscode.ConfigurationTarget.Global);
    await run('ari.events.record', undefined, { uri: vscode.Uri.file(recorded).toString() });
    await work(server);
    await mistakes(server);
    await marks(server);
    await vscode.commands.executeCommand('ari.events.stopRecording');
    events.output.flush();
    await run('ari.events.save', undefined, { uri: vscode.Uri.file(saved).toString() });
    await vscode.workspace
      .getConfiguration('ari')
      .update('events.detail', undefined, vscode.ConfigurationTarget.Global);
  }

  /** Imports an ari.conf, which is gone afterwards; when it cannot connect, the question what to do is dismissed. */
  async function importedWith(password: string): Promise<void> {
    const conf = path.join(folder, 'ari.conf');
    fs.writeFileSync(conf, `[general]\nenabled = yes\n[${USER}]\ntype = user\npassword = ${password}\n`);
    fs.writeFileSync(
      path.join(folder, 'http.conf'),
      `[general]\nenabled = yes\nbindaddr = 127.0.0.1\nbindport = ${tap.port}\n`,
    );
    const window = vscode.window as Pick<typeof vscode.window, 'showErrorMessage'>;
    const { showErrorMessage } = window;
    const dismiss = (sentence: string): Promise<undefined> => Promise.resolve(void told.push(sentence));
    Object.assign(window, { showErrorMessage: dismiss });
    try {
      await vscode.commands.executeCommand('ari.server.import', vscode.Uri.file(conf));
    } finally {
      Object.assign(window, { showErrorMessage });
      fs.rmSync(conf);
    }
  }

  async function work(server: Server): Promise<void> {
    const channel = await channels.originate(server.rest, {
      endpoint: 'Local/s@wait',
      app: server.application ?? '',
      variables: { COLOUR: 'red' },
    });
    await until(() => server.model?.channels.get(channel.id)?.application !== undefined, { what: 'the call' });
    const target = targetOf(server, 'channel', channel.id);
    const bridge = await bridges.create(server.rest, { type: ['mixing'], name: 'room' });
    await run('ari.channel.play', target, { media: 'sound:hello-world' });
    await run('ari.channel.setVariable', target, { name: 'SHAPE', value: 'round' });
    await run('ari.channel.getVariable', target, { name: 'SHAPE' });
    await vscode.commands.executeCommand('ari.events.pause');
    await run('ari.channel.record', target, { name: 'take', maxDurationSeconds: 1 });
    await vscode.commands.executeCommand('ari.events.resume');
    for (const [kind, id] of [
      ['server', server.name],
      ['application', server.application ?? ''],
      ['channel', channel.id],
      ['bridge', bridge.id],
      ['endpoint', 'PJSIP/1000'],
    ] as const) {
      await run('ari.explorer.copyJson', targetOf(server, kind, id));
      shown.push(await vscode.env.clipboard.readText());
      await run('ari.explorer.showJson', targetOf(server, kind, id));
    }
    const other = [...(server.model?.channels.ids() ?? [])].find((id) => id !== channel.id) ?? '';
    await outcomeOf('ari.channel.answer', targetOf(server, 'channel', other));
    await bridges.destroy(server.rest, bridge.id);
    await channels.hangup(server.rest, channel.id);
  }

  /** A diagnosis, a production server, and somebody in between with a certificate of his own. */
  async function marks(server: Server): Promise<void> {
    const target = targetOf(server, 'server', server.name);
    await run('ari.server.diagnose', target);
    shown.push(await run<string>('ari.server.copyDiagnosis', target));
    await run('ari.server.markProduction', target);
    const variable = { name: 'SHAPE', value: 'square' };
    const written = await asked('Send', () => run('ari.server.setVariable', target, variable));
    await run('ari.server.unmarkProduction', target, { confirmed: true });
    const stranger = await Stranger.start({ certificate: makeCertificate() });
    const { workbench } = await internals();
    const profile = { name: 'lure', url: stranger.url, username: USER };
    await workbench.credentials.store(profile, PASSWORD);
    const others = vscode.workspace.getConfiguration('ari').get<readonly unknown[]>('servers') ?? [];
    const update = (servers: readonly unknown[]): Thenable<void> =>
      vscode.workspace.getConfiguration('ari').update('servers', servers, vscode.ConfigurationTarget.Global);
    await update([...others, profile]);
    const lure = { kind: 'server', serverName: 'lure', id: 'lure' };
    await outcomeOf('ari.server.connect', lure);
    const refused = await asked(undefined, () => outcomeOf('ari.server.trustCertificate', lure));
    await run('ari.server.diagnose', lure);
    shown.push(await run<string>('ari.server.copyDiagnosis', lure));
    assert.deepEqual(stranger.heard, []);
    told.push(...written.questions, ...refused.questions);
    assert.ok(told.some((text) => /POST asterisk\/variable/.test(text)) && told.some((text) => /SHA-256/.test(text)));
    await update(others);
    await workbench.credentials.forget(profile);
    await stranger.stop();
    await until(() => workbench.registry.get('lure') === undefined, { what: 'the lure to go' });
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
    await vscode.commands.executeCommand('ari.server.toggleConnectAtStartup', target);
    // Each answer stays as it is, and the password with it.
    const { reports } = await pressingEnter(() => outcomeOf('ari.server.edit', target));
    assert.deepEqual(reports, []);
    await until(() => server.isConnected, { what: 'the edited server to be connected', timeoutMs: 15_000 });
    for (const sentence of [
      /The channel “nobody” is not there/,
      /in no Stasis application/,
      /there is no such endpoint/,
      /password is wrong/,
      /cannot be reached/,
    ]) {
      assert.ok(
        told.some((text) => sentence.test(text)),
        `${String(sentence)} in ${told.join()}`,
      );
    }
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
    const workspace = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    assert.deepEqual([...leakingFiles(logs), ...leakingFiles(workspace)], []);
  });

  it('is in no file of VS Code’s user data: settings, state, history', async () => {
    const { context } = await internals();
    const userData = path.resolve(context.globalStorageUri.fsPath, '../../..');
    const settings = fs.readFileSync(path.join(userData, 'User/settings.json'), 'utf8');
    assert.ok(settings.includes(`:${tap.port}`), 'the server is saved there');
    assert.deepEqual(leakingFiles(userData), []);
  });

  it('is in no open document, no message and no copied JSON', () => {
    const documents = vscode.workspace.textDocuments.map((document) => document.getText());
    assert.ok(
      documents.some((text) => text.includes('PlaybackStarted')),
      'the stream is among them',
    );
    assert.equal(shown.length, 7);
    assert.equal(shown.filter((text) => text.startsWith('{')).length, 5, 'JSON, and two diagnoses');
    assert.deepEqual([...documents, ...told, ...shown].flatMap(leaksIn), []);
  });

  it('is in no saved stream', () => {
    const text = fs.readFileSync(saved, 'utf8');
    assert.match(text, /PlaybackStarted/);
    assert.match(text, /"request"/);
    assert.deepEqual(leaksIn(text), []);
  });

  it('is in no recording', () => {
    const text = fs.readFileSync(recorded, 'utf8');
    assert.match(text, /PlaybackStarted/);
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

  it('goes with its server', async () => {
    const { workbench, context } = await internals();
    const { name, profile } = workbench.registry.servers[0]!;
    const target = { kind: 'server', serverName: name, id: name };
    await vscode.commands.executeCommand('ari.server.remove', target, { confirmed: true });
    assert.equal(await workbench.credentials.get(profile), undefined);
    // Other tests leave theirs; the key names the account.
    const left = (await context.secrets.keys()).filter((key) => key.includes(USER));
    assert.deepEqual(left, []);
  });
});
