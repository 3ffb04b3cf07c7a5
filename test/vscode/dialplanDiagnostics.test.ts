import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { until } from '../support/until';
import { internals } from './support';

const SETTING = 'dialplan.severity';
const LINES = [
  '[sales]',
  'exten => 100,1,Goto(salse,200,1)',
  'exten => 200,1,Answer()',
  'exten => 200,1,Hangup()',
  'exten => 300,1,Goto(elsewhere,s,1)',
];

describe('what the checks find in a dialplan', function () {
  this.timeout(60_000);
  let folder: string;
  let document: vscode.TextDocument;

  before(async () => {
    await internals();
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-findings-'));
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    document = await open('extensions_shop.conf', LINES.join('\n'));
    await shown(['unknown-context 1', 'duplicate-priority 3', 'unknown-context 4']);
  });
  afterEach(async () => {
    await vscode.workspace.getConfiguration('ari').update(SETTING, undefined, vscode.ConfigurationTarget.Workspace);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  async function open(name: string, text: string): Promise<vscode.TextDocument> {
    const file = path.join(folder, name);
    fs.writeFileSync(file, text);
    // Not with openTextDocument, which would keep the document for minutes after its editor is closed.
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file));
    const opened = await until(
      () => vscode.workspace.textDocuments.find(({ uri, isClosed }) => uri.fsPath === file && !isClosed),
      { what: file },
    );
    return opened;
  }

  const now = (uri = document.uri): vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'dialplan');

  /** Waits until these, and no others, are shown: each as its code and its line from 0. */
  async function shown(wanted: readonly string[], uri = document.uri): Promise<vscode.Diagnostic[]> {
    await until(
      () => {
        const told = now(uri).map(({ code, range }) => `${valueOf(code)} ${range.start.line}`);
        assert.deepEqual(told, wanted);
        return true;
      },
      { what: wanted.join(), timeoutMs: 10_000 },
    );
    return now(uri);
  }

  async function actions(line: number, kind?: vscode.CodeActionKind): Promise<vscode.CodeAction[]> {
    const { range } = document.lineAt(line);
    const provide = 'vscode.executeCodeActionProvider';
    return vscode.commands.executeCommand<vscode.CodeAction[]>(provide, document.uri, range, kind?.value);
  }

  async function apply(action: vscode.CodeAction | undefined): Promise<void> {
    assert.ok(action?.edit);
    assert.ok(await vscode.workspace.applyEdit(action.edit));
  }

  it('has its code, a link to what it means, and the other place', () => {
    const [jump, priority] = now();
    assert.equal(jump?.severity, vscode.DiagnosticSeverity.Error);
    assert.deepEqual(textAt(jump.range), 'salse');
    assert.ok(typeof jump.code === 'object' && jump.code.target.scheme === 'command');
    assert.match(jump.code.target.query, /unknown-context/);
    const [related] = priority?.relatedInformation ?? [];
    assert.equal(related?.location.uri.toString(), document.uri.toString());
    assert.equal(related.location.range.start.line, 2);
  });

  it('is what somebody made of it in the settings', async () => {
    const { Workspace } = vscode.ConfigurationTarget;
    await vscode.workspace
      .getConfiguration('ari')
      .update(SETTING, { 'unknown-context': 'off', 'duplicate-priority': 'information' }, Workspace);
    const [left] = await shown(['duplicate-priority 3']);
    assert.equal(left?.severity, vscode.DiagnosticSeverity.Information);
  });

  it('comes and goes with what is typed', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(LINES.length, 0), '\n[elsewhere]\nexten => s,1,Goto(nowhere,s,1)\n');
    await vscode.workspace.applyEdit(edit);
    await shown(['unknown-context 1', 'duplicate-priority 3', 'unknown-context 6']);
  });

  it('is mended by its quick fix', async () => {
    const offered = await actions(1, vscode.CodeActionKind.QuickFix);
    const fix = offered.find(({ title }) => title === 'Write “sales”');
    // Perhaps [salse] is still to be written.
    assert.equal(fix?.isPreferred, false);
    await apply(fix);
    assert.equal(document.lineAt(1).text, 'exten => 100,1,Goto(sales,200,1)');
    await shown(['duplicate-priority 3', 'unknown-context 4']);
  });

  it('is mended with all others that are certain, and with those alone', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(LINES.length, 0), '\nexten => 400,1,Goto(Sales,200,1)\n');
    await vscode.workspace.applyEdit(edit);
    await shown(['unknown-context 1', 'duplicate-priority 3', 'unknown-context 4', 'unknown-context 5']);
    const all = await actions(0, vscode.CodeActionKind.SourceFixAll);
    assert.equal(all.length, 1);
    await apply(all[0]);
    assert.equal(document.lineAt(5).text, 'exten => 400,1,Goto(sales,200,1)');
    assert.equal(document.lineAt(1).text, LINES[1]);
  });

  it('is ignored on its line, one after the other', async () => {
    const ignore = async (line: number, code: string): Promise<void> =>
      apply((await actions(line)).find(({ title }) => title === `Ignore ${code} on this line`));
    await ignore(4, 'unknown-context');
    assert.equal(document.lineAt(4).text, `${LINES[4]!} ; ari-ignore: unknown-context`);
    await shown(['unknown-context 1', 'duplicate-priority 3']);
  });

  it('is ignored also where a server told of it', async () => {
    const collection = vscode.languages.createDiagnosticCollection('as-of-a-server');
    try {
      const diagnostic = new vscode.Diagnostic(document.lineAt(2).range, 'x');
      diagnostic.code = 'stasis-not-connected';
      collection.set(document.uri, [diagnostic]);
      const titles = (await actions(2)).map(({ title }) => title);
      assert.ok(titles.includes('Ignore stasis-not-connected on this line'), titles.join());
      assert.ok(titles.includes('Explain stasis-not-connected'), titles.join());
    } finally {
      collection.dispose();
    }
  });

  it('is explained by the documentation', async () => {
    const explain = (await actions(1)).find(({ title }) => title === 'Explain unknown-context');
    assert.ok(explain?.command);
    await vscode.commands.executeCommand(explain.command.command, ...((explain.command.arguments ?? []) as unknown[]));
    await until(
      () =>
        vscode.window.tabGroups.all.some(({ tabs }) =>
          tabs.some(
            ({ input, label }) => input instanceof vscode.TabInputWebview && /dialplan-diagnostics/.test(label),
          ),
        ),
      { what: 'the page' },
    );
  });

  it('is gone when a file outside of the workspace is closed', async () => {
    const { uri } = document;
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await shown([], uri);
  });

  it('stays where the file belongs to the workspace', async () => {
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    const uri = vscode.Uri.joinPath(workspace.uri, 'stays.extensions.conf');
    await vscode.workspace.fs.writeFile(uri, Buffer.from('[a]\nexten => 1,1,Goto(nowhere,1,1)\n'));
    try {
      await shown(['unknown-context 1'], uri);
    } finally {
      await vscode.workspace.fs.delete(uri);
    }
    await shown([], uri);
  });

  function textAt(range: vscode.Range): string {
    return document.getText(range);
  }
});

function valueOf(code: vscode.Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : code);
}
