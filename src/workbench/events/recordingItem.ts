import * as vscode from 'vscode';
import { label } from '../common/text';
import type { FileRecording } from './fileRecording';
import { counted } from './words';

const PERIOD_MS = 1_000;

/** Says in the status bar that events are recorded, where and how many; a click stops it. Not there otherwise. */
export class RecordingItem implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('ari.events.recording', vscode.StatusBarAlignment.Left);
  readonly #hearing: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly recording: FileRecording) {
    this.#item.name = vscode.l10n.t('ARI Events Recording');
    this.#item.command = 'ari.events.stopRecording';
    this.#hearing = vscode.Disposable.from(recording.onChange(() => this.#follow()));
  }

  /** What it says now, for whoever cannot look: tests. Nothing while it is not there. */
  get text(): string | undefined {
    return this.#timer && this.#item.text;
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#hearing.dispose();
    this.#item.dispose();
  }

  #follow(): void {
    const isRecording = this.recording.current !== undefined;
    void vscode.commands.executeCommand('setContext', 'ari.events.recording', isRecording);
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (!isRecording) {
      this.#item.hide();
      return;
    }
    this.#timer = setInterval(() => this.#draw(), PERIOD_MS);
    this.#draw();
    this.#item.show();
  }

  #draw(): void {
    const { current } = this.recording;
    if (!current) return;
    const { uri, entries, lost } = current;
    this.#item.text = `$(record) ${vscode.l10n.t('ARI events: {0} recorded', counted(entries))}`;
    this.#item.tooltip = [
      label(vscode.l10n.t('Events are being recorded to {0}.', uri.fsPath)),
      ...(lost > 0 ? [vscode.l10n.t('The disk was too slow for {0} more.', counted(lost))] : []),
      vscode.l10n.t('Click to stop.'),
    ].join('\n');
    this.#item.backgroundColor = lost > 0 ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
  }
}
