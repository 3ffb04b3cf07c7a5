import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import * as applications from '../../src/ari/operations/applications';
import { Asterisk } from '../support/asterisk/asterisk';
import { HttpProxy } from '../support/tap';
import { until } from '../support/until';
import { outcomeOf, refusalOf } from './commanding';
import { connectTo, internals, removeServers } from './support';

describe('servers', () => {
  let asterisk: Asterisk;
  let sixteen: Asterisk;
  before(async () => ([asterisk, sixteen] = await Promise.all([Asterisk.start(), Asterisk.start({ version: '16' })])));
  after(() => Promise.all([asterisk.stop(), sixteen.stop()]));
  afterEach(removeServers);

  const server = (name: string): unknown => ({ kind: 'server', serverName: name, id: name });
  const settingsText = (): string => JSON.stringify(vscode.workspace.getConfiguration('ari').inspect('servers'));

  describe('imported from an ari.conf', () => {
    const folder = (): string => vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    const write = (files: Record<string, string>): vscode.Uri => {
      const place = fs.mkdtempSync(path.join(folder(), 'import-'));
      for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(place, name), text);
      return vscode.Uri.file(path.join(place, 'ari.conf'));
    };
    const http = (): string => `[general]\nenabled = yes\nbindaddr = 127.0.0.1\nbindport = ${asterisk.port}\n`;
    const users = '[general]\nenabled = yes\n[hiastar-ari]\ntype = user\npassword = hiastar\n';
    const reader = '[hiastar-ro]\ntype = user\nread_only = yes\npassword = hiastar-ro\n';

    it('connect without a question when the files say everything', async () => {
      const { workbench } = await internals();
      await vscode.commands.executeCommand('ari.server.import', write({ 'ari.conf': users, 'http.conf': http() }));
      const [imported] = workbench.registry.servers;
      assert.ok(imported);
      assert.equal(imported.state.kind, 'connected');
      assert.equal(imported.profile.url, asterisk.url);
      assert.equal(imported.profile.readOnly, false);
      assert.equal(await workbench.credentials.get(imported.profile), 'hiastar');
      assert.doesNotMatch(settingsText(), /"hiastar"/);
    });

    it('know a read-only user by what the server says', async () => {
      const { workbench } = await internals();
      const file = write({ 'ari.conf': users + reader, 'http.conf': http() });
      await vscode.commands.executeCommand('ari.server.import', file, { user: 'hiastar-ro' });
      assert.equal(workbench.registry.servers[0]?.profile.readOnly, true);
    });

    it('ask for the host when Asterisk listens everywhere', async () => {
      const { workbench } = await internals();
      const everywhere = http().replace('127.0.0.1', '0.0.0.0');
      await vscode.commands.executeCommand('ari.server.import', write({ 'ari.conf': users, 'http.conf': everywhere }), {
        host: '127.0.0.1',
      });
      assert.equal(workbench.registry.servers[0]?.profile.url, asterisk.url);
    });

    it('say that there is no user', async () => {
      const file = write({ 'ari.conf': '[general]\nenabled = yes\n', 'http.conf': http() });
      assert.match(await refusalOf('ari.server.import', file), /no user/);
    });
  });

  it('are connected several at once, each with its own model', async () => {
    const one = await connectTo(asterisk, { name: 'twenty-two' });
    const other = await connectTo(sixteen, { name: 'sixteen' });
    assert.match(one.live?.info?.system?.version ?? '', /^22\./);
    assert.match(other.live?.info?.system?.version ?? '', /^16\./);
    await sixteen.cli('channel originate Local/s@wait application Wait 20');
    await until(() => other.model?.channels.size === 2, { what: 'the call on one of them' });
    assert.equal(one.model?.channels.size, 0);
    await sixteen.cli('channel request hangup all');
  });

  it('watch under a name of the window’s own that disturbs nobody', async () => {
    const connected = await connectTo(asterisk);
    assert.match(connected.application ?? '', /^ari-workbench-[0-9a-f]{8}$/);
    const listed = await applications.list(connected.rest);
    assert.ok(listed.some(({ name }) => name === connected.application));
  });

  it('leave nothing behind on the server when they are disconnected', async () => {
    const connected = await connectTo(asterisk);
    const { application = '' } = connected;
    await vscode.commands.executeCommand('ari.server.disconnect', server('test'));
    assert.equal(connected.state.kind, 'disconnected');
    await until(async () => !(await asterisk.cli('ari show apps')).includes(application), { what: 'the name to go' });
  });

  it('tell a wrong password from a wrong address', async () => {
    const { workbench } = await internals();
    await connectTo(asterisk);
    const { profile } = workbench.registry.get('test')!;
    await vscode.commands.executeCommand('ari.server.disconnect', server('test'));
    await workbench.credentials.store(profile, 'wrong');
    assert.match(await refusalOf('ari.server.connect', server('test')), /password is wrong/);
    await workbench.credentials.store(profile, asterisk.password);
    await asterisk.kill();
    assert.match(await refusalOf('ari.server.connect', server('test')), /Nobody listens there/);
    await asterisk.startAgain();
    assert.equal(workbench.registry.get('test')?.state.kind, 'failed');
  });

  it('give no password to another host of the same name', async () => {
    const { workbench } = await internals();
    const connected = await connectTo(asterisk);
    assert.equal(await workbench.credentials.get({ ...connected.profile, url: 'http://127.0.0.1:1' }), undefined);
    assert.equal(await workbench.credentials.get({ ...connected.profile, username: 'other' }), undefined);
    assert.equal(await workbench.credentials.get({ ...connected.profile, url: `${asterisk.url}/prefix` }), 'hiastar');
  });

  it('forget their password when they are told to, and when they are removed', async () => {
    const { workbench } = await internals();
    const { profile } = await connectTo(asterisk);
    await vscode.commands.executeCommand('ari.server.forgetPassword', server('test'));
    assert.equal(await workbench.credentials.get(profile), undefined);
    await workbench.credentials.store(profile, asterisk.password);
    await vscode.commands.executeCommand('ari.server.remove', server('test'), { confirmed: true });
    await until(() => workbench.registry.servers.length === 0, { what: 'the server to go' });
    assert.equal(await workbench.credentials.get(profile), undefined);
  });

  it('are not taken for one another when one is gone', async () => {
    const { workbench } = await internals();
    const { profile } = await connectTo(asterisk);
    for (const command of ['ari.server.forgetPassword', 'ari.server.disconnect', 'ari.server.diagnose']) {
      assert.match(await refusalOf(command, server('gone')), /no server called “gone” any more/);
    }
    assert.equal(await workbench.credentials.get(profile), asterisk.password);
    assert.ok(workbench.registry.get('test')?.isConnected);
  });

  it('keep a password that another server is reached with', async () => {
    const { workbench } = await internals();
    const { profile } = await connectTo(asterisk, { name: 'watching' });
    await connectTo(asterisk, { name: 'serving', application: 'orders' });
    await vscode.commands.executeCommand('ari.server.remove', server('serving'), { confirmed: true });
    await until(() => workbench.registry.servers.length === 1, { what: 'the server to go' });
    assert.equal(await workbench.credentials.get(profile), asterisk.password);
  });

  it('keep their connection when an edit does not concern it', async () => {
    const { workbench } = await internals();
    const connected = await connectTo(asterisk);
    await vscode.commands.executeCommand('ari.server.toggleConnectAtStartup', server('test'));
    await until(() => workbench.registry.get('test')?.profile.connectAtStartup, { what: 'the edit' });
    assert.equal(workbench.registry.get('test'), connected);
    assert.equal(connected.state.kind, 'connected');
  });

  it('connect at start-up, silently', async () => {
    const { workbench, servers } = await internals();
    await connectTo(asterisk);
    await vscode.commands.executeCommand('ari.server.toggleConnectAtStartup', server('test'));
    await until(() => workbench.registry.get('test')?.profile.connectAtStartup, { what: 'the edit' });
    await vscode.commands.executeCommand('ari.server.disconnect', server('test'));
    servers.connectAtStartup();
    await until(() => workbench.registry.get('test')?.isConnected, { what: 'the connection' });
  });

  it('do not take an application over at start-up', async () => {
    const { workbench, servers } = await internals();
    const owner = await connectTo(asterisk, { name: 'owner', application: 'owned' });
    await connectTo(asterisk, { name: 'late', application: 'other' });
    await vscode.commands.executeCommand('ari.server.disconnect', server('late'));
    const late = { ...workbench.registry.get('late')!.profile, application: 'owned', connectAtStartup: true };
    await vscode.workspace
      .getConfiguration('ari')
      .update('servers', [owner.profile, late], vscode.ConfigurationTarget.Global);
    await until(() => workbench.registry.get('late')?.profile.application === 'owned', { what: 'the edit' });
    servers.connectAtStartup();
    await asterisk.cli('core show uptime');
    assert.equal(workbench.registry.get('late')?.isConnected, false);
    assert.equal(owner.state.kind, 'connected');
  });

  it('say so when another program takes their application over', async () => {
    const { workbench } = await internals();
    const loser = await connectTo(asterisk, { name: 'loser', application: 'contested' });
    const told: string[] = [];
    const hearing = workbench.reporter.onReport(({ sentence }) => told.push(sentence));
    await connectTo(asterisk, { name: 'winner', application: 'contested' });
    await until(() => loser.state.kind === 'replaced', { what: 'the state "replaced"' });
    hearing.dispose();
    assert.match(told.join(), /Another program connected to “loser” as “contested”/);
  });

  it('show their state in the status bar', async () => {
    const { statusBar } = await internals();
    await connectTo(asterisk, { name: 'my pbx $(bug)' });
    assert.equal(statusBar.text, '$(plug) my pbx \\$(bug)');
    await asterisk.kill();
    await until(() => statusBar.text.includes('reconnecting'), { what: 'the loss in the status bar' });
    await asterisk.startAgain();
    await until(() => statusBar.text.startsWith('$(plug)'), {
      what: 'the connection to come back',
      timeoutMs: 15_000,
    });
  });

  it('are reached through the proxy of VS Code’s settings', async () => {
    const { workbench } = await internals();
    const proxy = await HttpProxy.start(asterisk.port);
    const settings = vscode.workspace.getConfiguration('http');
    try {
      await settings.update('proxy', proxy.url, vscode.ConfigurationTarget.Global);
      const profile = { name: 'far', url: 'http://pbx.invalid:8088', username: asterisk.user };
      await workbench.credentials.store(profile, asterisk.password);
      await vscode.workspace.getConfiguration('ari').update('servers', [profile], vscode.ConfigurationTarget.Global);
      await until(() => workbench.registry.get('far'), { what: 'the server' });
      const { reports } = await outcomeOf('ari.server.connect', server('far'));
      assert.deepEqual(
        reports.map(({ sentence }) => sentence),
        [],
      );
      await until(() => workbench.registry.get('far')?.isConnected, { what: 'the connection through the proxy' });
      assert.ok(proxy.asked.length >= 2);
      assert.deepEqual([...new Set(proxy.asked)], ['pbx.invalid:8088']);
    } finally {
      await settings.update('proxy', undefined, vscode.ConfigurationTarget.Global);
      await proxy.stop();
    }
  });
});
