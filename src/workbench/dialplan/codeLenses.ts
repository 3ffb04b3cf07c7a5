import * as vscode from 'vscode';
import { SPECIAL_EXTENSIONS } from '../../dialplan/names/specialExtensions';
import type { DialplanSection, Statement } from '../../dialplan/syntax/syntax';
import type { DialplanDocuments } from './documents';
import type { Workbench } from '../servers/workbench';
import { DIALPLAN_SELECTOR } from './languages';
import { rangeOf } from './navigation';

const SETTING = 'ari.dialplan.codeLens';
const WHICH = 'ari.dialplan.whichExtension';

/** "Call" and "Which Answers" above extensions, "Which Extension Answers?" above contexts. */
export function registerCodeLenses(documents: DialplanDocuments, { registry }: Workbench): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    registry.onDidChangeState(() => changed.fire()),
    registry.onDidChangeServers(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SETTING)) changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(DIALPLAN_SELECTOR, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses(document) {
        if (!vscode.workspace.getConfiguration(undefined, document).get<boolean>(SETTING, true)) return [];
        const contexts = documents.syntaxOf(document).sections.filter(({ role }) => role === 'context');
        const mayCall = vscode.workspace.isTrusted && mayWrite(registry);
        return contexts.flatMap((context) => lensesOf(document.uri, context, mayCall));
      },
    }),
  );
}

/** Where all that is connected is marked as read-only, nothing is offered that would be refused. */
function mayWrite({ connected }: Workbench['registry']): boolean {
  return connected.length === 0 || connected.some(({ profile }) => !profile.readOnly);
}

function lensesOf(uri: vscode.Uri, { header, statements }: DialplanSection, mayCall: boolean): vscode.CodeLens[] {
  if (!header) return [];
  const { name: context, nameSpan } = header;
  const extensions = firstLines(statements);
  const answers = extensions.length > 0 || statements.some(({ kind }) => kind === 'include' || kind === 'switch');
  if (!answers && statements.length > 0) return [];
  const asked = new vscode.CodeLens(rangeOf(nameSpan), {
    title: vscode.l10n.t('Which Extension Answers?'),
    command: WHICH,
    arguments: [{ uri, context }],
  });
  return [asked, ...extensions.flatMap((extension) => extensionLenses(uri, context, extension, mayCall))];
}

interface FirstLine {
  readonly name: string;
  readonly callerId: string | undefined;
  /** From 0. */
  readonly line: number;
}

/** Where each extension is written first, its hints aside. */
function firstLines(statements: readonly Statement[]): FirstLine[] {
  const found = new Map<string, FirstLine>();
  for (const statement of statements) {
    if (statement.kind !== 'extension' || statement.isSame || !statement.name || statement.hint) continue;
    const name = statement.name.text;
    const callerId = statement.callerId?.text;
    const key = `${name}/${callerId ?? ''}`;
    if (!found.has(key)) found.set(key, { name, callerId, line: statement.entry.span.line });
  }
  return [...found.values()];
}

function extensionLenses(
  uri: vscode.Uri,
  context: string,
  { name, callerId, line }: FirstLine,
  mayCall: boolean,
): vscode.CodeLens[] {
  // Nobody dials what Asterisk goes to by itself; but calls come in at `s`.
  if (SPECIAL_EXTENSIONS.has(name) && name !== 's') return [];
  const range = new vscode.Range(line, 0, line, 0);
  // A pattern is asked for a number, and so is what is for the callers of a pattern.
  const given = name.startsWith('_') || callerId?.startsWith('_') ? [] : [{ context, number: name, callerId }];
  const call = new vscode.CodeLens(range, {
    title: `$(call-outgoing) ${vscode.l10n.t('Call')}`,
    command: 'ari.dialplan.call',
    arguments: [{ uri, line }],
  });
  return [
    ...(mayCall ? [call] : []),
    new vscode.CodeLens(range, {
      title: vscode.l10n.t('Which Answers?'),
      command: WHICH,
      arguments: [{ uri, context, line }, ...given],
    }),
  ];
}
