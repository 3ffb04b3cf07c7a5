import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { WebSocket } from 'ws';
import { AriError } from '../../src/ari/errors';
import * as channels from '../../src/ari/operations/channels';
import { userEvent } from '../../src/ari/operations/events';
import type { TreeNode } from '../../src/workbench/explorer/nodes';
import type { Server } from '../../src/workbench/servers/server';
import { Asterisk } from '../support/asterisk/asterisk';
import { until } from '../support/until';
import { outcomeOf, run, targetOf } from './commanding';
import { HARMFUL, HOSTILE, HOSTILE_LINE, LINK, assertIconless, assertPlain, questionOf } from './hostile';
import { connectTo, internals, removeServers } from './support';

const APPLICATION = 'app $(trash) [x](command:y) <b> \u202e';
const CONTEXT = 'evil $(trash) <b>';
const CHANNEL = 'id $(trash) <b> ‹x›';
/** In the dialplan a semicolon starts a comment, and commas and quotes end a value. */
const FROM_DIALPLAN = HOSTILE_LINE.replace('Eve', 'Mallory').replace(/[;",]/g, ' ');
const EXTENSION = `exten => s,1,Answer()
 same => n,Set(CALLERID(name)=${FROM_DIALPLAN})
 same => n,Set(NOTE=${FROM_DIALPLAN})
 same => n,UserEvent(Evil ${FROM_DIALPLAN},word: ${FROM_DIALPLAN})
 same => n,Wait(100)
`;
/** A line of the stream: an event or note with its time, our own remark, or JSON, which is indented. */
const STREAM_LINE = /^(?:\d\d:\d\d:\d\d\.\d{3} |— | {4})/;

describe('what strangers write', () => {
  let asterisk: Asterisk;
  let server: Server;
  let foreign: WebSocket;

  before(async function () {
    this.timeout(60_000);
    asterisk = await Asterisk.start({
      dialplan: `[${CONTEXT}]\n${EXTENSION}[mallory]\n${EXTENSION}`,
      files: ({ sip }) => ({
        'pjsip.conf': `[udp]\ntype = transport\nprotocol = udp\nbind = 127.0.0.1:${sip}\n[<img src=x> $(trash) \u202eexe]\ntype = endpoint\ncontext = wait\nallow = ulaw\n`,
      }),
    });
    server = await connectTo(asterisk, { name: 'pbx' });
    const { events } = await internals();
    events.output.show();
    foreign = new WebSocket(`${asterisk.url.replace('http', 'ws')}/ari/events?app=${encodeURIComponent(APPLICATION)}`, {
      headers: { authorization: asterisk.authorization },
    });
    await new Promise((resolve, reject) => foreign.once('open', resolve).once('error', reject));
    await calls();
    await server.live?.refresh();
  });
  after(async () => {
    foreign.close();
    await removeServers();
    await asterisk.stop();
  });

  /** One call by ARI, one from the command line, both through the dialplan, and an event of somebody's own. */
  async function calls(): Promise<void> {
    await channels.originate(server.rest, {
      endpoint: 'Local/s@wait',
      context: CONTEXT,
      extension: 's',
      priority: 1,
      channelId: CHANNEL,
      callerId: `"${HOSTILE.replace(/["\n]/g, ' ')}" <666>`,
      variables: { NOTE: HOSTILE, 'CALLERID(name)': HOSTILE },
    });
    await asterisk.cli('channel originate Local/s@mallory application Wait 100');
    await shout();
    await until(() => server.model?.channels.size === 4, { what: 'the hostile calls' });
    await until(async () => /Shout/.test(await stream()) && /Evil/.test(await stream()), { what: 'the user events' });
  }

  /** An event of somebody's own. */
  function shout(): Promise<void> {
    return userEvent(server.rest, `Shout ${HOSTILE_LINE}`, {
      application: server.application ?? '',
      variables: { word: HOSTILE, [HOSTILE_LINE]: 'name' },
    });
  }

  /** The document of the stream. */
  async function output(): Promise<vscode.TextDocument> {
    const { events } = await internals();
    return until(
      () => {
        events.output.flush();
        return vscode.workspace.textDocuments.find(({ languageId }) => languageId === 'ari-events');
      },
      { what: 'the stream' },
    );
  }

  async function stream(): Promise<string> {
    return (await output()).getText().replace(/\r/g, '');
  }

  async function everyNode(): Promise<TreeNode[]> {
    const { tree } = (await internals()).explorer.view;
    const below = (nodes: readonly TreeNode[]): TreeNode[] =>
      nodes.flatMap((node) => [node, ...below(tree.children(node))]);
    return below(tree.roots());
  }

  it('really comes through: otherwise the rest would prove nothing', () => {
    const model = server.model!;
    const callers = [...model.channels.values()].map(({ resource }) => JSON.stringify(resource));
    for (const who of ['Eve', 'Mallory']) {
      const found = callers.find((caller) => caller.includes(`"${who} [click](command:workbench.action.quit)`)) ?? '';
      for (const part of ['<img src=x', '$(trash)', '\u202e\u2066\u200b', '\\u001b[31m'])
        assert.ok(found.includes(part), `${part} of ${who} in ${callers.join()}`);
    }
    assert.ok(model.channels.get(CHANNEL));
    assert.ok([...model.channels.values()].some(({ resource }) => resource.dialplan.context === CONTEXT));
    assert.ok([...model.applications.ids()].includes(APPLICATION));
    assert.ok([...model.endpoints.ids()].some((name) => name.includes('<img') && name.includes('\u202e')));
  });

  it('is plain text in the tree and in its tooltips', async () => {
    const { view } = (await internals()).explorer;
    let seen = '';
    for (const node of await everyNode()) {
      const item = view.resolveTreeItem(view.getTreeItem(node), node);
      const label = typeof item.label === 'string' ? item.label : (item.label?.label ?? '');
      const texts = [label, String(item.description), item.accessibilityInformation?.label ?? ''];
      texts.forEach(assertPlain);
      // Not Markdown, so nothing in it can act; its lines are ours.
      const { tooltip = '' } = item;
      assert.ok(typeof tooltip === 'string');
      for (const line of tooltip.split('\n').filter(Boolean)) {
        assert.doesNotMatch(line, HARMFUL);
        assert.match(line, /^[A-Z][\w -]*: /);
      }
      assert.match(item.contextValue ?? '', /^[a-zA-Z+-]*$/);
      seen += texts.join();
    }
    for (const who of ['Eve', 'Mallory']) assert.ok(seen.includes(`${who} [click](command:`), 'and it is shown');
  });

  it('is one line of the stream, and makes no link of its own', async () => {
    await until(async () => (await stream()).includes('NOTE'), { what: 'the stream to show the variable' });
    const text = await stream();
    assert.doesNotMatch(text, HARMFUL);
    assert.doesNotMatch(text, /^00:00:00\.000 /m, 'a forged line');
    for (const line of text.split('\n').filter(Boolean)) assert.match(line, STREAM_LINE);
    assert.doesNotMatch(text, /‹fake-id›/);
    const { uri } = await output();
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri, 1_000);
    const ours = links.filter(({ target }) => target?.scheme === 'command');
    assert.ok(ours.length > 0);
    for (const { target } of ours) {
      assert.equal(target?.path, 'ari.explorer.reveal');
      assert.doesNotMatch(decodeURIComponent(target.query), /fake-id|workbench\.action/);
    }
  });

  it('is escaped in the JSON of the stream, which cannot end its block', async () => {
    await run('ari.events.toggleDetail', undefined, { detail: 'json' });
    try {
      await shout();
      const text = await until(
        async () => {
          const now = await stream();
          return /^ {4} +"userevent": /m.test(now) && now;
        },
        { what: 'the JSON' },
      );
      assert.doesNotMatch(text, HARMFUL);
      for (const line of text.split('\n').filter(Boolean)) assert.match(line, STREAM_LINE);
      assert.match(text, /\\u202e/);
    } finally {
      await run('ari.events.toggleDetail', undefined, { detail: 'line' });
    }
  });

  it('is valid JSON in the saved stream, one line an entry, with nothing hidden', async () => {
    const file = path.join(os.tmpdir(), `ari-workbench-hostile-${process.pid}.jsonl`);
    try {
      await run('ari.events.save', undefined, { uri: vscode.Uri.file(file).toString() });
      const text = fs.readFileSync(file, 'utf8');
      assert.doesNotMatch(text, HARMFUL);
      const entries = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { event?: { value?: string } });
      assert.ok(
        entries.some(({ event }) => event?.value === HOSTILE),
        'the same characters when it is read',
      );
    } finally {
      fs.rmSync(file, { force: true });
    }
  });

  it('is plain text in every question', async () => {
    const [endpoint] = [...server.model!.endpoints.ids()].filter((id) => id.includes('<img'));
    const onChannel = targetOf(server, 'channel', CHANNEL);
    let seen = '';
    for (const [command, ...args] of [
      ['ari.channel.hangup'],
      ['ari.channel.originate', targetOf(server, 'server', server.name)],
      ['ari.channel.originate', targetOf(server, 'endpoint', endpoint!)],
      ['ari.channel.getVariable', onChannel],
      ['ari.channel.setVariable', onChannel, { name: HOSTILE_LINE }],
      ['ari.application.unsubscribe'],
      ['ari.explorer.showJson'],
      ['ari.events.onlyChannel'],
      ['ari.events.hideTypes'],
    ] as const) {
      const { title, placeholder, prompt, items } = await questionOf(command, ...args);
      assert.doesNotMatch(prompt, LINK, `${command}: a link in “${prompt}”`);
      const parts = items.flatMap(({ label, description = '', detail = '' }) => [label, description, detail]);
      [title, placeholder, prompt, ...parts].forEach(assertPlain);
      [prompt, ...parts].forEach(assertIconless);
      seen += [placeholder, prompt, ...parts].join('\n');
    }
    for (const part of ['<img src=x>', 'app \\$(trash)', 'Eve [click]', 'Mallory [click]', 'New value of Eve']) {
      assert.ok(seen.includes(part), `“${part}” was shown`);
    }
  });

  it('runs nothing from an error message, and forges no line of the log', async () => {
    const { reports } = await outcomeOf('ari.channel.hangup', targetOf(server, 'channel', `no ${HOSTILE}`), {
      confirmed: true,
    });
    const { workbench, context } = await internals();
    const hearing = workbench.reporter.onReport((report) => void (reports as unknown[]).push(report));
    const cause = new SyntaxError(HOSTILE);
    const request = `GET ${HOSTILE}`;
    workbench.reporter.report(
      new AriError({ failure: 'refused', request, status: 404, serverMessage: HOSTILE }),
      'one',
    );
    workbench.reporter.report(new AriError({ failure: 'garbled', request, serverMessage: HOSTILE, cause }), 'two');
    hearing.dispose();
    assert.equal(reports.length, 3);
    for (const { sentence } of reports) {
      assertPlain(sentence);
      assert.doesNotMatch(sentence, LINK);
    }
    const log = await until(
      () => {
        const folder = context.logUri.fsPath;
        const texts = fs.readdirSync(folder).map((name) => fs.readFileSync(path.join(folder, name), 'utf8'));
        return texts.find((text) => text.includes('two: AriError'));
      },
      { what: 'the log' },
    );
    assert.doesNotMatch(log.replace(/[\r\t]/g, ''), HARMFUL);
    assert.doesNotMatch(log, /^00:00:00\.000 /m);
    assert.match(log, /caused by SyntaxError: Eve/);
  });

  it('is plain text in the status bar, be it the name of a server', async () => {
    const name = `evil ${HOSTILE_LINE}`;
    const { statusBar, workbench } = await internals();
    const configuration = vscode.workspace.getConfiguration('ari');
    const profile = { name, url: 'http://127.0.0.1:1', username: HOSTILE_LINE, application: APPLICATION };
    const others = configuration.get<readonly object[]>('servers') ?? [];
    await configuration.update('servers', [...others, profile], vscode.ConfigurationTarget.Global);
    const evil = await until(() => workbench.registry.get(name), { what: 'the server' });
    await workbench.credentials.store(evil.profile, 'x');
    const { reports } = await outcomeOf('ari.server.connect', targetOf(evil, 'server', name), { confirmed: true });
    const { sentence } = reports[0]!;
    for (const text of [sentence, statusBar.text]) {
      assertPlain(text);
    }
    assertIconless(statusBar.text);
    assert.doesNotMatch(sentence, LINK);
    await configuration.update('servers', others, vscode.ConfigurationTarget.Global);
    await until(() => workbench.registry.servers.length === 1, { what: 'the server to go' });
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
      const target = targetOf(server, 'channel', CHANNEL);
      await vscode.commands.executeCommand('ari.channel.getVariable', target, { name: 'NOTE' });
      await until(() => shown.length > 0, { what: 'the message' });
    } finally {
      Object.assign(window, { showInformationMessage: original });
    }
    assert.match(shown.join(), /click/);
    assertPlain(shown.join());
    assert.doesNotMatch(shown.join(), LINK);
  });

  it('is valid JSON with nothing hidden in it', async () => {
    const target = targetOf(server, 'channel', CHANNEL);
    await vscode.commands.executeCommand('ari.explorer.copyJson', target);
    const copied = await vscode.env.clipboard.readText();
    assert.doesNotMatch(copied, HARMFUL);
    assert.equal((JSON.parse(copied) as { id: string }).id, CHANNEL);
    await vscode.commands.executeCommand('ari.explorer.showJson', target);
    const json = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.doesNotMatch(json, HARMFUL);
    assert.equal((JSON.parse(json) as { id: string }).id, CHANNEL);
  });
});
