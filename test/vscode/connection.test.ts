import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { WebSocketServer } from 'ws';
import type { Gap } from '../../src/live/gap';
import type { Server } from '../../src/workbench/servers/server';
import { targetOf } from '../../src/workbench/servers/target';
import { Asterisk } from '../support/asterisk/asterisk';
import { until } from '../support/until';
import { asked, outcomeOf, pressingEnter, refusalOf } from './commanding';
import { connectTo, internals, removeServers } from './support';

const WAIT = { timeoutMs: 20_000 };

describe('a connection', () => {
  for (const version of ['22', '16'] as const) {
    describe(`to Asterisk ${version}`, () => {
      let asterisk: Asterisk;
      before(async () => (asterisk = await Asterisk.start({ version })));
      after(() => asterisk.stop());
      afterEach(removeServers);

      const inState = (server: Server, kind: Server['state']['kind']): Promise<unknown> =>
        until(() => server.state.kind === kind, { what: `the state ${kind}`, ...WAIT });

      it('counts down while Asterisk is away, comes back, and tells the gap', async () => {
        const { statusBar, workbench, explorer } = await internals();
        const server = await connectTo(asterisk);
        const gaps: Gap[] = [];
        const hearing = workbench.registry.onGap(({ gap }) => gaps.push(gap));
        await fetch(`${asterisk.url}/ari/channels?endpoint=Local/s@wait&context=wait&extension=s&priority=1`, {
          method: 'POST',
          headers: { authorization: asterisk.authorization },
        });
        await until(() => server.model?.channels.size === 2, { what: 'the channels' });
        const killedAt = Date.now();
        await asterisk.kill();
        await inState(server, 'reconnecting');
        await until(() => /test: reconnecting in \d+ s \(attempt \d+\)/.test(statusBar.text), {
          what: 'the countdown in the status bar',
          ...WAIT,
        });
        const root = explorer.view.tree.roots()[0]!;
        const [channels] = explorer.view.tree.children(root).filter(({ id }) => id === 'channels');
        assert.match(String(explorer.view.getTreeItem(channels!).description), /^2 · as of /);
        assert.match(String(explorer.view.getTreeItem(root).description), /reconnecting/);
        await asterisk.startAgain();
        await inState(server, 'connected');
        await until(() => gaps.length === 1, { what: 'the gap' });
        hearing.dispose();
        const [gap] = gaps;
        assert.deepEqual(gap?.channels, { came: 0, went: 2 });
        assert.equal(gap.how, 'closed');
        assert.ok(gap.from >= killedAt && gap.to > gap.from);
        assert.equal(server.model?.channels.size, 0);
      });

      it('retries at once, and stops trying, when it is told to', async () => {
        const server = await connectTo(asterisk);
        await asterisk.kill();
        await until(() => server.state.kind === 'reconnecting' && server.state.attempt >= 3, {
          what: 'a long pause',
          ...WAIT,
        });
        await asterisk.startAgain();
        const { attempt } = server.state as { attempt: number };
        await vscode.commands.executeCommand('ari.server.retryNow', targetOf(server));
        await inState(server, 'connected');
        assert.ok(attempt < 8);
        await asterisk.kill();
        await inState(server, 'reconnecting');
        await vscode.commands.executeCommand('ari.server.stopTrying', targetOf(server));
        assert.equal(server.state.kind, 'disconnected');
        await asterisk.startAgain();
        assert.equal(server.state.kind, 'disconnected');
        const { workbench } = await internals();
        const gaps: Gap[] = [];
        const hearing = workbench.registry.onGap(({ gap }) => gaps.push(gap));
        await vscode.commands.executeCommand('ari.server.connect', targetOf(server));
        await until(() => gaps.length === 1, { what: 'the gap, though somebody stopped in it' });
        hearing.dispose();
      });

      it('keeps trying from the start when it is told to', async () => {
        const server = await connectTo(asterisk);
        await vscode.commands.executeCommand('ari.server.disconnect', targetOf(server));
        await asterisk.kill();
        assert.match(await refusalOf('ari.server.connect', targetOf(server)), /Nobody listens there/);
        assert.equal(server.state.kind, 'failed');
        const { reports } = await outcomeOf('ari.server.connect', targetOf(server), { insist: true });
        assert.deepEqual(reports, []);
        assert.equal(server.state.kind, 'reconnecting');
        await asterisk.startAgain();
        await inState(server, 'connected');
      });

      it('that failed is made when its server was edited', async () => {
        const server = await connectTo(asterisk);
        await vscode.commands.executeCommand('ari.server.disconnect', targetOf(server));
        await asterisk.kill();
        await outcomeOf('ari.server.connect', targetOf(server));
        assert.equal(server.state.kind, 'failed');
        await asterisk.startAgain();
        const { reports } = await pressingEnter(() => outcomeOf('ari.server.edit', targetOf(server)));
        assert.deepEqual(reports, []);
        const { workbench } = await internals();
        await until(() => workbench.registry.get('test')?.isConnected, { what: 'the connection', ...WAIT });
      });

      it('stands when somebody connects again', async () => {
        const server = await connectTo(asterisk);
        const { live } = server;
        const { reports } = await outcomeOf('ari.server.connect', targetOf(server), { insist: true });
        assert.deepEqual(reports, []);
        assert.equal(server.live, live);
        assert.equal(server.state.kind, 'connected');
      });

      it('that kept trying and is refused in the end says so, with what helps', async () => {
        const { workbench } = await internals();
        const server = await connectTo(asterisk);
        await vscode.commands.executeCommand('ari.server.disconnect', targetOf(server));
        await asterisk.kill();
        await workbench.credentials.store(server.profile, 'wrong');
        await outcomeOf('ari.server.connect', targetOf(server), { insist: true });
        const told: (readonly string[])[] = [];
        const hearing = workbench.reporter.onReport(({ buttons }) => told.push(buttons));
        await asterisk.startAgain();
        await inState(server, 'failed');
        await until(() => told.length > 0, { what: 'a message' });
        hearing.dispose();
        assert.deepEqual(told, [['Diagnose', 'Enter Password…', 'Edit Server…', 'Show Log']]);
      });

      it('asks before it takes a name over, even when it had to wait for the server', async () => {
        const server = await connectTo(asterisk, { application: 'shared' });
        await vscode.commands.executeCommand('ari.server.disconnect', targetOf(server));
        await asterisk.kill();
        const { servers } = await internals();
        const { profile } = server;
        await vscode.workspace
          .getConfiguration('ari')
          .update('servers', [{ ...profile, connectAtStartup: true }], vscode.ConfigurationTarget.Global);
        servers.connectAtStartup();
        await inState(server, 'reconnecting');
        await asterisk.startAgain();
        await inState(server, 'connected');
        await vscode.commands.executeCommand('ari.server.disconnect', targetOf(server));

        const other = new WebSocket(
          `${asterisk.url.replace('http', 'ws')}/ari/events?app=shared&api_key=${asterisk.user}:${asterisk.password}`,
        );
        await new Promise((resolve) => other.addEventListener('open', resolve));
        const heard: string[] = [];
        other.addEventListener('message', ({ data }) => heard.push(String(data)));
        const states: string[] = [];
        server.onState(({ kind }) => states.push(kind));
        servers.connectAtStartup();
        await until(() => states.includes('disconnected'), { what: 'the try to end', ...WAIT });
        assert.deepEqual(states, ['connecting', 'disconnected']);
        assert.doesNotMatch(heard.join(''), /ApplicationReplaced/);
        other.close();
      });

      it('is taken back when somebody wants it so, and marks what was missed', async () => {
        const server = await connectTo(asterisk, { application: 'mine' });
        const { workbench } = await internals();
        const reports: string[] = [];
        const hearing = workbench.reporter.onReport(({ sentence }) => reports.push(sentence));
        const other = new WebSocket(
          `${asterisk.url.replace('http', 'ws')}/ari/events?app=mine&api_key=${asterisk.user}:${asterisk.password}`,
        );
        await inState(server, 'replaced');
        hearing.dispose();
        assert.match(reports[0] ?? '', /Another program connected to “test” as “mine”/);
        const declined = await asked(undefined, () => outcomeOf('ari.server.takeBack', targetOf(server)));
        assert.match(declined.questions.join(), /already has an application called “mine”/);
        assert.equal(server.state.kind, 'replaced', 'a no leaves it as it was');
        const gaps: Gap[] = [];
        const gapped = workbench.registry.onGap(({ gap }) => gaps.push(gap));
        await vscode.commands.executeCommand('ari.server.takeBack', targetOf(server), { confirmed: true });
        await inState(server, 'connected');
        await until(() => gaps.length === 1, { what: 'the gap' });
        gapped.dispose();
        assert.equal(gaps[0]?.how, 'replaced');
        other.close();
      });

      it('leaves no application behind', async () => {
        const server = await connectTo(asterisk);
        const listed = async (): Promise<readonly { name: string }[]> => {
          const answer = await fetch(`${asterisk.url}/ari/applications`, {
            headers: { authorization: asterisk.authorization },
          });
          return (await answer.json()) as readonly { name: string }[];
        };
        const own = server.application;
        assert.ok((await listed()).some(({ name }) => name === own));
        await removeServers();
        await until(async () => !(await listed()).some(({ name }) => name === own), { what: 'the application to go' });
      });
    });
  }

  describe('to a server that does not answer', () => {
    const { sockets, silent } = hangingServer();
    before(() => new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve)));
    after(() => {
      sockets.forEach((socket) => socket.destroy());
      silent.close();
    });
    afterEach(removeServers);

    /** A server that asks before it takes a name, and is kept waiting with that. */
    async function waiting(): Promise<{ server: Server; outcome: ReturnType<typeof outcomeOf> }> {
      const { workbench } = await internals();
      const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
      const profile = { name: 'silent', url, username: 'somebody', application: 'mine' };
      await workbench.credentials.store(profile, 'secret');
      await vscode.workspace.getConfiguration('ari').update('servers', [profile], vscode.ConfigurationTarget.Global);
      const server = await until(() => workbench.registry.get('silent'), { what: 'the server' });
      const asked = sockets.size;
      const outcome = outcomeOf('ari.server.connect', targetOf(server));
      await until(() => sockets.size > asked, { what: 'a request', ...WAIT });
      return { server, outcome };
    }

    it('is connecting from the beginning, and can be stopped', async () => {
      const { server, outcome } = await waiting();
      assert.equal(server.state.kind, 'connecting');
      await vscode.commands.executeCommand('ari.server.stopTrying', targetOf(server));
      assert.equal(server.state.kind, 'disconnected');
      assert.deepEqual((await outcome).reports, []);
      assert.equal(server.live, undefined);
    });

    it('ends with its entry in the settings', async () => {
      const { server, outcome } = await waiting();
      await removeServers();
      assert.deepEqual((await outcome).reports, []);
      assert.equal(server.live, undefined);
    });
  });

  it('shows what it cannot understand, rather than nothing', async () => {
    const talker = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(talker, 'listening');
    talker.on('connection', (socket) => {
      socket.send('{"type":"StasisStart"}');
      socket.send('no JSON');
    });
    const { workbench } = await internals();
    const notes: string[] = [];
    const hearing = workbench.registry.onNote(({ text }) => notes.push(text));
    try {
      const profile = {
        name: 'odd',
        url: `http://127.0.0.1:${(talker.address() as AddressInfo).port}`,
        username: 'somebody',
      };
      await workbench.credentials.store(profile, 'secret');
      await vscode.workspace.getConfiguration('ari').update('servers', [profile], vscode.ConfigurationTarget.Global);
      const server = await until(() => workbench.registry.get('odd'), { what: 'the server' });
      await vscode.commands.executeCommand('ari.server.connect', targetOf(server));
      await until(() => notes.length === 2, { what: 'two notes' });
      assert.match(notes[0]!, /odd sent what is no event of ARI: \{"type":"StasisStart"\}/);
      assert.match(notes[1]!, /no JSON/);
    } finally {
      hearing.dispose();
      await removeServers();
      talker.close();
    }
  });
});

/** Accepts every connection and never says a word. */
function hangingServer(): { readonly sockets: Set<net.Socket>; readonly silent: net.Server } {
  const sockets = new Set<net.Socket>();
  return { sockets, silent: net.createServer((socket) => sockets.add(socket.on('error', () => undefined))) };
}
