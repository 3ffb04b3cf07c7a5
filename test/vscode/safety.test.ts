import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import * as channels from '../../src/ari/operations/channels';
import type { Server } from '../../src/workbench/servers/server';
import { Asterisk } from '../support/asterisk/asterisk';
import { makeCertificate } from '../support/certificate';
import { Stranger } from '../support/stranger';
import { Tap } from '../support/tap';
import { until } from '../support/until';
import { asked, outcomeOf, run, targetOf } from './commanding';
import { questionOf } from './hostile';
import { connectTo, internals, removeServers } from './support';

describe('safety', function () {
  this.timeout(60_000);
  let asterisk: Asterisk;
  let tap: Tap;

  before(async () => {
    asterisk = await Asterisk.start();
    tap = await Tap.start(asterisk.port);
  });
  after(async () => {
    await tap.stop();
    await asterisk.stop();
  });
  afterEach(removeServers);

  const target = { kind: 'server', serverName: 'pbx', id: 'pbx' };
  const writes = (): readonly string[] =>
    [...tap.sent.matchAll(/^(POST|PUT|DELETE) (\S+) HTTP\/1\.1\r$/gm)].map(([, method, path]) => `${method} ${path}`);
  const update = (servers: unknown, scope = vscode.ConfigurationTarget.Global): Thenable<void> =>
    vscode.workspace.getConfiguration('ari').update('servers', servers, scope);

  /** A connected server behind the tap. */
  async function connected(more: Record<string, unknown> = {}): Promise<Server> {
    const { workbench } = await internals();
    const profile = { name: 'pbx', url: `http://127.0.0.1:${tap.port}`, username: asterisk.user, ...more };
    await workbench.credentials.store(profile, asterisk.password);
    await update([profile]);
    const server = await until(() => workbench.registry.get('pbx'), { what: 'the server' });
    await vscode.commands.executeCommand('ari.server.connect', target);
    assert.ok(server.isConnected);
    return server;
  }

  describe('a production server', () => {
    const setVariable = (answers = {}): Promise<{ value: unknown }> =>
      outcomeOf('ari.server.setVariable', target, { name: 'SHAPE', value: 'round', ...answers });

    it('is marked and unmarked while it is connected, in the tree and in the status bar', async () => {
      const server = await connected();
      const { statusBar, explorer } = await internals();
      const description = (): string => String(explorer.view.getTreeItem(explorer.view.tree.roots()[0]!).description);
      await run('ari.server.markProduction', target);
      assert.ok(server.isConnected, 'the connection stays');
      assert.match(description(), /^production · connected/);
      assert.match(statusBar.text, /pbx · production/);
      const { questions } = await asked(undefined, () => outcomeOf('ari.server.unmarkProduction', target));
      assert.equal(questions.length, 1);
      assert.equal(server.profile.production, true, 'Escape leaves it marked');
      await asked('Take the Mark Away', () => run('ari.server.unmarkProduction', target));
      assert.doesNotMatch(description() + statusBar.text, /production/);
    });

    it('is marked in the status bar whatever happens to it, and to other servers', async () => {
      const server = await connected({ production: true });
      const { statusBar } = await internals();
      await tap.stop();
      await until(() => server.state.kind === 'reconnecting', { what: 'the loss' });
      assert.match(statusBar.text, /pbx: reconnecting.* · production/);
      tap = await Tap.start(asterisk.port);
    });

    it('is asked about before a write, with what will be sent, and nothing is sent on Escape', async () => {
      await connected({ production: true });
      const before = writes().length;
      const { questions } = await asked(undefined, () => setVariable());
      assert.equal(questions.length, 1);
      assert.match(questions[0]!, /“pbx” is a production server/);
      assert.match(questions[0]!, /POST asterisk\/variable\?variable=SHAPE&value=round/);
      assert.equal(writes().length, before);
      const second = await asked('Send', () => setVariable());
      assert.equal(second.questions.length, 1);
      assert.equal(writes().length, before + 1);
    });

    it('is asked about although “confirmed” was answered; not when “production” was', async () => {
      await connected({ production: true });
      assert.equal((await asked('Send', () => setVariable({ confirmed: true }))).questions.length, 1);
      assert.equal((await asked(undefined, () => setVariable({ production: true }))).questions.length, 0);
    });

    it('is asked about once a command, however much it writes', async () => {
      const server = await connected({ production: true });
      const ids = ['a', 'b'];
      await asked('Send', async () => {
        for (const channelId of ids) {
          const app = server.application ?? '';
          await channels.originate(server.rest, { endpoint: 'Local/s@wait', app, channelId });
        }
      }).then(({ questions }) => assert.equal(questions.length, 2, 'outside of a command each write is'));
      await until(() => ids.every((id) => server.model?.channels.get(id)?.application !== undefined), { what: 'both' });
      const before = writes().length;
      const answers = { channel: 'b' };
      const { questions } = await asked('Send', () =>
        run('ari.bridge.connect', targetOf(server, 'channel', 'a'), answers),
      );
      assert.equal(questions.length, 1);
      assert.equal(writes().length, before + 2, 'a bridge, and its members');
      await asterisk.cli('channel request hangup all');
    });

    it('is not asked about twice where the command asks itself', async () => {
      const server = await connected({ production: true });
      const { result } = await asked('Send', () =>
        run<{ id: string }>('ari.bridge.create', target, { type: 'mixing' }),
      );
      const bridge = targetOf(server, 'bridge', result.id);
      const { questions } = await asked('Destroy', () => run('ari.bridge.destroy', bridge));
      assert.equal(questions.length, 1);
      assert.match(questions[0]!, /Destroy the bridge.*\n“pbx” is a production server/);
    });

    it('can be looked at without a question', async () => {
      const server = await connected({ production: true });
      const { questions } = await asked(undefined, async () => {
        await run('ari.explorer.copyJson', targetOf(server, 'application', server.application ?? ''));
        await outcomeOf('ari.server.getVariable', target, { name: 'SHAPE' });
        await vscode.commands.executeCommand('ari.explorer.refresh');
      });
      assert.deepEqual(questions, []);
    });

    it('shows no more of a hostile text than there is to see', async () => {
      await connected({ production: true });
      const value = 'x\u202e$(trash) [a](command:b)\u001b[31m';
      const { questions } = await asked(undefined, () => setVariable({ value }));
      assert.doesNotMatch(questions[0]!, /[\u202e\u001b]|\]\(command:/);
    });
  });

  it('is said of a server that is not on this machine and not encrypted, in its tooltip', async () => {
    const { workbench, explorer } = await internals();
    const tooltipOf = async (profile: Record<string, unknown>): Promise<string> => {
      await update([{ name: 'pbx', username: 'u', ...profile }]);
      await until(() => workbench.registry.get('pbx')?.profile.url === profile['url'], { what: 'the server' });
      const node = explorer.view.tree.roots()[0]!;
      const { tooltip } = explorer.view.resolveTreeItem(explorer.view.getTreeItem(node), node);
      assert.ok(typeof tooltip === 'string');
      return tooltip;
    };
    assert.match(await tooltipOf({ url: 'http://pbx.example:8088' }), /Encryption: none: the password travels/);
    assert.doesNotMatch(await tooltipOf({ url: 'http://127.0.0.1:8088' }), /Encryption/);
    assert.doesNotMatch(await tooltipOf({ url: 'http://[::1]:8088' }), /Encryption/);
    const open = { url: 'https://pbx.example:8089', acceptAnyCertificate: true };
    assert.match(await tooltipOf(open), /Encryption: with any certificate/);
  });

  describe('a read-only server', () => {
    it('gets nothing but GET from the moment it is marked, and the connection stays', async () => {
      const server = await connected();
      const before = writes().length;
      await run('ari.server.markReadOnly', target);
      assert.ok(server.isConnected);
      const { statusBar, explorer } = await internals();
      assert.match(statusBar.text, /pbx · read-only/);
      assert.match(
        String(explorer.view.getTreeItem(explorer.view.tree.roots()[0]!).description),
        /^read-only · connected/,
      );
      for (const [command, answers] of [
        ['ari.server.setVariable', { name: 'A', value: 'b' }],
        ['ari.channel.originate', { endpoint: 'Local/s@wait', application: 'x' }],
        ['ari.bridge.create', { type: 'mixing' }],
      ] as const) {
        const { reports } = await outcomeOf(command, target, { ...answers, confirmed: true, production: true });
        assert.match(reports[0]!.sentence, /read-only/, command);
        assert.equal(reports[0]!.buttons[0], 'Allow Writing…', command);
      }
      await assert.rejects(channels.hangup(server.rest, 'x'), { failure: 'readOnly' });
      await server.live?.refresh();
      assert.equal(writes().length, before);
      const { view } = (await internals()).explorer;
      assert.match(view.getTreeItem(view.tree.roots()[0]!).contextValue ?? '', /^server\+connected\+readOnly/);
      const { questions } = await asked('Allow Writing', () => run('ari.server.unmarkReadOnly', target));
      assert.equal(questions.length, 1);
      await run('ari.server.setVariable', target, { name: 'A', value: 'b' });
      assert.equal(writes().length, before + 1);
    });
  });

  describe('a workspace’s settings', () => {
    const workspace = vscode.ConfigurationTarget.Workspace;
    afterEach(() => update(undefined, workspace));

    it('that move a known server get a question, and no password', async () => {
      const { workbench } = await internals();
      await connectTo(asterisk, { name: 'pbx' });
      const stranger = await Stranger.start();
      await update([{ name: 'pbx', url: stranger.url, username: asterisk.user }], workspace);
      const url = (): string | undefined => workbench.registry.get('pbx')?.profile.url;
      await until(() => url() === stranger.url, { what: 'the workspace’s server' });
      const { prompt } = await questionOf('ari.server.connect', target);
      assert.match(prompt, /“pbx” pointed at http:\/\/127\.0\.0\.1:\d+ until now and points at http:\/\/localhost:\d+/);
      assert.match(prompt, /was not sent/);
      assert.deepEqual(stranger.heard, []);
      await stranger.stop();
    });

    it('that move a server that connects at start-up: nothing is sent, and why is said', async () => {
      const { workbench, servers } = await internals();
      await connectTo(asterisk, { name: 'pbx' });
      const stranger = await Stranger.start();
      const moved = { name: 'pbx', url: stranger.url, username: asterisk.user, connectAtStartup: true };
      await update([moved], workspace);
      await until(() => workbench.registry.get('pbx')?.profile.url === stranger.url, { what: 'the moved server' });
      const told: string[] = [];
      const hearing = workbench.reporter.onReport(({ sentence }) => told.push(sentence));
      servers.connectAtStartup();
      await until(() => told.length > 0, { what: 'the reason' });
      hearing.dispose();
      assert.match(told.join(), /password is kept for the former address only and was not sent/);
      assert.equal(told.length, 1);
      assert.deepEqual(stranger.heard, []);
      await stranger.stop();
    });

    it('that protect a server less than another workspace did get a question, and a password only after it', async () => {
      const { workbench, servers } = await internals();
      const profile = { name: 'pbx', url: asterisk.url, username: asterisk.user };
      await workbench.credentials.store(profile, asterisk.password);
      await update([{ ...profile, production: true }], workspace);
      await until(() => workbench.registry.get('pbx')?.profile.production, { what: 'the first workspace’s server' });
      await vscode.commands.executeCommand('ari.server.connect', target);
      await update([{ ...profile, connectAtStartup: true }], workspace);
      const server = await until(
        () => [workbench.registry.get('pbx')].find((found) => found?.profile.production === false),
        { what: 'the other workspace’s server' },
      );
      const kind = (): string => server.state.kind;
      await server.disconnect();
      const told: string[] = [];
      const hearing = workbench.reporter.onReport(({ sentence }) => told.push(sentence));
      servers.connectAtStartup();
      await until(() => told.length > 0, { what: 'the reason' });
      hearing.dispose();
      assert.match(told.join(), /protect “pbx” less than .* so it was not sent\. It is not marked as production/);
      assert.equal(kind(), 'disconnected');
      const no = await asked(undefined, () => outcomeOf('ari.server.connect', target));
      assert.match(no.questions.join(), /not marked as production: no write is asked about/);
      assert.equal(kind(), 'disconnected');
      const yes = await asked('Use the Password', () => outcomeOf('ari.server.connect', target));
      assert.equal(yes.questions.length, 1);
      assert.equal(kind(), 'connected');
      await server.disconnect();
      const again = await asked(undefined, () => outcomeOf('ari.server.connect', target));
      assert.deepEqual(again.questions, [], 'it was said once');
      assert.equal(kind(), 'connected');
    });

    it('that believe any certificate of a server get no password without a question, whatever it is called', async () => {
      const { workbench } = await internals();
      const stranger = await Stranger.start({ certificate: makeCertificate({ names: ['localhost'] }) });
      const profile = { name: 'pbx', url: stranger.url, username: asterisk.user };
      await workbench.credentials.store(profile, asterisk.password);
      await workbench.credentials.remember({
        ...profile,
        acceptAnyCertificate: false,
        production: false,
        readOnly: false,
      });
      await update([{ ...profile, name: 'theirs', acceptAnyCertificate: true }], workspace);
      await until(() => workbench.registry.get('theirs'), { what: 'the workspace’s server' });
      const theirs = { kind: 'server', serverName: 'theirs', id: 'theirs' };
      for (const command of ['ari.server.connect', 'ari.server.diagnose']) {
        const { questions } = await asked(undefined, () => outcomeOf(command, theirs));
        assert.match(questions.join(), /Any certificate is believed: whoever sits in between reads the password/);
      }
      assert.deepEqual(stranger.heard, []);
      await stranger.stop();
    });

    it('that a person changes in the workbench are that person’s own', async () => {
      const { workbench } = await internals();
      const profile = { name: 'pbx', url: asterisk.url, username: asterisk.user };
      await workbench.credentials.store(profile, asterisk.password);
      await update([{ ...profile, production: true }], workspace);
      const server = await until(() => workbench.registry.get('pbx'), { what: 'the workspace’s server' });
      await vscode.commands.executeCommand('ari.server.connect', target);
      await run('ari.server.unmarkProduction', target, { confirmed: true });
      await server.disconnect();
      const { questions } = await asked(undefined, () => outcomeOf('ari.server.connect', target));
      assert.deepEqual(questions, []);
      assert.ok(server.isConnected);
    });

    it('take away nothing that protects a server in the user’s own', async () => {
      const { workbench } = await internals();
      const url = 'https://pbx.example:8089';
      const certificate = Array(32).fill('AB').join(':');
      const own = { name: 'pbx', url, username: 'u', production: true, readOnly: true, certificate };
      await update([own]);
      const loose = { name: 'mine', url, username: 'u', acceptAnyCertificate: true, caFile: '/tmp/evil.pem' };
      await update([loose], workspace);
      const { profile } = await until(() => workbench.registry.get('mine'), { what: 'the workspace’s server' });
      assert.deepEqual(
        [profile.production, profile.readOnly, profile.acceptAnyCertificate, profile.certificate, profile.caFile],
        [true, true, false, certificate, undefined],
      );
      const mine = { kind: 'server', serverName: 'mine', id: 'mine' };
      const { reports } = await outcomeOf('ari.server.unmarkProduction', mine, { confirmed: true });
      assert.match(reports[0]!.sentence, /Your user settings have a server/);
      const believing = await outcomeOf('ari.server.acceptAnyCertificate', mine, { confirmed: true });
      assert.match(believing.reports[0]!.sentence, /Your user settings have a server/);
    });
  });
});
