import * as l10n from '@vscode/l10n';
import type { Step } from '../../index/project';
import type { Finding, Rule } from '../finding';
import { plain } from '../plain';
import { extensionsOf, finding, spanOf } from './kit';
import type { Danger } from './strangers';

/** Commands and dial strings that hold what a caller has written. */
export const dangers: Rule = function* (project) {
  for (const { file, statement, facts } of extensionsOf(project)) {
    for (const danger of facts.dangers) {
      const line = spanOf(statement).line;
      if (!danger.isNumber || project.stepsAt(file.path, line).some(isOpen)) yield findingOf(file.path, danger);
    }
  }
};

/** Behind `.` and `!` a number may hold anything. */
function isOpen({ extension }: Step): boolean {
  return /^_.*[.!]/.test(extension.name);
}

function findingOf(file: string, { code, part }: Danger): Finding {
  const { text, span } = part;
  const message =
    code === 'unfiltered-command'
      ? l10n.t(
          'Whoever calls writes {0}, and the shell runs what is in it. Let only harmless characters through, with FILTER.',
          plain(text),
        )
      : l10n.t(
          'Whoever calls writes {0}: with “&” and a channel in it, the caller can dial anything. Let only harmless characters through, with FILTER.',
          plain(text),
        );
  return finding(code, { file, span }, message);
}
