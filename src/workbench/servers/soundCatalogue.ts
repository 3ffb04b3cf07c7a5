import type * as vscode from 'vscode';
import * as sounds from '../../ari/operations/sounds';
import type { Sound } from '../../ari/resources';
import type { LiveServer } from '../../live/liveServer';
import type { ServerRegistry } from './registry';
import type { Server } from './server';

/** The sounds of each server, asked for once a connection: they are some hundred per language and change with an upgrade. */
export class SoundCatalogue implements vscode.Disposable {
  readonly #lists = new WeakMap<LiveServer, Promise<readonly Sound[]>>();
  readonly #subscription: vscode.Disposable;

  constructor(registry: ServerRegistry) {
    // The same live server comes back with what may be another Asterisk.
    this.#subscription = registry.onDidChangeState(({ live }) => live && this.#lists.delete(live));
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** In alphabetical order. @throws AriError */
  list(server: Server): Promise<readonly Sound[]> {
    const { live } = server;
    const known = live && this.#lists.get(live);
    if (known) return known;
    const asked = sounds.list(server.rest).then((list) => list.sort((a, b) => a.id.localeCompare(b.id)));
    if (live) {
      this.#lists.set(live, asked);
      asked.catch(() => this.#lists.delete(live));
    }
    return asked;
  }
}
