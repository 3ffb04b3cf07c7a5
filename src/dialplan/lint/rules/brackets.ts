import * as l10n from '@vscode/l10n';
import type { ConfComment } from '../../../conf/tree';
import type { ProjectFile } from '../../index/project';
import type { DialplanSyntax, Statement } from '../../syntax/syntax';
import type { Finding, Rule } from '../finding';
import { extensionsOf, finding, replacement, spanOf } from './kit';
import type { Lone } from './loneMark';

/** Brackets and quotes without a counterpart, and comments that begin within arguments. */
export const brackets: Rule = function* (project) {
  for (const { file, statement, facts } of extensionsOf(project)) {
    const lone = facts.lone;
    if (!lone && facts.isClosed) continue;
    const comment = cuttingComment(file, statement);
    if (comment) yield semicolon(file.path, comment);
    else if (lone) yield finding(codeOf(lone), { file: file.path, span: lone.span }, sentenceOf(lone));
  }
};

function codeOf({ char }: Lone): Finding['code'] {
  if (char === '"') return 'unbalanced-quotes';
  if (char === '${') return 'unbalanced-braces';
  return char === '$[' ? 'unbalanced-brackets' : 'unbalanced-parentheses';
}

function sentenceOf({ char }: Lone): string {
  switch (char) {
    case '(':
      return l10n.t('The “)” to this “(” is missing.');
    case ')':
      return l10n.t('There is no “(” to this “)”.');
    case '${':
      return l10n.t('The “}” to this “${” is missing.');
    case '$[':
      return l10n.t('The “]” to this “$[” is missing.');
    case '"':
      return l10n.t('The second quotation mark is missing: commas behind this one separate no arguments.');
  }
}

const comments = new WeakMap<DialplanSyntax, ReadonlyMap<number, ConfComment>>();

/**
 * The comment that cuts the arguments of a line off: parentheses are open in front of it, and it closes them. The rest of
 * the line was meant to count.
 */
export function cuttingComment(file: ProjectFile, statement: Statement): ConfComment | undefined {
  if (statement.kind !== 'extension') return undefined;
  let known = comments.get(file.syntax);
  if (!known) {
    const lines = file.syntax.tree.comments.filter(({ kind, startColumn }) => kind === 'line' && startColumn > 0);
    comments.set(file.syntax, (known = new Map(lines.map((one) => [one.startLine, one]))));
  }
  const comment = known.get(spanOf(statement).line);
  if (!comment) return undefined;
  const { call, entry } = statement;
  if (!call?.dataRange || balanceOf(entry.value) <= 0) return undefined;
  return balanceOf(textOf(file, comment)) < 0 ? comment : undefined;
}

function textOf(file: ProjectFile, { startLine, startColumn, endColumn }: ConfComment): string {
  return file.line(startLine).slice(startColumn, endColumn);
}

function balanceOf(text: string): number {
  let balance = 0;
  for (const char of text) balance += char === '(' ? 1 : char === ')' ? -1 : 0;
  return balance;
}

function semicolon(file: string, { startLine, startColumn }: ConfComment): Finding {
  const span = { line: startLine, start: startColumn, end: startColumn + 1 };
  const message = l10n.t('A comment begins at this “;”, within the arguments. Write “\\;” to mean a semicolon.');
  return finding('unescaped-semicolon', { file, span }, message, {
    fixes: [replacement({ file, span }, '\\;', l10n.t('Write “{0}”', '\\;'))],
  });
}
