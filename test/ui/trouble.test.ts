import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { WebSocket } from 'ws';
import { until } from '../support/until';
import { Workbench } from '../support/vscode/workbench';
import { PICTURE_SETTINGS, THEMES, VIEWPORT, takePicture, takeReadmePicture, widenSideBar } from './album';
import { Stage } from './stage';

describe('trouble with a connection', function () {
  this.timeout(60_000);
  let stage: Stage;
  let workbench: Workbench;

  before(async () => {
    stage = await Stage.open();
    workbench = await Workbench.open({ folder: stage.folder, viewport: VIEWPORT, settings: PICTURE_SETTINGS });
  });
  after(async () => {
    await workbench.dispose();
    await stage.dispose();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(`failed-trouble-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  /** Goes through the questions of a new bridge up to the one that guards a production server. */
  async function askForBridge(): Promise<void> {
    const { page } = workbench;
    const dialog = page.locator('.monaco-dialog-box');
    await workbench.command('ARI: Create Bridge…');
    await until(
      async () => {
        if (await dialog.isVisible()) return true;
        await page.keyboard.press('Enter');
        return false;
      },
      { what: 'the question before a write', intervalMs: 300, timeoutMs: 15_000 },
    );
    assert.match(await dialog.innerText(), /production server[^]*POST bridges/);
  }

  const statusBar = async (): Promise<string> => workbench.page.locator('.part.statusbar').innerText();

  it('is seen to be lost, with the seconds until the next try', async () => {
    await workbench.openView('Asterisk');
    await workbench.welcomeButton('Import ari.conf');
    await workbench.quickInput.pick(stage.user);
    const tree = workbench.tree();
    await tree.waitFor((rows) => rows.some(({ label }) => label === 'hello-world'), 'the application');
    await workbench.command('ARI: Show Events');
    await stage.play();
    await widenSideBar(workbench, 400);
    await tree.waitFor((rows) => rows.some(({ label }) => /^PJSIP\/1000-/.test(label)), 'the call');
    await stage.asterisk.kill();
    const isCounting = ({ description }: { description: string }): boolean =>
      /reconnecting in [3-9] s/.test(description);
    for (const theme of THEMES) {
      await workbench.setTheme(theme);
      await tree.waitFor((rows) => rows.some(isCounting), 'the countdown');
      assert.match(await statusBar(), /127\.0\.0\.1: reconnecting/);
      const channels = (await tree.rows()).find(({ label }) => label === 'Channels');
      assert.match(channels?.description ?? '', /as of \d/);
      await takeReadmePicture(workbench, 'reconnecting', theme);
    }
  });

  it('marks the gap when it is back', async () => {
    await workbench.setTheme('light');
    await stage.asterisk.startAgain();
    await workbench.tree().waitFor((rows) => rows.some(({ description }) => /22\./.test(description)), 'the server');
    assert.match(await workbench.waitForOutput(/no events/i), /no events/i);
    await takePicture(workbench, 'gap', 'light');
  });

  it('says when another program took the application over, and takes it back', async () => {
    const { quickInput, page } = workbench;
    const tree = workbench.tree();
    await tree.contextMenu(/^127\.0\.0\.1/, 'Edit Server');
    for (const question of [/where asterisk/i, /the user/i, /the password/i]) {
      await until(async () => question.test(await quickInput.heading()), { what: `the question ${question.source}` });
      await quickInput.accept();
    }
    await quickInput.pick('Be an application, and watch everything');
    for (const [question, answer] of [
      [/the application’s name/i, 'orders'],
      [/what to call/i, '127.0.0.1'],
    ] as const) {
      await until(async () => question.test(await quickInput.heading()), { what: `the question ${question.source}` });
      await quickInput.answer(answer);
    }
    await tree.waitFor((rows) => rows.some(({ label }) => label === 'orders'), 'the application');
    const other = new WebSocket(`${stage.asterisk.url.replace('http', 'ws')}/ari/events?app=orders`, {
      auth: `${stage.user}:demo`,
    });
    try {
      const sentence = await workbench.notification('Another program connected');
      assert.match(sentence, /as “orders”/);
      await tree.waitFor((rows) => rows.some(({ description }) => /took “orders” over/.test(description)), 'the state');
      for (const theme of THEMES) {
        await workbench.setTheme(theme);
        assert.match(await statusBar(), /127\.0\.0\.1: replaced/);
        await takePicture(workbench, 'replaced', theme);
      }
      await page.locator('.notifications-toasts .monaco-button', { hasText: 'Take It Back' }).click();
      await page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Take Over' }).click();
      await until(async () => /22\./.test((await tree.rows())[0]?.description ?? ''), { what: 'to be back' });
    } finally {
      other.terminate();
    }
  });

  it('is looked into by the doctor, down to the line of the file to change', async () => {
    const tree = workbench.tree();
    const config = path.join(stage.asterisk.folder, 'etc/ari.conf');
    const enabled = fs.readFileSync(config, 'utf8');
    await workbench.command('Notifications: Clear All Notifications');
    await tree.contextMenu(/^127\.0\.0\.1/, 'Disconnect');
    await stage.asterisk.kill();
    fs.writeFileSync(config, enabled.replace(/^enabled\s*=.*$/m, 'enabled = no'));
    await stage.asterisk.startAgain();
    await tree.contextMenu(/^127\.0\.0\.1/, 'Diagnose Connection');
    await until(async () => /enabled = yes/.test(await workbench.editorText()), {
      what: 'the report to say which line to write',
      timeoutMs: 20_000,
    });
    await workbench.page.locator('.codelens-decoration a', { hasText: 'Edit Server…' }).first().waitFor();
    await workbench.command('Notifications: Clear All Notifications');
    for (const theme of THEMES) {
      await workbench.setTheme(theme);
      assert.match(await workbench.editorText(), /ari\.conf/);
      await takeReadmePicture(workbench, 'doctor', theme, workbench.page.locator('.part.editor'));
    }
    await stage.asterisk.kill();
    fs.writeFileSync(config, enabled);
    await stage.asterisk.startAgain();
  });

  it('is a matter of care on a production server', async () => {
    const { page } = workbench;
    const tree = workbench.tree();
    await workbench.command('View: Close All Editors');
    await tree.contextMenu(/^127\.0\.0\.1/, 'Mark as Production');
    await tree.waitFor((rows) => /production/.test(rows[0]?.description ?? ''), 'the mark');
    await tree.contextMenu(/^127\.0\.0\.1/, 'Connect');
    await tree.waitFor((rows) => rows.some(({ label }) => label === 'orders'), 'the application');
    assert.match(await statusBar(), /production/i);
    for (const theme of THEMES) {
      await workbench.setTheme(theme);
      await askForBridge();
      await takePicture(workbench, 'production', theme);
      await page.keyboard.press('Escape');
      await page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
    }
  });
});
