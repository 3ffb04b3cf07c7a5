import * as vscode from 'vscode';
import { guessLanguage } from '../../dialplan/syntax/guess';
import { message } from '../common/text';
import type { Workbench } from '../servers/workbench';
import { CONF, DIALPLAN } from './languages';

/** The files for which nobody has to be asked again. */
const ASKED = 'dialplan.languageAsked';
const REMEMBERED = 500;

/** Asks once whether a .conf file is Asterisk's, if it looks so; on a yes, files of its name are taken for it. */
export async function offerLanguage(document: vscode.TextDocument, { sharedMemory }: Workbench): Promise<void> {
  const guessed = guessLanguage(document.getText());
  const asked = sharedMemory.get<readonly string[]>(ASKED, []);
  const id = document.uri.toString();
  if (!guessed || asked.includes(id)) return;
  await sharedMemory.update(ASKED, [...asked, id].slice(-REMEMBERED));
  const name = document.uri.path.split('/').at(-1) ?? '';
  const told = message(name);
  const isDialplan = guessed === 'dialplan';
  const yes = isDialplan ? vscode.l10n.t('Use Asterisk Dialplan') : vscode.l10n.t('Use Asterisk Configuration');
  const question = isDialplan
    ? vscode.l10n.t('{0} looks like a dialplan of Asterisk. Show it as one?', told)
    : vscode.l10n.t('{0} looks like a configuration file of Asterisk. Show it as one?', told);
  if ((await vscode.window.showInformationMessage(question, yes, vscode.l10n.t('No'))) !== yes) return;
  const language = isDialplan ? DIALPLAN : CONF;
  const files = vscode.workspace.getConfiguration('files');
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  const { workspaceValue, globalValue } = files.inspect<Record<string, string>>('associations') ?? {};
  const known = target === vscode.ConfigurationTarget.Workspace ? workspaceValue : globalValue;
  await files.update('associations', { ...known, [`**/${verbatim(name)}`]: language }, target);
  await vscode.languages.setTextDocumentLanguage(document, language);
}

/** A name as a pattern that matches nothing else. */
function verbatim(name: string): string {
  return name.replace(/[[\]{}*?]/g, '[$&]').replaceAll('[]]', '?');
}
