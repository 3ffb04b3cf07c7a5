import assert from 'node:assert/strict';
import { type Theme, Workbench } from '../support/vscode/workbench';
import { Asterisk } from '../support/asterisk/asterisk';
import { importThroughWelcome, workspaceOf } from './support';

const THEMES: readonly Theme[] = ['light', 'dark', 'highContrast'];

describe('the doctor’s report in the real page', function () {
  this.timeout(120_000);
  let asterisk: Asterisk;
  let workbench: Workbench;

  before(async () => {
    asterisk = await Asterisk.start();
    workbench = await Workbench.open({
      folder: workspaceOf(asterisk),
      viewport: { width: 1040, height: 700 },
      settings: { 'editor.minimap.enabled': false, 'workbench.reduceMotion': 'on' },
    });
    await importThroughWelcome(workbench, asterisk.user);
  });
  after(async () => {
    await workbench.dispose();
    await asterisk.stop();
  });

  it('opens from the tree, says that all is well, and offers what can be done', async () => {
    await workbench.tree().contextMenu('localhost', 'Diagnose Connection');
    await workbench.notification('All is well');
    assert.match(await workbench.editorText(), /✓ All is well[^]*✓ Connection/);
    await workbench.page.getByText('Copy Report').first().waitFor();
    await workbench.screenshot('doctor-well');
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('says what is wrong, and what to write into which file', async () => {
    await asterisk.kill();
    await workbench.command('ARI: Diagnose Connection');
    await workbench.notification('nobody listens');
    await workbench.page.locator('.codelens-decoration a', { hasText: 'Edit Server…' }).first().waitFor();
    for (const theme of THEMES) {
      await workbench.setTheme(theme);
      assert.match(await workbench.editorText(), /✗ Connection[^]*in http\.conf, let[^]*enabled = yes/);
      await workbench.screenshot(`doctor-${theme}`);
    }
    await workbench.page.locator('.codelens-decoration a', { hasText: 'Diagnose Again' }).first().waitFor();
    await asterisk.startAgain();
    await workbench.page.locator('.codelens-decoration a', { hasText: 'Diagnose Again' }).first().click();
    await workbench.notification('All is well');
  });
});
