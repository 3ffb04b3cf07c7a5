import * as vscode from 'vscode';
import type { MediaProblem } from '../../ari/mediaUri';
import type { Call, CallWhy, Finding, MediaWhy } from '../../live/watchdogs/finding';
import type { Remedy } from '../common/report';
import { button } from './remedies';
import type { Scene } from './remedies';
import { channelName, name, names, spot } from './words';

/** What was noticed, why, and what to do, in a sentence or two. */
export function findingSentence(finding: Finding): string {
  switch (finding.kind) {
    case 'playbackSkipped':
    case 'playbackFailed':
      return vscode.l10n.t('“{0}” was not played. {1}', name(finding.playback.media_uri), mediaSentence(finding));
    case 'recordingFailed': {
      const why = finding.recording.cause ?? vscode.l10n.t('Asterisk does not say why');
      return vscode.l10n.t('“{0}” was not recorded: {1}.', name(finding.recording.name), name(why));
    }
    case 'callFailed':
      return callSentence(finding.call.endpoint, finding);
    case 'nobodyServes': {
      const { channel, place, application, listed } = finding;
      const where = place ? vscode.l10n.t('at {0}', spot(place)) : vscode.l10n.t('after it was answered');
      const what = vscode.l10n.t(
        'Nobody served “{0}” when {1} came, {2}.',
        name(application),
        channelName(channel),
        where,
      );
      return `${what} ${programSentence(listed)}`;
    }
  }
}

/** The buttons that help; what others did has none. */
export function findingRemedies(finding: Finding, scene: Scene): readonly Remedy[] {
  switch (finding.kind) {
    case 'playbackSkipped':
    case 'playbackFailed': {
      const { target_uri } = finding.playback;
      const kind = target_uri.startsWith('bridge:') ? 'bridge' : 'channel';
      const id = target_uri.slice(target_uri.indexOf(':') + 1);
      return [button(vscode.l10n.t('Play Something Else…'), `ari.${kind}.play`, scene, [kind, id])];
    }
    case 'callFailed':
      return callRemedies(finding, scene);
    default:
      return [];
  }
}

function callRemedies({ call, why }: Extract<Finding, { kind: 'callFailed' }>, scene: Scene): readonly Remedy[] {
  const again = (title: string, answers: { readonly [Key in keyof Call]?: string | undefined }): Remedy =>
    button(title, 'ari.channel.originate', scene, undefined, answers);
  const { endpoint, callerId } = call;
  switch (why) {
    // What was wrong is asked for anew, and what was right stays said.
    case 'noExtension':
      return [again(vscode.l10n.t('Call Otherwise…'), { ...call, endpoint: undefined })];
    case 'noTarget':
      return [again(vscode.l10n.t('Call Otherwise…'), { endpoint, callerId })];
    case 'nobodyServes': {
      const { application } = scene.server;
      const otherwise = again(vscode.l10n.t('Call Otherwise…'), { endpoint, callerId });
      const here = again(vscode.l10n.t('Call into Our Application'), { endpoint, callerId, application });
      return application === undefined ? [otherwise] : [here, otherwise];
    }
    default:
      return [again(vscode.l10n.t('Call Again'), call)];
  }
}

function mediaSentence(media: MediaWhy): string {
  switch (media.why) {
    case 'problem':
      return problemSentence(media.problem);
    case 'noRecording':
      return vscode.l10n.t('The server has no recording of that name.');
    case 'noSound':
      return media.languages.length
        ? vscode.l10n.t('It is not there in “{0}”, but in: {1}.', name(media.language), names(media.languages))
        : vscode.l10n.t('The server has no sound of that name, in any language.');
    case 'unclear':
      return vscode.l10n.t('Asterisk’s own log (messages) says why.');
  }
}

function problemSentence(problem: MediaProblem): string {
  switch (problem) {
    case 'empty':
      return vscode.l10n.t('It names nothing to play.');
    case 'scheme':
      return vscode.l10n.t('It has to begin with sound:, recording:, number:, digits:, characters: or tone:.');
    case 'number':
      return vscode.l10n.t('It is no whole number of at most 2,147,483,647.');
    case 'digits':
      return vscode.l10n.t('Digits are 0–9, *, # and -.');
    case 'address':
      return vscode.l10n.t('It is no address that begins with http:// or https://.');
  }
}

function callSentence(endpoint: string, call: CallWhy): string {
  const called = name(endpoint);
  switch (call.why) {
    case 'noExtension':
      return vscode.l10n.t('The call to “{0}” came to nothing: the dialplan has no such extension.', called);
    case 'noTarget':
      return vscode.l10n.t(
        '“{0}” answered and was hung up: the extension where the call was to go does not exist.',
        called,
      );
    case 'nobodyServes':
      return vscode.l10n.t(
        '“{0}” answered and was hung up: nobody serves the application “{1}”. Start its program first.',
        called,
        name(call.application),
      );
    case 'busy':
      return vscode.l10n.t('“{0}” is busy.', called);
    case 'rejected':
      return vscode.l10n.t('“{0}” rejected the call.', called);
    case 'noAnswer':
      return vscode.l10n.t('“{0}” did not answer in time.', called);
    case 'absent':
      return vscode.l10n.t('“{0}” cannot be reached at the moment: its phone is gone.', called);
    case 'noRoute':
      return vscode.l10n.t('“{0}” was not found: there is no such number, or no way to it.', called);
    case 'congestion':
      return vscode.l10n.t('The call to “{0}” could not be put through: the other side is unavailable.', called);
    case 'cause':
      return vscode.l10n.t(
        'The call to “{0}” ended before it was answered: {1} ({2}).',
        called,
        name(call.words),
        call.cause,
      );
  }
}

function programSentence(listed: boolean): string {
  return listed
    ? vscode.l10n.t('It is registered, but its program is not connected any more. Start it again.')
    : vscode.l10n.t('No program is connected as that application. Start it, or check how it is spelt.');
}
