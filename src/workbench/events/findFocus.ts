import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { isKnownEvent } from '../../ari/events';
import { snapshotsIn } from '../../live/snapshots';
import { UserError } from '../common/report';
import { askPick } from '../common/steps';
import { label } from '../common/text';
import type { ServerRegistry } from '../servers/registry';
import type { Target } from '../servers/target';
import type { Entry } from '../../live/capture/entry';
import { ChannelFocus } from './focus';
import type { History } from './history';

/** Entries that are looked at before others have their turn. */
const AT_ONCE = 5_000;

interface ChannelItem extends vscode.QuickPickItem {
  readonly target: Target;
}

/** The channel to show alone: the target, or one that is picked; it may be gone already. @throws UserError, Cancelled */
export async function findFocus(
  registry: ServerRegistry,
  history: History<Entry>,
  target: Target | undefined,
): Promise<ChannelFocus> {
  const { serverName, id } = target ?? (await askChannel(registry));
  const live = registry.get(serverName)?.model?.channels.get(id)?.resource.name;
  return new ChannelFocus(serverName, id, live ?? (await formerName(history, serverName, id)));
}

async function askChannel({ connected }: ServerRegistry): Promise<Target> {
  const items = connected.flatMap(({ name: serverName, model }) =>
    [...(model?.channels.values() ?? [])].map(({ resource: { id, name, state } }): ChannelItem => ({
      label: label(name),
      description: label([state, id, ...(connected.length > 1 ? [serverName] : [])].join(' · ')),
      target: { kind: 'channel', serverName, id },
    })),
  );
  if (items.length === 0) throw new UserError(vscode.l10n.t('There is no channel now.'));
  return (await askPick({ items, placeholder: vscode.l10n.t('Which channel’s events?') })).target;
}

/** What a channel that is gone was called, as the events say that are kept. */
async function formerName(history: History<Entry>, server: string, id: string): Promise<string | undefined> {
  for (const { number, item } of history.from(0)) {
    if (number % AT_ONCE === 0) await setImmediate();
    if (item.kind !== 'event' || item.server !== server || !isKnownEvent(item.event)) continue;
    const channel = snapshotsIn(item.event).channels.find((candidate) => candidate.id === id);
    if (typeof channel?.name === 'string') return channel.name;
  }
  return undefined;
}
