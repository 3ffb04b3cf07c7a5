// One process measures one number of channels, which is its argument, and prints what it measured.
import { TreeItemCollapsibleState } from 'vscode';
import type { TreeNode } from '../../src/workbench/explorer/nodes';
import { median } from '../figures';

import { World } from './world';

/** What one kind of update cost, medians. */
export interface Update {
  /** Our finding out what looks different. */
  readonly findUs: number;
  /** Our answers to what VS Code asks then. */
  readonly answerUs: number;
  /** How many rows VS Code asked for. */
  readonly rows: number;
}

/** What `measure` prints. */
export interface Measured {
  /** Channels on the first page ran another step. */
  readonly steps: Update;
  /** As many channels came and went. */
  readonly comings: Update;
}

const CALLS = 10;
const ROUNDS = 300;
const WARM_UP = 100;

const world = new World(Number(process.argv[2]));
const { explorer } = world;
/** What VS Code opened by itself: it keeps what it opened. */
const opened = new Set<string>();

/** As VS Code asks after an element changed: for its item and, where it is open, for everything below. */
function ask(node: TreeNode): number {
  const { collapsibleState } = explorer.getTreeItem(node);
  if (collapsibleState === TreeItemCollapsibleState.Expanded) opened.add(node.path);
  const isOpen = collapsibleState !== TreeItemCollapsibleState.None && opened.has(node.path);
  return 1 + (isOpen ? askAll(explorer.getChildren(node)) : 0);
}

function askAll(nodes: readonly TreeNode[]): number {
  return nodes.reduce((rows, node) => rows + ask(node), 0);
}

function measure(change: (round: number) => void): Update {
  const [find, answer, rows]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    change(round);
    fired = [];
    const began = performance.now();
    world.tell();
    const found = performance.now();
    const asked = askAll(fired);
    const answered = performance.now();
    if (round < WARM_UP) continue;
    find.push((found - began) * 1000);
    answer.push((answered - found) * 1000);
    rows.push(asked);
  }
  return { findUs: median(find), answerUs: median(answer), rows: median(rows) };
}

let fired: readonly TreeNode[] = [];
explorer.onDidChangeTreeData((nodes) => (fired = nodes ?? []));
askAll(explorer.getChildren());
const measured: Measured = {
  steps: measure((round) => world.step(CALLS, 2 + (round % 2))),
  comings: measure(() => {
    world.end(CALLS / 2);
    world.begin(CALLS / 2);
  }),
};
console.log(JSON.stringify(measured));
