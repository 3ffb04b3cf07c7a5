/** Requests about playbacks. Errors of each: 404 no such playback, also when it is over. */
import type { Playback } from '../resources';
import { pathOf } from '../path';
import type { Requester } from '../rest';

/** One playback. */
export function get(ari: Requester, playbackId: string): Promise<Playback> {
  return ari.request({ method: 'GET', path: pathOf`playbacks/${playbackId}` });
}

/** Stops it, with what is still to come of its list. */
export function stop(ari: Requester, playbackId: string): Promise<void> {
  return ari.request({ method: 'DELETE', path: pathOf`playbacks/${playbackId}` });
}

/** What a playback can be told. `reverse` and `forward` jump by the playback's own `skipms`. */
export type PlaybackOperation = 'restart' | 'pause' | 'unpause' | 'reverse' | 'forward';

/**
 * Controls it: only sounds, recordings and tones can be, and only once they play.
 *
 * Errors: 400 unknown operation · 404 · 409 not in this state.
 */
export function control(ari: Requester, playbackId: string, operation: PlaybackOperation): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`playbacks/${playbackId}/control`, query: { operation } });
}
