import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Asterisk } from '../support/asterisk/asterisk';
import type { Workbench } from '../support/vscode/workbench';

/** A folder with the ari.conf and http.conf of a running Asterisk, as a developer has them. */
export function workspaceOf(asterisk: Asterisk): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-ui-'));
  const user = (name: string, password: string, more = ''): string =>
    `[${name}]\ntype = user\npassword = ${password}\n${more}`;
  fs.writeFileSync(
    path.join(folder, 'ari.conf'),
    `[general]\nenabled = yes\n\n${user(asterisk.user, asterisk.password)}\n${user(asterisk.readOnlyUser, asterisk.readOnlyPassword, 'read_only = yes\n')}`,
  );
  fs.writeFileSync(
    path.join(folder, 'http.conf'),
    `[general]\nenabled = yes\nbindaddr = 0.0.0.0\nbindport = ${asterisk.port}\n`,
  );
  return folder;
}

/** Imports the folder's ari.conf through the welcome page, as its first user, and waits for the lists. */
export async function importThroughWelcome(workbench: Workbench, user: string): Promise<void> {
  await workbench.openView('Asterisk');
  await workbench.page.locator('.sidebar .monaco-button', { hasText: 'Import ari.conf' }).waitFor({ timeout: 15_000 });
  await workbench.welcomeButton('Import ari.conf');
  await workbench.quickInput.pick(user);
  await workbench.page.locator('.quick-input-widget:visible', { hasText: 'listens on all addresses' }).waitFor();
  await workbench.quickInput.accept();
  await workbench
    .tree()
    .waitFor((rows) => rows.some(({ description }) => /\d+\.\d+\.\d/.test(description)), 'the server');
}

/** Answers the six questions of "Add server" or "Edit server"; an empty password keeps the saved one. */
export async function answerServerQuestions(
  workbench: Workbench,
  answers: { url: string; user: string; password: string; hear: string; application?: string; name: string },
): Promise<void> {
  const { page, quickInput } = workbench;
  const step = (number: number): Promise<void> =>
    page.locator('.quick-input-title:visible', { hasText: `(${number}/6)` }).waitFor({ timeout: 15_000 });
  await step(1);
  await quickInput.answer(answers.url);
  await step(2);
  await quickInput.answer(answers.user);
  await step(3);
  await quickInput.answer(answers.password);
  await step(4);
  await quickInput.pick(answers.hear);
  if (answers.application !== undefined) {
    await step(5);
    await quickInput.answer(answers.application);
  }
  await step(6);
  await quickInput.answer(answers.name);
}
