import * as vscode from 'vscode';
import { AriError } from '../../ari/errors';
import { mediaProblem, splitMedia, toMediaUri } from '../../ari/mediaUri';
import * as bridges from '../../ari/operations/bridges';
import * as channels from '../../ari/operations/channels';
import type { PlayOptions } from '../../ari/operations/media';
import * as playbacks from '../../ari/operations/playbacks';
import type { PlaybackOperation } from '../../ari/operations/playbacks';
import * as recordings from '../../ari/operations/recordings';
import type { Playback } from '../../ari/resources';
import { UserError } from '../common/report';
import { message } from '../common/text';
import type { Server } from '../servers/server';
import type { Target } from '../servers/target';
import type { Workbench } from '../servers/workbench';
import { readAnswers } from '../servers/answers';
import type { Answers } from '../servers/answers';
import { revivePlayed } from './media';
import type { PlayedMedia } from './media';
import { askMedia, mediaProblemText } from './mediaPick';
import { isInStasis, nameOf, pickBridge, pickChannel, pickPlayback, targetOf } from './pick';
import type { Found } from './pick';
import { Recent } from './recent';
import { stopPlayback } from './playbacksStop';

/** How many of the last media are offered again. */
const REMEMBERED = 8;

/** Where to play. */
interface Place {
  readonly kind: 'channel' | 'bridge';
  readonly server: Server;
  readonly id: string;
}

const CONTROLS: readonly (readonly [command: string, operation: PlaybackOperation])[] = [
  ['ari.playback.pause', 'pause'],
  ['ari.playback.resume', 'unpause'],
  ['ari.playback.restart', 'restart'],
  ['ari.playback.forward', 'forward'],
  ['ari.playback.backward', 'reverse'],
];

/**
 * `ari.channel.play` and `ari.bridge.play` take the answers `media` (a URI or a list), `lang`, `skipms`, `offsetms` and
 * give the playback; `ari.playback.*` control one and give its target.
 */
export function registerPlaybacks(workbench: Workbench): vscode.Disposable {
  const { reporter } = workbench;
  const play = (place: Place, given: unknown): Promise<Playback> => playOn(workbench, place, readAnswers(given));
  return vscode.Disposable.from(
    reporter.command('ari.channel.play', async (target, given) => {
      const placeholder = vscode.l10n.t('On which channel to play');
      return play(
        { kind: 'channel', ...(await pickChannel(workbench, target, { placeholder, fits: isInStasis })) },
        given,
      );
    }),
    reporter.command('ari.bridge.play', async (target, given) => {
      const placeholder = vscode.l10n.t('In which bridge to play');
      return play({ kind: 'bridge', ...(await pickBridge(workbench, target, { placeholder })) }, given);
    }),
    reporter.command('ari.playback.stop', (target) => command(workbench, target, stopPlayback)),
    ...CONTROLS.map(([id, operation]) =>
      reporter.command(id, (target) =>
        command(
          workbench,
          target,
          (found) => playbacks.control(found.server.rest, found.id, operation),
          (playback) => fits(operation, playback),
        ),
      ),
    ),
  );
}

async function playOn(workbench: Workbench, place: Place, answers: Answers): Promise<Playback> {
  const { server, id, kind } = place;
  const recent = new Recent(workbench.memory, `play.${server.name}`, revivePlayed, REMEMBERED);
  const title = vscode.l10n.t('Play on {0}', nameOf(place));
  const chosen =
    mediaIn(answers) ?? (await askMedia({ title, server, catalogue: workbench.sounds, played: recent.list() }));
  await checkMedia(server, chosen.media);
  const options: PlayOptions = {
    ...chosen,
    skipms: answers.number('skipms'),
    offsetms: answers.number('offsetms'),
  };
  const play = kind === 'channel' ? channels.play : bridges.play;
  const playback = await play(server.rest, id, options);
  await recent.add(chosen);
  return playback;
}

function mediaIn(answers: Answers): PlayedMedia | undefined {
  const media = answers.list('media')?.map(toMediaUri);
  const lang = answers.text('lang');
  return media && { media, ...(lang === undefined ? {} : { lang }) };
}

/** Asterisk skips what it cannot make sense of without a word and never ends such a playback: it is not sent at all. */
async function checkMedia(server: Server, media: readonly string[]): Promise<void> {
  if (!media.length) throw new UserError(mediaProblemText('empty'));
  for (const uri of media) {
    const problem = mediaProblem(uri);
    if (problem) throw new UserError(`${message(uri)}: ${mediaProblemText(problem)}`);
    const parts = splitMedia(uri);
    if (parts?.scheme === 'recording') await checkRecording(server, parts.rest);
  }
}

async function checkRecording(server: Server, name: string): Promise<void> {
  try {
    await recordings.getStored(server.rest, name);
  } catch (cause) {
    if (!(cause instanceof AriError && cause.status === 404)) throw cause;
    throw new UserError(vscode.l10n.t('The server has no recording “{0}”.', message(name)), [], { cause });
  }
}

function fits(operation: PlaybackOperation, { state, media_uri }: Playback): boolean {
  if (!['sound', 'recording', 'tone'].includes(splitMedia(media_uri)?.scheme ?? '')) return false;
  return operation === 'unpause' ? state === 'paused' : operation !== 'pause' || state !== 'paused';
}

async function command(
  workbench: Workbench,
  argument: unknown,
  run: (found: Found<Playback>) => Promise<void>,
  offered: (playback: Playback) => boolean = () => true,
): Promise<Target> {
  const found = await pickPlayback(workbench, argument, {
    placeholder: vscode.l10n.t('Which playback'),
    fits: offered,
  });
  try {
    await run(found);
  } finally {
    // Refused, too, it may be because the playback is over or in another state than we believe.
    await found.server.live?.refreshPlayback(found.id).catch(() => undefined);
  }
  return targetOf('playback', found);
}
