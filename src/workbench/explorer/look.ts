import { plain } from '../../ari/text';
import { GREY, faceOf } from './faces';
import type { TreeNode } from './nodes';
import type { Tree } from './tree';
import type { Words } from './words';

/** How a node looks, before VS Code makes an item of it. All texts are clean. */
export interface Look {
  readonly label: string;
  readonly description: string;
  /** A codicon. */
  readonly icon: string;
  /** A theme colour. What it says, the description says in words. */
  readonly color: string | undefined;
  readonly contextValue: string;
  readonly collapsible: boolean;
  readonly expanded: boolean;
  /** For screen readers. */
  readonly spoken: string;
}

export function lookOf(node: TreeNode, tree: Tree, words: Words): Look {
  const view = tree.view(node.serverName);
  const face = (view && faceOf(node, view, tree, words)) ?? {
    label: plain(node.id),
    parts: [words.gone],
    icon: 'question',
  };
  const label = face.label || plain(node.id);
  const description = (face.parts ?? []).filter(Boolean).join(' · ');
  const flags = Object.entries(face.flags ?? {}).flatMap(([flag, isSet]) => (isSet ? [`+${flag}`] : []));
  return {
    label,
    description,
    icon: face.icon,
    // What may be wrong by now does not shine.
    color: view?.state.kind === 'reconnecting' && node.kind !== 'server' ? GREY : face.color,
    contextValue: `${node.kind}${flags.join('')}`,
    collapsible: tree.hasChildren(node),
    expanded: node.expanded,
    spoken: [words.kind(node.kind), face.spokenLabel ?? label, description].filter(Boolean).join(', '),
  };
}
