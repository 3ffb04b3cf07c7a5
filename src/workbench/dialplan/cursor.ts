import type * as vscode from 'vscode';
import type { DialplanSection } from '../../dialplan/syntax/syntax';
import type { DialplanDocuments } from './documents';

/** The section in which a line stands; undefined in a comment that began on a line before. */
export function sectionAt(
  documents: DialplanDocuments,
  document: vscode.TextDocument,
  { line, character }: vscode.Position,
): DialplanSection | undefined {
  const { sections, tree } = documents.syntaxOf(document);
  const isComment = tree.comments.some(
    ({ startLine, endLine, endColumn }) =>
      startLine < line && (line < endLine || (line === endLine && character < endColumn)),
  );
  if (isComment) return undefined;
  return sections.filter(({ header }) => (header?.span.line ?? -1) < line).at(-1);
}
