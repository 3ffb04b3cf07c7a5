import * as vscode from 'vscode';
import type { ServerRegistry } from './registry';

/** Keeps the keys that when-clauses read, so that nothing is offered that cannot work. Tells VS Code of changes only. */
export class ContextKeys implements vscode.Disposable {
  readonly #known = new Map<string, boolean>();
  readonly #subscriptions: vscode.Disposable;

  constructor(private readonly registry: ServerRegistry) {
    const update = (): void => this.#update();
    this.#subscriptions = vscode.Disposable.from(
      registry.onDidChangeServers(update),
      registry.onDidChangeState(update),
      registry.onDidChangeModel(update),
    );
    update();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #update(): void {
    const { servers, connected } = this.registry;
    const models = connected.flatMap(({ model }) => (model ? [model] : []));
    this.#set('ari.hasServers', servers.length > 0);
    this.#set('ari.connected', connected.length > 0);
    this.#set('ari.disconnected', connected.length < servers.length);
    this.#set(
      'ari.reconnecting',
      servers.some(({ state }) => state.kind === 'reconnecting'),
    );
    this.#set(
      'ari.writable',
      connected.some(({ profile }) => !profile.readOnly),
    );
    this.#set(
      'ari.hasChannels',
      models.some(({ channels }) => channels.size > 0),
    );
    this.#set(
      'ari.hasBridges',
      models.some(({ bridges }) => bridges.size > 0),
    );
    this.#set(
      'ari.hasPlaybacks',
      models.some(({ playbacks }) => playbacks.size > 0),
    );
    this.#set(
      'ari.hasLiveRecordings',
      models.some(({ recordings }) => recordings.size > 0),
    );
  }

  #set(key: string, value: boolean): void {
    if (this.#known.get(key) === value) return;
    this.#known.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
