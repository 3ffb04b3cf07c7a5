import * as vscode from 'vscode';
import type { DialplanProject } from '../../dialplan/index/project';
import { LIVE_CODES } from '../../dialplan/lint/codes';
import type { Finding, Fix, TextEdit } from '../../dialplan/lint/finding';
import { ignoreEdit, isLintCode } from '../../dialplan/lint/ignore';
import { toldOf } from './diagnostics';
import { EXPLAIN_COMMAND } from './explainFinding';
import type { Findings } from './findings';
import { DIALPLAN_SELECTOR } from './languages';
import { rangeOf } from './navigation';
import type { DialplanProjects } from './projects';

const { QuickFix, SourceFixAll } = vscode.CodeActionKind;
const FIX_ALL = SourceFixAll.append('dialplan');

interface Found {
  readonly project: DialplanProject;
  readonly finding: Pick<Finding, 'code' | 'file' | 'span' | 'fixes'>;
}

/** What a finding offers to do: its fixes, to be ignored, to be explained; and all fixes that are certain at once. */
export function registerQuickFixes(projects: DialplanProjects, findings: Findings): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    DIALPLAN_SELECTOR,
    {
      async provideCodeActions(document, range, { only, diagnostics }) {
        const { version } = document;
        const found = await findingsIn(projects, findings, document);
        // Places of a text that is no more would change something else.
        if (document.version !== version) return [];
        if (only?.contains(FIX_ALL)) return fixAll(projects, document, found);
        if (only && !only.contains(QuickFix)) return [];
        const here = found.filter(({ finding }) => range.intersection(rangeOf(finding.span)));
        const live = await foundOnServers(projects, document, diagnostics);
        return document.version === version ? actionsFor(projects, [...here, ...live], diagnostics) : [];
      },
    },
    { providedCodeActionKinds: [QuickFix, FIX_ALL] },
  );
}

async function findingsIn(
  projects: DialplanProjects,
  findings: Findings,
  { uri }: vscode.TextDocument,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const project of await projects.of(uri)) {
    const all = ((await findings.of(project)) ?? []).filter(({ file }) => file === uri.path);
    found.push(...toldOf(uri, all).map((finding) => ({ project, finding })));
  }
  return found;
}

/** What only a connected server knows stands in no project's findings, but in what is shown. */
async function foundOnServers(
  projects: DialplanProjects,
  { uri }: vscode.TextDocument,
  shown: readonly vscode.Diagnostic[],
): Promise<Found[]> {
  const [project] = await projects.of(uri);
  return shown.flatMap((diagnostic): Found[] => {
    const code = codeOf(diagnostic);
    if (!project || !isLintCode(code) || !LIVE_CODES.has(code)) return [];
    const { start, end } = diagnostic.range;
    const span = { line: start.line, start: start.character, end: end.character };
    return [{ project, finding: { code, file: uri.path, span, fixes: [] } }];
  });
}

function actionsFor(
  projects: DialplanProjects,
  here: readonly Found[],
  shown: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const fixes: vscode.CodeAction[] = [];
  const others = new Map<string, readonly [ignore: vscode.CodeAction, explain: vscode.CodeAction]>();
  for (const { project, finding } of here) {
    const diagnostics = shown.filter((one) => isOf(one, finding));
    for (const fix of finding.fixes) {
      const action = new vscode.CodeAction(fix.title, QuickFix);
      action.edit = workspaceEdit(projects, fix.edits);
      action.isPreferred = fix.isPreferred;
      action.diagnostics = diagnostics;
      fixes.push(action);
    }
    others.set(`${finding.code} ${finding.span.line}`, [
      ignoreAction(projects, project, finding, diagnostics),
      explainAction(finding, diagnostics),
    ]);
  }
  const rest = [...others.values()];
  return [...unique(fixes), ...rest.map(([ignore]) => ignore), ...unique(rest.map(([, explain]) => explain))];
}

function ignoreAction(
  projects: DialplanProjects,
  project: DialplanProject,
  { code, file, span }: Found['finding'],
  diagnostics: vscode.Diagnostic[],
): vscode.CodeAction {
  const action = new vscode.CodeAction(vscode.l10n.t('Ignore {0} on this line', code), QuickFix);
  const written = project.files.get(file);
  action.edit = workspaceEdit(projects, written ? [ignoreEdit(written, span.line, code)] : []);
  action.diagnostics = diagnostics;
  return action;
}

function explainAction({ code }: Found['finding'], diagnostics: vscode.Diagnostic[]): vscode.CodeAction {
  const title = vscode.l10n.t('Explain {0}', code);
  const action = new vscode.CodeAction(title, QuickFix);
  action.command = { title, command: EXPLAIN_COMMAND, arguments: [code] };
  action.diagnostics = diagnostics;
  return action;
}

/** Two dialplans that share a file offer the same. */
function unique(actions: readonly vscode.CodeAction[]): vscode.CodeAction[] {
  return [...new Map(actions.map((action) => [JSON.stringify([action.title, action.edit]), action])).values()];
}

/** All certain fixes of a document that do not get in each other's way; the rest follows with the next time. */
function fixAll(
  projects: DialplanProjects,
  { uri }: vscode.TextDocument,
  found: readonly Found[],
): vscode.CodeAction[] {
  const certain = found.flatMap(({ finding }) => finding.fixes.filter(({ isPreferred }) => isPreferred));
  const byLine = new Map<number, TextEdit[]>();
  for (const fix of certain) {
    if (fix.edits.some((edit) => edit.file !== uri.path) || getsInTheWay(fix, byLine)) continue;
    for (const edit of fix.edits) byLine.set(edit.span.line, [...(byLine.get(edit.span.line) ?? []), edit]);
  }
  const edits = [...byLine.values()].flat();
  if (edits.length === 0) return [];
  const action = new vscode.CodeAction(vscode.l10n.t('Fix all that is certain in this dialplan'), FIX_ALL);
  action.edit = workspaceEdit(projects, edits);
  return [action];
}

function getsInTheWay({ edits }: Fix, taken: ReadonlyMap<number, readonly TextEdit[]>): boolean {
  return edits.some(({ span }) =>
    taken.get(span.line)?.some((other) => other.span.start <= span.end && span.start <= other.span.end),
  );
}

function workspaceEdit(projects: DialplanProjects, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const whole = new vscode.WorkspaceEdit();
  for (const { file, span, newText } of edits) whole.replace(projects.uriOf(file), rangeOf(span), newText);
  return whole;
}

function isOf(diagnostic: vscode.Diagnostic, { code, span }: Found['finding']): boolean {
  return codeOf(diagnostic) === code && diagnostic.range.isEqual(rangeOf(span));
}

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}
