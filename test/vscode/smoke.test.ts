import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Asterisk } from '../support/asterisk/asterisk';

describe('VS Code', () => {
  it('has the extension, and it can be activated', async () => {
    const extension = vscode.extensions.getExtension('ari-workbench.ari-workbench');
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });

  it('opened a copy of the fixture workspace', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const files = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, 'ari.conf'));
    assert.equal(files.length, 1);
  });

  it('can start a real Asterisk', async function () {
    this.timeout(120_000);
    const asterisk = await Asterisk.start();
    try {
      assert.match(await asterisk.cli('core show version'), /^Asterisk 22\./);
    } finally {
      await asterisk.stop();
    }
  });
});
