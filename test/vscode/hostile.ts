import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until';
import { ESCAPE } from './commanding';

const MARKDOWN = '[click](command:workbench.action.quit) **b** ![i](http://127.0.0.1:1/x.png)';
const HTML = '<img src=x onerror=alert(1)><script>alert(2)</script>';
const UNSEEN = '\u202e\u2066\u200b\ufeff\u001b[31m\u001b]0;owned\u0007\u009b1m\u0001';
/** What would be a line of the stream, with the mark of a channel. */
const NEW_LINE = '\n00:00:00.000 StasisStart          Local/fake ‹fake-id› · Up';

/** Everything that could act or deceive, in one text. */
export const HOSTILE = `Eve ${MARKDOWN} ${HTML} $(trash) ${UNSEEN}${NEW_LINE}`;
/** The same for where a line break cannot come through. */
export const HOSTILE_LINE = HOSTILE.replace(/\n/g, ' ');

/** What must never reach an eye: control, ANSI, bidi and invisible characters. Line ends are looked at apart. */
export const HARMFUL =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;
/** What VS Code would turn into a link that acts (base/common/linkedText.ts). */
export const LINK = /\]\((?:https?:|command:|file:)/i;
/** What VS Code would turn into an icon. */
const ICON = /(?<!\\)\$\([\w~-]+\)/;

/** A text of ours may start with an icon of ours; no other is drawn. */
export function assertIconless(text: string): void {
  assert.doesNotMatch(text.replace(/^\$\([\w~-]+\) /, ''), ICON);
}

/** One line in which nothing is hidden. */
export function assertPlain(text: string): void {
  assert.doesNotMatch(text, HARMFUL);
  assert.doesNotMatch(text, /\n/);
}

/** What a picker or an input box said, which is closed again. */
export interface Asked {
  readonly placeholder: string;
  readonly title: string;
  readonly prompt: string;
  readonly items: readonly vscode.QuickPickItem[];
}

/** Runs a command until it asks something, and presses Escape then. */
export async function questionOf(command: string, ...args: readonly unknown[]): Promise<Asked> {
  const window = vscode.window as Pick<typeof vscode.window, 'createQuickPick' | 'createInputBox'>;
  const { createQuickPick, createInputBox } = window;
  const asked: (() => Asked)[] = [];
  const common = ({ placeholder = '', title = '' }: { placeholder?: string | undefined; title?: string | undefined }) =>
    ({ placeholder, title, prompt: '', items: [] }) as const;
  Object.assign(window, {
    createQuickPick: () => {
      const pick = createQuickPick();
      asked.push(() => ({ ...common(pick), items: pick.items }));
      return pick;
    },
    createInputBox: () => {
      const input = createInputBox();
      asked.push(() => ({ ...common(input), prompt: input.prompt ?? '' }));
      return input;
    },
  });
  try {
    const end = vscode.commands.executeCommand(command, ...args);
    const seen = (await until(() => asked[0], { what: `${command} to ask` }))();
    let over = false;
    void end.then(() => (over = true));
    await until(
      async () => {
        if (!over) await vscode.commands.executeCommand(ESCAPE);
        return over;
      },
      { what: `${command} to end` },
    );
    return seen;
  } finally {
    Object.assign(window, { createQuickPick, createInputBox });
  }
}
