import * as vscode from 'vscode';
import { Cancelled } from './report';
import { prompt } from './text';

/** Where a question stands among the others of its dialog. */
export interface Position {
  readonly title: string;
  /** Nothing where the dialog does not count its steps. */
  readonly step: number | undefined;
  readonly total: number | undefined;
  readonly canGoBack: boolean;
}

/** Asks one thing, or nothing: then it says 'skipped', and Back passes over it. */
export type Step = (position: Position) => Promise<'asked' | 'skipped'>;

class Back extends Error {}

/**
 * Asks one question after the other, with a Back button from the second on.
 *
 * @param counted whether the title says `(2/6)`; not where answers decide which steps there are, and most are skipped
 * @throws Cancelled when a question is dismissed.
 */
export async function runSteps(title: string, steps: readonly Step[], { counted = true } = {}): Promise<void> {
  const asked: number[] = [];
  let index = 0;
  for (let step = steps[index]; step; step = steps[index]) {
    try {
      const count = counted ? { step: index + 1, total: steps.length } : { step: undefined, total: undefined };
      const position = { title, ...count, canGoBack: asked.length > 0 };
      if ((await step(position)) === 'asked') asked.push(index);
      index += 1;
    } catch (error) {
      if (!(error instanceof Back)) throw error;
      index = asked.pop() ?? 0;
    }
  }
}

export interface TextQuestion {
  readonly prompt: string;
  readonly value?: string | undefined;
  readonly placeholder?: string;
  readonly password?: boolean;
  /** What is wrong with the value, as a sentence; nothing when it will do. */
  readonly validate?: (value: string) => string | undefined;
}

/** One line of text. @throws Cancelled */
export function askText(question: TextQuestion, position?: Position): Promise<string> {
  const input = vscode.window.createInputBox();
  input.prompt = prompt(question.prompt);
  input.value = question.value ?? '';
  input.placeholder = question.placeholder ?? '';
  input.password = question.password ?? false;
  const check = (): string | undefined => question.validate?.(input.value);
  return answered(input, position, (resolve) => {
    input.onDidChangeValue(() => (input.validationMessage = ''));
    input.onDidAccept(() => {
      const wrong = check();
      if (wrong === undefined) resolve(input.value);
      else input.validationMessage = prompt(wrong);
    });
  });
}

export interface PickQuestion<T extends vscode.QuickPickItem> {
  readonly items: readonly T[];
  readonly placeholder: string;
  readonly active?: T | undefined;
  readonly matchOnDetail?: boolean;
  /** Makes a line of what was typed, where another answer than those listed will do; nothing while it will not. */
  readonly typed?: (text: string) => T | undefined;
}

/** One of several. @throws Cancelled */
export function askPick<T extends vscode.QuickPickItem>(question: PickQuestion<T>, position?: Position): Promise<T> {
  const pick = vscode.window.createQuickPick<T>();
  pick.items = question.items;
  pick.placeholder = question.placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = question.matchOnDetail ?? false;
  if (question.active) pick.activeItems = [question.active];
  const { typed } = question;
  if (typed) {
    pick.onDidChangeValue((value) => {
      const own = value.trim() ? typed(value.trim()) : undefined;
      // Last, so that Enter takes what matches the first letters of an answer that is listed.
      pick.items = own ? [...question.items, { ...own, alwaysShow: true }] : question.items;
    });
  }
  return answered(pick, position, (resolve) => {
    pick.onDidAccept(() => {
      const chosen = pick.selectedItems[0];
      if (chosen) resolve(chosen);
    });
  });
}

/** Any number of several, none too; those that are `picked` stand ticked. @throws Cancelled */
export function askMany<T extends vscode.QuickPickItem>(
  { items, placeholder, matchOnDetail }: Omit<PickQuestion<T>, 'active'>,
  position?: Position,
): Promise<readonly T[]> {
  const pick = vscode.window.createQuickPick<T>();
  pick.canSelectMany = true;
  pick.items = items;
  pick.selectedItems = items.filter(({ picked }) => picked);
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = matchOnDetail ?? false;
  return answered(pick, position, (resolve) => {
    pick.onDidAccept(() => resolve(pick.selectedItems));
  });
}

type Input = vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>;

function answered<T>(
  input: Pick<
    Input,
    | 'title'
    | 'step'
    | 'totalSteps'
    | 'ignoreFocusOut'
    | 'buttons'
    | 'onDidTriggerButton'
    | 'onDidHide'
    | 'show'
    | 'dispose'
  >,
  position: Position | undefined,
  listen: (resolve: (answer: T) => void) => void,
): Promise<T> {
  if (position) {
    input.title = position.title;
    input.step = position.step;
    input.totalSteps = position.total;
    if (position.canGoBack) input.buttons = [vscode.QuickInputButtons.Back];
  }
  // What was typed is not lost when somebody looks up a host name in another window.
  input.ignoreFocusOut = true;
  return new Promise<T>((resolve, reject) => {
    listen(resolve);
    input.onDidTriggerButton((button) => {
      if (button === vscode.QuickInputButtons.Back) reject(new Back());
    });
    input.onDidHide(() => reject(new Cancelled()));
    input.show();
  }).finally(() => input.dispose());
}
