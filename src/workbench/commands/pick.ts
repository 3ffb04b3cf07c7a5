import * as vscode from 'vscode';
import type { Application, Bridge, Endpoint, LiveRecording, Playback } from '../../ari/resources';
import type { LiveChannel, LiveModel } from '../../live/model';
import { UserError } from '../common/report';
import { APPLICATIONS, BRIDGES, CHANNELS, ENDPOINTS, PLAYBACKS, RECORDINGS } from './describes';
import type { Describes } from './describes';
import { askPick } from '../common/steps';
import type { Position } from '../common/steps';
import { label, message } from '../common/text';
import { namedServer } from '../servers/namedServer';
import { noServer, usable } from '../servers/pickServer';
import type { Server } from '../servers/server';
import { targetFrom } from '../servers/target';
import type { Target, TargetKind } from '../servers/target';
import type { Workbench } from '../servers/workbench';

/** Something on a server that a command is about. */
export interface Found<T> {
  readonly server: Server;
  /** As {@link Target} has it. */
  readonly id: string;
  /** What the model knows of it; nothing when a target named what the model has not seen. */
  readonly resource: T | undefined;
}

/** How to find what a command is about. */
export interface PickOptions<T> {
  /** The question, as the picker's placeholder. */
  readonly placeholder: string;
  /** Which ones make sense; all when not given. A target that was named is not checked: the server knows better. */
  readonly fits?: (resource: T, model: LiveModel) => boolean;
  /** Whether the command changes nothing: then a read-only server will do. */
  readonly readOnly?: boolean;
  /** Looks on this server only. */
  readonly server?: Server;
  /** Where the question stands in a dialog. */
  readonly position?: Position;
}

/** A line of a picker, and what it stands for. */
export interface FoundItem<T> extends vscode.QuickPickItem {
  readonly found: Found<T>;
}

/** A live channel. @throws UserError when there is none, Cancelled */
export function pickChannel(
  workbench: Workbench,
  argument: unknown,
  options: PickOptions<LiveChannel>,
): Promise<Found<LiveChannel>> {
  return pick(workbench, argument, CHANNELS, options);
}

/** A bridge. @throws UserError when there is none, Cancelled */
export function pickBridge(
  workbench: Workbench,
  argument: unknown,
  options: PickOptions<Bridge>,
): Promise<Found<Bridge>> {
  return pick(workbench, argument, BRIDGES, options);
}

/** An endpoint. @throws UserError when there is none, Cancelled */
export function pickEndpoint(
  workbench: Workbench,
  argument: unknown,
  options: PickOptions<Endpoint>,
): Promise<Found<Endpoint>> {
  return pick(workbench, argument, ENDPOINTS, options);
}

/** An application that the server lists. @throws UserError when there is none, Cancelled */
export function pickApplication(
  workbench: Workbench,
  argument: unknown,
  options: PickOptions<Application>,
): Promise<Found<Application>> {
  return pick(workbench, argument, APPLICATIONS, options);
}

/** A running playback. @throws UserError when there is none, Cancelled */
export function pickPlayback(
  workbench: Workbench,
  argument: unknown,
  options: PickOptions<Playback>,
): Promise<Found<Playback>> {
  return pick(workbench, argument, PLAYBACKS, options);
}

/** A live recording. @throws UserError when there is none, Cancelled */
export function pickRecording(
  workbench: Workbench,
  argument: unknown,
  options: PickOptions<LiveRecording>,
): Promise<Found<LiveRecording>> {
  return pick(workbench, argument, RECORDINGS, options);
}

/** The lines of {@link pickChannel}, for pickers that take several. */
export function channelItems(
  server: Server,
  fits: (channel: LiveChannel) => boolean = () => true,
): readonly FoundItem<LiveChannel>[] {
  return itemsOf(server, CHANNELS, fits);
}

/** The lines of {@link pickEndpoint}, for pickers that have other lines too. */
export function endpointItems(
  server: Server,
  fits: (endpoint: Endpoint) => boolean = () => true,
): readonly FoundItem<Endpoint>[] {
  return itemsOf(server, ENDPOINTS, fits);
}

/** The lines of {@link pickBridge}, for pickers that have other lines too. */
export function bridgeItems(server: Server): readonly FoundItem<Bridge>[] {
  return itemsOf(server, BRIDGES, () => true);
}

/** Whether some Stasis application has the channel: only then it can be commanded. */
export function isInStasis({ application }: LiveChannel): boolean {
  return application !== undefined;
}

/** What a message calls the thing: a channel's name rather than its id. Safe to show. */
export function nameOf({ server, id }: { server: Server; id: string }): string {
  return message(server.model?.channels.get(id)?.resource.name ?? (server.model?.bridges.get(id)?.name || id));
}

/** The target that a command acted on, which is what it returns when there is nothing better. */
export function targetOf(kind: TargetKind, { server, id }: { server: Server; id: string }): Target {
  return { kind, serverName: server.name, id };
}

async function pick<T>(
  workbench: Workbench,
  argument: unknown,
  describes: Describes<T>,
  options: PickOptions<T>,
): Promise<Found<T>> {
  const { placeholder, fits = () => true, readOnly = false, position } = options;
  const target = targetFrom(argument, describes.kind);
  if (target) {
    const server = usable(namedServer(workbench.registry, target), readOnly);
    return { server, id: target.id, resource: server.model && describes.collection(server.model).get(target.id) };
  }
  const server = options.server ?? serverOf(workbench, argument);
  const servers = server
    ? [usable(server, readOnly)]
    : workbench.registry.connected.filter(({ profile }) => readOnly || !profile.readOnly);
  if (!servers.length) throw noServer(workbench, readOnly);
  const items = servers.flatMap((candidate): readonly (vscode.QuickPickItem | FoundItem<T>)[] => [
    ...(servers.length > 1 ? [separator(candidate.name)] : []),
    ...itemsOf(candidate, describes, fits),
  ]);
  if (!items.some(isFound)) throw new UserError(nothingFits(describes.kind));
  const chosen = await askPick({ items, placeholder, matchOnDetail: true }, position);
  if (!isFound(chosen)) throw new UserError(nothingFits(describes.kind));
  return chosen.found;
}

function isFound<T>(item: vscode.QuickPickItem | FoundItem<T>): item is FoundItem<T> {
  return 'found' in item;
}

function itemsOf<T>(
  server: Server,
  { collection, describe }: Describes<T>,
  fits: (resource: T, model: LiveModel) => boolean,
): readonly FoundItem<T>[] {
  const { model } = server;
  if (!model) return [];
  const entries = collection(model);
  return [...entries.ids()].flatMap((id) => {
    const resource = entries.get(id);
    if (resource === undefined || !fits(resource, model)) return [];
    return [{ ...describe(resource, model), found: { server, id, resource } }];
  });
}

/** A heading between the lines of a picker. */
export function separator(text: string): vscode.QuickPickItem {
  return { label: label(text), kind: vscode.QuickPickItemKind.Separator };
}

function serverOf(workbench: Workbench, argument: unknown): Server | undefined {
  const target = targetFrom(argument);
  return target && namedServer(workbench.registry, target);
}

function nothingFits(kind: TargetKind): string {
  switch (kind) {
    case 'channel':
      return vscode.l10n.t('There is no channel for which this makes sense now.');
    case 'bridge':
      return vscode.l10n.t('There is no bridge for which this makes sense now.');
    case 'playback':
      return vscode.l10n.t('Nothing is being played.');
    case 'recording':
      return vscode.l10n.t('Nothing is being recorded.');
    case 'endpoint':
      return vscode.l10n.t('The server has no endpoint for which this makes sense.');
    default:
      return vscode.l10n.t('The server has nothing for which this makes sense.');
  }
}
