import * as vscode from 'vscode';
import type { AnyEvent } from '../../ari/events';
import { isKnownEvent } from '../../ari/events';
import { UserError } from '../common/report';
import { message } from '../common/text';
import type { Server } from '../servers/server';
import type { Workbench } from '../servers/workbench';

/** Far more than run at once; what never ends (a channel that nobody hears of any more) must not add up. */
const WATCHED = 1000;

/**
 * Tells of what was accepted and came to nothing later: media that are not there, a recording that could not begin.
 * Without this a person waits for what will never be heard. Only of what was started by this very window.
 */
export class MediaFailures implements vscode.Disposable {
  readonly #watched = new Set<string>();
  readonly #subscription: vscode.Disposable;

  constructor(private readonly workbench: Workbench) {
    this.#subscription = workbench.registry.onEvent(({ server, event }) => {
      if (this.#watched.size > 0) this.#look(server, event);
    });
  }

  dispose(): void {
    this.#subscription.dispose();
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
      const { id, state, media_uri } = event.playback;
      if (!this.#watched.delete(keyOf(server, id)) || state !== 'failed') return;
      this.#tell(vscode.l10n.t('“{0}” could not be played. Is it on the server?', message(media_uri)), event.type);
    } else if (event.type === 'RecordingFinished') {
      this.#watched.delete(keyOf(server, event.recording.name));
    } else if (event.type === 'RecordingFailed') {
      const { name, cause } = event.recording;
      if (!this.#watched.delete(keyOf(server, name))) return;
      const why = message(cause ?? vscode.l10n.t('Asterisk does not say why'));
      this.#tell(vscode.l10n.t('“{0}” was not recorded: {1}.', message(name), why), event.type);
    }
  }

  #tell(sentence: string, doing: string): void {
    this.workbench.reporter.report(new UserError(sentence), doing);
  }
}

function keyOf(server: Server, id: string): string {
  return JSON.stringify([server.name, id]);
}
