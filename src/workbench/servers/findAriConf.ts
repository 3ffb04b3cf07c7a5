import * as vscode from 'vscode';

const NEVER_LOOKED_INTO = '**/{node_modules,.git}/**';

/** The ari.conf files of the workspace, nearest to its root first. */
export async function findAriConf(limit = 20): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles('**/ari.conf', NEVER_LOOKED_INTO, limit);
  const depth = (uri: vscode.Uri): number => uri.path.split('/').length;
  return [...found].sort((one, other) => depth(one) - depth(other));
}
