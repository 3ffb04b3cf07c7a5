import * as vscode from 'vscode';
import type { ServerRegistry } from './registry';
import type { Server } from './server';

/** How often the seconds that are left are told, in ms. */
const PERIOD_MS = 1_000;

/** Tells once a second which servers wait for their next try, so that the seconds can be shown; otherwise it is silent. */
export class Countdown implements vscode.Disposable {
  readonly #onDidTick = new vscode.EventEmitter<readonly Server[]>();
  readonly onDidTick = this.#onDidTick.event;
  readonly #subscriptions: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly registry: Pick<ServerRegistry, 'servers' | 'onDidChangeState' | 'onDidChangeServers'>) {
    this.#subscriptions = vscode.Disposable.from(
      this.#onDidTick,
      registry.onDidChangeState(() => this.#look()),
      registry.onDidChangeServers(() => this.#look()),
    );
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#subscriptions.dispose();
  }

  get #waiting(): readonly Server[] {
    return this.registry.servers.filter(({ state }) => state.kind === 'reconnecting');
  }

  #look(): void {
    const isNeeded = this.#waiting.length > 0;
    if (!isNeeded) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    } else this.#timer ??= setInterval(() => this.#onDidTick.fire(this.#waiting), PERIOD_MS);
  }
}
