import * as vscode from 'vscode';
import { label } from '../common/text';
import { explain } from '../common/explain';
import type { Countdown } from './countdown';
import type { ServerRegistry } from './registry';
import type { Server } from './server';
import { lossWord, stateWord } from './stateWord';

/** One item for all servers: how many are connected, and whether one needs looking after. A click leads to the view. */
export class StatusBar implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #subscriptions: vscode.Disposable;

  constructor(
    private readonly registry: ServerRegistry,
    countdown: Countdown,
  ) {
    this.#item = vscode.window.createStatusBarItem('ari.status', vscode.StatusBarAlignment.Left, 10);
    this.#item.name = vscode.l10n.t('Asterisk Servers');
    this.#item.command = 'ari.explorer.focus';
    const update = (): void => this.#update();
    this.#subscriptions = vscode.Disposable.from(
      this.#item,
      registry.onDidChangeServers(update),
      registry.onDidChangeState(update),
      countdown.onDidTick(update),
    );
    update();
  }

  /** What it says now, for whoever cannot look: tests. */
  get text(): string {
    return this.#item.text;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #update(): void {
    const { servers } = this.registry;
    if (servers.length === 0) {
      this.#item.hide();
      return;
    }
    const { icon, text, background } = summarize(servers);
    this.#item.text = `$(${icon}) ${text}`;
    this.#item.tooltip = servers
      .map((server) => [`${label(server.name)}: ${describeState(server)}`, markOf(server)].filter(Boolean).join(' · '))
      .join('\n');
    this.#item.accessibilityInformation = { label: `${this.#item.name ?? ''}: ${text}` };
    this.#item.backgroundColor = background && new vscode.ThemeColor(`statusBarItem.${background}Background`);
    this.#item.show();
  }
}

interface Summary {
  readonly icon: string;
  readonly text: string;
  readonly background?: 'warning' | 'error';
}

/** What the servers in use are, with the marks that nobody may overlook, whatever state they are in. */
function summarize(servers: readonly Server[]): Summary {
  const used = servers.filter(({ state }) => state.kind !== 'disconnected');
  const summary = summarizeState(servers);
  const isProduction = used.some(({ profile }) => profile.production);
  // VS Code has two backgrounds for its items; red is what nobody overlooks.
  if (isProduction) {
    return { ...summary, text: vscode.l10n.t('{0} · production', summary.text), background: 'error' };
  }
  const isReadOnly = used.length > 0 && used.every(({ profile }) => profile.readOnly);
  return isReadOnly ? { ...summary, text: vscode.l10n.t('{0} · read-only', summary.text) } : summary;
}

function summarizeState(servers: readonly Server[]): Summary {
  const inState = (kind: string): Server | undefined => servers.find(({ state }) => state.kind === kind);
  const troubled = inState('failed') ?? inState('replaced') ?? inState('reconnecting');
  if (troubled) {
    return { icon: 'warning', text: `${label(troubled.name)}: ${stateWord(troubled.state)}`, background: 'warning' };
  }
  if (inState('connecting')) return { icon: 'sync~spin', text: vscode.l10n.t('Asterisk') };
  const connected = servers.filter(({ isConnected }) => isConnected);
  if (connected.length === 0) return { icon: 'debug-disconnect', text: vscode.l10n.t('Asterisk') };
  const [only] = connected;
  const text = connected.length === 1 && only ? label(only.name) : vscode.l10n.t('{0} servers', connected.length);
  return { icon: 'plug', text };
}

/** A server's state in words, with the reason where there is one. */
export function describeState(server: Server): string {
  const { state } = server;
  switch (state.kind) {
    case 'reconnecting':
      return [stateWord(state), whyReconnecting(state)].filter(Boolean).join(': ');
    case 'replaced':
      return vscode.l10n.t('another program took the application “{0}” over', label(server.application ?? ''));
    case 'failed':
      return explain(state.error);
    default:
      return stateWord(state);
  }
}

function whyReconnecting({ error, loss }: Extract<Server['state'], { kind: 'reconnecting' }>): string {
  if (error) return explain(error);
  return loss ? lossWord(loss) : '';
}

function markOf({ profile }: Server): string {
  return profile.production ? vscode.l10n.t('production') : '';
}
