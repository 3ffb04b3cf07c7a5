import * as vscode from 'vscode';
import { ARI_EVENT_TYPES } from '../../ari/events';
import { askMany } from '../common/steps';
import { label } from '../common/text';
import { REQUESTS } from './entryType';
import { counted } from './words';

interface TypeItem extends vscode.QuickPickItem {
  readonly type: string;
}

/**
 * Asks which types are not to be shown: those that came, the most frequent first, then all others.
 * @param counts how many of each type came
 * @throws Cancelled
 */
export async function askTypes(
  hidden: ReadonlySet<string>,
  counts: ReadonlyMap<string, number>,
): Promise<readonly string[]> {
  const countOf = (type: string): number => counts.get(type) ?? 0;
  const types = [...new Set([...counts.keys(), REQUESTS, ...[...ARI_EVENT_TYPES].sort(), ...hidden])];
  // Sorting keeps the order of those with the same count.
  types.sort((one, other) => countOf(other) - countOf(one));
  const items = types.map((type): TypeItem => {
    const count = countOf(type);
    return {
      type,
      label: label(type, 100),
      description: count ? vscode.l10n.t('{0} so far', counted(count)) : '',
      ...(type === REQUESTS ? { detail: vscode.l10n.t('What this window asked of the server') } : {}),
      picked: hidden.has(type),
    };
  });
  const chosen = await askMany({ items, placeholder: vscode.l10n.t('Tick the types that the stream shall not show') });
  return chosen.map(({ type }) => type);
}
