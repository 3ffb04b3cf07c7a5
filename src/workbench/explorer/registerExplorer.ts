import * as vscode from 'vscode';
import { plain, safeJson } from '../../ari/text';
import { UserError } from '../common/report';
import { message } from '../common/text';
import { targetFrom } from '../servers/target';
import type { Target } from '../servers/target';
import type { Workbench } from '../servers/workbench';
import type { ExplorerView } from './explorerView';
import { askFilter } from './filterBox';
import { kindOf } from './listing';
import { TreeNode } from './nodes';
import type { GroupId } from './nodes';
import { nameOf, resourceFrom } from './pickResource';
import { ResourceDocuments } from './resourceDocuments';
import { freshResource } from './resourceJson';
import { createWords } from './words';

/** The JSON documents of what the tree shows, and the commands that look without touching. */
export class Explorer implements vscode.Disposable {
  readonly documents: ResourceDocuments;
  readonly #commands: vscode.Disposable;

  constructor(
    workbench: Workbench,
    readonly view: ExplorerView,
  ) {
    this.documents = new ResourceDocuments(workbench);
    this.#commands = vscode.Disposable.from(
      ...treeCommands(workbench, this.view),
      ...resourceCommands(workbench, this.documents),
    );
  }

  dispose(): void {
    for (const part of [this.#commands, this.documents]) part.dispose();
  }
}

/** Registers `ari.explorer.*`. @param view the tree that they are about */
export function registerExplorer(workbench: Workbench, view: ExplorerView): Explorer {
  return new Explorer(workbench, view);
}

function treeCommands({ reporter, registry }: Workbench, explorer: ExplorerView): readonly vscode.Disposable[] {
  return [
    reporter.command('ari.explorer.refresh', async (argument) => {
      const group = argument instanceof TreeNode && argument.kind !== 'server' ? groupOf(argument) : undefined;
      const name = targetFrom(argument)?.serverName ?? (argument instanceof TreeNode ? argument.serverName : undefined);
      const servers = registry.connected.filter((server) => name === undefined || server.name === name);
      const kinds = group && [kindOf(group)];
      await Promise.all(servers.flatMap(({ live }) => (live ? [live.refresh(kinds)] : [])));
      explorer.redraw();
    }),
    reporter.command('ari.explorer.filter', async (_target, answers) => {
      const text = textOf(answers);
      if (text === undefined) await askFilter(explorer);
      else explorer.filter(text);
      return explorer.tree.matchCount;
    }),
    reporter.command('ari.explorer.clearFilter', () => explorer.filter('')),
    reporter.command('ari.explorer.showMore', (argument) => {
      if (argument instanceof TreeNode) return explorer.showMore(argument);
      return undefined;
    }),
    reporter.command('ari.explorer.reveal', async (argument): Promise<Target | undefined> => {
      const target = targetFrom(argument);
      if (!target) return undefined;
      if (!(await explorer.reveal(target))) {
        const text = vscode.l10n.t('“{0}” is not there any more.', message(plain(target.id, 100)));
        throw new UserError(text);
      }
      return target;
    }),
  ];
}

function resourceCommands(workbench: Workbench, documents: ResourceDocuments): readonly vscode.Disposable[] {
  const { registry, reporter } = workbench;
  const words = createWords();
  const copy = (id: string, textOfTarget: (target: Target) => string | Promise<string>): vscode.Disposable =>
    reporter.command(id, async (argument) => {
      const text = await textOfTarget(await resourceFrom(workbench, words, argument));
      await vscode.env.clipboard.writeText(text);
      return text;
    });
  return [
    copy('ari.explorer.copyId', ({ id }) => id),
    // Cleaned, because what is pasted into a terminal runs at a line break.
    copy('ari.explorer.copyName', (target) => plain(nameOf(registry.get(target.serverName)?.model, target))),
    copy('ari.explorer.copyJson', async (target) => {
      const server = registry.get(target.serverName);
      const state = server && (await freshResource(server, target));
      if (state?.value === undefined) {
        throw new UserError(vscode.l10n.t('“{0}” is not there any more.', message(plain(target.id, 100))));
      }
      return safeJson(state.value);
    }),
    reporter.command('ari.explorer.showJson', async (argument) =>
      documents.show(await resourceFrom(workbench, words, argument)),
    ),
  ];
}

/** The group that a node is, or stands in: what is to be asked for again. */
function groupOf(node: TreeNode): GroupId | undefined {
  if (node.kind === 'group') return node.id as GroupId;
  return node.parent && groupOf(node.parent);
}

function textOf(answers: unknown): string | undefined {
  if (typeof answers !== 'object' || answers === null) return undefined;
  const { text } = answers as { text?: unknown };
  return typeof text === 'string' ? text : undefined;
}
