import * as vscode from 'vscode';
import { DIALPLAN, UNASSOCIATED } from './languages';
import type { DialplanProjects } from './projects';

/**
 * What a dialplan includes is one too, whatever its name: it is shown as one once it is open. Unless somebody says what it
 * is: a language that was chosen by hand stays.
 */
export function registerIncludedFiles(projects: DialplanProjects): vscode.Disposable {
  const chosen = new Set<string>();
  let closed: string | undefined;
  const adopt = async (document: vscode.TextDocument): Promise<void> => {
    const uri = document.uri.toString();
    if (!UNASSOCIATED.has(document.languageId) || chosen.has(uri)) return;
    const isIncluded = (await projects.of(document.uri)).length > 0;
    // Whoever looked for it may have closed it, or chosen a language, meanwhile.
    if (!isIncluded || document.isClosed || chosen.has(uri)) return;
    await vscode.languages.setTextDocumentLanguage(document, DIALPLAN);
  };
  const adoptAll = (): void => vscode.workspace.textDocuments.forEach((document) => void adopt(document));
  adoptAll();
  return vscode.Disposable.from(
    projects.onDidChange(adoptAll),
    vscode.workspace.onDidCloseTextDocument(({ uri, languageId }) => {
      chosen.delete(uri.toString());
      // A document that gets another language is closed and opened at once.
      closed = languageId === DIALPLAN ? uri.toString() : undefined;
      setImmediate(() => (closed = undefined));
    }),
    vscode.workspace.onDidOpenTextDocument((document) => {
      const uri = document.uri.toString();
      if (closed === uri && document.languageId !== DIALPLAN) chosen.add(uri);
      else void adopt(document);
    }),
  );
}
