import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { until } from '../support/until';
import { visibleText } from '../support/vscode/text';
import { type Theme, Workbench } from '../support/vscode/workbench';
import { PICTURE_SETTINGS, THEMES, VIEWPORT, takePicture, takeReadmePicture, widenSideBar } from './album';
import { Stage } from './stage';

describe('the pictures', function () {
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
      await workbench.screenshot(`failed-pictures-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  const picture = (name: string, theme: Theme): Promise<void> => takePicture(workbench, name, theme);
  const readmePicture = (name: string, theme: Theme, part?: Locator, maxHeight?: number): Promise<void> =>
    takeReadmePicture(workbench, name, theme, part, maxHeight);

  it('shows the welcome page', async () => {
    await workbench.openView('Asterisk');
    await until(async () => (await workbench.welcomeText()).includes('This workspace has an ari.conf'), {
      what: 'the welcome page to know of the ari.conf',
      timeoutMs: 15_000,
    });
    for (const theme of THEMES) {
      await workbench.setTheme(theme);
      assert.match(await workbench.welcomeText(), /This workspace has an ari\.conf[^]*Import ari\.conf/);
      await readmePicture('welcome', theme, workbench.page.locator('.part.sidebar'), 190);
    }
  });

  it('imports the ari.conf and sees the calls', async () => {
    await workbench.welcomeButton('Import ari.conf');
    await workbench.quickInput.pick(stage.user);
    await workbench.tree().waitFor((rows) => rows.some(({ label }) => label === 'hello-world'), 'the application');
    await workbench.command('ARI: Show Events');
    await stage.play();
    await widenSideBar(workbench, 360);
    const tree = workbench.tree();
    await tree.expand(/^support/);
    await tree.expand('Endpoints');
    await tree.waitFor((rows) => rows.some(({ description }) => /Ringing/.test(description)), "Bob's phone to ring");
  });

  it('shows the live tree, the JSON of a channel and the event stream', async () => {
    await workbench.tree().contextMenu(/^PJSIP\/1000-/, 'Show JSON');
    await workbench.waitForOutput(/ChannelStateChange +PJSIP\/1001-[^]*Ringing/);
    for (const theme of THEMES) {
      await workbench.setTheme(theme);
      assert.match(await workbench.editorText(), /"name": "PJSIP\/1000-/);
      assert.match(await workbench.outputText(), /ChannelStateChange +PJSIP\/1001-[^]*Ringing/);
      const rows = await workbench.tree().rows();
      const below = rows.slice(rows.findIndex(({ label }) => label === 'support') + 1).map(({ label }) => label);
      assert.deepEqual(
        below.slice(0, 3).map((label) => label.replace(/-0.*/, '')),
        ['tone:ring', 'PJSIP/1000', 'Local/600@default'],
      );
      await readmePicture('overview', theme);
      await readmePicture('stream', theme, workbench.page.locator('.part.panel'));
    }
  });

  for (const theme of THEMES) {
    describe(`in the theme ${theme}`, () => {
      before(() => workbench.setTheme(theme));

      it('shows a channel’s details', async () => {
        const row = workbench.tree().row(/^PJSIP\/1000-/);
        await row.hover();
        const hover = workbench.page.locator('.monaco-hover:visible', { hasText: 'Caller' }).first();
        await hover.waitFor({ timeout: 15_000 });
        assert.match(visibleText(await hover.innerText()), /Caller: Alice <1000>/);
        await picture('hover', theme);
      });

      it('shows what can be done with a channel', async () => {
        const { page } = workbench;
        await workbench
          .tree()
          .row(/^PJSIP\/1000-/)
          .click({ button: 'right' });
        const menu = page.locator('.monaco-menu:visible').first();
        await menu.waitFor();
        assert.match(visibleText(await menu.innerText()), /Play on Channel…[^]*Hang Up…?/);
        await picture('menu', theme);
        await page.keyboard.press('Escape');
      });

      it('asks whom to call, and where the call goes; says why it failed', async () => {
        const { quickInput, page } = workbench;
        await workbench.command('ARI: Originate…');
        await quickInput.row(/PJSIP\/1002.*offline/).waitFor();
        assert.match(await quickInput.heading(), /Originate a Call on 127\.0\.0\.1\nWhom to call\?/);
        await picture('endpoint', theme);
        await quickInput.pick(/PJSIP\/1002.*offline/);
        await page.locator(placeholder('Where does the call go when PJSIP/1002 answers?')).waitFor();
        await quickInput.row('hello-world').waitFor();
        await picture('destination', theme);
        await quickInput.pick('hello-world');
        await page.locator('.quick-input-widget:visible', { hasText: 'Arguments for hello-world' }).waitFor();
        await quickInput.answer('sales');
        await quickInput.row('PJSIP/1002 → Stasis(hello-world,sales)').waitFor();
        await readmePicture('originate', theme, page.locator('.quick-input-widget:visible'));
        await quickInput.accept();
        await workbench.notification('could not be called: it is offline');
        await page.locator('.notifications-toasts .monaco-button', { hasText: 'Pick an Endpoint…' }).waitFor();
        await readmePicture('error', theme, page.locator('.notifications-toasts .notification-toast').first());
        await workbench.command('Notifications: Clear All Notifications');
        await until(async () => !(await workbench.notifications()).length, { what: 'the message to go' });
      });

      it('offers sounds with their text', async () => {
        const { quickInput, page } = workbench;
        await workbench.tree().contextMenu(/^PJSIP\/1000-/, 'Play on Channel');
        await quickInput.pick('Sound');
        await page.locator(placeholder('Search by name or by words')).waitFor();
        await quickInput.type('demo');
        await quickInput.row('demo-congrats').waitFor();
        await readmePicture('play', theme, page.locator('.quick-input-widget:visible'));
        await quickInput.cancel();
      });
    });
  }
});

function placeholder(text: string): string {
  return `.quick-input-widget input[placeholder^="${text}"]:visible`;
}
