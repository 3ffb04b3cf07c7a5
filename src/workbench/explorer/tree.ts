import type { ModelChanges } from '../../live/model';
import type { Target } from '../servers/target';
import { below, wayTo } from './below';
import type { Below } from './below';
import { termsOf } from './filter';
import { Listing, kindOf } from './listing';
import { GROUPS, NodeStore } from './nodes';
import type { GroupId, NodeKind, Step, TreeNode } from './nodes';
import { pageOf, pagesUntil } from './pages';
import { isShown } from './view';
import type { ResourceKind, ServerView } from './view';

/** Entries stand open from the start in lists up to this length: each open one costs VS Code a question. */
const OPEN_ENTRIES = 50;

const MORE: Step = ['more', ''];

/** The places of the tree, derived from the servers' models. Knows no VS Code. */
export class Tree {
  #nodes = new NodeStore();
  /** The places as they were before a filter, for when it is taken away. */
  #unfiltered: NodeStore | undefined;
  readonly #listings = new Map<string, Listing>();
  #terms: readonly string[] = [];

  /**
   * @param servers in their order
   * @param wasExpanded whether somebody opened or closed the node at a path; nothing when nobody did.
   */
  constructor(
    private readonly servers: () => readonly ServerView[],
    private readonly wasExpanded: (path: string) => boolean | undefined = () => undefined,
  ) {}

  /** The words of the filter; none when there is no filter. */
  get terms(): readonly string[] {
    return this.#terms;
  }

  /** How many things on all servers match the filter. */
  get matchCount(): number {
    return this.servers().reduce((sum, { name }) => sum + (this.listingOf(name)?.matches?.size ?? 0), 0);
  }

  /** Shows only what matches; everything for a blank text. The whole tree is to be drawn anew. */
  filter(text: string): void {
    const terms = termsOf(text);
    if (terms.length > 0 && !this.#unfiltered) {
      // Places of their own: all open while the filter lasts, and afterwards open as they were before it.
      this.#unfiltered = this.#nodes;
      this.#nodes = new NodeStore('filtered');
    } else if (terms.length === 0 && this.#unfiltered) {
      this.#nodes = this.#unfiltered;
      this.#unfiltered = undefined;
    }
    this.#terms = terms;
    this.#listings.clear();
  }

  view(serverName: string): ServerView | undefined {
    return this.servers().find(({ name }) => name === serverName);
  }

  /** What stands in the lists of a server; nothing while it shows none. */
  listingOf(serverName: string): Listing | undefined {
    const view = this.view(serverName);
    if (!view?.model || !isShown(view)) return undefined;
    const known = this.#listings.get(serverName);
    if (known?.model === view.model) return known;
    const listing = new Listing(view.model, view.application, this.#terms);
    this.#listings.set(serverName, listing);
    return listing;
  }

  roots(): TreeNode[] {
    const steps = this.servers().map(({ name }): Step => ['server', name]);
    return this.#nodes.list(undefined, steps, ([kind, id], path) => {
      return { kind, serverName: id, id, expanded: this.#isExpanded(path, kind, id, 0) };
    });
  }

  children(node: TreeNode): TreeNode[] {
    const entries = this.#look(node);
    return this.#nodes.list(node, node.listed, ([kind, id], path) => {
      return { kind, serverName: node.serverName, id, expanded: this.#isExpanded(path, kind, id, entries) };
    });
  }

  /** Whether others stand below a node than when it was looked at last; never where nobody was given any. */
  hasOtherChildren(node: TreeNode): boolean {
    const { children, listed, rest, revision } = node;
    if (!children || (revision !== undefined && revision === this.#revisionOf(node))) return false;
    this.#look(node);
    return node.rest !== rest || !isSame(node.listed, listed);
  }

  /** Whether something stands below a node, or will: VS Code opens no node by itself that once had nothing below. */
  hasChildren(node: TreeNode): boolean {
    if (node.kind === 'group' || node.kind === 'application' || node.kind === 'bridge') return true;
    const { first, list } = this.#below(node);
    return first.length > 0 || list[Symbol.iterator]().next().done !== true;
  }

  /** Every place in which something stands that somebody was given. */
  places(target: Target): Iterable<TreeNode> {
    return this.#nodes.places(target.serverName, target.kind, target.id);
  }

  /** The places that a change may have touched: hardly more than those that it did, and never fewer. */
  touched(serverName: string, changes: ModelChanges): ReadonlySet<TreeNode> {
    const listing = this.#listings.get(serverName);
    listing?.update(changes);
    const found = new Set<TreeNode>();
    const take = (kind: NodeKind, id: string): void => {
      for (const node of this.#nodes.places(serverName, kind, id)) {
        found.add(node);
        // What stands around it may have changed too.
        if (node.parent) found.add(node.parent);
      }
    };
    for (const group of GROUPS) {
      for (const node of this.#nodes.places(serverName, 'group', group)) addCounts(node, found);
    }
    for (const [kind, { added, changed, removed }] of changes) {
      for (const ids of [added, changed, removed]) {
        for (const id of ids) {
          take(kind, id);
          for (const [nearKind, nearId] of listing ? near(kind, id, listing) : []) take(nearKind, nearId);
        }
      }
    }
    return found;
  }

  /** The place where something is looked for first, with as many pages shown as that takes; nothing when it is not there. */
  locate({ kind, serverName, id }: Target): TreeNode | undefined {
    const root = this.roots().find((node) => node.serverName === serverName);
    if (!root || kind === 'server') return root;
    const listing = this.listingOf(serverName);
    if (!listing) return undefined;
    return wayTo(kind, id, listing).reduce<TreeNode | undefined>((node, step) => node && this.#step(node, step), root);
  }

  #step(parent: TreeNode, [kind, id]: Step): TreeNode | undefined {
    const pages = pagesUntil(this.#below(parent).list, id);
    if (pages !== undefined) parent.pages = Math.max(parent.pages, pages);
    return this.children(parent).find((child) => child.kind === kind && child.id === id);
  }

  /** Notes what stands below a node on the pages that are shown. @returns how many entries of its list these are */
  #look(node: TreeNode): number {
    const { first, kind, list, size } = this.#below(node);
    const { ids, rest } = pageOf(list, node.pages, size);
    node.rest = rest;
    node.revision = this.#revisionOf(node);
    node.listed = [...first, ...ids.map((id): Step => [kind, id]), ...(rest > 0 ? [MORE] : [])];
    return ids.length;
  }

  /** Which state the list below a node is in; nothing where that is not known. */
  #revisionOf({ kind, id, serverName }: TreeNode): symbol | undefined {
    if (kind === 'application') return this.listingOf(serverName)?.revisionOf(kind);
    if (kind !== 'group') return undefined;
    const resources = kindOf(id as GroupId);
    const hasFailed = this.view(serverName)?.live?.failure(resources) !== undefined;
    return hasFailed ? undefined : this.listingOf(serverName)?.revisionOf(resources);
  }

  #below(node: TreeNode): Below {
    const view = this.view(node.serverName);
    const listing = this.listingOf(node.serverName);
    return view && listing ? below(node, listing, view) : { first: [], kind: 'channel', list: [] };
  }

  #isExpanded(path: string, kind: NodeKind, id: string, siblings: number): boolean {
    const known = this.wasExpanded(path);
    if (known !== undefined) return known;
    if (kind === 'server' || kind === 'technology') return true;
    if (kind === 'group') return id !== 'endpoints' || this.#terms.length > 0;
    return siblings <= OPEN_ENTRIES && (kind !== 'endpoint' || this.#terms.length > 0);
  }
}

function isSame(one: readonly Step[], other: readonly Step[]): boolean {
  return (
    one.length === other.length &&
    one.every(([kind, id], place) => other[place]?.[1] === id && other[place][0] === kind)
  );
}

/** A node, and those of its children that merely order the tree or hold channels: any change may touch their counts. */
function addCounts(node: TreeNode, found: Set<TreeNode>): void {
  found.add(node);
  if (node.id === 'channels' || node.id === 'bridges') return;
  for (const child of node.children?.values() ?? []) {
    if (child.kind === 'technology' || child.kind === 'application') found.add(child);
  }
}

/** What else shows something of a resource: the channel that is played to, the other half of a pair. */
function near(kind: ResourceKind, id: string, listing: Listing): readonly Step[] {
  if (kind === 'playback' || kind === 'recording') {
    const owner = listing.ownerOf(kind, id);
    return owner ? [[owner.kind, owner.id]] : [];
  }
  if (kind !== 'channel') return [];
  const other = listing.model.otherHalf(id);
  return other === undefined ? [] : [['channel', other]];
}
