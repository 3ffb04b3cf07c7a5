import * as vscode from 'vscode';
import type { Disposable } from '../../ari/emitter';
import { plain } from '../../ari/text';
import type { LiveServer } from '../../live/liveServer';
import type { ModelChanges } from '../../live/model';
import type { Server } from '../servers/server';
import type { Target } from '../servers/target';
import type { Workbench } from '../servers/workbench';
import { lookOf } from './look';
import type { Look } from './look';
import type { TreeNode } from './nodes';
import { tooltipOf } from './tooltip';
import { toTreeItem } from './treeItem';
import { Tree } from './tree';
import { createWords } from './words';

/** More opened and closed nodes than this nobody remembers either. */
const REMEMBERED = 5_000;

const SELECT_ATTEMPTS = 6;
const SELECT_LIMIT_MS = 400;

/**
 * The tree of servers. Redraws the places that changed, and nothing while nobody looks. What stands where is {@link Tree}'s
 * business; how it looks, {@link lookOf}'s.
 */
export class ExplorerView implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #onDidChangeTreeData = new vscode.EventEmitter<TreeNode[] | undefined>();
  readonly onDidChangeTreeData = this.#onDidChangeTreeData.event;
  readonly tree: Tree;
  readonly view: vscode.TreeView<TreeNode>;

  readonly #words = createWords();
  readonly #expansions = new Map<string, boolean>();
  readonly #watches = new Map<LiveServer, Disposable>();
  readonly #subscriptions: vscode.Disposable;
  /** Something changed while nobody looked. */
  #stale = false;
  #filterText = '';

  constructor(private readonly workbench: Workbench) {
    const { registry } = workbench;
    this.tree = new Tree(
      () => registry.servers,
      (path) => this.#expansions.get(path),
    );
    this.view = vscode.window.createTreeView('ari.explorer', { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = vscode.Disposable.from(
      this.#onDidChangeTreeData,
      this.view,
      this.view.onDidExpandElement(({ element }) => this.#remember(element, true)),
      this.view.onDidCollapseElement(({ element }) => this.#remember(element, false)),
      this.view.onDidChangeVisibility(() => this.#onVisibility()),
      registry.onDidChangeServers(() => this.#redraw()),
      registry.onDidChangeState((server) => this.#redraw([server.name])),
      registry.onInfo((server) => this.#redrawRows([server])),
      workbench.countdown.onDidTick((servers) => this.#redrawRows(servers)),
      registry.onDidChangeModel(({ server, changes }) => this.#follow(server, changes)),
    );
    this.#watch();
  }

  get filterText(): string {
    return this.#filterText;
  }

  /** Shows what matches the text only; everything when it is blank. @returns how many things match. */
  filter(text: string): number {
    if (text === this.#filterText) return this.tree.matchCount;
    this.#filterText = text;
    this.tree.filter(text);
    void vscode.commands.executeCommand('setContext', 'ari.explorer.filtered', this.tree.terms.length > 0);
    this.#redraw();
    return this.tree.matchCount;
  }

  /** Draws everything anew. */
  redraw(): void {
    this.#redraw();
  }

  /** Shows the next page of the list that a “Show more…” ends, and goes to its first entry. */
  async showMore(more: TreeNode): Promise<void> {
    const list = more.parent;
    if (!list) return;
    const known = new Set(list.children?.values());
    list.pages += 1;
    this.#fire([list]);
    const first = this.tree.children(list).find((child) => !known.has(child));
    if (first && this.view.visible) await this.view.reveal(first, { select: true, focus: true });
  }

  /** Opens the view and selects a resource, opening pages so far as needed. @returns its place; nothing when it is not there. */
  async reveal(target: Target): Promise<TreeNode | undefined> {
    let node = this.tree.locate(target);
    if (!node && this.tree.terms.length > 0) {
      this.filter('');
      node = this.tree.locate(target);
    }
    if (!node) return undefined;
    await vscode.commands.executeCommand('ari.explorer.focus');
    if (node.shown === undefined && node.parent) this.#fire([node.parent]);
    // While VS Code takes in an update, it may drop what it was just told to select, or not know the node yet.
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.view.reveal(node, { select: true, focus: true, expand: false });
        if (await this.#isSelected(node)) return node;
      } catch (error) {
        if (attempt >= SELECT_ATTEMPTS) throw error;
      }
      if (attempt >= SELECT_ATTEMPTS) return node;
    }
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const look = lookOf(node, this.tree, this.#words);
    if (look.collapsible && node.wasCollapsible === false) this.#open(node);
    node.wasCollapsible = look.collapsible;
    node.shown = signatureOf(look);
    return toTreeItem(node, look, this.tree.terms);
  }

  getChildren(node?: TreeNode): TreeNode[] {
    return node ? this.tree.children(node) : this.tree.roots();
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent;
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    item.tooltip ??= tooltipOf(node, this.tree);
    return item;
  }

  dispose(): void {
    for (const watch of this.#watches.values()) watch.dispose();
    this.#watches.clear();
    this.#subscriptions.dispose();
  }

  /** Whether a node is selected, now or after the moment that VS Code takes to say so. */
  #isSelected(node: TreeNode): Promise<boolean> {
    if (this.view.selection[0] === node) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(timer);
        listener.dispose();
        resolve(this.view.selection[0] === node);
      };
      const timer = setTimeout(settle, SELECT_LIMIT_MS);
      const listener = this.view.onDidChangeSelection(({ selection }) => {
        if (selection[0] === node) settle();
      });
    });
  }

  /**
   * VS Code leaves a node closed that had nothing below when it was first drawn. A server that got connected is opened,
   * and what somebody works on; anything else could make the view jump.
   */
  #open(node: TreeNode): void {
    const isWanted = node.expanded && this.#expansions.get(node.path) !== false;
    if (!isWanted || !(node.kind === 'server' || this.view.selection.includes(node))) return;
    // After VS Code has got what it is asking for.
    setImmediate(() => {
      if (!this.view.visible) return;
      void this.view.reveal(node, { select: false, focus: false, expand: true }).then(undefined, () => undefined);
    });
  }

  #follow(server: Server, changes: ModelChanges): void {
    // The tree is told even while hidden: it keeps what it knows of order and matches true.
    const touched = this.tree.touched(server.name, changes);
    this.#announce();
    if (!this.view.visible) this.#stale = true;
    else this.#fire([...touched].filter((node) => this.#hasChanged(node)));
  }

  #redrawRows(servers: readonly Server[]): void {
    if (!this.view.visible) this.#stale = true;
    else this.#fire(this.tree.roots().filter(({ serverName }) => servers.some(({ name }) => name === serverName)));
  }

  #hasChanged(node: TreeNode): boolean {
    // Never drawn: drawing its parent will bring it.
    if (node.shown === undefined) return false;
    if (signatureOf(lookOf(node, this.tree, this.#words)) !== node.shown) return true;
    return this.tree.hasOtherChildren(node);
  }

  #fire(nodes: readonly TreeNode[]): void {
    const all = new Set(nodes);
    const isCovered = (node: TreeNode | undefined): boolean =>
      node !== undefined && (all.has(node) || isCovered(node.parent));
    const outermost = nodes.filter((node) => !isCovered(node.parent));
    if (outermost.length) this.#onDidChangeTreeData.fire(outermost);
  }

  /** Draws some servers, or all, anew with everything below. */
  #redraw(serverNames?: readonly string[]): void {
    this.#announce();
    this.#watch();
    if (!this.view.visible) this.#stale = true;
    else if (!serverNames) this.#onDidChangeTreeData.fire(undefined);
    else this.#fire(this.tree.roots().filter(({ serverName }) => serverNames.includes(serverName)));
  }

  #onVisibility(): void {
    this.#watch();
    if (!this.view.visible || !this.#stale) return;
    this.#stale = false;
    this.#onDidChangeTreeData.fire(undefined);
  }

  /** Badge and message: what the view says even when it is closed. */
  #announce(): void {
    const { connected } = this.workbench.registry;
    const channels = connected.reduce((sum, { model }) => sum + (model?.channels.size ?? 0), 0);
    if (this.view.badge?.value !== (channels || undefined)) {
      this.view.badge = channels ? { value: channels, tooltip: this.#words.liveChannels(channels) } : undefined;
    }
    const message = this.tree.terms.length
      ? this.#words.filtered(plain(this.#filterText, 80), this.tree.matchCount)
      : '';
    if ((this.view.message ?? '') !== message) this.view.message = message;
  }

  /** Keeps the applications of connected servers fresh while somebody looks. */
  #watch(): void {
    const wanted = new Set<LiveServer>();
    for (const { live } of this.view.visible ? this.workbench.registry.connected : []) if (live) wanted.add(live);
    for (const [live, watch] of this.#watches) {
      if (wanted.has(live)) continue;
      watch.dispose();
      this.#watches.delete(live);
    }
    for (const live of wanted) if (!this.#watches.has(live)) this.#watches.set(live, live.watch());
  }

  #remember({ path }: TreeNode, expanded: boolean): void {
    this.#expansions.delete(path);
    this.#expansions.set(path, expanded);
    for (const oldest of this.#expansions.keys()) {
      if (this.#expansions.size <= REMEMBERED) break;
      this.#expansions.delete(oldest);
    }
  }
}

function signatureOf(look: Look): string {
  return JSON.stringify(look);
}
