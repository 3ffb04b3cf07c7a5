import * as vscode from 'vscode';
import { plain, safeJson } from '../../ari/text';
import type { ModelChanges } from '../../live/model';
import type { Server } from '../servers/server';
import { targetFrom } from '../servers/target';
import type { Target } from '../servers/target';
import type { Workbench } from '../servers/workbench';
import { nameOf } from './pickResource';
import { freshResource, snapshotOf } from './resourceJson';
import type { ResourceState } from './resourceJson';

const SCHEME = 'ari-resource';

/** An open document: what it is of, and what was last known of that. */
interface Open {
  readonly uri: vscode.Uri;
  readonly target: Target;
  last: unknown;
  goneSince: Date | undefined;
  /** Whether the server is to be asked; afterwards the model tells what changes. */
  isFresh: boolean;
}

/** Resources as read-only JSON documents that follow what happens, four times a second at most (as the model tells it). */
export class ResourceDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #onDidChange = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#onDidChange.event;
  readonly #open = new Map<string, Open>();
  readonly #subscriptions: vscode.Disposable;

  constructor(private readonly workbench: Workbench) {
    const { registry } = workbench;
    this.#subscriptions = vscode.Disposable.from(
      this.#onDidChange,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#open.delete(uri.toString())),
      registry.onDidChangeModel(({ server, changes }) => this.#follow(server, changes)),
    );
  }

  /** Opens the document of a resource, or shows the one that is open. */
  async show(target: Target): Promise<vscode.TextDocument> {
    const uri = this.#uriOf(target);
    const open = this.#open.get(uri.toString());
    if (open) {
      open.isFresh = false;
      this.#onDidChange.fire(uri);
    }
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
    return document;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const open = this.#open.get(uri.toString()) ?? opened(uri);
    if (!open) return '';
    this.#open.set(uri.toString(), open);
    const { value, isGone } = await this.#state(open);
    if (value !== undefined) open.last = value;
    open.goneSince = isGone ? (open.goneSince ?? new Date()) : undefined;
    return safeJson(open.goneSince ? withNote(open.last, goneNote(open.goneSince)) : open.last);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#open.clear();
  }

  async #state(open: Open): Promise<ResourceState> {
    const server = this.workbench.registry.get(open.target.serverName);
    if (!server) return { value: undefined, isGone: true };
    if (!open.isFresh) {
      open.isFresh = true;
      return freshResource(server, open.target);
    }
    const value = snapshotOf(server, open.target);
    return { value, isGone: value === undefined };
  }

  #follow(server: Server, changes: ModelChanges): void {
    for (const { uri, target } of this.#open.values()) {
      if (target.serverName !== server.name || target.kind === 'server') continue;
      const { added, changed, removed } = changes.get(target.kind) ?? {};
      if ([added, changed, removed].some((ids) => ids?.has(target.id) === true)) this.#onDidChange.fire(uri);
    }
  }

  #uriOf(target: Target): vscode.Uri {
    const { serverName, kind, id } = target;
    const name = nameOf(this.workbench.registry.get(serverName)?.model, target);
    // A slash would end the title there: one that looks the same does not.
    const title = plain(name, 100).replace(/[\\/]/g, '\u2215');
    return vscode.Uri.from({
      scheme: SCHEME,
      path: `/${plain(serverName, 100).replace(/[\\/]/g, '\u2215')}/${kind}/${title}.json`,
      query: JSON.stringify({ kind, serverName, id }),
    });
  }
}

function opened(uri: vscode.Uri): Open | undefined {
  const target = parsed(uri.query);
  return target && { uri, target, last: undefined, goneSince: undefined, isFresh: false };
}

/** Anybody can open such a URI: what is no target gives an empty document. */
function parsed(query: string): Target | undefined {
  try {
    return targetFrom(JSON.parse(query));
  } catch {
    return undefined;
  }
}

function goneNote(since: Date): string {
  const time = since.toLocaleTimeString(vscode.env.language);
  return vscode.l10n.t('It is gone since {0}. This is what was last known of it.', time);
}

/** A member at the top rather than a comment: it stays JSON. */
function withNote(value: unknown, note: string): unknown {
  return { '//': note, ...(typeof value === 'object' ? value : {}) };
}
