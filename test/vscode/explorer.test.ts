import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import * as bridges from '../../src/ari/operations/bridges';
import * as channels from '../../src/ari/operations/channels';
import type { Channel } from '../../src/ari/resources';
import type { ExplorerView } from '../../src/workbench/explorer/explorerView';
import type { TreeNode } from '../../src/workbench/explorer/nodes';
import type { Server } from '../../src/workbench/servers/server';
import type { Target } from '../../src/workbench/servers/target';
import { Asterisk } from '../support/asterisk/asterisk';
import { until } from '../support/until';
import { connectTo, internals, removeServers } from './support';

const HOSTILE = 'x\u202ey [z](command:workbench.action.quit) <img src=a> $(trash)';

describe('explorer', function () {
  this.timeout(60_000);
  let asterisk: Asterisk;
  let server: Server;
  let view: ExplorerView;

  before(async () => {
    asterisk = await Asterisk.start();
    server = await connectTo(asterisk, { application: 'hello' });
    view = (await internals()).explorer.view;
    await vscode.commands.executeCommand('ari.explorer.focus');
    await until(() => view.view.visible, { what: 'the tree to be visible' });
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('ari.explorer.clearFilter');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await asterisk.cli('channel request hangup all');
    await until(() => server.model?.channels.size === 0, { what: 'all channels to be gone' });
  });
  after(async () => {
    await removeServers();
    await asterisk.stop();
  });

  const target = (kind: Target['kind'], id: string): Target => ({ kind, serverName: server.name, id });

  const call = (id: string, options: { callerId?: string } = {}): Promise<Channel> =>
    channels.originate(server.rest, {
      endpoint: 'Local/1@wait',
      channelId: id,
      app: 'hello',
      ...options,
    });

  /** What VS Code was given for a place, once it is there. */
  const itemOf = async (wanted: Target): Promise<vscode.TreeItem> => {
    const node = await until(() => view.tree.locate(wanted), { what: `${wanted.kind} ${wanted.id} in the tree` });
    return view.getTreeItem(node);
  };

  it('shows a call where it is, live, and forgets it', async () => {
    await call('live-1');
    await until(() => [...view.tree.places(target('channel', 'live-1'))].some(({ shown }) => shown !== undefined), {
      what: 'VS Code to have drawn the channel',
    });
    await until(async () => (await itemOf(target('channel', 'live-1'))).description?.toString().startsWith('Up'), {
      what: 'the channel to be up',
    });
    await until(() => view.view.badge?.value === 2, { what: 'a badge of 2' });
    const application = view.tree.locate(target('application', 'hello'));
    assert.ok(application);
    await until(() => view.getChildren(application).some(({ id }) => id === 'live-1'), {
      what: 'the channel in the application',
    });
    await channels.hangup(server.rest, 'live-1');
    await until(() => view.view.badge === undefined, { what: 'the badge to go' });
    assert.equal(view.tree.locate(target('channel', 'live-1')), undefined);
  });

  it('shows the version as soon as the server has told it, however late that is', async () => {
    const drawn: boolean[] = [];
    const listening = view.onDidChangeTreeData((nodes) => {
      const isRow = !nodes || nodes.some(({ kind }) => kind === 'server');
      if (isRow) drawn.push(server.live?.info !== undefined);
    });
    try {
      await vscode.commands.executeCommand('ari.server.disconnect', target('server', server.name));
      await vscode.commands.executeCommand('ari.server.connect', target('server', server.name), { confirmed: true });
      assert.equal(server.state.kind, 'connected');
      assert.equal(drawn.at(-1), true);
    } finally {
      listening.dispose();
    }
    await until(() => /22\./.test(String(view.tree.roots()[0]?.shown)), { what: 'the version in the row' });
  });

  it('shows bridges with their members and what plays there', async () => {
    await call('live-2');
    const bridge = await bridges.create(server.rest, { name: 'lobby' });
    await until(() => server.model?.channels.get('live-2')?.resource.state === 'Up', { what: 'the channel to be up' });
    await bridges.addChannel(server.rest, bridge.id, { channel: ['live-2'] });
    await bridges.play(server.rest, bridge.id, {
      media: ['sound:tt-monkeys', 'sound:tt-monkeys'],
      playbackId: 'monkeys',
    });
    const playback = await itemOf(target('playback', 'monkeys'));
    assert.equal(playback.contextValue, 'playback+writable+playing');
    const node = view.tree.locate(target('bridge', bridge.id));
    assert.ok(node);
    assert.deepEqual(
      view.getChildren(node).map(({ kind, id }) => `${kind} ${id}`),
      ['playback monkeys', 'channel live-2'],
    );
    await bridges.destroy(server.rest, bridge.id);
    await until(() => !view.tree.locate(target('bridge', bridge.id)), { what: 'the bridge to go' });
  });

  it('keeps the same places, so that selection survives every update', async () => {
    await call('live-3');
    await until(() => server.model?.channels.get('live-3')?.resource.state === 'Up', { what: 'the channel to be up' });
    await vscode.commands.executeCommand('ari.explorer.reveal', target('channel', 'live-3'));
    const selected = await until(() => view.view.selection[0], { what: 'a selection' });
    assert.equal(selected.id, 'live-3');
    await call('live-4');
    await channels.play(server.rest, 'live-3', { media: ['sound:tt-monkeys'], playbackId: 'p3' });
    await until(() => selected.shown?.includes('playing'), { what: 'the channel to be drawn anew' });
    assert.equal(view.view.selection[0], selected);
  });

  it('filters over everything, and says so', async () => {
    await call('needle');
    await call('hay');
    await until(() => server.model?.channels.size === 4, { what: 'four channels' });
    const matches = await vscode.commands.executeCommand('ari.explorer.filter', undefined, { text: 'NEEDLE' });
    assert.ok(Number(matches) >= 1);
    assert.match(view.view.message ?? '', /“NEEDLE” · \d match/);
    assert.ok(view.tree.locate(target('channel', 'needle')));
    assert.equal(view.tree.locate(target('channel', 'hay')), undefined);
    await vscode.commands.executeCommand('ari.explorer.reveal', target('channel', 'hay'));
    assert.equal(view.view.message ?? '', '', 'revealing what is filtered out takes the filter away');
  });

  it('shows long lists in pages, and opens as many as it takes', async () => {
    const LAST = 439;
    for (let index = 0; index <= LAST; index += 1) await call(`many-${index}`);
    await until(() => server.model?.channels.size === 2 * (LAST + 1), { what: 'all channels' });
    const group = view.getChildren(view.getChildren()[0]).find(({ id }) => id === 'channels');
    assert.ok(group);
    const [more, before] = [view.getChildren(group).at(-1), view.getChildren(group).length];
    assert.deepEqual([more?.kind, before], ['more', 201]);
    await vscode.commands.executeCommand('ari.explorer.showMore', more);
    assert.equal(view.getChildren(group).length, 401);
    await until(() => view.view.selection[0] === view.getChildren(group)[200], {
      what: 'the first new one selected',
      timeoutMs: 15_000,
    });
    const reveal = async (): Promise<boolean> => {
      await vscode.commands.executeCommand('ari.explorer.reveal', target('channel', `many-${LAST}`));
      return view.view.selection[0]?.id === `many-${LAST}`;
    };
    // VS Code takes in hundreds of rows meanwhile: on a busy machine it may drop what it was told to select.
    await until(reveal, { what: 'the last one selected', timeoutMs: 20_000 });
    assert.match(String(view.getTreeItem(group).description), /^880$/);
  });

  it('copies id, name and JSON', async () => {
    await call('live-5');
    const { name } = await channels.get(server.rest, 'live-5');
    const copied = async (command: string): Promise<string> => {
      await vscode.commands.executeCommand(command, target('channel', 'live-5'));
      return vscode.env.clipboard.readText();
    };
    assert.equal(await copied('ari.explorer.copyId'), 'live-5');
    assert.equal(await copied('ari.explorer.copyName'), name);
    assert.equal((JSON.parse(await copied('ari.explorer.copyJson')) as Channel).name, name);
  });

  it('shows JSON that follows the channel, and says when it is gone', async () => {
    await call('live-6');
    await until(() => server.model?.channels.get('live-6')?.resource.state === 'Up', { what: 'the channel to be up' });
    const document = await vscode.commands.executeCommand<vscode.TextDocument>(
      'ari.explorer.showJson',
      target('channel', 'live-6'),
    );
    assert.equal(document.languageId, 'json');
    assert.equal(document.uri.scheme, 'ari-resource');
    const shown = (): Record<string, unknown> => JSON.parse(document.getText()) as Record<string, unknown>;
    assert.equal(shown()['id'], 'live-6');
    assert.match(document.uri.path, /Local\u22151@wait-[0-9a-f]+;1\.json$/);
    await channels.setVariable(server.rest, 'live-6', { variable: 'CALLERID(name)', value: 'Changed' });
    await until(() => (shown()['caller'] as { name: string }).name === 'Changed', { what: 'the new caller id' });
    await channels.hangup(server.rest, 'live-6');
    await until(() => typeof shown()['//'] === 'string', { what: 'the note that it is gone' });
    assert.equal(shown()['id'], 'live-6');
  });

  it('does no harm with what strangers write', async () => {
    await call('hostile', { callerId: `"${HOSTILE}" <1000>` });
    await until(() => server.model?.channels.get('hostile')?.resource.caller.name.includes('command'), {
      what: 'the caller id',
    });
    const node = view.tree.locate(target('channel', 'hostile')) as TreeNode;
    const item = view.resolveTreeItem(view.getTreeItem(node), node);
    const { tooltip, description, accessibilityInformation } = item;
    assert.ok(typeof tooltip === 'string' && typeof description === 'string', 'plain text, in which nothing can act');
    assert.match(tooltip, /command:workbench/);
    for (const text of [tooltip, description, accessibilityInformation?.label ?? '']) {
      assert.doesNotMatch(text, /\u202e/);
    }
    const document = await vscode.commands.executeCommand<vscode.TextDocument>('ari.explorer.showJson', node);
    assert.doesNotMatch(document.getText(), /\u202e/);
    assert.match(document.getText(), /\\u202e/);
  });

  it('asks for the lists again when told, and shows a failed one with its reason', async () => {
    await asterisk.cli('module unload res_ari_bridges.so');
    await vscode.commands.executeCommand('ari.explorer.refresh');
    const groups = view.getChildren(view.getChildren()[0]);
    const group = groups.find(({ id }) => id === 'bridges');
    const [failure] = view.getChildren(group);
    assert.ok(failure);
    assert.equal(view.getTreeItem(failure).contextValue, 'failure');
    await asterisk.cli('module load res_ari_bridges.so');
    await vscode.commands.executeCommand('ari.explorer.refresh', failure);
    assert.deepEqual(view.getChildren(group), []);
  });
});
