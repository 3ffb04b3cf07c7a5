import * as vscode from 'vscode';
import { counted } from './words';

const PERIOD_MS = 1_000;

/** Says in the status bar that the stream is paused and how much waits; a click resumes. Not there otherwise. */
export class PauseItem implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('ari.events.paused', vscode.StatusBarAlignment.Left);
  #timer: NodeJS.Timeout | undefined;

  /** @param waiting how many entries wait to be shown. */
  constructor(private readonly waiting: () => number) {
    this.#item.name = vscode.l10n.t('ARI Events Paused');
    this.#item.command = 'ari.events.resume';
    this.#item.tooltip = vscode.l10n.t('The event stream is paused. Click to show what happened meanwhile.');
  }

  show(paused: boolean): void {
    clearInterval(this.#timer);
    if (!paused) {
      this.#item.hide();
      return;
    }
    this.#draw();
    this.#item.show();
    this.#timer = setInterval(() => this.#draw(), PERIOD_MS);
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#item.dispose();
  }

  #draw(): void {
    this.#item.text = `$(debug-pause) ${vscode.l10n.t('ARI events paused: {0} wait', counted(this.waiting()))}`;
  }
}
