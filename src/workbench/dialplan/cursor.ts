import type * as vscode from 'vscode';
import { sectionOf } from '../../dialplan/syntax/outline';
import type { DialplanSection } from '../../dialplan/syntax/syntax';
import type { DialplanDocuments } from './documents';

/** The section in which a line stands; undefined in a comment that began on a line before. */
export function sectionAt(
  documents: DialplanDocuments,
  document: vscode.TextDocument,
  { line, character }: vscode.Position,
): DialplanSection | undefined {
  const syntax = documents.syntaxOf(document);
  const isComment = syntax.tree.comments.some(
    ({ startLine, endLine, endColumn }) =>
      startLine < line && (line < endLine || (line === endLine && character < endColumn)),
  );
  return isComment ? undefined : sectionOf(syntax, line);
}
