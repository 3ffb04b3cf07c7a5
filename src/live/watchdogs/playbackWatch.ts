import type { AriEvent } from '../../ari/events';
import { mediaProblem, splitMedia } from '../../ari/mediaUri';
import * as recordings from '../../ari/operations/recordings';
import * as sounds from '../../ari/operations/sounds';
import type { Playback } from '../../ari/resources';
import { AriError } from '../../ari/errors';
import { inBackground } from '../../ari/rest';
import { Allowance, BoundedMap, Timers } from './bounded';
import type { Finding, MediaWhy } from './finding';
import type { OwnActions } from './ownActions';
import type { Watched } from './watched';

/** A hang-up makes playbacks fail, too, and is told of a moment later; our own answer may come after the events. In ms. */
const PAUSE_MS = 1000;
/** How long an end may travel on the event socket after a GET says that the playback is over, in ms. */
const LATE_EVENT_MS = 500;
/** How many playbacks may be waited for at once. */
const WATCHED = 100;
/** How many playbacks of others are asked after, and told of, in how many ms: theirs is not our business to poll. */
const OTHERS = 5;
const OTHERS_PERIOD_MS = 10_000;
/** How often the same medium of others is told of, in ms. */
const QUIET_MS = 60_000;

/**
 * Notices playbacks of which nothing is heard. Asterisk skips a missing recording, a bad number and an unknown scheme
 * without a word: PlaybackStarted, and nothing more (measured on 16.28 and 22.10). Only such media are asked after, once
 * each; a missing sound tells by itself.
 */
export class PlaybackWatch {
  /** Started with a medium that may have been skipped, and not heard of since. */
  readonly #waiting = new BoundedMap<string, Playback>(WATCHED);
  readonly #toldOf = new BoundedMap<string, number>(WATCHED);
  readonly #timers = new Timers();
  readonly #questions = new Allowance(OTHERS, OTHERS_PERIOD_MS);
  readonly #lines = new Allowance(OTHERS, OTHERS_PERIOD_MS);

  constructor(
    private readonly server: Watched,
    private readonly own: OwnActions,
    private readonly found: (finding: Finding) => void,
  ) {}

  dispose(): void {
    this.#timers.dispose();
  }

  look(event: AriEvent): void {
    switch (event.type) {
      case 'PlaybackStarted':
        this.#started(event.playback);
        break;
      case 'PlaybackContinuing':
        this.#waiting.delete(event.playback.id);
        break;
      case 'PlaybackFinished':
        this.#waiting.delete(event.playback.id);
        if (event.playback.state === 'failed') this.#tellLater('playbackFailed', event.playback);
        break;
      default:
    }
  }

  #started(playback: Playback): void {
    const before = this.#waiting.get(playback.id);
    // The next of a list began and the last one never ended: no need to ask.
    if (before) this.#tellLater('playbackSkipped', before);
    this.#waiting.delete(playback.id);
    if (!canBeSkipped(playback.media_uri)) return;
    this.#waiting.set(playback.id, playback);
    this.#timers.after(PAUSE_MS, () => void this.#ask(playback));
  }

  async #ask(playback: Playback): Promise<void> {
    const isWaiting = (): boolean => this.#waiting.get(playback.id) === playback;
    if (!isWaiting() || !this.#mayAsk(playback)) return;
    const isOver = await this.server.refreshPlayback(playback.id).then(
      () => !this.server.model.playbacks.has(playback.id),
      () => false,
    );
    // A recording that plays is no longer of interest.
    if (!isOver) this.#waiting.delete(playback.id);
    else {
      this.#timers.after(LATE_EVENT_MS, () => {
        if (isWaiting()) this.#tellLater('playbackSkipped', playback, 0);
        this.#waiting.delete(playback.id);
      });
    }
  }

  #mayAsk({ id }: Playback): boolean {
    if (!this.server.isConnected) return false;
    return this.own.played(id) || this.#questions.take();
  }

  #tellLater(kind: 'playbackSkipped' | 'playbackFailed', playback: Playback, pauseMs = PAUSE_MS): void {
    this.#timers.after(pauseMs, () => {
      const own = this.own.played(playback.id);
      // Whoever ended the channel or the bridge does not want to hear of it.
      if (!isThere(this.server, playback.target_uri) || (!own && this.#isEnough(playback))) return;
      void whyOf(this.server, playback).then((why) => this.found({ kind, own, playback, ...why }));
    });
  }

  #isEnough({ media_uri }: Playback): boolean {
    const toldAt = this.#toldOf.get(media_uri) ?? -Infinity;
    if (Date.now() - toldAt < QUIET_MS || !this.#lines.take()) return true;
    this.#toldOf.set(media_uri, Date.now());
    return false;
  }
}

function canBeSkipped(uri: string): boolean {
  const scheme = splitMedia(uri)?.scheme;
  return scheme === undefined || scheme === 'recording' || scheme === 'number';
}

/** @param place `channel:ID` or `bridge:ID` */
export function isThere({ model }: Watched, place: string): boolean {
  const id = place.slice(place.indexOf(':') + 1);
  return (place.startsWith('bridge:') ? model.bridges : model.channels).has(id);
}

/** Asks the server why a medium cannot be heard. */
async function whyOf(server: Watched, { media_uri, language }: Playback): Promise<MediaWhy> {
  const problem = mediaProblem(media_uri);
  if (problem) return { why: 'problem', problem };
  const parts = splitMedia(media_uri);
  if (!server.isConnected) return { why: 'unclear' };
  const ari = inBackground(server.ari);
  if (parts?.scheme === 'recording') {
    const isMissing = await answersNotFound(recordings.getStored(ari, parts.rest));
    return isMissing ? { why: 'noRecording' } : { why: 'unclear' };
  }
  if (parts?.scheme !== 'sound' || parts.rest.includes('://')) return { why: 'unclear' };
  try {
    const { formats } = await sounds.get(ari, parts.rest);
    const languages = [...new Set(formats.map((format) => format.language))].sort();
    const isInstalled = language !== undefined && languages.includes(language);
    return isInstalled ? { why: 'unclear' } : { why: 'noSound', language, languages };
  } catch (error) {
    const isMissing = error instanceof AriError && error.status === 404;
    return isMissing ? { why: 'noSound', language, languages: [] } : { why: 'unclear' };
  }
}

async function answersNotFound(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return false;
  } catch (error) {
    return error instanceof AriError && error.status === 404;
  }
}
