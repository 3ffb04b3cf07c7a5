import * as vscode from 'vscode';
import type { Finding, Severity } from '../../dialplan/lint/finding';
import { chosen, type SeverityChoices } from '../../dialplan/lint/lint';
import { explanationUri } from './explainFinding';
import type { Findings } from './findings';
import { isDialplan } from './languages';
import { rangeOf } from './navigation';
import type { DialplanProjects } from './projects';

/** What somebody has decided about codes. */
export const SEVERITY_SETTING = 'ari.dialplan.severity';
const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** Shows what the checks find, of the workspace's files and of open ones, from the first open dialplan on. */
export function registerDiagnostics(projects: DialplanProjects, findings: Findings): vscode.Disposable {
  const diagnostics = new DialplanDiagnostics(projects, findings);
  return vscode.Disposable.from(
    diagnostics,
    projects.onDidChange(() => diagnostics.refresh()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SEVERITY_SETTING)) diagnostics.refresh();
    }),
  );
}

/** What of a file's findings somebody wants to hear, each once: templates and several dialplans would say it again. */
export function toldOf(uri: vscode.Uri, findings: readonly Finding[]): Finding[] {
  const choices = vscode.workspace.getConfiguration(undefined, uri).get<SeverityChoices>(SEVERITY_SETTING) ?? {};
  const told = new Map<string, Finding>();
  for (const finding of chosen(findings, choices)) {
    const { code, span, message } = finding;
    const key = `${code} ${span.line} ${span.start} ${message}`;
    if (!told.has(key)) told.set(key, finding);
  }
  return [...told.values()];
}

class DialplanDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('dialplan');
  #hasBegun = false;
  #refreshes = 0;

  constructor(
    private readonly projects: DialplanProjects,
    private readonly findings: Findings,
  ) {
    this.refresh();
  }

  refresh(): void {
    this.#hasBegun ||= vscode.workspace.textDocuments.some(isDialplan);
    if (this.#hasBegun) void this.#show(++this.#refreshes);
  }

  dispose(): void {
    this.#refreshes = -1;
    this.#collection.dispose();
  }

  async #show(refresh: number): Promise<void> {
    const all = await this.projects.all();
    this.findings.keep(all);
    const found = new Map<string, Finding[]>();
    for (const project of all) {
      const findings = await this.findings.of(project);
      // Somebody asked for a newer version: what is told of that comes with its own refresh.
      if (!findings) return;
      for (const finding of findings) {
        const there = found.get(finding.file);
        if (there) there.push(finding);
        else found.set(finding.file, [finding]);
      }
      if (refresh !== this.#refreshes) return;
    }
    const shown: [vscode.Uri, vscode.Diagnostic[]][] = [];
    for (const [file, each] of found) {
      const uri = this.projects.uriOf(file);
      if (isToBeShown(uri)) shown.push([uri, toldOf(uri, each).map((one) => diagnosticOf(one, this.projects))]);
    }
    const kept = new Set(shown.map(([uri]) => uri.toString()));
    const gone: [vscode.Uri, undefined][] = [];
    this.#collection.forEach((uri) => kept.has(uri.toString()) || gone.push([uri, undefined]));
    this.#collection.set([...gone, ...shown]);
  }
}

/** A finding as VS Code shows it; a click on its code explains it. */
export function diagnosticOf(
  { code, span, message, severity, related, isUnnecessary }: Finding,
  projects: DialplanProjects,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(span), message, SEVERITIES[severity]);
  diagnostic.source = 'dialplan';
  diagnostic.code = { value: code, target: explanationUri(code) };
  diagnostic.relatedInformation = related.map((place) => {
    const location = new vscode.Location(projects.uriOf(place.file), rangeOf(place.span));
    return new vscode.DiagnosticRelatedInformation(location, place.message);
  });
  if (isUnnecessary) diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  return diagnostic;
}

function isToBeShown(uri: vscode.Uri): boolean {
  if (vscode.workspace.getWorkspaceFolder(uri)) return true;
  return vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
}
