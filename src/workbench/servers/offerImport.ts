import * as vscode from 'vscode';
import { findAriConf } from './findAriConf';
import type { ServerRegistry } from './registry';

/** Whether the workspace has an ari.conf decides what the welcome page offers; looked up only when it is seen. */
export function offerImportIn(
  view: Pick<vscode.TreeView<unknown>, 'visible' | 'onDidChangeVisibility'>,
  registry: ServerRegistry,
): vscode.Disposable {
  const look = async (): Promise<void> => {
    if (!view.visible || registry.servers.length > 0 || !vscode.workspace.isTrusted) return;
    const found = await findAriConf(1);
    await vscode.commands.executeCommand('setContext', 'ari.workspaceHasAriConf', found.length > 0);
  };
  void look();
  return vscode.Disposable.from(
    view.onDidChangeVisibility(look),
    vscode.workspace.onDidGrantWorkspaceTrust(look),
    registry.onDidChangeServers(look),
  );
}
