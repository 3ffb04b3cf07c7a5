import { isKnownEvent } from '../../ari/events';
import { splitMedia } from '../../ari/mediaUri';
import * as playbacks from '../../ari/operations/playbacks';
import type { Playback } from '../../ari/resources';
import type { Server } from '../servers/server';
import type { Found } from './pick';

/** How long to wait for Asterisk to say that a stopped tone is over, in ms. */
const PATIENCE_MS = 2000;

/**
 * Stops a playback with all that is still to come. Asterisk (22.10, measured) ends a list when a sound is stopped, but
 * goes on to the next medium when a tone is: then that one is stopped too.
 * @throws AriError
 */
export async function stopPlayback({ server, id, resource }: Found<Playback>): Promise<void> {
  for (let playing = resource; ;) {
    if (!playing || !goesOn(playing)) return playbacks.stop(server.rest, id);
    const next = nextOf(server, id);
    await playbacks.stop(server.rest, id);
    playing = await next;
    if (!playing) return;
  }
}

function goesOn({ media_uri, next_media_uri }: Playback): boolean {
  return next_media_uri !== undefined && splitMedia(media_uri)?.scheme === 'tone';
}

/** The playback when its next medium starts; nothing when it ends instead. */
function nextOf(server: Server, id: string): Promise<Playback | undefined> {
  return new Promise((resolve) => {
    const done = (playback?: Playback): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve(playback);
    };
    const timer = setTimeout(done, PATIENCE_MS);
    const subscription = server.onEvent((event) => {
      if (!isKnownEvent(event)) return;
      if (event.type === 'PlaybackStarted' && event.playback.id === id) done(event.playback);
      if (event.type === 'PlaybackFinished' && event.playback.id === id) done();
    });
  });
}
