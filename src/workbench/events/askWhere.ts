import * as vscode from 'vscode';
import { Cancelled } from '../common/report';

/**
 * Asks for a file of JSON lines to write, named after the present time unless changed. VS Code asks before one is
 * replaced.
 * @param folder offered first; the workspace otherwise
 * @throws Cancelled
 */
export async function askWhere({
  title,
  folder = vscode.workspace.workspaceFolders?.[0]?.uri,
}: {
  readonly title: string;
  readonly folder?: vscode.Uri | undefined;
}): Promise<vscode.Uri> {
  const name = `ari-events-${new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-')}.jsonl`;
  const uri = await vscode.window.showSaveDialog({
    defaultUri: folder ? vscode.Uri.joinPath(folder, name) : vscode.Uri.file(name),
    filters: { [vscode.l10n.t('JSON lines')]: ['jsonl'] },
    title,
  });
  if (!uri) throw new Cancelled();
  return uri;
}
