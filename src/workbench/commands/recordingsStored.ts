import * as vscode from 'vscode';
import * as recordings from '../../ari/operations/recordings';
import type { StoredRecording } from '../../ari/resources';
import { Cancelled, UserError } from '../common/report';
import { askPick, runSteps } from '../common/steps';
import type { Position } from '../common/steps';
import { label, message } from '../common/text';
import type { Server } from '../servers/server';
import { targetFrom } from '../servers/target';
import type { Target } from '../servers/target';
import type { Workbench } from '../servers/workbench';
import { readAnswers } from '../servers/answers';
import { pickServer } from '../servers/pickServer';
import { bridgeItems, channelItems, isInStasis, separator, targetOf } from './pick';
import { askName } from './recordingsAsk';
import { fileNameOf } from './recordingsOptions';

/** A stored recording: of that name on that server. */
interface Stored {
  readonly server: Server;
  readonly id: string;
}

/**
 * `ari.recording.stored` lists the recordings of a server and asks what to do with one of them (answers `name`,
 * `action`). The others take a recording's target: `ari.recording.play` (answer `on`: the target to play it on),
 * `.save` (`uri`), `.copy` (`name`) and `.delete` (`confirmed`).
 */
export function registerStoredRecordings(workbench: Workbench): vscode.Disposable {
  const { reporter } = workbench;
  return vscode.Disposable.from(
    reporter.command('ari.recording.stored', (target) => browse(workbench, target)),
    reporter.command('ari.recording.play', async (target, given) =>
      play(await pickStored(workbench, target, { readOnly: false }), given),
    ),
    reporter.command('ari.recording.save', async (target, given) =>
      save(await pickStored(workbench, target, { readOnly: true }), given),
    ),
    reporter.command('ari.recording.copy', async (target, given) =>
      copy(await pickStored(workbench, target, { readOnly: false }), given),
    ),
    reporter.command('ari.recording.delete', async (target, given) =>
      remove(await pickStored(workbench, target, { readOnly: false }), given),
    ),
  );
}

interface Action extends vscode.QuickPickItem {
  readonly command: string;
}

async function browse(workbench: Workbench, argument: unknown): Promise<unknown> {
  const server = await pickServer(workbench, argument, {
    placeholder: vscode.l10n.t('Recordings of which server'),
    readOnly: true,
  });
  let stored: StoredRecording | undefined;
  let command = '';
  await runSteps(vscode.l10n.t('Stored Recordings of {0}', label(server.name)), [
    async (position) => {
      stored = await askStored(server, position);
      return 'asked';
    },
    async (position) => {
      const placeholder = vscode.l10n.t('What to do with {0}', label(stored?.name ?? ''));
      command = (await askPick({ items: actions(server), placeholder }, position)).command;
      return 'asked';
    },
  ]);
  return stored && vscode.commands.executeCommand(command, targetOf('recording', { server, id: stored.name }));
}

function actions({ profile }: Server): readonly Action[] {
  const save = { label: `$(desktop-download) ${vscode.l10n.t('Save to Disk…')}`, command: 'ari.recording.save' };
  if (profile.readOnly) return [save];
  return [
    { label: `$(play) ${vscode.l10n.t('Play On…')}`, command: 'ari.recording.play' },
    save,
    { label: `$(files) ${vscode.l10n.t('Copy on the Server…')}`, command: 'ari.recording.copy' },
    { label: `$(trash) ${vscode.l10n.t('Delete…')}`, command: 'ari.recording.delete' },
  ];
}

async function pickStored(
  workbench: Workbench,
  argument: unknown,
  { readOnly }: { readOnly: boolean },
): Promise<Stored> {
  const placeholder = vscode.l10n.t('Recordings of which server');
  const server = await pickServer(workbench, argument, { placeholder, readOnly });
  const target = targetFrom(argument, 'recording');
  return { server, id: target?.id ?? (await askStored(server)).name };
}

async function askStored(server: Server, position?: Position): Promise<StoredRecording> {
  const stored = await recordings.listStored(server.rest);
  if (!stored.length) throw new UserError(vscode.l10n.t('The server has no stored recordings.'));
  const items = stored.map((recording) => ({
    label: `$(record) ${label(recording.name)}`,
    description: label(recording.format),
    recording,
  }));
  return (await askPick({ items, placeholder: vscode.l10n.t('Which recording') }, position)).recording;
}

/** Plays it by the play command of what it is to be heard on, which checks and remembers. */
async function play({ server, id }: Stored, given: unknown): Promise<unknown> {
  const named = (given as { on?: unknown } | undefined)?.on;
  const on = named === undefined ? await askPlace(server) : targetFrom(named);
  if (on?.kind !== 'channel' && on?.kind !== 'bridge') {
    throw new UserError(vscode.l10n.t('Only channels and bridges can be played to.'));
  }
  return vscode.commands.executeCommand(`ari.${on.kind}.play`, on, { media: `recording:${id}` });
}

async function askPlace(server: Server): Promise<Target> {
  const channels = channelItems(server, isInStasis).map((item) => ({
    ...item,
    place: targetOf('channel', item.found),
  }));
  const bridges = bridgeItems(server).map((item) => ({ ...item, place: targetOf('bridge', item.found) }));
  if (!channels.length && !bridges.length) {
    throw new UserError(vscode.l10n.t('There is no bridge and no channel in a Stasis application to play it on.'));
  }
  const items: (vscode.QuickPickItem & { place?: Target })[] = [
    separator(vscode.l10n.t('Channels')),
    ...channels,
    separator(vscode.l10n.t('Bridges')),
    ...bridges,
  ];
  const { place } = await askPick({ items, placeholder: vscode.l10n.t('On what to play it'), matchOnDetail: true });
  if (!place) throw new Cancelled();
  return place;
}

/** @returns the file's URI. */
async function save({ server, id }: Stored, given: unknown): Promise<vscode.Uri> {
  const { rest } = server;
  const recording = await recordings.getStored(rest, id);
  const uri = uriIn(given) ?? (await askFile(recording));
  const { body } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Fetching “{0}”…', message(id)) },
    () => recordings.download(rest, id),
  );
  await vscode.workspace.fs.writeFile(uri, body);
  const open = vscode.l10n.t('Open');
  void vscode.window.showInformationMessage(vscode.l10n.t('“{0}” was saved.', message(id)), open).then((chosen) => {
    if (chosen === open) void vscode.commands.executeCommand('vscode.open', uri);
  });
  return uri;
}

function uriIn(given: unknown): vscode.Uri | undefined {
  const { uri } = (typeof given === 'object' && given !== null ? given : {}) as { uri?: unknown };
  if (uri === undefined) return undefined;
  if (uri instanceof vscode.Uri) return uri;
  if (typeof uri === 'string') return vscode.Uri.parse(uri, true);
  throw new UserError(vscode.l10n.t('The answer “{0}” has to be a text.', 'uri'));
}

async function askFile(recording: StoredRecording): Promise<vscode.Uri> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = fileNameOf(recording);
  const chosen = await vscode.window.showSaveDialog({
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : { defaultUri: vscode.Uri.file(name) }),
    saveLabel: vscode.l10n.t('Save Recording'),
  });
  if (!chosen) throw new Cancelled();
  return chosen;
}

async function copy({ server, id }: Stored, given: unknown): Promise<StoredRecording> {
  const name = readAnswers(given).text('name') ?? (await askName(`${id}-copy`));
  return recordings.copyStored(server.rest, id, name);
}

async function remove(stored: Stored, given: unknown): Promise<Target> {
  await readAnswers(given).confirm({
    question: vscode.l10n.t('Delete the recording “{0}”?', message(stored.id)),
    detail: vscode.l10n.t('Its file is removed from the server’s disk.'),
    button: vscode.l10n.t('Delete'),
    on: stored.server,
  });
  await recordings.deleteStored(stored.server.rest, stored.id);
  return targetOf('recording', stored);
}
