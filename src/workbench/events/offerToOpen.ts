import * as vscode from 'vscode';
import type { Reporter } from '../common/report';

/** Tells that a file was written, and opens it for whoever wants to see it. Waits for nobody. */
export function offerToOpen(reporter: Reporter, sentence: string, uri: vscode.Uri): void {
  ask(sentence, uri).catch((error: unknown) => reporter.report(error, `open ${uri.fsPath}`));
}

async function ask(sentence: string, uri: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t('Open');
  if ((await vscode.window.showInformationMessage(sentence, open)) !== open) return;
  // Not showTextDocument: it hands the text to extensions, which get none of more than 50 MB.
  await vscode.commands.executeCommand('vscode.open', uri);
}
