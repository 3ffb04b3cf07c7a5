import * as vscode from 'vscode';
import type { ExplorerView } from './explorerView';

const PAUSE_MS = 120;

/** Filters while somebody types. Enter keeps the filter, Escape takes it away. @returns when the box is closed. */
export function askFilter(explorer: ExplorerView): Promise<void> {
  const box = vscode.window.createInputBox();
  box.title = vscode.l10n.t('Filter the Tree');
  box.placeholder = vscode.l10n.t('Name, id, caller, number, state, context, application …');
  box.value = explorer.filterText;
  box.ignoreFocusOut = true;
  let pause: NodeJS.Timeout | undefined;
  const apply = (): void => {
    clearTimeout(pause);
    explorer.filter(box.value);
    box.prompt = explorer.view.message ?? '';
  };
  apply();
  return new Promise<void>((resolve) => {
    let isKept = false;
    box.onDidChangeValue(() => {
      clearTimeout(pause);
      pause = setTimeout(apply, PAUSE_MS);
    });
    box.onDidAccept(() => {
      isKept = true;
      apply();
      box.hide();
    });
    box.onDidHide(() => {
      clearTimeout(pause);
      if (!isKept) explorer.filter('');
      box.dispose();
      resolve();
    });
    box.show();
  });
}
