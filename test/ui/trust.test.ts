import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../support/places';
import { Workbench } from '../support/vscode/workbench';

describe('a workspace that is not trusted', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  let folder: string;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-ui-'));
    fs.cpSync(path.join(ROOT, 'test/vscode/fixtures/workspace'), folder, { recursive: true });
    workbench = await Workbench.open({ folder, workspaceTrust: true });
  });
  after(async () => {
    await workbench.dispose();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const mark = (): ReturnType<Workbench['page']['locator']> =>
    workbench.page.locator('.part.statusbar .statusbar-item', { hasText: 'Restricted Mode' });

  it('is opened in restricted mode', () => mark().waitFor({ timeout: 15_000 }));

  it('is no place to import an ari.conf from', async () => {
    await workbench.openView('Asterisk');
    const text = await workbench.welcomeText();
    assert.match(text, /trust/);
    assert.doesNotMatch(text, /Import ari\.conf$/m);
  });

  it('stays so when settings change and the window reloads', async () => {
    await workbench.changeSettings({ 'window.title': 'settings were read' });
    await workbench.page.waitForFunction(`/settings were read/.test(document.title)`, undefined, { timeout: 30_000 });
    await mark().waitFor({ timeout: 15_000 });
  });

  it('offers the import as soon as it is trusted', async () => {
    await workbench.trust();
    await mark().waitFor({ state: 'detached', timeout: 15_000 });
    await workbench.openView('Asterisk');
    const welcome = workbench.page
      .locator('.sidebar .welcome-view')
      .filter({ hasText: 'This workspace has an ari.conf' });
    await welcome.waitFor({ timeout: 30_000 });
    assert.doesNotMatch(await workbench.welcomeText(), /trust/);
  });
});
