import * as vscode from 'vscode';
import type { LintCode } from '../../dialplan/lint/codes';
import { isLintCode } from '../../dialplan/lint/ignore';
import type { Workbench } from '../servers/workbench';

/** Opens what the documentation says about a code. Not in package.json: links and quick fixes run it. */
export const EXPLAIN_COMMAND = 'ari.dialplan.explainFinding';

/** What a click on a code opens. */
export function explanationUri(code: LintCode): vscode.Uri {
  return vscode.Uri.parse(`command:${EXPLAIN_COMMAND}?${encodeURIComponent(JSON.stringify([code]))}`);
}

export function registerExplainFinding({ reporter, extensionUri }: Workbench): vscode.Disposable {
  return reporter.command(EXPLAIN_COMMAND, async (code) => {
    const fragment = typeof code === 'string' && isLintCode(code) ? code : '';
    // As shipped: of this version, and there without a network.
    const page = vscode.Uri.joinPath(extensionUri, 'docs', 'dialplan-diagnostics.md').with({ fragment });
    await vscode.commands.executeCommand('markdown.showPreview', page);
  });
}
