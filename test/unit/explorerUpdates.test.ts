import assert from 'node:assert/strict';
import { lookOf } from '../../src/workbench/explorer/look';
import type { TreeNode } from '../../src/workbench/explorer/nodes';
import { PAGE_SIZE } from '../../src/workbench/explorer/pages';
import { Tree } from '../../src/workbench/explorer/tree';
import { randomFrom } from '../support/faults/mutate';
import { WORDS, World, bridge, channel, inStasis } from './explorerWorld';

const APPLICATIONS = ['full', 'ours', 'rare'];

/** What VS Code has: the places as they were drawn last. It asks again for those only of which it was told. */
class Screen {
  readonly #drawn = new Map<TreeNode, { readonly look: string; readonly children: readonly TreeNode[] }>();

  constructor(
    private readonly tree: Tree,
    private readonly root: TreeNode,
  ) {
    this.draw(root);
  }

  get lines(): readonly string[] {
    return this.#linesOf(this.root);
  }

  update(touched: Iterable<TreeNode>): void {
    for (const node of touched) {
      const drawn = this.#drawn.get(node);
      if (drawn && (drawn.look !== this.#lookOf(node) || this.tree.hasOtherChildren(node))) this.draw(node);
    }
  }

  draw(node: TreeNode): void {
    const children = this.tree.children(node);
    this.#drawn.set(node, { look: this.#lookOf(node), children });
    for (const child of children) this.draw(child);
  }

  #lookOf(node: TreeNode): string {
    const { label, description, collapsible } = lookOf(node, this.tree, WORDS);
    return `${label} | ${description} | ${collapsible}`;
  }

  #linesOf(node: TreeNode): readonly string[] {
    const { look, children } = this.#drawn.get(node) ?? { look: 'never drawn', children: [] };
    return [look, ...children.flatMap((child) => this.#linesOf(child)).map((line) => `  ${line}`)];
  }
}

/** A server on which calls come and go at random, some of them of two halves, some in applications or bridges. */
class Traffic {
  readonly #world: World;
  readonly #next: (limit: number) => number;
  #count = 0;

  constructor(world: World, seed: number) {
    const random = randomFrom(seed);
    this.#world = world;
    this.#next = (limit) => Math.floor(random() * limit);
  }

  begin(): void {
    const number = (this.#count += 1);
    const pair = `Local/s@office-${number.toString(16).padStart(8, '0')}`;
    const names = this.#next(3) === 0 ? [`${pair};1`, `${pair};2`] : [`PJSIP/${this.#next(5)}-0000000a`];
    // The second half may be known first.
    if (this.#next(2) === 0) names.reverse();
    names.forEach((name, half) => this.#world.add(channel(`${number}.${half}`, name, this.#place())));
  }

  happen(): void {
    const { model } = this.#world;
    const ids = [...model.channels.ids()];
    const [one = '', other = ''] = [ids[this.#next(ids.length)], ids[this.#next(ids.length)]];
    const [first, second] = [model.channels.get(one)?.resource, model.channels.get(other)?.resource];
    switch (this.#next(6)) {
      case 0:
        this.begin();
        return;
      case 1:
        model.channels.delete(one);
        return;
      case 2:
        if (first) this.#world.add({ ...first, ...this.#place() });
        return;
      case 3:
        // A masquerade: the two change their names.
        if (first && second) this.#world.add({ ...first, name: second.name }, { ...second, name: first.name });
        return;
      case 4:
        this.#world.addBridge(bridge(`b${this.#next(4)}`, [...new Set([one, other])].filter(Boolean)));
        return;
      default:
        model.bridges.delete(`b${this.#next(4)}`);
    }
  }

  #place(): ReturnType<typeof inStasis> {
    const application = APPLICATIONS[this.#next(4)];
    return application === undefined ? { dialplan: channel('', '').dialplan } : inStasis(application);
  }
}

function drawnAnew({ view }: World, filter: string): readonly string[] {
  const tree = new Tree(() => [view]);
  tree.filter(filter);
  return new Screen(tree, tree.roots()[0]!).lines;
}

describe('the updates of the tree', () => {
  for (const [title, calls, rounds, filter] of [
    ['short lists', 5, 250, ''],
    ['short lists that are filtered', 5, 250, 'local'],
    ['lists of several pages', PAGE_SIZE * 3, 30, ''],
  ] as const) {
    it(`leave nothing as it is not any more, in ${title}`, () => {
      const world = new World();
      for (const phone of [0, 1, 2, 3]) world.addEndpoint('PJSIP', String(phone));
      const traffic = new Traffic(world, calls);
      for (let call = 0; call < calls; call += 1) traffic.begin();
      world.changed();
      world.tree.filter(filter);
      const screen = new Screen(world.tree, world.node());
      for (let round = 0; round < rounds; round += 1) {
        for (let step = round % 4; step >= 0; step -= 1) traffic.happen();
        screen.update(world.changed());
        assert.equal(screen.lines.join('\n'), drawnAnew(world, filter).join('\n'), `round ${round}`);
      }
    });
  }
});
