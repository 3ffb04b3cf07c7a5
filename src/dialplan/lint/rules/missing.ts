import * as l10n from '@vscode/l10n';
import type { Rule } from '../finding';
import { extensionsOf, finding } from './kit';

/** Lines that Asterisk takes, and that have nothing to run. */
export const missing: Rule = function* (project) {
  for (const { file, statement, facts } of extensionsOf(project)) {
    if (!facts.hasNothingToRun || !statement.priority) continue;
    if (project.stepsAt(file.path, statement.entry.span.line).length === 0) continue;
    const message = l10n.t('The application is missing: a call that comes to this line ends.');
    yield finding('missing-application', { file: file.path, span: statement.priority.span }, message);
  }
};
