import * as vscode from 'vscode';
import { highlightsIn } from './filter';
import type { Look } from './look';
import type { TreeNode } from './nodes';

/** What VS Code draws of a node. The tooltip is left for when somebody asks for it. */
export function toTreeItem(node: TreeNode, look: Look, terms: readonly string[]): vscode.TreeItem {
  const item = new vscode.TreeItem(
    { label: look.label, highlights: highlightsIn(look.label, terms) },
    collapsible(look),
  );
  item.id = node.path;
  item.description = look.description;
  item.iconPath = new vscode.ThemeIcon(
    look.icon,
    look.color === undefined ? undefined : new vscode.ThemeColor(look.color),
  );
  item.contextValue = look.contextValue;
  item.accessibilityInformation = { label: look.spoken };
  if (node.kind === 'more') {
    item.command = { command: 'ari.explorer.showMore', title: look.label, arguments: [node] };
    item.tooltip = look.label;
  }
  if (node.kind === 'failure') {
    item.command = { command: 'ari.explorer.refresh', title: vscode.l10n.t('Try Again'), arguments: [node] };
  }
  return item;
}

function collapsible({ collapsible: hasChildren, expanded }: Look): vscode.TreeItemCollapsibleState {
  if (!hasChildren) return vscode.TreeItemCollapsibleState.None;
  return expanded ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}
