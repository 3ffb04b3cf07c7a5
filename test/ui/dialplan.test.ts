import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { until } from '../support/until';
import { visibleText } from '../support/vscode/text';
import { type Theme, Workbench } from '../support/vscode/workbench';
import { PICTURE_SETTINGS, THEMES, VIEWPORT, takePicture, takeReadmePicture, widenSideBar } from './album';
import { Stage } from './stage';

const DIALPLAN = 'extensions.conf';
const MISTAKES = 'mistakes.extensions.conf';

describe('a dialplan in the editor', function () {
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
      await workbench.screenshot(`failed-dialplan-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  const readmePicture = (name: string, theme: Theme): Promise<void> => takeReadmePicture(workbench, name, theme);
  /** The line, from 1, on which a text stands first. */
  const lineOf = (file: string, text: string): number => {
    const lines = fs.readFileSync(path.join(stage.folder, file), 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes(text));
    assert.ok(at >= 0, `${file} has no "${text}"`);
    return at + 1;
  };

  it('connects', async () => {
    await workbench.openView('Asterisk');
    await workbench.welcomeButton('Import ari.conf');
    await workbench.quickInput.pick(stage.user);
    await workbench.tree().waitFor((rows) => rows.some(({ label }) => label === 'hello-world'), 'the application');
    await widenSideBar(workbench, 300);
  });

  for (const theme of THEMES) {
    describe(`in the theme ${theme}`, () => {
      before(() => workbench.setTheme(theme));

      it('is coloured by what its words mean', async () => {
        await workbench.openFile(DIALPLAN, lineOf(DIALPLAN, '[department](!)'));
        await workbench.page.locator('.codelens-decoration a:visible', { hasText: 'Which Answers?' }).first().waitFor();
        await takePicture(workbench, 'dialplan', theme);
      });

      it('tells what a pattern matches', async () => {
        const line = lineOf(DIALPLAN, '_2[1-4]X');
        await workbench.openFile(DIALPLAN, line, 'exten => _2['.length);
        await workbench.command('Show or Focus Hover');
        const hover = workbench.page.locator('.monaco-hover:visible', { hasText: '_2[1-4]X' }).first();
        await hover.waitFor({ timeout: 15_000 });
        await takePicture(workbench, 'pattern', theme);
        await workbench.page.keyboard.press('Escape');
      });

      it('underlines mistakes, and mends them', async () => {
        const { page } = workbench;
        await workbench.openFile(MISTAKES, lineOf(MISTAKES, 'Goto(salse'), 'exten => 100,1,Goto(s'.length);
        await page.locator('.squiggly-error').first().waitFor({ timeout: 15_000 });
        await workbench.command('Quick Fix...');
        const menu = page.locator('.action-widget:visible');
        await menu.waitFor({ timeout: 15_000 });
        assert.match(visibleText(await menu.innerText()), /sales/);
        await readmePicture('mistakes', theme);
        await page.keyboard.press('Escape');
      });

      it('says which extension answers', async () => {
        const { quickInput, page } = workbench;
        await workbench.openFile(DIALPLAN, lineOf(DIALPLAN, '[office]'), 2);
        await workbench.command('ARI: Which Extension Answers?');
        await page.locator('.quick-input-widget:visible', { hasText: 'reception' }).waitFor();
        await quickInput.pick('office');
        await page.locator('.quick-input-widget:visible', { hasText: 'What is dialled in [office]?' }).waitFor();
        await quickInput.answer('215');
        await quickInput.row(/_2\[1-4\]X.*answers/).waitFor({ timeout: 15_000 });
        assert.match(await quickInput.heading(), /215 in \[office\]: _2\[1-4\]X answers with Goto\(support,s,1\)/);
        await readmePicture('answers', theme);
        await quickInput.cancel();
      });

      it('calls from a line, and the call stands in the tree', async () => {
        const { page } = workbench;
        await workbench.openFile(DIALPLAN, lineOf(DIALPLAN, 'exten => 600'));
        const lens = page.locator('.codelens-decoration a', { hasText: 'Call' });
        await until(async () => (await lens.count()) > 0, { what: 'the lens' });
        await workbench.command('ARI: Call Extension of This Line…');
        const tree = workbench.tree();
        await tree.waitFor((rows) => rows.some(({ label }) => label.startsWith('Local/600@default')), 'the call');
        await readmePicture('call', theme);
        await stage.asterisk.cli('channel request hangup all');
        await tree.waitFor((rows) => !rows.some(({ label }) => label.startsWith('Local/600@default')), 'its end');
      });
    });
  }
});
