import * as vscode from 'vscode';
import type { AnyEvent } from '../../ari/events';
import { isKnownEvent } from '../../ari/events';
import { UserError } from '../common/report';
import { message } from '../common/text';
import type { Server } from '../servers/server';
import type { Workbench } from '../servers/workbench';

/** Far more than run at once; what never ends (a channel that nobody hears of any more) must not add up. */
const WATCHED = 1000;

/** A hang-up makes playbacks fail, too, and is told of a moment later. In ms. */
const PAUSE_MS = 1000;

/**
 * Tells of what was accepted and came to nothing later: media that are not there, a recording that could not begin.
 * Without this a person waits for what will never be heard. Only of what was started by this very window.
 */
export class MediaFailures implements vscode.Disposable {
  readonly #watched = new Set<string>();
  readonly #subscription: vscode.Disposable;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(private readonly workbench: Workbench) {
    this.#subscription = workbench.registry.onEvent(({ server, event }) => {
      if (this.#watched.size > 0) this.#look(server, event);
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /**
   * Starts a playback (`id`) or a recording (its name), and watches it until it ends. Its end may be told before the
   * answer comes, so the watch begins first.
   */
  async during<T>(server: Server, id: string, start: () => Promise<T>): Promise<T> {
    const key = keyOf(server, id);
    for (const oldest of this.#watched) if (this.#watched.size >= WATCHED) this.#watched.delete(oldest);
    this.#watched.add(key);
    try {
      return await start();
    } catch (error) {
      this.#watched.delete(key);
      throw error;
    }
  }

  #look(server: Server, event: AnyEvent): void {
    if (!isKnownEvent(event)) return;
    if (event.type === 'PlaybackFinished') {
      const { id, state, media_uri, target_uri } = event.playback;
      if (!this.#watched.delete(keyOf(server, id)) || state !== 'failed') return;
      const sentence = vscode.l10n.t('“{0}” could not be played. Is it on the server?', message(media_uri));
      this.#tellLater({ server, place: target_uri, sentence });
    } else if (event.type === 'RecordingFinished') {
      this.#watched.delete(keyOf(server, event.recording.name));
    } else if (event.type === 'RecordingFailed') {
      const { name, cause, target_uri } = event.recording;
      if (!this.#watched.delete(keyOf(server, name))) return;
      const why = message(cause ?? vscode.l10n.t('Asterisk does not say why'));
      const sentence = vscode.l10n.t('“{0}” was not recorded: {1}.', message(name), why);
      this.#tellLater({ server, place: target_uri, sentence });
    }
  }

  /** Unless the channel or bridge has ended by then: whoever ended it does not want to hear of it. */
  #tellLater({ server, place, sentence }: { server: Server; place: string; sentence: string }): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (isThere(server, place)) this.workbench.reporter.report(new UserError(sentence), place);
    }, PAUSE_MS);
    this.#timers.add(timer);
  }
}

/** @param place `channel:ID` or `bridge:ID` */
function isThere({ model }: Server, place: string): boolean {
  const id = place.slice(place.indexOf(':') + 1);
  return model !== undefined && (place.startsWith('bridge:') ? model.bridges : model.channels).has(id);
}

function keyOf(server: Server, id: string): string {
  return JSON.stringify([server.name, id]);
}
