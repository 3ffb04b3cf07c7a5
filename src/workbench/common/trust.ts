import * as vscode from 'vscode';
import { UserError } from './report';

/**
 * For what a folder must not bring about before somebody trusts it.
 *
 * @param sentence why trust is needed for it
 * @throws UserError in restricted mode, with the way to end that
 */
export function requireTrust(sentence: string): void {
  if (vscode.workspace.isTrusted) return;
  const manage = {
    title: vscode.l10n.t('Manage Trust'),
    run: () => vscode.commands.executeCommand('workbench.trust.manage'),
  };
  throw new UserError(sentence, [manage]);
}
