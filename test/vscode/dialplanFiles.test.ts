import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { until } from '../support/until';
import { internals } from './support';

describe('the files of a dialplan', function () {
  this.timeout(60_000);
  let folder: string;

  before(async () => {
    await internals();
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    folder = path.join(workspace.uri.fsPath, 'files');
    fs.mkdirSync(folder);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    fs.rmSync(folder, { recursive: true, force: true });
  });

  async function contexts(wanted: string): Promise<readonly string[]> {
    const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      wanted,
    );
    return found.map(({ name }) => name).filter((name) => name === wanted);
  }

  const write = (name: string, text: string): void => fs.writeFileSync(path.join(folder, name), text);

  it('are no devices, which would never end', async () => {
    write('extensions.conf', '#tryinclude "/dev/zero"\n[behind-zero]\nexten => 1,1,Hangup()\n');
    fs.symlinkSync('/dev/zero', path.join(folder, 'pjsip.conf'));
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path.join(folder, 'extensions.conf')));
    await until(async () => (await contexts('behind-zero')).length === 1, { what: 'the context behind the device' });
  });

  it('may have any name, are known by one path, and are read again when they change', async () => {
    write('users.inc', '[from-users]\nexten => 1,1,Hangup()\n');
    write('extensions.conf', '#include "./users.inc"\n[last]\nexten => 1,1,Goto(from-users,1,1)\n');
    await until(async () => (await contexts('from-users')).length === 1, { what: 'what is included' });
    write('users.inc', '[of-users]\nexten => 1,1,Hangup()\n');
    await until(async () => (await contexts('of-users')).length === 1, { what: 'the change' });
    assert.deepEqual(await contexts('from-users'), []);
  });

  it('are dialplans too where they are included, unless somebody says otherwise', async () => {
    write('phones.inc', '[phones]\nexten => 1,1,Hangup()\n');
    write('strange.inc', '[strange]\nexten => 1,1,Hangup()\n');
    write('extensions.conf', '#include phones.inc\n[last]\nexten => 1,1,Goto(phones,1,1)\n');
    await until(async () => (await contexts('phones')).length === 1, { what: 'what is included' });
    const open = (name: string): vscode.TextDocument | undefined =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith(`/files/${name}`));
    const show = (name: string): Thenable<unknown> =>
      vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path.join(folder, name)));
    await show('phones.inc');
    await until(() => open('phones.inc')?.languageId === 'asterisk-dialplan', { what: 'what is included to be known' });
    await show('strange.inc');
    await until(() => open('strange.inc'), { what: 'the file that nothing includes' });
    const document = open('phones.inc');
    assert.ok(document);
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    write('extensions.conf', '#include phones.inc\n#include strange.inc\n[last]\nexten => 1,1,Goto(phones,1,1)\n');
    await until(() => open('strange.inc')?.languageId === 'asterisk-dialplan', { what: 'the include to be seen' });
    assert.equal(open('phones.inc')?.languageId, 'plaintext');
  });
});
