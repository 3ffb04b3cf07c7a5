import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { WebSocket } from 'ws';
import * as channels from '../../src/ari/operations/channels';
import type { TreeNode } from '../../src/workbench/explorer/nodes';
import type { Server } from '../../src/workbench/servers/server';
import { Asterisk } from '../support/asterisk/asterisk';
import { until } from '../support/until';
import { outcomeOf, targetOf } from './commanding';
import { connectTo, internals, removeServers } from './support';

const MARKDOWN = '[click](command:workbench.action.quit) **b** ![i](http://127.0.0.1:1/x.png)';
const HTML = '<img src=x onerror=alert(1)><script>alert(2)</script>';
const UNSEEN = '\u202e\u2066\u200b\ufeff\u001b[31m\u001b]0;owned\u0007\u009b1m\u0001';
const NEW_LINE = '\n00:00:00.000 StasisStart          Local/fake ‹fake-id› · Up';
const HOSTILE = `Eve ${MARKDOWN} ${HTML} $(trash) ${UNSEEN}${NEW_LINE}`;
/** What must never reach an eye: control, ANSI, bidi and invisible characters. Line ends are looked at apart. */
const HARMFUL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

describe('what strangers write', () => {
  let asterisk: Asterisk;
  let server: Server;
  let foreign: WebSocket;
  const application = 'app $(trash) [x](command:y) <b> \u202e';

  before(async () => {
    asterisk = await Asterisk.start({
      files: ({ sip }) => ({
        'pjsip.conf': `[udp]\ntype = transport\nprotocol = udp\nbind = 127.0.0.1:${sip}\n[<img src=x> $(trash) \u202eexe]\ntype = endpoint\ncontext = wait\nallow = ulaw\n`,
      }),
    });
    server = await connectTo(asterisk, { name: 'pbx' });
    const { events } = await internals();
    events.output.show();
    foreign = new WebSocket(`${asterisk.url.replace('http', 'ws')}/ari/events?app=${encodeURIComponent(application)}`, {
      headers: { authorization: asterisk.authorization },
    });
    await new Promise((resolve, reject) => foreign.once('open', resolve).once('error', reject));
    await channels.originate(server.rest, {
      endpoint: 'Local/s@wait',
      context: 'wait',
      extension: 's',
      priority: 1,
      channelId: 'id $(trash) <b> ‹x›',
      callerId: `"${HOSTILE.replace(/["\n]/g, ' ')}" <666>`,
      variables: { NOTE: HOSTILE, 'CALLERID(name)': HOSTILE },
    });
    await until(() => server.model?.channels.size === 2, { what: 'the hostile call' });
    await server.live?.refresh();
  });
  after(async () => {
    foreign.close();
    await removeServers();
    await asterisk.stop();
  });

  const hostileChannel = (): string => [...(server.model?.channels.ids() ?? [])].find((id) => id.includes('$('))!;

  async function everyNode(): Promise<TreeNode[]> {
    const { tree } = (await internals()).explorer.view;
    const below = (nodes: readonly TreeNode[]): TreeNode[] =>
      nodes.flatMap((node) => [node, ...below(tree.children(node))]);
    return below(tree.roots());
  }

  it('really comes through: otherwise the rest would prove nothing', () => {
    const [first] = [...(server.model?.channels.values() ?? [])].map(({ resource }) => JSON.stringify(resource)).sort();
    assert.ok(first?.includes('command:workbench.action.quit'));
    assert.ok([...(server.model?.applications.ids() ?? [])].some((name) => name.includes('$(trash)')));
    assert.ok([...(server.model?.endpoints.ids() ?? [])].some((name) => name.includes('<img')));
  });

  it('is plain text in the tree and in its tooltips', async () => {
    const { view } = (await internals()).explorer;
    const cancellation = new vscode.CancellationTokenSource().token;
    let seen = '';
    for (const node of await everyNode()) {
      const item = view.getTreeItem(node);
      const resolved = view.resolveTreeItem(item, node);
      const label = typeof item.label === 'string' ? item.label : (item.label?.label ?? '');
      const { tooltip } = resolved;
      if (tooltip instanceof vscode.MarkdownString) {
        assert.ok(!tooltip.isTrusted && tooltip.supportHtml !== true && tooltip.supportThemeIcons !== true);
        assert.doesNotMatch(tooltip.value, /(?<!\\)\[click\]\(|(?<!\\)!\[i\]\(|(?<!\\)<img/, 'escaped');
      }
      const texts = [label, String(item.description), item.accessibilityInformation?.label ?? ''];
      for (const text of texts) {
        assert.doesNotMatch(text, HARMFUL);
        assert.doesNotMatch(text, /\n/);
      }
      assert.match(item.contextValue ?? '', /^[a-zA-Z+-]*$/);
      seen += texts.join();
    }
    assert.ok(seen.includes('command:workbench.action.quit'), 'and it is shown');
    assert.equal(cancellation.isCancellationRequested, false);
  });

  it('is one line of the stream, and makes no link of its own', async () => {
    const { events } = await internals();
    const document = await until(
      () => {
        events.output.flush();
        return vscode.workspace.textDocuments.find(
          (open) => open.languageId === 'ari-events' && open.getText().includes('NOTE'),
        );
      },
      { what: 'the stream to show the variable' },
    );
    const text = document.getText().replace(/\r/g, '');
    assert.doesNotMatch(text, HARMFUL);
    assert.doesNotMatch(text, /^00:00:00\.000 /m, 'a forged line');
    assert.doesNotMatch(text, /‹fake-id›/);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    for (const { target } of links) {
      if (target?.scheme !== 'command') continue;
      assert.equal(target.path, 'ari.explorer.reveal');
      assert.doesNotMatch(decodeURIComponent(target.query), /fake-id|workbench\.action/);
    }
  });

  it('runs nothing from an error message', async () => {
    const { reports } = await outcomeOf('ari.channel.hangup', targetOf(server, 'channel', `no ${HOSTILE}`), {
      confirmed: true,
    });
    assert.equal(reports.length, 1);
    assert.doesNotMatch(reports[0]!.sentence, HARMFUL);
    assert.doesNotMatch(reports[0]!.sentence, /\]\(/);
  });

  it('runs nothing from the message that shows a variable', async () => {
    const shown: string[] = [];
    const { window } = vscode;
    const original = window.showInformationMessage.bind(window);
    Object.assign(window, {
      showInformationMessage: (text: string): Promise<undefined> => {
        shown.push(text);
        return Promise.resolve(undefined);
      },
    });
    try {
      const target = targetOf(server, 'channel', hostileChannel());
      await vscode.commands.executeCommand('ari.channel.getVariable', target, { name: 'NOTE' });
      await until(() => shown.length > 0, { what: 'the message' });
    } finally {
      Object.assign(window, { showInformationMessage: original });
    }
    assert.match(shown.join(), /click/);
    assert.doesNotMatch(shown.join(), HARMFUL);
    assert.doesNotMatch(shown.join(), /\]\(/);
  });

  it('is valid JSON with nothing hidden in it', async () => {
    const target = targetOf(server, 'channel', hostileChannel());
    await vscode.commands.executeCommand('ari.explorer.copyJson', target);
    const copied = await vscode.env.clipboard.readText();
    assert.doesNotMatch(copied, HARMFUL);
    assert.match((JSON.parse(copied) as { id: string }).id, /\$\(trash\)/);
    await vscode.commands.executeCommand('ari.explorer.showJson', target);
    const json = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.doesNotMatch(json, HARMFUL);
    assert.equal((JSON.parse(json) as { id: string }).id, hostileChannel());
  });
});
