import type { TargetKind } from '../servers/target';

/** The four lists below a server. */
export type GroupId = 'applications' | 'channels' | 'bridges' | 'endpoints';
export const GROUPS: readonly GroupId[] = ['applications', 'channels', 'bridges', 'endpoints'];

/** What a node shows: something that commands act on, or what orders the tree. */
export type NodeKind = TargetKind | 'group' | 'technology' | 'more' | 'failure';

/** What makes a node the one it is, below a given parent. */
export interface NodeSpec {
  readonly kind: NodeKind;
  readonly serverName: string;
  /** As a Target has it; for a group its GroupId, for a technology its name. */
  readonly id: string;
  /** How it first appears, when it has children. */
  readonly expanded: boolean;
}

/**
 * A place in the tree. The same channel stands in several places, each with a path of its own. A place keeps its object
 * as long as it is listed, because VS Code knows places by their objects.
 */
export class TreeNode implements NodeSpec {
  readonly kind: NodeKind;
  readonly serverName: string;
  readonly id: string;
  readonly expanded: boolean;
  /** Unique in the tree and the same after every update. */
  readonly path: string;
  /** What was listed below it last, by path; nothing while nobody looked. */
  children: ReadonlyMap<string, TreeNode> | undefined;
  /** How many pages of its children are shown. */
  pages = 1;
  /** How many of its children are on pages not shown yet. */
  rest = 0;
  /** Whether it had something to open when it was shown last. */
  wasCollapsible: boolean | undefined;
  /** What it looked like when it was shown last. */
  shown: string | undefined;

  constructor(
    spec: NodeSpec,
    readonly parent: TreeNode | undefined,
    path: string,
  ) {
    this.kind = spec.kind;
    this.serverName = spec.serverName;
    this.id = spec.id;
    this.expanded = spec.expanded;
    this.path = path;
  }
}

/** The nodes that somebody was given, and where each resource stands among them. */
export class NodeStore {
  #roots: ReadonlyMap<string, TreeNode> = new Map();
  readonly #places = new Map<string, Set<TreeNode>>();

  /** @param prefix of every path, to tell the nodes of two stores apart. */
  constructor(private readonly prefix = '') {}

  get roots(): Iterable<TreeNode> {
    return this.#roots.values();
  }

  /** The nodes for what a parent (none: the root) lists now: those that it had, and new ones; others are forgotten. */
  list(parent: TreeNode | undefined, specs: readonly NodeSpec[]): TreeNode[] {
    const former = parent ? parent.children : this.#roots;
    const next = new Map<string, TreeNode>();
    for (const spec of specs) {
      const path = this.pathOf(parent, spec.kind, spec.id);
      next.set(path, former?.get(path) ?? this.#create(spec, parent, path));
    }
    for (const [path, node] of former ?? []) if (!next.has(path)) this.#forget(node);
    if (parent) parent.children = next;
    else this.#roots = next;
    return [...next.values()];
  }

  pathOf(parent: TreeNode | undefined, kind: NodeKind, id: string): string {
    return `${parent?.path ?? this.prefix}/${kind}:${encodeURIComponent(escaped(id))}`;
  }

  /** Every place in which something stands that somebody was given. */
  places(serverName: string, kind: NodeKind, id: string): Iterable<TreeNode> {
    return this.#places.get(keyOf({ serverName, kind, id })) ?? [];
  }

  #create(spec: NodeSpec, parent: TreeNode | undefined, path: string): TreeNode {
    const node = new TreeNode(spec, parent, path);
    const key = keyOf(node);
    const places = this.#places.get(key);
    if (places) places.add(node);
    else this.#places.set(key, new Set([node]));
    return node;
  }

  #forget(node: TreeNode): void {
    const key = keyOf(node);
    const places = this.#places.get(key);
    places?.delete(node);
    if (places?.size === 0) this.#places.delete(key);
    for (const child of node.children?.values() ?? []) this.#forget(child);
    node.children = undefined;
  }
}

function keyOf({ serverName, kind, id }: Pick<NodeSpec, 'serverName' | 'kind' | 'id'>): string {
  return `${serverName}\n${kind}\n${id}`;
}

/** Half a surrogate pair can stand in an id from the network, and `encodeURIComponent` throws at it. */
function escaped(id: string): string {
  return JSON.stringify(id).slice(1, -1);
}
