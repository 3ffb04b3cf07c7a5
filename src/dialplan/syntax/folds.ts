import type { ConfComment } from '../../conf/tree';
import { lastLine, outlineOf } from './outline';
import type { DialplanSyntax } from './syntax';

/** Lines that fold together, from 0; the last one is included. */
export interface Fold {
  readonly kind: 'section' | 'extension' | 'comment' | 'region';
  readonly start: number;
  readonly end: number;
}

const REGION = /^\s*;\s*#?(end)?region\b/;

/** What folds in a file: its sections, extensions of several lines, comments of several lines, `; region`. */
export function foldsOf(syntax: DialplanSyntax, lines: readonly string[], isDialplan: boolean): readonly Fold[] {
  const sections = syntax.sections.flatMap((section): Fold[] => {
    return section.header ? [{ kind: 'section', start: section.header.span.line, end: lastLine(section) }] : [];
  });
  const extensions = outlineOf(syntax, isDialplan)
    .flatMap(({ kind, children }) => (kind === 'context' || kind === 'template' ? children : []))
    .map(({ line, endLine }): Fold => ({ kind: 'extension', start: line, end: endLine }));
  const folds = [...sections, ...extensions, ...comments(syntax.tree.comments, lines), ...regions(lines)];
  return folds.filter(({ start, end }) => end > start);
}

/** Block comments, and line comments that follow each other on lines of their own. */
function comments(found: readonly ConfComment[], lines: readonly string[]): Fold[] {
  const folds: Fold[] = [];
  let open: { kind: 'comment'; start: number; end: number } | undefined;
  for (const { kind, startLine, startColumn, endLine } of found) {
    if (kind === 'block') folds.push({ kind: 'comment', start: startLine, end: endLine });
    const line = lines[startLine] ?? '';
    if (kind === 'block' || line.slice(0, startColumn).trim() !== '' || REGION.test(line)) continue;
    if (open?.end === startLine - 1) open.end = startLine;
    else {
      open = { kind: 'comment', start: startLine, end: startLine };
      folds.push(open);
    }
  }
  return folds;
}

function regions(lines: readonly string[]): Fold[] {
  const folds: Fold[] = [];
  const open: number[] = [];
  lines.forEach((line, end) => {
    const mark = line.includes('region') ? REGION.exec(line) : null;
    if (mark && mark[1] === undefined) open.push(end);
    const start = mark?.[1] === undefined ? undefined : open.pop();
    if (start !== undefined) folds.push({ kind: 'region', start, end });
  });
  return folds;
}
