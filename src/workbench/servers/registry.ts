import * as vscode from 'vscode';
import type { AnyEvent } from '../../ari/events';
import type { Exchange } from '../../ari/rest';
import type { Gap } from '../../live/gap';
import type { ModelChanges } from '../../live/model';
import { readProfiles } from './profile';
import { Server } from './server';

/** So much of what nobody understands is shown, in characters: it may be long, and many. */
const GARBAGE_SHOWN = 1_000;

/** The servers of the settings, and everything that happens on any of them. */
export class ServerRegistry implements vscode.Disposable {
  readonly #onDidChangeServers = new vscode.EventEmitter<void>();
  readonly #onDidChangeState = new vscode.EventEmitter<Server>();
  readonly #onDidChangeModel = new vscode.EventEmitter<{ server: Server; changes: ModelChanges }>();
  readonly #onEvent = new vscode.EventEmitter<{ server: Server; event: AnyEvent }>();
  readonly #onInfo = new vscode.EventEmitter<Server>();
  readonly #onGap = new vscode.EventEmitter<{ server: Server; gap: Gap }>();
  readonly #onExchange = new vscode.EventEmitter<{ server: Server; exchange: Exchange }>();
  readonly #onNote = new vscode.EventEmitter<{ server: Server; text: string }>();

  /** Servers were added, edited or removed. */
  readonly onDidChangeServers = this.#onDidChangeServers.event;
  /** A server's connection state changed. */
  readonly onDidChangeState = this.#onDidChangeState.event;
  /** What a server's model holds changed; four times a second at most. */
  readonly onDidChangeModel = this.#onDidChangeModel.event;
  /** Each event of each server, as it comes: do no more than O(1) here. */
  readonly onEvent = this.#onEvent.event;
  /** What runs on a server became known. */
  readonly onInfo = this.#onInfo.event;
  /** A server's events were missed for a while. */
  readonly onGap = this.#onGap.event;
  /** Each request of ours, when it has ended. */
  readonly onExchange = this.#onExchange.event;
  /** What we noticed by ourselves, in a sentence: the event stream shows it. */
  readonly onNote = this.#onNote.event;

  #servers = new Map<string, Server>();
  readonly #settings: vscode.Disposable;

  constructor() {
    this.#load();
    this.#settings = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('ari.servers')) this.#load();
    });
  }

  /** In the order of the setting. */
  get servers(): readonly Server[] {
    return [...this.#servers.values()];
  }

  get connected(): readonly Server[] {
    return this.servers.filter((server) => server.isConnected);
  }

  get(name: string): Server | undefined {
    return this.#servers.get(name);
  }

  /** Ends all connections; resolves when the servers know. */
  async close(): Promise<void> {
    const closing = this.servers.map((server) => server.close());
    this.dispose();
    await Promise.all(closing);
  }

  /** Tells what was noticed on a server. */
  note(server: Server, text: string): void {
    this.#onNote.fire({ server, text });
  }

  dispose(): void {
    this.#settings.dispose();
    for (const server of this.#servers.values()) server.dispose();
    this.#servers.clear();
    this.#onDidChangeServers.dispose();
    this.#onDidChangeState.dispose();
    this.#onDidChangeModel.dispose();
    this.#onEvent.dispose();
    this.#onInfo.dispose();
    this.#onGap.dispose();
    this.#onExchange.dispose();
    this.#onNote.dispose();
  }

  #load(): void {
    const former = this.#servers;
    const next = new Map<string, Server>();
    for (const profile of readProfiles()) {
      const known = former.get(profile.name);
      // A server that is the same to talk to keeps its connection; any other starts anew.
      if (known?.adopt(profile) === true) next.set(profile.name, known);
      else next.set(profile.name, this.#create(new Server(profile)));
    }
    this.#servers = next;
    for (const server of former.values()) if (next.get(server.name) !== server) this.#dismiss(server);
    this.#onDidChangeServers.fire();
  }

  /** Its entry was edited by hand, or is gone: nothing more is heard on this connection. */
  #dismiss(server: Server): void {
    if (server.state.kind !== 'disconnected') {
      this.note(server, vscode.l10n.t('{0}: disconnected, because its settings changed.', server.name));
    }
    server.dispose();
  }

  #create(server: Server): Server {
    server.onState(() => this.#onDidChangeState.fire(server));
    server.onChanges((changes) => this.#onDidChangeModel.fire({ server, changes }));
    server.onEvent((event) => this.#onEvent.fire({ server, event }));
    server.onGarbage((text) => {
      const shown = text.slice(0, GARBAGE_SHOWN);
      this.note(server, vscode.l10n.t('{0} sent what is no event of ARI: {1}', server.name, shown));
    });
    server.onInfo(() => this.#onInfo.fire(server));
    server.onGap((gap) => this.#onGap.fire({ server, gap }));
    server.onExchange((exchange) => this.#onExchange.fire({ server, exchange }));
    return server;
  }
}
