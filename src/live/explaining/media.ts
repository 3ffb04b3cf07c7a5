import { recordingExists } from './channels';
import type { Refusal } from './failure';
import { forbiddenName, wrongParameter } from './parameters';
import type { Reason } from './reason';

/** Why a request about playbacks, recordings or sounds was refused (res/ari/resource_playbacks.c and its neighbours). */
export function mediaReason(refusal: Refusal): Reason | undefined {
  const { segments } = refusal.request;
  switch (segments[0]) {
    case 'playbacks':
      return playbackReason(refusal, segments[1] ?? '');
    case 'recordings':
      return segments[1] === 'live'
        ? liveRecordingReason(refusal, segments[2] ?? '')
        : storedRecordingReason(refusal, segments[2] ?? '');
    default:
      return refusal.status === 404 ? { kind: 'gone', thing: 'sound', id: segments[1] ?? '', ended: false } : undefined;
  }
}

function playbackReason(refusal: Refusal, id: string): Reason | undefined {
  const { status, said, model } = refusal;
  switch (status) {
    case 400:
      return wrongParameter(refusal, 'operation');
    case 404:
      return { kind: 'gone', thing: 'playback', id, ended: model?.playbacks.isBuried(id) === true };
    case 409:
    case 500: {
      // 409 before it plays, 500 where the media cannot be controlled at all (measured).
      const playback = model?.playbacks.get(id);
      const begun = status === 500 || !/while media is playing/i.test(said);
      return { kind: 'notControllable', media: playback?.media_uri, begun };
    }
    default:
      return undefined;
  }
}

function liveRecordingReason({ status, model }: Refusal, name: string): Reason | undefined {
  if (status === 409) return { kind: 'notRecording', name };
  const ended = model?.recordings.isBuried(name) === true;
  return status === 404 ? { kind: 'gone', thing: 'liveRecording', id: name, ended } : undefined;
}

function storedRecordingReason(refusal: Refusal, name: string): Reason | undefined {
  switch (refusal.status) {
    case 400:
      return forbiddenName(refusal, 'destinationRecordingName');
    case 403:
      return { kind: 'unreadableFile', name };
    case 404:
      return { kind: 'gone', thing: 'storedRecording', id: name, ended: false };
    case 409:
      return recordingExists(refusal, 'destinationRecordingName');
    default:
      return undefined;
  }
}
