import type { TargetKind } from '../servers/target';

/** The four lists below a server. */
export type GroupId = 'applications' | 'channels' | 'bridges' | 'endpoints';
export const GROUPS: readonly GroupId[] = ['applications', 'channels', 'bridges', 'endpoints'];

/** What a node shows: something that commands act on, or what orders the tree. */
export type NodeKind = TargetKind | 'group' | 'technology' | 'more' | 'failure';

/** A kind and an id, which is what a child is below a known node. */
export type Step = readonly [kind: NodeKind, id: string];

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
  /** What somebody was given last of what stands below it; nothing while nobody looked. */
  children: ReadonlyMap<string, TreeNode> | undefined;
  /** What was found to stand below it last, on the pages that are shown. */
  listed: readonly Step[] = [];
  /** Which state of its list that was, where lists have states. */
  revision: symbol | undefined;
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

  /**
   * The nodes for what a parent (none: the root) lists now: those that it had, and new ones; others are forgotten.
   * @param specify asked for new ones only
   */
  list(
    parent: TreeNode | undefined,
    steps: readonly Step[],
    specify: (step: Step, path: string) => NodeSpec,
  ): TreeNode[] {
    const former = parent ? parent.children : this.#roots;
    const next = new Map<string, TreeNode>();
    for (const step of steps) {
      const key = keyOf(step);
      next.set(key, former?.get(key) ?? this.#create(step, parent, specify));
    }
    for (const [key, node] of former ?? []) if (next.get(key) !== node) this.#forget(node);
    if (parent) parent.children = next;
    else this.#roots = next;
    return [...next.values()];
  }

  /** Every place in which something stands that somebody was given. */
  places(serverName: string, kind: NodeKind, id: string): Iterable<TreeNode> {
    return this.#places.get(resourceKey({ serverName, kind, id })) ?? [];
  }

  #create(step: Step, parent: TreeNode | undefined, specify: (step: Step, path: string) => NodeSpec): TreeNode {
    const [kind, id] = step;
    const path = `${parent?.path ?? this.prefix}/${kind}:${encodeURIComponent(escaped(id))}`;
    const node = new TreeNode(specify(step, path), parent, path);
    const key = resourceKey(node);
    const places = this.#places.get(key);
    if (places) places.add(node);
    else this.#places.set(key, new Set([node]));
    return node;
  }

  #forget(node: TreeNode): void {
    const key = resourceKey(node);
    const places = this.#places.get(key);
    places?.delete(node);
    if (places?.size === 0) this.#places.delete(key);
    for (const child of node.children?.values() ?? []) this.#forget(child);
    node.children = undefined;
  }
}

/** What tells a node from the others below its parent. */
function keyOf([kind, id]: Step): string {
  return `${kind}:${id}`;
}

function resourceKey({ serverName, kind, id }: Pick<NodeSpec, 'serverName' | 'kind' | 'id'>): string {
  return `${serverName}\n${kind}\n${id}`;
}

/** Half a surrogate pair can stand in an id from the network, and `encodeURIComponent` throws at it. */
function escaped(id: string): string {
  return JSON.stringify(id).slice(1, -1);
}
