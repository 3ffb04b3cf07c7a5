import path from 'node:path';
import * as vscode from 'vscode';
import { CaptureError } from '../../live/capture/captureError';
import type { Deleted } from '../../live/capture/rotatingFile';
import { UserError } from '../common/report';
import type { Remedy } from '../common/report';
import { message } from '../common/text';
import type { Workbench } from '../servers/workbench';
import { askWhere } from './askWhere';
import type { FileRecording, Recorded } from './fileRecording';
import { offerToOpen } from './offerToOpen';
import { counted } from './words';

/** Where the folder of the last recording is remembered. */
const FOLDER = 'ari.events.recordFolder';

/** `ari.events.record`, with {uri: string | Uri} as its answers, and `ari.events.stopRecording`. */
export function recordCommands(
  { reporter, memory }: Pick<Workbench, 'reporter' | 'memory'>,
  recording: FileRecording,
): readonly vscode.Disposable[] {
  const again: Remedy = {
    title: vscode.l10n.t('Record to Another File…'),
    run: () => vscode.commands.executeCommand('ari.events.record'),
  };
  return [
    reporter.command('ari.events.record', async (_target, answers) => {
      refuseTwo(recording);
      const given = uriIn(answers);
      const uri =
        given ?? (await askWhere({ title: vscode.l10n.t('Record Events to File'), folder: remembered(memory) }));
      if (uri.scheme !== 'file')
        throw new UserError(vscode.l10n.t('Events can be recorded to files of this machine only.'));
      try {
        // The dialog asked whether a file that is there may be replaced.
        const begun = await recording.start({ uri, replace: given === undefined });
        await memory.update(FOLDER, vscode.Uri.joinPath(uri, '..').toString());
        return begun;
      } catch (error) {
        throw explained(error, [again]);
      }
    }),
    reporter.command('ari.events.stopRecording', async () => {
      try {
        const recorded = await recording.stop();
        if (recorded) offerToOpen(reporter, sentenceOf(recorded), recorded.uri);
        return recorded;
      } catch (error) {
        throw explained(error, []);
      }
    }),
    vscode.Disposable.from(
      recording.onFailure((error) => reporter.report(explained(error, [again]), 'ari.events.record')),
    ),
  ];
}

/** The answer `uri` of a script. @throws Error when it is no URI. */
export function uriIn(answers: unknown): vscode.Uri | undefined {
  const uri = typeof answers === 'object' && answers !== null ? (answers as { uri?: unknown }).uri : undefined;
  if (uri instanceof vscode.Uri) return uri;
  return typeof uri === 'string' ? vscode.Uri.parse(uri, true) : undefined;
}

function refuseTwo({ current }: FileRecording): void {
  if (!current) return;
  const stop: Remedy = {
    title: vscode.l10n.t('Stop Recording'),
    run: () => vscode.commands.executeCommand('ari.events.stopRecording'),
  };
  throw new UserError(vscode.l10n.t('Events are being recorded to {0} already.', current.uri.fsPath), [stop]);
}

function remembered(memory: vscode.Memento): vscode.Uri | undefined {
  const folder = memory.get<unknown>(FOLDER);
  return typeof folder === 'string' ? vscode.Uri.parse(folder) : undefined;
}

function sentenceOf({ uri, entries, files, deleted, lost }: Recorded): string {
  const name = message(path.basename(uri.fsPath));
  const sentences = [
    files === 1
      ? vscode.l10n.t('Recorded {0} entries to {1}.', counted(entries), name)
      : vscode.l10n.t(
          'Recorded {0} entries to {1} files, the last of them {2}.',
          counted(entries),
          counted(files),
          name,
        ),
    deleted.files > 0 ? deletedSentence(deleted) : '',
    lost > 0 ? vscode.l10n.t('The disk was too slow for {0} more.', counted(lost)) : '',
  ];
  return sentences.filter(Boolean).join(' ');
}

/** What the setting has taken away, and how to keep more next time. */
export function deletedSentence({ files, entries }: Deleted): string {
  return files === 1
    ? vscode.l10n.t(
        'The oldest file, with {0} entries, was deleted (ari.events.file.keep says how many stay).',
        counted(entries),
      )
    : vscode.l10n.t(
        'The oldest {0} files, with {1} entries, were deleted (ari.events.file.keep says how many stay).',
        counted(files),
        counted(entries),
      );
}

/** What a person is told of a file that cannot be written. */
function explained(error: unknown, remedies: readonly Remedy[]): unknown {
  if (!(error instanceof CaptureError)) return error;
  const sentence = vscode.l10n.t('Events are not recorded: {0}', reasonOf(error));
  return new UserError(message(sentence, 1_000), remedies, { cause: error });
}

function reasonOf({ problem, file, code }: CaptureError): string {
  switch (problem) {
    case 'full':
      return vscode.l10n.t('there is no space left for {0}. Make room, or choose another disk.', file);
    case 'gone':
      return vscode.l10n.t('{0} or its folder is not there, or not any more. Choose a folder that exists.', file);
    case 'denied':
      return vscode.l10n.t('{0} may not be written. Choose a folder of yours.', file);
    case 'other':
      return vscode.l10n.t('{0} cannot be written ({1}). Choose another folder.', file, code ?? '?');
  }
}
