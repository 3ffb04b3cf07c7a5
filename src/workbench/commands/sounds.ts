import type * as vscode from 'vscode';
import * as sounds from '../../ari/operations/sounds';
import type { Sound } from '../../ari/resources';
import type { LiveServer } from '../../live/liveServer';
import { label } from '../common/text';
import type { Server } from '../servers/server';
import type { Workbench } from '../servers/workbench';

/** The sounds of each server, asked for once a connection: they are some hundred per language and change with an upgrade. */
export class SoundCatalogue implements vscode.Disposable {
  readonly #lists = new WeakMap<LiveServer, Promise<readonly Sound[]>>();
  readonly #subscription: vscode.Disposable;

  constructor({ registry }: Workbench) {
    // The same live server comes back with what may be another Asterisk.
    this.#subscription = registry.onDidChangeState(({ live }) => live && this.#lists.delete(live));
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** In alphabetical order. @throws AriError */
  list(server: Server): Promise<readonly Sound[]> {
    const { live } = server;
    const known = live && this.#lists.get(live);
    if (known) return known;
    const asked = sounds.list(server.rest).then((list) => list.sort((a, b) => a.id.localeCompare(b.id)));
    if (live) {
      this.#lists.set(live, asked);
      asked.catch(() => this.#lists.delete(live));
    }
    return asked;
  }
}

/** Languages in which a sound is installed, in alphabetical order. */
export function languagesOf({ formats }: Sound): readonly string[] {
  return [...new Set(formats.map(({ language }) => language))].sort();
}

/** A line of a picker: its words are searched, too. */
export function soundItem(sound: Sound): vscode.QuickPickItem & { readonly sound: Sound } {
  const forms = languagesOf(sound).map((language) => {
    const formats = sound.formats.filter((form) => form.language === language).map(({ format }) => format);
    return `${language}: ${formats.join(', ')}`;
  });
  const installed = label(forms.join(' · '));
  return {
    label: `$(unmute) ${label(sound.id)}`,
    // One line a sound where the server has no texts, as with Debian's packages.
    ...(sound.text ? { description: label(sound.text), detail: installed } : { description: installed }),
    sound,
  };
}
