import * as l10n from '@vscode/l10n';
import type { DialplanProject } from '../../index/project';
import type { DialplanProblem } from '../../load/problems';
import type { ExtensionStatement, Statement } from '../../syntax/syntax';
import type { Fix } from '../finding';
import { renaming, replacement, spanOf, statementAt } from './kit';

/** What is certain to mend a line that Asterisk leaves out or reads otherwise. */
export function loadingFixes(
  project: DialplanProject,
  { code, place: { file }, data }: DialplanProblem,
  statement: Statement,
): Fix[] {
  if (code === 'include-twice' || code === 'ignore-pattern-twice' || code === 'switch-twice') {
    return [replacement({ file, span: spanOf(statement) }, '', l10n.t('Remove the line that says it again'))];
  }
  if (statement.kind !== 'extension') return [];
  const { label, name, call } = statement;
  if (code === 'next-without-priority' || code === 'priority-zero' || code === 'same-without-priority') {
    return firstFixes(project, file, statement);
  }
  if (code === 'priority-taken') return nextFixes(project, file, Number(data['priority']), statement);
  if (code === 'label-taken' && label && label.span.end - label.span.start === label.text.length) {
    const span = { ...label.span, start: label.span.start - 1, end: label.span.end + 1 };
    return [replacement({ file, span }, '', l10n.t('Remove the label'), false)];
  }
  // It is for whoever knows the numbers to say whether that is all that may be dialled.
  if (code === 'catch-all' && name) {
    return renaming(file, name, name.text === '_.' ? '_X.' : '_X!');
  }
  const end = call?.dataSpan;
  if (code !== 'arguments-unclosed' || !end) return [];
  // Asterisk takes all to the end of the line for the arguments, so this changes nothing.
  const span = { ...end, start: end.end };
  return [replacement({ file, span }, ')', l10n.t('Close the parenthesis at the end'))];
}

/** 1, where the extension has no such priority yet; of which extension a `same` is, nobody said. */
function firstFixes(
  project: DialplanProject,
  file: string,
  { priority, name, entry, isSame }: ExtensionStatement,
): Fix[] {
  if (!priority) return [];
  const { contexts } = project.loaded.dialplan;
  const isThere = project
    .contextsAt(file, entry.span.line)
    .some((context) =>
      contexts.get(context)?.extensions.some((one) => one.name === name?.text && one.priorities.has(1)),
    );
  return isThere ? [] : renaming(file, priority, '1', !isSame);
}

/** `n` instead of a number that is taken, where the line above has that number and the next one is free. */
function nextFixes(project: DialplanProject, file: string, taken: number, statement: ExtensionStatement): Fix[] {
  const { priority, entry, isSame, name } = statement;
  const above = aboveOf(project, file, entry.span.line);
  if (!priority || !above || !/^\d+$/.test(priority.text)) return [];
  const [step] = project.stepsAt(file, above.entry.span.line);
  const isOfIt = isSame || name?.text === step?.extension.name;
  if (step?.priority.number !== taken || !isOfIt || step.extension.priorities.has(taken + 1)) return [];
  return renaming(file, priority, 'n');
}

/** The extension's line above, with nothing but blank lines and comments between. */
function aboveOf(project: DialplanProject, file: string, line: number): ExtensionStatement | undefined {
  for (let at = line - 1; at >= 0; at--) {
    const above = statementAt(project.files.get(file), at);
    if (above) return above.kind === 'extension' ? above : undefined;
  }
  return undefined;
}
