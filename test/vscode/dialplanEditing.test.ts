import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { WebSocket } from 'ws';
import * as sounds from '../../src/ari/operations/sounds';
import type { Server } from '../../src/workbench/servers/server';
import { Asterisk } from '../support/asterisk/asterisk';
import { until } from '../support/until';
import { connectTo, internals, removeServers } from './support';

const DIALPLAN = `[globals]
TRUNK=PJSIP/out
[reception]
include => night,22:00-06:00,*,*,*
exten => 200,1,Answer()
 same => n(again),Playback(hello-world)
 same => n,Set(WHO=\${CALLERID(num)})
 same => n,Goto(night,900,open)
exten => _[2-4]XX.,1,NoOp(\${WHO} \${EXTEN:1})
 same => n,Dial(\${TRUNK},20,U(night))
[night]
exten => 900,1(open),Answer()
 same => n,Hangup()
; nothing here: Goto(
[typed]
exten => s,1(start),NoOp(\${ACCOUNT})
`;

/** What stands in the documentation that the setting names. */
const XML = `<docs><application name="Zapateller" language="en_US"><synopsis>Sounds <b>like</b> a fault.</synopsis>
<syntax><parameter name="options"><para>How.</para></parameter></syntax></application></docs>`;

describe('editing a dialplan', () => {
  let asterisk: Asterisk;
  let server: Server;
  let folder: string;
  let document: vscode.TextDocument;
  let editor: vscode.TextEditor;

  before(async function () {
    this.timeout(120_000);
    await internals();
    asterisk = await Asterisk.start({ dialplan: DIALPLAN });
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-dialplan-'));
    const file = path.join(folder, 'extensions.conf');
    fs.writeFileSync(file, DIALPLAN);
    document = await vscode.workspace.openTextDocument(file);
    editor = await vscode.window.showTextDocument(document);
    server = await connectTo(asterisk, { application: 'workbench' });
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await removeServers();
    await asterisk.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** Puts a line, in which `|` is the cursor, in place of the last one. */
  async function type(marked: string): Promise<vscode.Position> {
    const first = DIALPLAN.split('\n').length - 1;
    const range = new vscode.Range(first, 0, document.lineCount, 0);
    assert.ok(await editor.edit((edit) => edit.replace(range, marked.replace('|', ''))));
    const before = marked.slice(0, marked.indexOf('|')).split('\n');
    return new vscode.Position(first + before.length - 1, before.at(-1)?.length ?? 0);
  }

  async function completions(marked: string): Promise<vscode.CompletionItem[]> {
    const position = await type(marked);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
    // What VS Code offers besides: words of the document.
    return list.items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
  }

  const labels = async (marked: string): Promise<string[]> =>
    (await completions(marked)).map(({ label }) => (typeof label === 'string' ? label : label.label));

  describe('completion', () => {
    for (const [line, ...expected] of [
      ['include => |', 'night', 'reception', 'typed'],
      [' same => n,Goto(night,900,|)', '1', 'open'],
      [' same => n,Goto(reception,|,1)', '200', '900'],
      [' same => n,Dial(PJSIP/1,,U(|))', 'night', 'reception', 'typed'],
      [' same => n,Gosub(|)', 'night', 'reception', 's', 'start', 'typed'],
    ] as const) {
      it(`offers in ${line}`, async () => {
        const found = await labels(line);
        assert.deepEqual(found.sort(), [...expected].sort());
      });
    }

    it('offers the sections above to inherit from, where the parenthesis is still open', async () => {
      const found = await labels('[own](|');
      for (const one of ['night', 'reception', '!', '+']) assert.ok(found.includes(one), `${one} in ${found.join()}`);
    });

    it('offers what a line begins with, and what comes next', async () => {
      const keywords = await completions('sam|');
      const same = keywords.find(({ label }) => label === 'same');
      assert.ok(same?.insertText instanceof vscode.SnippetString);
      assert.equal(same.insertText.value, 'same => n,$0');
      assert.ok((await labels('exten => |')).includes('i'));
      assert.deepEqual((await labels('exten => 7,|')).sort(), ['1', 'hint', 'n']);
      assert.deepEqual(await labels('[globals]\n|'), []);
    });

    it('offers applications with their parentheses and what they are for', async () => {
      const found = (await completions(' same => n,Pla|')).find(({ label }) => label === 'Playback');
      assert.ok(found?.insertText instanceof vscode.SnippetString);
      assert.equal(found.insertText.value, 'Playback($1)');
      assert.ok(found.documentation instanceof vscode.MarkdownString);
      assert.match(found.documentation.value, /Playback\(sounds,\[options\]\)/);
    });

    it('offers variables and functions', async () => {
      const found = await labels(' same => n,NoOp(${|})');
      for (const name of ['TRUNK', 'WHO', 'EXTEN', 'CALLERID']) assert.ok(found.includes(name), name);
      assert.ok((await labels(' same => n,Set(|)')).includes('WHO'));
    });

    it('offers nothing in a comment', async () => {
      assert.deepEqual(await labels('; same => n,Goto(|)'), []);
    });

    it('offers the applications of ARI that are connected', async () => {
      const application = new WebSocket(
        `ws://127.0.0.1:${asterisk.port}/ari/events?app=ivr-demo,${encodeURIComponent('x);System(rm')}&api_key=${asterisk.user}:${asterisk.password}`,
      );
      try {
        await until(() => server.model?.applications.has('ivr-demo'), {
          what: 'the application to be known',
          timeoutMs: 15_000,
        });
        assert.equal(server.model?.applications.size, 3);
        // The third is no argument of a dialplan, but what somebody wants to get into one.
        assert.deepEqual((await labels(' same => n,Stasis(|)')).sort(), ['ivr-demo', 'workbench']);
      } finally {
        application.terminate();
      }
    }).timeout(30_000);

    it('offers the sounds of the server', async () => {
      const known = await sounds.list(server.rest);
      assert.ok(known.length > 0);
      const found = await labels(' same => n,Playback(|)');
      assert.deepEqual(found.sort(), known.map(({ id }) => id).sort());
    });
  });

  describe('signature help', () => {
    const help = async (marked: string): Promise<string> => {
      const position = await type(marked);
      const found = await vscode.commands.executeCommand<vscode.SignatureHelp | undefined>(
        'vscode.executeSignatureHelpProvider',
        document.uri,
        position,
      );
      const signature = found?.signatures[found.activeSignature];
      return signature ? `${signature.label} ${signature.activeParameter}` : '';
    };
    for (const [line, expected] of [
      [' same => n,Dial(PJSIP/1,|)', 'Dial([devices],[timeout],[options],[url]) 1'],
      [' same => n,NoOp(${CUT(X,-,|)})', 'CUT(variable,delimiter,fields) 2'],
      [' same => n,GotoIf($[1]?a:|)', 'GotoIf(condition?[yes]:[no]) 2'],
      [' same => n,Goto(again|)', 'Goto(priority) 0'],
      [' same => n,Goto(200,|)', 'Goto(extension,priority) 1'],
      [' same => n,Goto(ni|ght,900,1)', 'Goto(context,extension,priority) 0'],
      [' same => n,Answer()|', ''],
    ] as const) {
      it(`in ${line}`, async () => assert.equal(await help(line), expected));
    }
  });

  describe('hover', () => {
    /** @param text of which the first place is hovered, at `|` */
    const hover = async (text: string): Promise<string> => {
      const at = document.positionAt(document.getText().indexOf(text.replace('|', '')) + text.indexOf('|'));
      const found = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        at,
      );
      return found
        .flatMap(({ contents }) => contents)
        .map((content) => {
          assert.ok(content instanceof vscode.MarkdownString);
          assert.ok(!content.isTrusted && !content.supportHtml);
          return content.value.replaceAll('&nbsp;', ' ');
        })
        .join('\n');
    };
    for (const [text, ...expected] of [
      ['n,Di|al(', /Dial\(\[devices\]/, /`timeout`: seconds/],
      ['{CALL|ERID(num)', /CALLERID\(part/],
      ['_[2-|4]XX.', /Matches 2001, 200100, 2005551234 …/, /`\[2-4\]`: 2 to 4/, /`\.`: one or more/],
      ['{WH|O}', /is set: 1; where it is read: 1/, /Set\(WHO=\$\{CALLERID\(num\)\}\) ; extensions\.conf:7/],
      ['{EXT|EN:1}', /The extension that was dialled/],
      ['{ACCO|UNT}', /Set nowhere in this dialplan\. Places where it is read: 1/, /extensions\.conf:\d+/],
      ['Goto(ni|ght', /\[night\]/, /Extensions: 1\./],
      ['[recep|tion]', /include => night,22:00-06:00/, /Extensions: 2, patterns among them: 1/],
      ['(night,90|0', /\[night\]\nexten => 900,1\(open\),Answer\(\)\n same => n,Hangup\(\)/],
      ['900,op|en)', /exten => 900,1\(open\),Answer\(\)/],
    ] as const) {
      it(`on ${text}`, async () => {
        const found = await hover(text);
        for (const one of expected) assert.match(found, one);
      });
    }

    it('says nothing in a comment', async () => assert.equal(await hover('nothing he|re'), ''));

    it('says what replaces an application that is gone, and what an Asterisk on this machine says', async () => {
      await type(' same => n,Macro(x)|');
      assert.match(await hover('n,Mac|ro('), /Instead of it: Gosub/);
      const file = path.join(folder, 'core.xml');
      fs.writeFileSync(file, XML);
      const settings = vscode.workspace.getConfiguration('ari.dialplan');
      await settings.update('documentation', file, vscode.ConfigurationTarget.Global);
      try {
        await type(' same => n,Zapateller(x)|');
        assert.match(await hover('n,Zap|ateller('), /Sounds like a fault/);
      } finally {
        await settings.update('documentation', undefined, vscode.ConfigurationTarget.Global);
      }
    });
  });
});
