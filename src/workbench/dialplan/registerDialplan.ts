import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Workbench } from '../servers/workbench';
import { CallExtension } from './callExtension';
import { registerCallHierarchy } from './callHierarchy';
import { registerCodeLenses } from './codeLenses';
import { registerDiagnostics } from './diagnostics';
import { registerCompletion } from './completion';
import { registerDocumentLinks } from './documentLinks';
import { DialplanDocuments } from './documents';
import { registerExplainFinding } from './explainFinding';
import { Findings } from './findings';
import { registerFolding } from './folding';
import { registerFormatting } from './formatting';
import { registerHover } from './hover';
import { registerIncludedFiles } from './includedFiles';
import { InstalledManuals } from './installedManuals';
import { registerNavigation } from './navigation';
import { registerOutline } from './outline';
import { DialplanProjects } from './projects';
import { registerQuickFixes } from './quickFixes';
import { registerRenaming } from './renaming';
import { registerSemanticTokens } from './semanticTokens';
import { registerSignatureHelp } from './signatureHelp';
import { StasisConnections } from './stasisConnections';
import { WhichExtension } from './which/whichExtension';

/** What belongs to dialplans and is loaded when there is one to be seen. */
export interface DialplanWing {
  readonly documents: DialplanDocuments;
  readonly projects: DialplanProjects;
  readonly which: WhichExtension;
  readonly call: CallExtension;
  dispose(): void;
}

export function registerDialplan(workbench: Workbench): DialplanWing {
  // The checks' own sentences: src/dialplan knows no vscode.
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const documents = new DialplanDocuments();
  const projects = new DialplanProjects(documents);
  const findings = new Findings();
  const manuals = new InstalledManuals(workbench.log);
  workbench.log.debug('The dialplan features are there.');
  const registrations = vscode.Disposable.from(
    registerSemanticTokens(documents),
    registerOutline(documents),
    registerFolding(documents),
    projects,
    registerIncludedFiles(projects),
    registerNavigation(projects),
    registerRenaming(projects),
    registerCallHierarchy(projects),
    registerDocumentLinks(documents, projects),
    registerDiagnostics(projects, findings),
    registerQuickFixes(projects, findings),
    registerExplainFinding(workbench),
    registerCodeLenses(documents, workbench),
    registerFormatting(documents),
    manuals,
    registerCompletion(documents, projects, manuals, workbench),
    registerSignatureHelp(documents, manuals),
    registerHover(documents, projects, manuals),
    new StasisConnections(documents, projects, workbench),
  );
  return {
    documents,
    projects,
    which: new WhichExtension(projects, workbench),
    call: new CallExtension(projects, workbench),
    dispose: () => void registrations.dispose(),
  };
}
