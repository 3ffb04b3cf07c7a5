import * as vscode from 'vscode';

/** Whether an editor shows, or will show, a document that only we can fill: VS Code opens again what was open at its end. */
export function hasOwnTabs(): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme.startsWith('ari-')),
  );
}
