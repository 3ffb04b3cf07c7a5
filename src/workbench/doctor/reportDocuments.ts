import * as vscode from 'vscode';
import { plain } from '../../ari/text';
import { targetOf } from '../servers/target';
import type { DoctorReport } from './report';

export const REPORT_SCHEME = 'ari-diagnosis';
/** Prose, not code: package.json has its lines wrapped and not numbered. */
const LANGUAGE = 'ari-diagnosis';

/** A button of a report. */
export interface Action {
  readonly title: string;
  readonly command: string;
  readonly argument: unknown;
}

/** The last report of each server as a read-only document, with what can be done about it below the heading. */
export class ReportDocuments implements vscode.TextDocumentContentProvider, vscode.CodeLensProvider, vscode.Disposable {
  readonly #onDidChange = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#onDidChange.event;
  readonly #onDidChangeCodeLenses = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#onDidChangeCodeLenses.event;
  readonly #reports = new Map<string, DoctorReport>();
  readonly #registrations: vscode.Disposable;

  constructor() {
    this.#registrations = vscode.Disposable.from(
      this.#onDidChange,
      this.#onDidChangeCodeLenses,
      vscode.workspace.registerTextDocumentContentProvider(REPORT_SCHEME, this),
      vscode.languages.registerCodeLensProvider({ scheme: REPORT_SCHEME }, this),
      // Lenses that are asked for before the new text is there stay those of the old one.
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === REPORT_SCHEME) this.#onDidChangeCodeLenses.fire();
      }),
    );
  }

  /** Opens a report, in place of an older one of the same server. */
  async show(report: DoctorReport): Promise<vscode.TextDocument> {
    this.#reports.set(report.serverName, report);
    const uri = uriOf(report.serverName);
    this.#onDidChange.fire(uri);
    const opened = await vscode.workspace.openTextDocument(uri);
    const isReport = opened.languageId === LANGUAGE;
    const document = isReport ? opened : await vscode.languages.setTextDocumentLanguage(opened, LANGUAGE);
    await vscode.window.showTextDocument(document, { preview: false });
    return document;
  }

  /** The report that a document shows. */
  reportOf(uri: vscode.Uri): DoctorReport | undefined {
    return uri.scheme === REPORT_SCHEME ? this.#reports.get(uri.query) : undefined;
  }

  lastOf(serverName: string): DoctorReport | undefined {
    return this.#reports.get(serverName);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const report = this.reportOf(uri);
    // After a restart of the window its documents are opened anew, and there is nothing to show in them.
    return report?.text ?? vscode.l10n.t('This report is from an earlier window. Diagnose again for a new one.');
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    // Below the heading: what appears above the first line of an editor is out of sight until somebody scrolls.
    const top = new vscode.Range(2, 0, 2, 0);
    const { uri } = document;
    return actionsOf(uri.query, this.reportOf(uri)).map(
      ({ title, command, argument }) => new vscode.CodeLens(top, { title, command, arguments: [argument] }),
    );
  }

  dispose(): void {
    this.#registrations.dispose();
    this.#reports.clear();
  }
}

/** What can be done about a report, the most useful first. */
export function actionsOf(serverName: string, report: DoctorReport | undefined): readonly Action[] {
  const target = targetOf({ name: serverName });
  if (report?.isEntered)
    return [{ title: vscode.l10n.t('Copy Report'), command: 'ari.server.copyDiagnosis', argument: target }];
  const code = report?.failure?.diagnosis.code;
  const action = (title: string, command: string, argument: unknown = target): Action => ({ title, command, argument });
  const trust = action(vscode.l10n.t('Trust This Certificate…'), 'ari.server.trustCertificate');
  const forget = action(vscode.l10n.t('Forget Password'), 'ari.server.forgetPassword');
  const chooseCaFile = action(vscode.l10n.t('Choose CA File…'), 'ari.server.chooseCaFile');
  const isRejected = code === 'rejected' || code === 'tooLong' || code === 'colonInName';
  return [
    ...(code === 'untrusted' ? [trust] : []),
    ...(code === 'caFileUnusable' ? [chooseCaFile] : []),
    ...(isRejected ? [forget] : []),
    ...(report?.failure ? [action(vscode.l10n.t('Edit Server…'), 'ari.server.edit')] : []),
    action(vscode.l10n.t('Diagnose Again'), 'ari.server.diagnose'),
    ...(report ? [action(vscode.l10n.t('Copy Report'), 'ari.server.copyDiagnosis')] : []),
  ];
}

function uriOf(serverName: string): vscode.Uri {
  // A slash would end the title there: one that looks the same does not.
  const title = vscode.l10n.t('Diagnosis of {0}', plain(serverName, 60)).replace(/[\\/]/g, '\u2215');
  return vscode.Uri.from({ scheme: REPORT_SCHEME, path: `/${title}`, query: serverName });
}
