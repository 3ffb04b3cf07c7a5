import * as vscode from 'vscode';
import type { Requester } from '../../ari/rest';
import * as bridges from '../../ari/operations/bridges';
import * as channels from '../../ari/operations/channels';
import type { RecordOptions } from '../../ari/operations/media';
import * as recordings from '../../ari/operations/recordings';
import type { LiveRecording } from '../../ari/resources';
import { UserError } from '../common/report';
import { message } from '../common/text';
import type { Server } from '../servers/server';
import type { Target } from '../servers/target';
import type { Workbench } from '../servers/workbench';
import { readAnswers } from '../servers/answers';
import type { Answers } from '../servers/answers';
import { isInStasis, nameOf, pickBridge, pickChannel, pickRecording, targetOf } from './pick';
import type { Found } from './pick';
import { askRecording } from './recordingsAsk';
import {
  DEFAULT_SETTINGS,
  IF_EXISTS,
  TERMINATE_ON,
  defaultRecordingName,
  isRecordingName,
  readSettings,
} from './recordingsOptions';

/** What to record. */
interface Source {
  readonly kind: 'channel' | 'bridge';
  readonly server: Server;
  readonly id: string;
}

interface Control {
  readonly command: string;
  readonly run: (ari: Requester, name: string) => Promise<void>;
  readonly fits?: (recording: LiveRecording) => boolean;
}

const CONTROLS: readonly Control[] = [
  { command: 'ari.recording.stop', run: recordings.stop },
  { command: 'ari.recording.pause', run: recordings.pause, fits: ({ state }) => state !== 'paused' },
  { command: 'ari.recording.resume', run: recordings.unpause, fits: ({ state }) => state === 'paused' },
  { command: 'ari.recording.mute', run: recordings.mute },
  { command: 'ari.recording.unmute', run: recordings.unmute },
];

/**
 * `ari.channel.record` and `ari.bridge.record` take what {@link RecordOptions} names as answers, none of them required,
 * and give the live recording; `ari.recording.*` control one by its name and give its target.
 */
export function registerRecordings(workbench: Workbench): vscode.Disposable {
  const { reporter } = workbench;
  const record = (source: Source, given: unknown): Promise<LiveRecording> =>
    recordFrom(workbench, source, readAnswers(given));
  return vscode.Disposable.from(
    reporter.command('ari.channel.record', async (target, given) => {
      const placeholder = vscode.l10n.t('Which channel to record');
      const found = await pickChannel(workbench, target, { placeholder, fits: isInStasis });
      refuseInBridge(found.server, found.resource?.bridgeId);
      return record({ kind: 'channel', ...found }, given);
    }),
    reporter.command('ari.bridge.record', async (target, given) => {
      const placeholder = vscode.l10n.t('Which bridge to record');
      return record({ kind: 'bridge', ...(await pickBridge(workbench, target, { placeholder })) }, given);
    }),
    reporter.command('ari.recording.cancel', async (target, given) => {
      const found = await pickLive(workbench, target);
      await readAnswers(given).confirm({
        question: vscode.l10n.t('Stop recording “{0}” and throw it away?', message(found.id)),
        detail: vscode.l10n.t('What was recorded so far is lost.'),
        button: vscode.l10n.t('Throw Away'),
        on: found.server,
      });
      return control(found, recordings.cancel);
    }),
    ...CONTROLS.map(({ command, run, fits }) =>
      reporter.command(command, async (target) => control(await pickLive(workbench, target, fits), run)),
    ),
  );
}

/** Asterisk accepts it and then fails: a channel's audio is the bridge's while it is in one. */
function refuseInBridge(server: Server, bridgeId: string | undefined): void {
  if (bridgeId === undefined) return;
  const bridge = targetOf('bridge', { server, id: bridgeId });
  throw new UserError(vscode.l10n.t('A channel cannot be recorded while it is in a bridge; the bridge can.'), [
    {
      title: vscode.l10n.t('Record the Bridge'),
      run: () => vscode.commands.executeCommand('ari.bridge.record', bridge),
    },
  ]);
}

async function recordFrom(workbench: Workbench, source: Source, answers: Answers): Promise<LiveRecording> {
  const { server, id, kind } = source;
  const memoryKey = `record.${server.name}`;
  const subject = nameOf(source);
  const name = defaultRecordingName(subject, new Date());
  const title = vscode.l10n.t('Record {0}', subject);
  const settings = readSettings(workbench.memory.get(memoryKey));
  const options = answers.any ? optionsIn(answers, name) : await askRecording({ title, name, settings });
  const start = kind === 'channel' ? channels.record : bridges.record;
  const live = await start(server.rest, id, options);
  if (!answers.any) await workbench.memory.update(memoryKey, { ...options, name: undefined });
  return live;
}

function optionsIn(answers: Answers, defaultName: string): RecordOptions {
  const name = answers.text('name') ?? defaultName;
  if (!isRecordingName(name)) {
    throw new UserError(vscode.l10n.t('“{0}” cannot be the name of a recording.', message(name)));
  }
  return {
    name,
    format: answers.text('format') ?? DEFAULT_SETTINGS.format,
    maxDurationSeconds: answers.number('maxDurationSeconds'),
    maxSilenceSeconds: answers.number('maxSilenceSeconds'),
    ifExists: answers.oneOf('ifExists', IF_EXISTS),
    beep: answers.flag('beep'),
    terminateOn: answers.oneOf('terminateOn', TERMINATE_ON),
  };
}

function pickLive(
  workbench: Workbench,
  argument: unknown,
  fits?: (recording: LiveRecording) => boolean,
): Promise<Found<LiveRecording>> {
  const placeholder = vscode.l10n.t('Which recording');
  return pickRecording(workbench, argument, { placeholder, ...(fits ? { fits } : {}) });
}

async function control(
  found: Found<LiveRecording>,
  run: (ari: Requester, name: string) => Promise<void>,
): Promise<Target> {
  const { server, id } = found;
  try {
    await run(server.rest, id);
  } finally {
    // Refused, too, it may be because the recording is over or in another state than we believe.
    await server.live?.refreshRecording(id).catch(() => undefined);
  }
  return targetOf('recording', found);
}
