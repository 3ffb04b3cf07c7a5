import * as vscode from 'vscode';
import * as bridges from '../../ari/operations/bridges';
import type { Bridge } from '../../ari/resources';
import type { LiveChannel } from '../../live/model';
import { Cancelled, UserError } from '../common/report';
import { askMany, askPick } from '../common/steps';
import { label, message } from '../common/text';
import type { Server } from '../servers/server';
import { targetFrom } from '../servers/target';
import type { Target } from '../servers/target';
import type { Workbench } from '../servers/workbench';
import { readAnswers } from '../servers/answers';
import type { Answers } from '../servers/answers';
import { channelItems, isInStasis, nameOf, pickBridge, pickChannel } from './pick';
import type { Found } from './pick';

const ROLES = ['participant', 'announcer'] as const;

/**
 * `ari.bridge.addChannels` (of a bridge: answers `channels`, `role`, `mute`, `absorbDTMF`; of a channel: `bridge`),
 * `ari.bridge.removeChannels` (of a bridge: `channels`; of a channel: its own bridge) and `ari.bridge.connect` (of a
 * channel: `channel`, the other one, and `name`) give the bridge as it is then.
 */
export function registerBridgeMembers(workbench: Workbench): vscode.Disposable {
  const { reporter } = workbench;
  return vscode.Disposable.from(
    reporter.command('ari.bridge.addChannels', (target, given) => add(workbench, target, readAnswers(given))),
    reporter.command('ari.bridge.removeChannels', (target, given) => remove(workbench, target, readAnswers(given))),
    reporter.command('ari.bridge.connect', (target, given) => connect(workbench, target, readAnswers(given))),
  );
}

async function add(workbench: Workbench, argument: unknown, answers: Answers): Promise<Bridge> {
  const channel = targetFrom(argument, 'channel');
  const found = await pickBridge(workbench, bridgeNamed(channel, answers.text('bridge')) ?? argument, {
    placeholder: vscode.l10n.t('To which bridge'),
  });
  const { server, id } = found;
  const channels = channel ? [channel.id] : (answers.list('channels') ?? (await askNewMembers(found)));
  await bridges.addChannel(server.rest, id, {
    channel: channels,
    role: answers.oneOf('role', ROLES) ?? (answers.any ? undefined : await askRole(found)),
    mute: answers.flag('mute'),
    absorbDTMF: answers.flag('absorbDTMF'),
  });
  return bridges.get(server.rest, id);
}

/** The bridge that an answer names, on the server of the channel. */
function bridgeNamed(channel: Target | undefined, id: string | undefined): Target | undefined {
  return channel && id !== undefined ? { kind: 'bridge', serverName: channel.serverName, id } : undefined;
}

async function askNewMembers(found: Found<Bridge>): Promise<readonly string[]> {
  const { server, id } = found;
  const items = channelItems(server, (channel) => isInStasis(channel) && channel.bridgeId !== id);
  if (!items.length) {
    throw new UserError(vscode.l10n.t('There is no other channel in a Stasis application; only those can be added.'));
  }
  return askChannels(items, vscode.l10n.t('Which channels to add to {0}', nameOf(found)));
}

async function askChannels(
  items: readonly (vscode.QuickPickItem & { found: Found<LiveChannel> })[],
  placeholder: string,
): Promise<readonly string[]> {
  const chosen = await askMany({ items, placeholder, matchOnDetail: true });
  if (!chosen.length) throw new Cancelled();
  return chosen.map((item) => item.found.id);
}

/** Only in a holding bridge does a role make a difference. */
async function askRole({ resource }: Found<Bridge>): Promise<(typeof ROLES)[number] | undefined> {
  if (resource?.bridge_type !== 'holding') return undefined;
  const items = [
    { label: vscode.l10n.t('Participant'), detail: vscode.l10n.t('Waits, with music'), role: 'participant' as const },
    { label: vscode.l10n.t('Announcer'), detail: vscode.l10n.t('Is heard by all'), role: 'announcer' as const },
  ];
  return (await askPick({ items, placeholder: vscode.l10n.t('In which role') })).role;
}

async function remove(workbench: Workbench, argument: unknown, answers: Answers): Promise<Bridge> {
  const channel = targetFrom(argument, 'channel');
  if (channel) return removeOne(workbench, channel);
  const found = await pickBridge(workbench, argument, {
    placeholder: vscode.l10n.t('From which bridge'),
    fits: ({ channels }) => channels.length > 0,
  });
  const { server, id } = found;
  const channels = answers.list('channels') ?? (await askMembers(found));
  await bridges.removeChannel(server.rest, id, channels);
  return bridges.get(server.rest, id);
}

async function removeOne(workbench: Workbench, target: Target): Promise<Bridge> {
  const found = await pickChannel(workbench, target, { placeholder: '' });
  const { rest } = found.server;
  const bridgeId = found.resource?.bridgeId;
  if (bridgeId === undefined) throw new UserError(vscode.l10n.t('“{0}” is in no bridge.', nameOf(found)));
  await bridges.removeChannel(rest, bridgeId, [found.id]);
  return bridges.get(rest, bridgeId);
}

async function askMembers(found: Found<Bridge>): Promise<readonly string[]> {
  const items = channelItems(found.server, (channel) => channel.bridgeId === found.id);
  if (!items.length) throw new UserError(vscode.l10n.t('No channel is in the bridge “{0}”.', nameOf(found)));
  return askChannels(items, vscode.l10n.t('Which channels to take out of {0}', nameOf(found)));
}

async function connect(workbench: Workbench, argument: unknown, answers: Answers): Promise<Bridge> {
  const first = await pickChannel(workbench, argument, {
    placeholder: vscode.l10n.t('Which channel to connect'),
    fits: isInStasis,
  });
  const { server, id } = first;
  const other = answers.text('channel') ?? (await askOther(first));
  if (other === id) throw new UserError(vscode.l10n.t('A channel cannot be connected with itself.'));
  const name = answers.text('name') ?? `${nameOf(first)} + ${nameOf({ server, id: other })}`;
  return bridgeOf(server, name, [id, other]);
}

async function askOther(first: Found<LiveChannel>): Promise<string> {
  const { server, id } = first;
  const items = channelItems(server, (channel) => isInStasis(channel) && channel.resource.id !== id);
  if (!items.length) throw new UserError(vscode.l10n.t('There is no other channel in a Stasis application.'));
  const placeholder = vscode.l10n.t('With which channel to connect {0}', label(nameOf(first)));
  return (await askPick({ items, placeholder, matchOnDetail: true })).found.id;
}

/** A mixing bridge with these channels, or none at all: an empty one would only stand about. */
async function bridgeOf({ rest }: Server, name: string, channel: readonly string[]): Promise<Bridge> {
  const { id } = await bridges.create(rest, { type: ['mixing'], name: message(name, 80) });
  try {
    await bridges.addChannel(rest, id, { channel });
  } catch (error) {
    await bridges.destroy(rest, id).catch(() => undefined);
    throw error;
  }
  return bridges.get(rest, id);
}
