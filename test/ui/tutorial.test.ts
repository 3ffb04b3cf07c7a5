import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Asterisk } from '../support/asterisk/asterisk';
import { Phone } from '../support/sip/phone';
import { until } from '../support/until';
import { Workbench } from '../support/vscode/workbench';
import { answerServerQuestions, importThroughWelcome, workspaceOf } from './support';

for (const version of ['22', '16'] as const) {
  describe(`the tutorial on Asterisk ${version}`, function () {
    this.timeout(120_000);
    let asterisk: Asterisk;
    let workbench: Workbench;
    let folder: string;

    before(async () => {
      asterisk = await Asterisk.start({ version });
      folder = workspaceOf(asterisk);
      workbench = await Workbench.open({ folder });
    });
    after(async () => {
      await workbench.dispose();
      await asterisk.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    });
    afterEach(async function () {
      if (this.currentTest?.state === 'failed')
        await workbench.screenshot(`failed-${version}-${this.currentTest.title.slice(0, 20)}`);
    });

    it('connects in a minute: welcome page, import, two answers', async () => {
      await workbench.openView('Asterisk');
      await until(async () => /This workspace has an ari\.conf/.test(await workbench.welcomeText()), {
        what: 'the welcome page to know of the ari.conf',
      });
      await importThroughWelcome(workbench, asterisk.user);
      const [server] = await workbench.tree().rows();
      assert.match(server?.description ?? '', new RegExp(`\\b${version}\\.`));
      assert.ok((await workbench.statusBar()).some((text) => text.includes('localhost')));
    });

    it('becomes the application "hello" by editing the server', async () => {
      await workbench.tree().contextMenu('localhost', 'Edit Server');
      await answerServerQuestions(workbench, {
        url: asterisk.url,
        user: asterisk.user,
        password: asterisk.password,
        hear: 'Be an application, and watch everything',
        application: 'hello',
        name: 'pbx',
      });
      await workbench.tree().waitFor((rows) => rows.some(({ label }) => label === 'hello'), 'the application "hello"');
    });

    it('sees a Local channel enter the application, and its StasisStart with "world"', async () => {
      await workbench.command('ARI: Show Events');
      await asterisk.cli('channel originate Local/1@hiastar-ari application wait 100');
      await workbench
        .tree()
        .waitFor(
          (rows) => inside(rows, 'hello').some((label) => label.startsWith('Local/1@hiastar-ari')),
          'the channel',
        );
      await workbench.waitForOutput(/StasisStart.*world/);
      await asterisk.cli('channel request hangup all');
      await workbench.tree().waitFor((rows) => inside(rows, 'hello').length === 0, 'the channel to go');
    });

    it('adds a second server by hand, which is tested before it is saved', async () => {
      await workbench.command('ARI: Add Server…');
      await answerServerQuestions(workbench, {
        url: asterisk.url,
        user: asterisk.user,
        password: asterisk.password,
        hear: 'Be an application, and watch everything',
        application: 'hello-world',
        name: 'desk',
      });
      await workbench.tree().waitFor((rows) => rows.some(({ label }) => label === 'desk'), 'the second server');
      await workbench.command('ARI: Disconnect');
      await workbench.quickInput.pick('pbx');
      await workbench.tree().waitFor((rows) => rows.some(({ label }) => label === 'hello-world'), 'its application');
    });

    it('plays "hello-world" to a real SIP phone from the tree', async () => {
      const phone = await Phone.register(asterisk);
      try {
        const call = await phone.call('1000');
        await call.answered;
        await workbench.waitForOutput(/StasisStart.*PJSIP\/1000-/);
        const tree = workbench.tree();
        await tree.waitFor(
          (rows) => inside(rows, 'hello-world').some((label) => label.startsWith('PJSIP/1000-')),
          'the phone in the application',
        );
        await tree.contextMenu(/^PJSIP\/1000-/, 'Play');
        await pickSound(workbench, 'hello-world');
        await workbench.waitForOutput(/PlaybackStarted.*hello-world/);
        await workbench.waitForOutput(/PlaybackFinished.*hello-world/);
        await call.hangup();
        await workbench.waitForOutput(/StasisEnd.*PJSIP\/1000-/);
        await tree.waitFor(
          (rows) => !rows.some(({ label }) => label.startsWith('PJSIP/1000-')),
          'the tree to be empty',
        );
      } finally {
        await phone.dispose();
      }
    });

    it('asks before it takes an application over, and says what that does', async () => {
      await workbench.tree().contextMenu('pbx', 'Edit Server');
      await answerServerQuestions(workbench, {
        url: asterisk.url,
        user: asterisk.user,
        password: '',
        hear: 'Be an application, and watch everything',
        application: 'hello-world',
        name: 'pbx',
      });
      const settings = path.join(workbench.userData, 'User/settings.json');
      await until(() => fs.readFileSync(settings, 'utf8').split('"hello-world"').length === 3, {
        what: 'the edit to be saved',
      });
      await workbench.tree().inline('pbx', 'Connect');
      assert.match(await workbench.dialogText(), /hears no more events/);
      await workbench.button('Cancel');
      await until(async () => (await asterisk.cli('ari show apps')).includes('hello-world'), {
        what: 'the application',
      });
    });
  });
}

/** The labels of what stands below a row. */
function inside(rows: readonly { label: string; level: number }[], label: string): string[] {
  const start = rows.findIndex((row) => row.label === label);
  if (start < 0) return [];
  const level = rows[start]!.level;
  const rest = rows.slice(start + 1);
  const end = rest.findIndex((row) => row.level <= level);
  return rest.slice(0, end < 0 ? undefined : end).map((row) => row.label);
}

/** Chooses "Sound" and then the sound itself, as it is called on the server. */
async function pickSound(workbench: Workbench, sound: string): Promise<void> {
  const { quickInput } = workbench;
  const kinds = async (): Promise<boolean> => {
    if ((await quickInput.labels()).some((label) => label.includes('Sound'))) return true;
    // VS Code tells no row of a menu that was open while the tree was drawn anew: then the command asks which channel.
    if (/^PJSIP\/1000-/.test((await quickInput.labels())[0] ?? '')) await quickInput.accept();
    return false;
  };
  await until(kinds, { what: 'the kinds of media', timeoutMs: 15_000 });
  await quickInput.pick('Sound');
  await workbench.page.locator('.quick-input-title:visible', { hasText: '(2/' }).waitFor();
  await quickInput.type(sound);
  await quickInput.pick(sound);
}
