import * as vscode from 'vscode';
import { occurrenceAt } from '../../dialplan/index/symbols';
import { goneApplication } from '../../dialplan/names/applications';
import { goneFunction } from '../../dialplan/names/functions';
import { openCallAt } from '../../dialplan/complete/calls';
import type { DialplanSection } from '../../dialplan/syntax/syntax';
import { callsWithin } from '../../dialplan/syntax/targets';
import { sectionAt } from './cursor';
import type { DialplanDocuments } from './documents';
import { nameText } from './hoverNames';
import type { InstalledManuals } from './installedManuals';
import { DIALPLAN_SELECTOR } from './languages';
import { codeOf, manualText, paragraph } from './manualText';
import type { DialplanProjects } from './projects';

/** A call's name under the pointer. */
interface Called {
  readonly kind: 'application' | 'function';
  readonly name: string;
}

/** Tells what stands under the pointer: an application, a function, a name, a pattern. */
export function registerHover(
  documents: DialplanDocuments,
  projects: DialplanProjects,
  manuals: InstalledManuals,
): vscode.Disposable {
  return vscode.languages.registerHoverProvider(DIALPLAN_SELECTOR, {
    async provideHover(document, position) {
      const section = sectionAt(documents, document, position);
      if (!section) return undefined;
      const called = calledAt(document, section, position);
      const text = called ? await calledText(called, manuals) : await textOfName(projects, document, position);
      return text && new vscode.Hover(text);
    },
  });
}

function calledAt(
  document: vscode.TextDocument,
  section: DialplanSection,
  position: vscode.Position,
): Called | undefined {
  const { line, character } = position;
  for (const statement of section.statements) {
    if (statement.kind !== 'extension' || statement.entry.span.line !== line) continue;
    for (const { name } of statement.call ? callsWithin(statement.call) : []) {
      const { start, end } = name.span;
      if (start <= character && character <= end) return { kind: 'application', name: name.text.trim() };
    }
  }
  const word = document.getWordRangeAtPosition(position, /\w+/);
  if (!word) return undefined;
  const name = document.getText(word);
  const call = openCallAt(document.lineAt(line).text, word.end.character + 1, section.role);
  const isIt = call?.kind === 'function' && call.name === name && call.before === '';
  return isIt ? { kind: 'function', name } : undefined;
}

async function calledText(
  { kind, name }: Called,
  manuals: InstalledManuals,
): Promise<vscode.MarkdownString | undefined> {
  const known = await manuals.get();
  const manual = kind === 'application' ? known.application(name) : known.function(name);
  if (manual) return manualText(manual);
  const gone = kind === 'application' ? goneApplication(name) : goneFunction(name);
  if (!gone) return undefined;
  const what =
    gone.instead === undefined
      ? vscode.l10n.t('Asterisk 16 had it; Asterisk 22 has it no more.')
      : vscode.l10n.t('Asterisk 16 had it; Asterisk 22 has it no more. Instead of it: {0}', gone.instead);
  return paragraph(codeOf(gone.name), what);
}

async function textOfName(
  projects: DialplanProjects,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.MarkdownString | undefined> {
  for (const project of await projects.of(document.uri)) {
    const one = occurrenceAt(project, document.uri.path, position);
    const text = one && nameText(project, one);
    if (text) return text;
  }
  return undefined;
}
