import type { Disposable } from '../../ari/emitter';
import { isKnownEvent } from '../../ari/events';
import type { AriEvent } from '../../ari/events';
import { ApplicationWatch } from './applicationWatch';
import { Timers } from './bounded';
import { CallWatch } from './callWatch';
import type { Finding } from './finding';
import { OwnActions } from './ownActions';
import { PlaybackWatch, isThere } from './playbackWatch';
import type { Watched } from './watched';

/** A hang-up ends recordings, too, and is told of a moment later. In ms. */
const PAUSE_MS = 1000;

/**
 * Watches a server for what fails without an error: playbacks of which nothing is heard, recordings and calls that come
 * to nothing, applications that nobody serves. Each event costs O(1); requests are few and in the background.
 */
export function watchForSilentFailures(server: Watched, found: (finding: Finding) => void): Disposable {
  const own = new OwnActions();
  const timers = new Timers();
  const playbacks = new PlaybackWatch(server, own, found);
  const calls = new CallWatch(own, found);
  const applications = new ApplicationWatch(server, own, (id) => calls.isOnItsWay(id), found);
  const parts: readonly Disposable[] = [
    timers,
    playbacks,
    calls,
    server.onExchange((exchange) => {
      const made = own.take(exchange);
      if (made !== undefined) calls.made(made);
    }),
    server.onEvent((event) => {
      if (!isKnownEvent(event)) return;
      playbacks.look(event);
      calls.look(event);
      applications.look(event);
      lookForRecording(event);
    }),
  ];
  const lookForRecording = (event: AriEvent): void => {
    if (event.type !== 'RecordingFailed') return;
    const { recording } = event;
    timers.after(PAUSE_MS, () => {
      // What others' recordings fail of, the event itself says in the stream.
      const isOurs = own.recorded(recording.name) && isThere(server, recording.target_uri);
      if (isOurs) found({ kind: 'recordingFailed', own: true, recording });
    });
  };
  return { dispose: () => parts.forEach((part) => part.dispose()) };
}
