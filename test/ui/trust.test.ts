import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../support/places';
import { Stranger } from '../support/stranger';
import { Workbench } from '../support/vscode/workbench';

describe('a workspace that is not trusted', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  let folder: string;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-ui-'));
    fs.cpSync(path.join(ROOT, 'test/vscode/fixtures/workspace'), folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'extensions.conf'), '[phones]\nexten => 100,1,Answer()\n');
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

  const lens = (text: string): ReturnType<Workbench['page']['locator']> =>
    workbench.page.locator('.codelens-decoration a', { hasText: new RegExp(`${text}$`) });

  it('makes no calls, which its dialplan would choose', async () => {
    await workbench.openFile('extensions.conf', 2);
    await lens('Which Answers\\?').first().waitFor({ timeout: 15_000 });
    assert.equal(await lens('Call').count(), 0);
    await workbench.command('ARI: Call Extension of This Line…');
    await workbench.notification(/not trusted yet/);
  });

  it('offers the import, and to call, as soon as it is trusted', async () => {
    await workbench.trust();
    await lens('Call').first().waitFor({ timeout: 15_000 });
    await mark().waitFor({ state: 'detached', timeout: 15_000 });
    await workbench.openView('Asterisk');
    const welcome = workbench.page
      .locator('.sidebar .welcome-view')
      .filter({ hasText: 'This workspace has an ari.conf' });
    await welcome.waitFor({ timeout: 30_000 });
    assert.doesNotMatch(await workbench.welcomeText(), /trust/);
  });
});

describe('servers of a workspace that is not trusted', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  let folder: string;
  let stranger: Stranger;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-ui-'));
    stranger = await Stranger.start();
    const own = { name: 'own', url: 'https://pbx.example:8089', username: 'u', production: true, readOnly: true };
    const foreign = [
      { ...own, production: false, readOnly: false, acceptAnyCertificate: true, caFile: '/tmp/ca.pem' },
      { name: 'lure', url: stranger.url, username: 'u', connectAtStartup: true },
    ];
    fs.mkdirSync(path.join(folder, '.vscode'));
    const settings = { 'ari.servers': foreign, 'ari.confirmHangup': false, 'ari.heartbeatSeconds': 0 };
    fs.writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify(settings));
    workbench = await Workbench.open({ folder, workspaceTrust: true, settings: { 'ari.servers': [own] } });
  });
  after(async () => {
    await workbench.dispose();
    await stranger.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const rows = (): ReturnType<ReturnType<Workbench['tree']>['rows']> => workbench.tree().rows();

  it('are not there, and change nothing about the user’s own', async () => {
    await workbench.openView('Asterisk');
    await workbench.tree().waitFor((found) => found.some(({ label }) => label === 'own'), 'the user’s server');
    const [own, ...others] = await rows();
    assert.deepEqual(others, []);
    assert.match(own?.description ?? '', /^production · read-only · disconnected/);
    assert.doesNotMatch(own?.description ?? '', /certificate/);
    assert.deepEqual(stranger.heard, []);
  });

  it('come with trust; what protects the user’s own stays, and nobody is told a password', async () => {
    await workbench.trust();
    await workbench.tree().waitFor((found) => found.some(({ label }) => label === 'lure'), 'the workspace’s server');
    const own = (await rows()).find(({ label }) => label === 'own');
    assert.match(own?.description ?? '', /^production · read-only · disconnected/);
    assert.doesNotMatch(own?.description ?? '', /certificate/);
    await workbench.reload();
    await workbench.tree().waitFor((found) => found.some(({ label }) => label === 'lure'), 'the server after a reload');
    assert.deepEqual(stranger.heard, []);
  });
});
