import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../support/places';
import { Workbench } from '../support/vscode/workbench';

describe('the workbench in a browser', function () {
  this.timeout(300_000);
  let workbench: Workbench;
  let folder: string;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-ui-'));
    fs.cpSync(path.join(ROOT, 'test/vscode/fixtures/workspace'), folder, { recursive: true });
    workbench = await Workbench.open({ folder });
  });
  after(async () => {
    await workbench.dispose();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('shows the files of the folder', async () => {
    await workbench.openView('Explorer');
    const rows = await workbench.tree().waitFor((all) => all.some(({ label }) => label === 'ari.conf'), 'ari.conf');
    assert.ok(rows.some(({ label }) => label === 'http.conf'));
  });

  it('runs commands, and knows the extension', async () => {
    await workbench.command('Developer: Show Running Extensions');
    await workbench.page
      .getByText(/ari.workbench/i)
      .first()
      .waitFor({ timeout: 30_000 });
  });

  it('writes output channels to the panel', async () => {
    await workbench.command('Output: Show Output Channels');
    await workbench.quickInput.pick('Extension Host (Remote)');
    await workbench.waitForOutput(/\[info\] .*\w/);
  });

  for (const theme of ['light', 'dark', 'highContrast'] as const) {
    it(`has a ${theme} theme`, async () => {
      await workbench.setTheme(theme);
      assert.ok(fs.statSync(await workbench.screenshot(`smoke-${theme}`)).size > 10_000);
    });
  }
});
