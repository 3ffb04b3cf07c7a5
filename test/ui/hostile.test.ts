import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { Locator } from 'playwright-core';
import { WebSocket } from 'ws';
import { Asterisk } from '../support/asterisk/asterisk';
import { visibleText } from '../support/vscode/text';
import { Workbench } from '../support/vscode/workbench';
import { importThroughWelcome, workspaceOf } from './support';

const LINK = '[click](command:workbench.action.toggleZenMode)';
const HOSTILE = `Eve ${LINK} <b>bold</b><img src=x onerror=alert(1)><script>alert(2)</script> $(trash) \u202egpj.exe\u001b[31m`;
const APPLICATION = `${LINK} <b>app</b> $(trash)`;

describe('what strangers write, in the page', function () {
  this.timeout(60_000);
  let asterisk: Asterisk;
  let workbench: Workbench;
  let folder: string;
  let foreign: WebSocket;
  const dialogs: string[] = [];

  before(async () => {
    asterisk = await Asterisk.start();
    folder = workspaceOf(asterisk);
    workbench = await Workbench.open({ folder });
    workbench.page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    foreign = new WebSocket(`${asterisk.url.replace('http', 'ws')}/ari/events?app=${encodeURIComponent(APPLICATION)}`, {
      headers: { authorization: asterisk.authorization },
    });
    await new Promise((resolve, reject) => foreign.once('open', resolve).once('error', reject));
    await importThroughWelcome(workbench, asterisk.user);
    await workbench.command('ARI: Show Events');
    await call();
  });
  after(async () => {
    foreign.terminate();
    await workbench.dispose();
    await asterisk.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-hostile');
  });

  async function call(): Promise<void> {
    const query = new URLSearchParams({
      endpoint: 'Local/s@wait',
      context: 'wait',
      extension: 's',
      priority: '1',
      channelId: 'evil',
      callerId: `"${HOSTILE}" <666>`,
    });
    const answer = await fetch(`${asterisk.url}/ari/channels?${query.toString()}`, {
      method: 'POST',
      headers: { authorization: asterisk.authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ variables: { NOTE: HOSTILE } }),
    });
    assert.equal(answer.status, 200);
  }

  /** Shows these words, letter by letter, and made nothing of them: no element, no link, no icon but our own. */
  async function isText(part: Locator, words: readonly string[]): Promise<void> {
    const shown = visibleText(await part.innerText());
    for (const word of words) assert.ok(shown.includes(word), `“${word}” in “${shown}”`);
    assert.doesNotMatch(shown, /[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
    assert.equal(await part.locator('img[src="x"], script, b, a[href], .codicon-trash').count(), 0);
  }

  it('is text in the tree and its hover', async () => {
    const tree = workbench.tree();
    await tree.waitFor((rows) => rows.some(({ description }) => description.includes('Eve')), 'the call');
    const row = tree.row(/Eve/);
    await isText(row.locator('.monaco-icon-label').first(), ['Eve [click](command:', '<b>bold</b><img src=x']);
    await isText(
      tree
        .row(/<b>app/)
        .locator('.monaco-icon-label')
        .first(),
      [APPLICATION],
    );
    await row.hover();
    const hover = workbench.page.locator('.monaco-hover:visible', { hasText: 'Caller' }).first();
    await hover.waitFor({ timeout: 15_000 });
    await isText(hover, [LINK, '<b>bold</b><img src=x', '$(trash) gpj.exe']);
    await workbench.screenshot('hostile-hover');
  });

  it('is text in the stream', async () => {
    const { page } = workbench;
    await workbench.command('ARI: Show Events');
    await workbench.waitForOutput(/Eve \[click\]/);
    // All lines: a long one is wrapped, anywhere.
    await isText(page.locator('.part.panel .view-lines'), ['Eve [click]']);
    await workbench.screenshot('hostile-stream');
  });

  it('is text in a question, below it and above', async () => {
    const { quickInput, page } = workbench;
    await workbench.command('ARI: Originate…');
    await quickInput.type('Local/s@wait');
    await quickInput.pick('Local/s@wait');
    await quickInput.row(/<b>app/).waitFor();
    await isText(quickInput.row(/<b>app/), [APPLICATION]);
    await quickInput.pick(/<b>app/);
    const widget = page.locator('.quick-input-widget:visible');
    await widget.getByText('Arguments for').first().waitFor();
    await isText(widget.locator('.quick-input-message'), ['<b>app</b> $(trash)']);
    await workbench.screenshot('hostile-prompt');
    await quickInput.cancel();
  });

  it('is text in a message', async () => {
    const { quickInput, page } = workbench;
    await workbench.tree().contextMenu(/Eve/, 'Get Channel Variable');
    await quickInput.type('NOTE');
    await quickInput.pick(/NOTE/);
    await workbench.notification('NOTE = Eve');
    const message = page.locator('.notification-list-item-message', { hasText: 'NOTE = Eve' }).first();
    await isText(message, ['Eve [click] (command:', '<b>bold</b><img src=x', '$(trash)']);
    await workbench.screenshot('hostile-message');
    assert.deepEqual(dialogs, [], 'no script ran');
  });
});
