/** Requests about recordings, stored ones and live ones. Errors, unless a function says otherwise: 404 no such recording. */
import type { LiveRecording, StoredRecording } from '../resources';
import { pathOf } from '../path';
import type { Download, Requester } from '../rest';

/** All recordings on the server's disk. */
export function listStored(ari: Requester): Promise<StoredRecording[]> {
  return ari.request({ method: 'GET', path: 'recordings/stored' });
}

/** One stored recording. */
export function getStored(ari: Requester, name: string): Promise<StoredRecording> {
  return ari.request({ method: 'GET', path: pathOf`recordings/stored/${name}` });
}

/** Its audio file. Since 14.0. Errors: 403 the server cannot open it · 404. */
export function download(ari: Requester, name: string): Promise<Download> {
  return ari.download({ method: 'GET', path: pathOf`recordings/stored/${name}/file` });
}

/** Copies it on the server. Errors: 404 · 409 the new name is taken. */
export function copyStored(ari: Requester, name: string, destinationRecordingName: string): Promise<StoredRecording> {
  return ari.request({
    method: 'POST',
    path: pathOf`recordings/stored/${name}/copy`,
    query: { destinationRecordingName },
  });
}

/** Deletes it from the server's disk, for good. */
export function deleteStored(ari: Requester, name: string): Promise<void> {
  return ari.request({ method: 'DELETE', path: pathOf`recordings/stored/${name}` });
}

/** One recording in progress. ARI has no list of them. */
export function getLive(ari: Requester, name: string): Promise<LiveRecording> {
  return ari.request({ method: 'GET', path: pathOf`recordings/live/${name}` });
}

/** Stops it and keeps it. */
export function stop(ari: Requester, name: string): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`recordings/live/${name}/stop` });
}

/** Stops it and throws it away. */
export function cancel(ari: Requester, name: string): Promise<void> {
  return ari.request({ method: 'DELETE', path: pathOf`recordings/live/${name}` });
}

/** Pauses it; paused time does not count for its longest duration or silence. Errors: 404 · 409 not in progress. */
export function pause(ari: Requester, name: string): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`recordings/live/${name}/pause` });
}

/** Ends {@link pause}. Errors: 404 · 409 not in progress. */
export function unpause(ari: Requester, name: string): Promise<void> {
  return ari.request({ method: 'DELETE', path: pathOf`recordings/live/${name}/pause` });
}

/** Records silence from now on. Errors: 404 · 409 not in progress. */
export function mute(ari: Requester, name: string): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`recordings/live/${name}/mute` });
}

/** Ends {@link mute}. Errors: 404 · 409 not in progress. */
export function unmute(ari: Requester, name: string): Promise<void> {
  return ari.request({ method: 'DELETE', path: pathOf`recordings/live/${name}/mute` });
}
