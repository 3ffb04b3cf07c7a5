import * as vscode from 'vscode';
import { baseName } from '../../conf/reader';
import type { DialplanProject } from '../../dialplan/index/project';
import { enteredFrom, refusalOf, rename, type RenameRefusal } from '../../dialplan/index/rename';
import { occurrenceAt, type LocatedOccurrence } from '../../dialplan/index/symbols';
import { DIALPLAN_SELECTOR } from './languages';
import { rangeOf } from './navigation';
import type { DialplanProjects } from './projects';

/** Renames contexts, extensions, labels and variables in every file of their dialplan. */
export function registerRenaming(projects: DialplanProjects): vscode.Disposable {
  return vscode.languages.registerRenameProvider(DIALPLAN_SELECTOR, {
    async prepareRename(document, position) {
      const { one, all } = await namedAt(projects, document, position);
      for (const [project, occurrence] of all) {
        const refused = refusalOf(project, occurrence);
        if (refused) throw new Error(sentenceOf(refused, enteredFrom(project, occurrence)));
      }
      return { range: rangeOf(one.span), placeholder: one.text };
    },
    async provideRenameEdits(document, position, newName) {
      const { all } = await namedAt(projects, document, position);
      const edit = new vscode.WorkspaceEdit();
      const done = new Set<string>();
      for (const [project, occurrence] of all) {
        const { edits, refused } = { edits: [], refused: undefined, ...rename(project, occurrence, newName) };
        if (refused) throw new Error(sentenceOf(refused, enteredFrom(project, occurrence)));
        for (const { file, occurrence: each, newText } of edits) {
          const key = `${file} ${each.span.line} ${each.span.start}`;
          if (!done.has(key)) edit.replace(projects.uriOf(file), rangeOf(each.span), newText);
          done.add(key);
        }
      }
      return edit;
    },
  });
}

interface Named {
  readonly one: LocatedOccurrence;
  /** In each dialplan that the file is a part of. */
  readonly all: readonly (readonly [DialplanProject, LocatedOccurrence])[];
}

async function namedAt(
  projects: DialplanProjects,
  { uri }: vscode.TextDocument,
  position: vscode.Position,
): Promise<Named> {
  const all = (await projects.of(uri)).flatMap((project) => {
    const occurrence = occurrenceAt(project, uri.path, position);
    return occurrence ? [[project, occurrence] as const] : [];
  });
  const [first] = all;
  if (!first) throw new Error(vscode.l10n.t('There is no name here that can be changed.'));
  return { one: first[1], all };
}

/** @param file that names it besides the dialplan */
function sentenceOf(refused: RenameRefusal, file = ''): string {
  switch (refused) {
    case 'not-defined-here':
      return vscode.l10n.t('No file of this dialplan defines it, so it cannot be renamed here.');
    case 'pattern':
      return vscode.l10n.t('This is a pattern that numbers match: another text would match other numbers.');
    case 'built-in':
      return vscode.l10n.t('Asterisk itself uses this name.');
    case 'general-or-globals':
      return vscode.l10n.t('[general] and [globals] are no contexts.');
    case 'bad-name':
      return vscode.l10n.t('Asterisk would not read this as one name.');
    case 'name-taken':
      return vscode.l10n.t('This name is taken.');
    case 'entered-elsewhere':
      return vscode.l10n.t('{0} names this context, and renaming does not reach that file.', baseName(file));
    case 'macro-prefix':
      return vscode.l10n.t('Macro() calls it, so its name has to begin with "macro-".');
  }
}
