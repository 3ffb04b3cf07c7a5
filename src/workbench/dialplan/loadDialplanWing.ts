import * as vscode from 'vscode';
import type { Workbench } from '../servers/workbench';
import { CONF, DIALPLAN, DIALPLAN_FILES, UNASSOCIATED } from './languages';
import type { DialplanWing } from './registerDialplan';

/** Loads what belongs to dialplans when the first document of one is open, or a command asks for it. */
export class DialplanLoader implements vscode.Disposable {
  readonly #listening: vscode.Disposable;
  #wing: Promise<DialplanWing> | undefined;
  #isDisposed = false;

  constructor(private readonly workbench: Workbench) {
    this.#listening = vscode.Disposable.from(
      workbench.reporter.command('ari.dialplan.whichExtension', async (target, given) =>
        (await this.load()).which.run(target, given),
      ),
      workbench.reporter.command('ari.dialplan.call', async (target, given) =>
        (await this.load()).call.run(target, given),
      ),
      vscode.workspace.onDidOpenTextDocument((document) => this.#look(document)),
      vscode.window.onDidChangeActiveTextEditor((editor) => void this.#offer(editor?.document)),
    );
    vscode.workspace.textDocuments.forEach((document) => this.#look(document));
    void this.#offer(vscode.window.activeTextEditor?.document);
  }

  /** The same one each time. */
  load(): Promise<DialplanWing> {
    this.#wing ??= this.#start();
    return this.#wing;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#listening.dispose();
    void this.#wing?.then((wing) => wing.dispose());
  }

  async #start(): Promise<DialplanWing> {
    const { registerDialplan } = await import('./registerDialplan');
    const wing = registerDialplan(this.workbench);
    if (this.#isDisposed) wing.dispose();
    return wing;
  }

  #look({ languageId }: vscode.TextDocument): void {
    if (languageId === DIALPLAN || languageId === CONF) void this.load();
  }

  /** Asks about a file that somebody looks at, not about those that are opened unseen. */
  async #offer(document: vscode.TextDocument | undefined): Promise<void> {
    if (!document || !/\.conf$/i.test(document.fileName) || !UNASSOCIATED.has(document.languageId)) return;
    // What a dialplan includes needs no question.
    const isAnyThere = (await vscode.workspace.findFiles(DIALPLAN_FILES, undefined, 1)).length > 0;
    if (isAnyThere && (await (await this.load()).projects.of(document.uri)).length > 0) return;
    const { offerLanguage } = await import('./offerLanguage');
    await offerLanguage(document, this.workbench);
  }
}
