import * as vscode from 'vscode';
import { formatDialplan } from '../../dialplan/format/format';
import type { DialplanDocuments } from './documents';
import { DIALPLAN_SELECTOR } from './languages';
import { rangeOf } from './navigation';

/** Formats a document, or the lines of a selection. */
export function registerFormatting(documents: DialplanDocuments): vscode.Disposable {
  const editsOf = (document: vscode.TextDocument, range?: vscode.Range): vscode.TextEdit[] => {
    const lines = documents.linesOf(document).map((line) => line.replace(/\r$/, ''));
    return formatDialplan(lines, documents.syntaxOf(document))
      .filter(({ span }) => !range || (range.start.line <= span.line && span.line <= range.end.line))
      .map(({ span, text }) => vscode.TextEdit.replace(rangeOf(span), text));
  };
  return vscode.Disposable.from(
    vscode.languages.registerDocumentFormattingEditProvider(DIALPLAN_SELECTOR, {
      provideDocumentFormattingEdits: (document) => editsOf(document),
    }),
    vscode.languages.registerDocumentRangeFormattingEditProvider(DIALPLAN_SELECTOR, {
      provideDocumentRangeFormattingEdits: editsOf,
    }),
  );
}
