import * as vscode from 'vscode';

/** What is to be seen now, and the way back to it after something else was shown for a look. */
export function rememberView(): () => Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return () => Promise.resolve();
  const { document, selection, viewColumn, visibleRanges } = editor;
  return async () => {
    if (document.isClosed) return;
    const options = { selection, preserveFocus: true, ...(viewColumn !== undefined && { viewColumn }) };
    const again = await vscode.window.showTextDocument(document, options);
    const [range] = visibleRanges;
    if (range) again.revealRange(range, vscode.TextEditorRevealType.AtTop);
  };
}
