import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../support/places';
import { Workbench } from '../support/vscode/workbench';
import { Stage } from './stage';

/** The README's example of a key binding, word by word. */
function keyBinding(): { text: string; key: string } {
  const readme = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const text = /```json\n(\{[^`]*"key"[^`]*\})\n```/.exec(readme)?.[1];
  assert.ok(text, 'the README has a key binding');
  return { text, key: (JSON.parse(text) as { key: string }).key };
}

describe('the README’s key binding', function () {
  this.timeout(60_000);
  let stage: Stage;
  let workbench: Workbench;

  before(async () => {
    stage = await Stage.open();
    workbench = await Workbench.open({ folder: stage.folder });
    fs.writeFileSync(path.join(workbench.userData, 'User/keybindings.json'), `[${keyBinding().text}]`);
    await workbench.reload();
  });
  after(async () => {
    await workbench.dispose();
    await stage.dispose();
  });

  it('makes a call on the demo’s server without a question', async () => {
    await workbench.openView('Asterisk');
    await workbench.welcomeButton('mport');
    await workbench.quickInput.pick(stage.user);
    const tree = workbench.tree();
    await tree.waitFor((rows) => rows.some(({ label }) => label === 'hello-world'), 'the server to be connected');
    await workbench.page.keyboard.press(
      keyBinding()
        .key.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())
        .replace('Ctrl', 'Control'),
    );
    await tree.waitFor((rows) => rows.some(({ label }) => label.startsWith('Local/2000@default-')), 'the call');
  });
});
