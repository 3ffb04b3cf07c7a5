import * as vscode from 'vscode';
import { REPORT_SCHEME } from './reportDocuments';

/** What stands out. A mark says by itself what its colour says. */
const PARTS: readonly (readonly [pattern: RegExp, style: vscode.DecorationRenderOptions])[] = [
  [/^✓/gm, { color: new vscode.ThemeColor('testing.iconPassed'), fontWeight: 'bold' }],
  [/^✗/gm, { color: new vscode.ThemeColor('errorForeground'), fontWeight: 'bold' }],
  [/^!/gm, { color: new vscode.ThemeColor('editorWarning.foreground'), fontWeight: 'bold' }],
  [/^–.*$/gm, { color: new vscode.ThemeColor('descriptionForeground') }],
  // Headings: the first line, and single lines between empty ones.
  [/^[^\n]+|(?<=\n\n)(?! *[•✓✗!–])[^\n]+(?=\n\n)/g, { fontWeight: 'bold' }],
];

/** Colours the marks of the reports that are to be seen. */
export function colourReports(): vscode.Disposable {
  const styles = PARTS.map(([pattern, style]) => ({
    pattern,
    type: vscode.window.createTextEditorDecorationType(style),
  }));
  const paint = (editor: vscode.TextEditor): void => {
    const { document } = editor;
    if (document.uri.scheme !== REPORT_SCHEME) return;
    const text = document.getText();
    for (const { pattern, type } of styles) {
      const found = [...text.matchAll(pattern)].map(
        ({ 0: part, index }) => new vscode.Range(document.positionAt(index), document.positionAt(index + part.length)),
      );
      editor.setDecorations(type, found);
    }
  };
  const paintAll = (): void => vscode.window.visibleTextEditors.forEach(paint);
  paintAll();
  return vscode.Disposable.from(
    ...styles.map(({ type }) => type),
    vscode.window.onDidChangeVisibleTextEditors(paintAll),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme === REPORT_SCHEME) paintAll();
    }),
  );
}
