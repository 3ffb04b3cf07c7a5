import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { until } from '../support/until';
import { internals } from './support';

const TEXT = [
  '[general]',
  'static=yes',
  '[day](!)',
  'exten => h,1,NoOp(bye)',
  '[in](day)',
  'exten => _1X[2-4].,1(go),GotoIf($["${EXTEN:1}" = "5"]?out,s,1)',
  ' same => n,Hangup()',
  ';-- hidden',
  'exten => 9,1,NoOp()',
  '--;',
].join('\n');

interface Tokens {
  readonly data: Uint32Array;
}

describe('the languages of Asterisk', () => {
  let folder: string;
  before(async () => {
    await internals();
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-dialplan-'));
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  async function open(name: string, text: string): Promise<vscode.TextDocument> {
    const file = path.join(folder, name);
    fs.writeFileSync(file, text);
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    return document;
  }

  it('are known by the names of files, and by no other .conf', async () => {
    const names = {
      'extensions.conf': 'asterisk-dialplan',
      'extensions_custom.conf': 'asterisk-dialplan',
      'branch.extensions.conf': 'asterisk-dialplan',
      'pjsip.conf': 'asterisk-conf',
      'pjsip.endpoint.conf': 'asterisk-conf',
      'pjsip-trunks.conf': 'asterisk-conf',
      'modules.conf': 'asterisk-conf',
      'extensions.ael': 'asterisk-ael',
    };
    for (const [name, language] of Object.entries(names)) {
      assert.equal((await open(name, '')).languageId, language, name);
    }
    const { languageId } = await open('nginx.conf', 'server {\n}\n');
    assert.ok(!languageId.startsWith('asterisk'), languageId);
  });

  it('colour by meaning', async () => {
    const { uri } = await open('extensions_office.conf', TEXT);
    const legend = await until(
      async () =>
        await vscode.commands.executeCommand<vscode.SemanticTokensLegend | undefined>(
          'vscode.provideDocumentSemanticTokensLegend',
          uri,
        ),
      { what: 'the legend' },
    );
    const { data } = await vscode.commands.executeCommand<Tokens>('vscode.provideDocumentSemanticTokens', uri);
    const told = told5(data, legend.tokenTypes);
    for (const token of [
      'asteriskContext in',
      'asteriskPatternClass X',
      'asteriskPatternSet [2-4]',
      'asteriskWildcard .',
      'asteriskLabel go',
      'asteriskApplication GotoIf',
      'variable EXTEN',
      'asteriskContext out',
      'comment exten => 9,1,NoOp()',
    ]) {
      assert.ok(told.includes(token), `${token} in ${told.join(', ')}`);
    }
  });

  it('colour what is to be seen of a large file', async () => {
    const { uri } = await open('extensions_large.conf', `[a]\n${'exten => 1,n,NoOp()\n'.repeat(21_000)}`);
    const provide = 'vscode.provideDocumentRangeSemanticTokens';
    const found = await until(
      async () => await vscode.commands.executeCommand<Tokens | undefined>(provide, uri, new vscode.Range(9, 0, 10, 0)),
      { what: 'the tokens' },
    );
    assert.deepEqual([...found.data.slice(0, 3)], [9, 0, 'exten'.length]);
    assert.equal(found.data.length, 2 * 5 * 5);
  });

  it('have an outline', async () => {
    const { uri } = await open('extensions_office.conf', TEXT);
    const symbols = await until(
      async () => {
        const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
          'vscode.executeDocumentSymbolProvider',
          uri,
        );
        return found?.length ? found : undefined;
      },
      { what: 'the outline' },
    );
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['general', 'day', 'in'],
    );
    assert.deepEqual(
      symbols[2]!.children.map(({ name, children }) => [name, ...children.map((child) => child.name)]),
      [['_1X[2-4].', '1(go)', 'n']],
    );
  });

  it('fold', async () => {
    const { uri } = await open('extensions_office.conf', TEXT);
    const ranges = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      uri,
    );
    const told = ranges.map(({ start, end }) => `${start}-${end}`).sort();
    assert.deepEqual(told, ['0-1', '2-3', '4-6', '5-6', '7-9']);
  });

  it('offer themselves for what looks like a dialplan, once, and remember a no', async () => {
    const { workbench } = await internals();
    const name = `office-${Date.now()}.conf`;
    const document = await open(name, 'exten => 1,1,Answer()\n');
    assert.ok(!document.languageId.startsWith('asterisk'));
    const asked = (): number =>
      workbench.sharedMemory
        .get<readonly string[]>('dialplan.languageAsked', [])
        .filter((uri) => uri === document.uri.toString()).length;
    await until(() => asked() === 1, { what: 'the question' });
    await open('other.conf', 'x');
    await vscode.window.showTextDocument(document);
    assert.equal(asked(), 1);
  });

  it('take a file after a yes, and all that have its name', async () => {
    const name = `branch-${Date.now()}.conf`;
    const document = await open(name, '[a]\n same => n,Hangup()\n');
    const associations = (): Record<string, string> =>
      vscode.workspace.getConfiguration('files').get<Record<string, string>>('associations', {});
    await until(
      async () => {
        // The notification takes a moment to come.
        await vscode.commands.executeCommand('notifications.focusFirstToast');
        await vscode.commands.executeCommand('notification.acceptPrimaryAction');
        return associations()[`**/${name}`] === 'asterisk-dialplan';
      },
      { what: 'the association' },
    );
    await until(() => document.languageId === 'asterisk-dialplan' || document.isClosed, { what: 'the language' });
    assert.equal((await vscode.workspace.openTextDocument(document.uri)).languageId, 'asterisk-dialplan');
    await vscode.workspace
      .getConfiguration('files')
      .update('associations', undefined, vscode.ConfigurationTarget.Workspace);
  });
});

/** `type text` of each token. */
function told5(data: Uint32Array, types: readonly string[]): string[] {
  const lines = TEXT.split('\n');
  const told: string[] = [];
  let line = 0;
  let start = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0, type = 0] = data.slice(at, at + 4);
    start = down > 0 ? right : start + right;
    line += down;
    told.push(`${types[type]!} ${lines[line]!.slice(start, start + length)}`);
  }
  return told;
}
