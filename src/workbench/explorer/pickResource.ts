import * as vscode from 'vscode';
import type { LiveModel } from '../../live/model';
import { UserError } from '../common/report';
import { askPick } from '../common/steps';
import { label } from '../common/text';
import { targetFrom } from '../servers/target';
import type { Target } from '../servers/target';
import type { Workbench } from '../servers/workbench';
import { idsOf } from './filter';
import type { Words } from './words';
import { RESOURCE_KINDS } from './view';
import type { ResourceKind } from './view';

interface Item extends vscode.QuickPickItem {
  readonly target: Target;
}

/** What a command is about: what it was told, or what somebody picks among all that is there. @throws Cancelled */
export async function resourceFrom(workbench: Workbench, words: Words, argument: unknown): Promise<Target> {
  const target = targetFrom(argument);
  if (target) return target;
  const items = everything(workbench, words);
  if (items.length === 0) throw new UserError(vscode.l10n.t('No server is connected.'));
  return (await askPick({ items, placeholder: vscode.l10n.t('Which one?') })).target;
}

/** What people call a resource: a channel's name, a bridge's name where it has one, otherwise the id. */
export function nameOf(model: LiveModel | undefined, { kind, id }: Pick<Target, 'kind' | 'id'>): string {
  if (kind === 'channel') return model?.channels.get(id)?.resource.name ?? id;
  return (kind === 'bridge' && model?.bridges.get(id)?.name) || id;
}

function everything({ registry }: Workbench, words: Words): readonly Item[] {
  return registry.connected.flatMap(({ name: serverName, model }) => {
    const items = (kind: ResourceKind): readonly Item[] =>
      [...(model ? idsOf(model, kind) : [])].map((id) => ({
        label: label(nameOf(model, { kind, id })),
        description: label(
          [words.kind(kind), registry.connected.length > 1 ? serverName : ''].filter(Boolean).join(' · '),
        ),
        target: { kind, serverName, id },
      }));
    return RESOURCE_KINDS.flatMap(items);
  });
}
