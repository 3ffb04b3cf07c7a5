import * as vscode from 'vscode';
import { plain } from '../../ari/text';
import { stasisCalls } from '../../dialplan/index/stasis';
import type { ProjectFile } from '../../dialplan/index/project';
import { LINT_CODES } from '../../dialplan/lint/codes';
import type { Finding } from '../../dialplan/lint/finding';
import { Ignored } from '../../dialplan/lint/ignore';
import type { Server } from '../servers/server';
import type { Workbench } from '../servers/workbench';
import { diagnosticOf, SEVERITY_SETTING, toldOf } from './diagnostics';
import type { DialplanDocuments } from './documents';
import { DIALPLAN_SELECTOR, isDialplan } from './languages';
import type { DialplanProjects } from './projects';

/** Not every server tells when an application comes or goes: while somebody looks, it is asked this often. */
const ASK_MS = 5_000;
/** A storm of changes is told four times a second at most. */
const QUIET_MS = 250;

/** Says beside each `Stasis(application)` whether the application is connected, and warns where nobody serves it. */
export class StasisConnections implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #collection = vscode.languages.createDiagnosticCollection('dialplan-stasis');
  readonly #subscriptions: vscode.Disposable;
  #warnings = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly documents: DialplanDocuments,
    private readonly projects: DialplanProjects,
    private readonly workbench: Workbench,
  ) {
    const { registry } = workbench;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#collection,
      vscode.languages.registerInlayHintsProvider(DIALPLAN_SELECTOR, {
        onDidChangeInlayHints: this.#changed.event,
        provideInlayHints: (document, range) => this.#hints(document, range),
      }),
      registry.onDidChangeState(() => this.#soon()),
      registry.onDidChangeModel(({ changes }) => {
        if (changes.has('application')) this.#soon();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(SEVERITY_SETTING)) this.#soon();
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#look()),
      vscode.window.onDidChangeWindowState(() => this.#look()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isDialplan(document)) this.#soon();
      }),
    );
    this.#look();
  }

  dispose(): void {
    this.#warnings = -1;
    clearTimeout(this.#timer);
    clearInterval(this.#asking);
    this.#subscriptions.dispose();
  }

  #hints(document: vscode.TextDocument, range: vscode.Range): vscode.InlayHint[] {
    const connected = this.#known();
    if (connected.length === 0) return [];
    const hints: vscode.InlayHint[] = [];
    for (const { text, span } of stasisCalls(this.documents.syntaxOf(document))) {
      if (span.line < range.start.line || span.line > range.end.line) continue;
      const serving = serversOf(connected, text);
      const hint = new vscode.InlayHint(new vscode.Position(span.line, span.end), hintText(connected, serving));
      hint.paddingLeft = true;
      hint.tooltip = tooltipOf(text, connected, serving);
      hints.push(hint);
    }
    return hints;
  }

  /** While a dialplan is to be seen, and VS Code is, the servers are asked now and then. */
  #look(): void {
    const isSeen = vscode.window.state.focused && this.#visible().length > 0;
    if (isSeen && this.#asking === undefined) {
      this.#asking = setInterval(() => this.#ask(), ASK_MS);
      this.#ask();
    } else if (!isSeen && this.#asking !== undefined) {
      clearInterval(this.#asking);
      this.#asking = undefined;
    }
    this.#soon();
  }

  #ask(): void {
    for (const { live } of this.workbench.registry.connected) void live?.refresh(['application'], true);
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed.fire();
      void this.#warn();
    }, QUIET_MS);
  }

  async #warn(): Promise<void> {
    const warning = ++this.#warnings;
    const connected = this.#known();
    const found: [vscode.Uri, vscode.Diagnostic[]][] = [];
    for (const { uri } of connected.length > 0 ? vscode.workspace.textDocuments.filter(isDialplan) : []) {
      const [project] = await this.projects.of(uri);
      const file = project?.files.get(uri.path);
      if (!project || !file) continue;
      const ignored = new Ignored(project);
      const missing = missingIn(file, connected).filter((finding) => !ignored.has(finding));
      const told = toldOf(uri, missing);
      found.push([uri, told.map((finding) => diagnosticOf(finding, this.projects))]);
    }
    if (warning !== this.#warnings) return;
    this.#collection.clear();
    this.#collection.set(found);
  }

  /** Servers that can be asked: what another one has is not known, or not yet. */
  #known(): readonly Server[] {
    return this.workbench.registry.connected.filter(({ live }) => live?.knowsApplications);
  }

  #visible(): vscode.TextDocument[] {
    return vscode.window.visibleTextEditors.map(({ document }) => document).filter(isDialplan);
  }
}

function serversOf(connected: readonly Server[], application: string): readonly Server[] {
  return connected.filter(({ model }) => model?.applications.get(application) !== undefined);
}

function hintText(connected: readonly Server[], serving: readonly Server[]): string {
  if (serving.length === 0) return vscode.l10n.t('not connected');
  if (connected.length === 1) return vscode.l10n.t('connected');
  return vscode.l10n.t('connected to {0}', serving.map(({ name }) => plain(name)).join(', '));
}

function tooltipOf(application: string, connected: readonly Server[], serving: readonly Server[]): string {
  const name = plain(application);
  const on = (serving.length > 0 ? serving : connected).map((server) => plain(server.name)).join(', ');
  return serving.length > 0
    ? vscode.l10n.t('The application “{0}” is connected to {1}.', name, on)
    : vscode.l10n.t('No application “{0}” is connected to {1}: a call that gets here fails.', name, on);
}

/** Calls of applications that no connected server has. */
function missingIn(file: ProjectFile, connected: readonly Server[]): Finding[] {
  return [...stasisCalls(file.syntax)]
    .filter(({ text }) => serversOf(connected, text).length === 0)
    .map(({ text, span }) => ({
      code: 'stasis-not-connected',
      severity: LINT_CODES['stasis-not-connected'],
      file: file.path,
      span,
      message: tooltipOf(text, connected, []),
      related: [],
      fixes: [],
      isUnnecessary: false,
    }));
}
