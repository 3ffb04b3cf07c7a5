import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { WebSocket } from 'ws';
import * as channels from '../../src/ari/operations/channels';
import type { Channel } from '../../src/ari/resources';
import type { Server } from '../../src/workbench/servers/server';
import type { WhichAnswer } from '../../src/workbench/dialplan/which/whichExtension';
import { Asterisk } from '../support/asterisk/asterisk';
import { until } from '../support/until';
import { ESCAPE, type Outcome, outcomeOf, pressingEnter, refusalOf, run } from './commanding';
import { connectTo, internals, removeServers } from './support';

const DIALPLAN = `[reception]
exten => 200,1,Wait(100)
exten => _2[1-4]X,1,Wait(100)
exten => _2XX/1001,1,Wait(101)
exten => _2XX,1,Wait(102)
include => night,22:00-06:00,*,*,*
include => rest
[night]
exten => _X.,1,Wait(103)
[rest]
exten => _9XX,2,Wait(104)
exten => _9X.,1,Wait(105)
exten => _X!,1,Stasis(elsewhere,a)
exten => i,1,Hangup()
[menu]
exten => s,1,Goto(reception,200,1)
[shadowed]
exten => _2X!,1,Wait(1)
exten => _2X,1,Wait(1)
  same   =>  n,Hangup()
[typed]
exten => 7,1,Hangup()
exten => _7XX/1001,1,Hangup()
include => last
switch => Realtime/somewhere
[last]
exten => i,1,Hangup()
[open]
include => night
[lamps]
exten => 8,hint,PJSIP/8
`;
const NOON = '2026-01-05 12:00';
const LINES = DIALPLAN.split('\n');
const lineOf = (text: string): number => LINES.findIndex((line) => line.includes(text)) + 1;

describe('which extension answers', () => {
  let asterisk: Asterisk;
  let server: Server;
  let folder: string;
  let document: vscode.TextDocument;

  before(async function () {
    this.timeout(120_000);
    await internals();
    asterisk = await Asterisk.start({ dialplan: DIALPLAN });
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-dialplan-'));
    const file = path.join(folder, 'extensions.conf');
    fs.writeFileSync(file, DIALPLAN);
    document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await removeServers();
    await asterisk.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeQuickOpen'));

  const which = (answers: Record<string, string>): Promise<WhichAnswer> =>
    run<WhichAnswer>('ari.dialplan.whichExtension', { uri: document.uri }, { at: NOON, ...answers });
  const verdicts = ({ candidates }: WhichAnswer): string[] =>
    candidates.map(({ context, extension, verdict, why }) => `${context} ${extension} ${verdict}: ${why}`);

  describe('the command', () => {
    it('names what answers, with its line, and why the others do not', async () => {
      const found = await which({ context: 'reception', number: '215' });
      assert.deepEqual(found.answer, {
        context: 'reception',
        extension: '_2[1-4]X',
        file: document.uri.path,
        line: lineOf('_2[1-4]X'),
      });
      const narrower = '_2[1-4]X comes first: at place 2, [1-4] (4) is narrower than X (10)';
      assert.deepEqual(verdicts(found), [
        'reception _2[1-4]X answers: answers: Wait(100)',
        `reception _2XX/1001 behind: ${narrower}`,
        `reception _2XX behind: ${narrower}`,
        ...verdicts(found).slice(3),
      ]);
    });

    it('tells callers apart', async () => {
      assert.equal(
        (await which({ context: 'reception', number: '290', callerId: '1001' })).answer?.extension,
        '_2XX/1001',
      );
      const other = await which({ context: 'reception', number: '290', callerId: '7' });
      assert.equal(other.answer?.extension, '_2XX');
      assert.match(verdicts(other)[0] ?? '', /_2XX\/1001 other-caller: is for callers that 1001 matches/);
    });

    it('looks at the clock, and goes on where the first priority is missing', async () => {
      const noon = await which({ context: 'reception', number: '955' });
      assert.deepEqual([noon.answer?.context, noon.answer?.extension], ['rest', '_9X.']);
      assert.match(verdicts(noon)[0] ?? '', /rest _9XX no-priority: has no such priority/);
      const night = await which({ context: 'reception', number: '955', at: '2026-01-05 23:00' });
      assert.equal(night.answer?.context, 'night');
    });

    it('says that nobody answers, and refuses a time that is none', async () => {
      assert.equal((await which({ context: 'menu', number: '1' })).answer, undefined);
      const refusal = await refusalOf('ari.dialplan.whichExtension', undefined, { context: 'menu', at: 'soon' });
      assert.match(refusal, /“soon” is no time such as/);
    });

    it('says who takes a wrong number after a Goto, and for whom Asterisk waits when it is typed', async () => {
      const none = await which({ context: 'typed', number: '8' });
      assert.deepEqual([none.answer, none.instead?.extension, none.instead?.context], [undefined, 'i', 'last']);
      assert.deepEqual([none.isCertain, none.more], [false, undefined]);
      const typed = await which({ context: 'typed', number: '7', callerId: '1001' });
      assert.deepEqual([typed.answer?.extension, typed.isCertain, typed.instead], ['7', true, undefined]);
      assert.deepEqual([typed.more?.extension, typed.more?.line], ['_7XX/1001', lineOf('_7XX/1001')]);
      assert.equal((await which({ context: 'typed', number: '7' })).more, undefined);
    });

    it('shows the line of what answers, and the one that was there again when it is dismissed', async () => {
      const editor = await vscode.window.showTextDocument(document);
      editor.selection = new vscode.Selection(0, 3, 0, 3);
      const { answer } = await which({ context: 'reception', number: '215' });
      const isAt = (line: number, character: number) => (): boolean =>
        vscode.window.activeTextEditor?.selection.active.isEqual(new vscode.Position(line, character)) === true;
      await until(isAt((answer?.line ?? 0) - 1, 0), { what: 'the line of the answer' });
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      await until(isAt(0, 3), { what: 'the line that was there' });
    });

    it('asks for the number that was not given, and leaves it at that when it is dismissed', async () => {
      const target = { uri: document.uri, context: 'reception' };
      const ask = (): Promise<Outcome> => outcomeOf('ari.dialplan.whichExtension', target);
      assert.deepEqual(await pressingEnter(ask, ESCAPE), { value: undefined, reports: [] });
    });
  });

  describe('the lenses', () => {
    const lenses = (): Thenable<vscode.CodeLens[]> =>
      vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 1000);

    it('stand above contexts and the first line of each extension', async () => {
      const found = (await lenses()).map(({ range, command }) => `${range.start.line + 1} ${command?.title}`);
      assert.deepEqual(found.filter((one) => /^[1-3] /.test(one)).sort(), [
        '1 Which Extension Answers?',
        '2 $(call-outgoing) Call',
        '2 Which Answers?',
        '3 $(call-outgoing) Call',
        '3 Which Answers?',
      ]);
      // Who answers in it is also a question where all of it is included; hints answer nobody.
      assert.ok(found.includes(`${lineOf('[open]')} Which Extension Answers?`));
      assert.ok(!found.some((one) => one.startsWith(`${lineOf('[lamps]')} `)));
      const invalid = lineOf('exten => i,');
      assert.deepEqual(
        found.filter((one) => one.startsWith(`${invalid} `)),
        [],
      );
    });

    it('propose a number, and a caller, that reach their line', async () => {
      const start = lineOf('_2XX/1001') - 1;
      const asked = (await lenses()).find(
        ({ range, command }) => range.start.line === start && command?.title === 'Which Answers?',
      );
      const { command, arguments: target }: vscode.Command = asked?.command ?? { title: '', command: '' };
      const { value } = await pressingEnter(() => outcomeOf(command, ...(target as unknown[])));
      assert.equal((value as WhichAnswer).answer?.line, start + 1);
    });

    it('are gone when they are not wanted', async () => {
      const settings = vscode.workspace.getConfiguration('ari.dialplan');
      await settings.update('codeLens', false, vscode.ConfigurationTarget.Global);
      try {
        await until(async () => (await lenses()).length === 0, { what: 'the lenses to go' });
      } finally {
        await settings.update('codeLens', undefined, vscode.ConfigurationTarget.Global);
      }
    });

    it('say which line has the mistake when nobody is there to call with', async () => {
      const refusal = await refusalOf('ari.dialplan.call', { uri: document.uri, line: lineOf('exten => 200') - 1 });
      assert.match(refusal, /No server is connected/);
    });
  });

  it('offer no call where all that is connected is marked as read-only', async () => {
    const titles = async (): Promise<string[]> => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        1000,
      );
      return found.map(({ command }) => command?.title ?? '');
    };
    await connectTo(asterisk, { name: 'watched', readOnly: true });
    try {
      const found = await titles();
      assert.ok(found.includes('Which Answers?') && !found.some((title) => title.includes('Call')));
    } finally {
      await removeServers();
    }
    assert.ok((await titles()).some((title) => title.includes('Call')));
  });

  describe('on a server', () => {
    before(async () => {
      server = await connectTo(asterisk, { application: 'workbench' });
    });
    afterEach(async () => {
      await asterisk.cli('channel request hangup all');
      await until(async () => (await channels.list(server.rest)).length === 0, { what: 'all channels to be gone' });
    });

    for (const [text, number, called] of [
      ['exten => 200', undefined, '200'],
      ['_2[1-4]X', '234', '234'],
      ['_2XX/1001', '295', '295'],
    ] as const) {
      it(`calls ${text} at its own line`, async () => {
        const line = lineOf(text) - 1;
        await run<Channel>(
          'ari.dialplan.call',
          { uri: document.uri, line },
          number === undefined ? undefined : { number },
        );
        const application = /Wait\((\d+)\)/.exec(LINES[line] ?? '')?.[1];
        const there = await until(
          async () => (await channels.list(server.rest)).find(({ dialplan }) => dialplan.app_name === 'Wait'),
          { what: 'the call to be in the dialplan' },
        );
        const { context, exten, app_data } = there.dialplan;
        assert.deepEqual([context, exten, app_data], ['reception', called, application]);
      });
    }

    it('does not call what is never reached', async () => {
      const refusal = await refusalOf('ari.dialplan.call', { uri: document.uri, line: lineOf('_2X,') - 1 });
      assert.match(refusal, /^_2X is never reached: _2X! answers everything that it matches\.$/);
    });

    it('does not call what has no beginning', async () => {
      const refusal = await refusalOf('ari.dialplan.call', { uri: document.uri, line: lineOf('_9XX,2') - 1 });
      assert.equal(refusal, '_9XX has no priority 1: nobody can call it.');
    });

    it('says beside Stasis() whether the application is connected', async () => {
      const range = new vscode.Range(0, 0, document.lineCount, 0);
      const line = lineOf('Stasis(') - 1;
      const hint = async (): Promise<string> => {
        const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
          'vscode.executeInlayHintProvider',
          document.uri,
          range,
        );
        return hints.map(({ label, position }) => `${position.line} ${typeof label === 'string' ? label : ''}`).join();
      };
      const warnings = (): string[] =>
        vscode.languages
          .getDiagnostics(document.uri)
          .filter(({ code }) => typeof code === 'object' && code.value === 'stasis-not-connected')
          .map(({ range, message }) => `${range.start.line} ${message}`);
      await until(async () => (await hint()) === `${line} not connected`, { what: 'the hint' });
      await until(() => warnings().length > 0, { what: 'the warning' });
      assert.match(
        warnings().join(),
        /^\d+ No application “elsewhere” is connected to .*: a call that gets here fails\.$/,
      );

      const application = new WebSocket(
        `ws://127.0.0.1:${asterisk.port}/ari/events?app=elsewhere&api_key=${asterisk.user}:${asterisk.password}`,
      );
      try {
        await until(async () => (await hint()) === `${line} connected`, {
          what: 'the hint to change',
          timeoutMs: 15_000,
        });
        await until(() => warnings().length === 0, { what: 'the warning to go' });
      } finally {
        application.terminate();
      }
      await until(async () => (await hint()) === `${line} not connected`, {
        what: 'the end to be seen',
        timeoutMs: 15_000,
      });
    }).timeout(60_000);
  });

  it('formats', async () => {
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      'vscode.executeFormatDocumentProvider',
      document.uri,
      { tabSize: 4, insertSpaces: true },
    );
    const changed = new vscode.WorkspaceEdit();
    changed.set(document.uri, edits);
    assert.ok(await vscode.workspace.applyEdit(changed));
    assert.equal(document.getText(), DIALPLAN.replace('  same   =>  n', ' same => n'));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
