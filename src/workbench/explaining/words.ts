import * as vscode from 'vscode';
import type { Reason, Thing, Whereabouts } from '../../live/explaining/reason';
import { message } from '../common/text';

/** A sentence or two for each kind of reason. */
export type Words<K extends Reason['kind'] = Reason['kind']> = {
  readonly [Kind in K]: (reason: Extract<Reason, { kind: Kind }>) => string;
};

/** A name or an id from the network, for a notification; long ones are cut. */
export function name(text: string | undefined): string {
  return message(text ?? '', 80);
}

/** Names for a list in a sentence. */
export function names(texts: readonly string[]): string {
  return texts.map(name).join(', ');
}

/** A channel in a sentence: its name, or its id where it was never seen. */
export function channelName({ id, name: known }: { id: string; name: string | undefined }): string {
  return name(known ?? id);
}

/** Where a channel is, as a sentence. */
export function place(where: Whereabouts): string {
  switch (where.kind) {
    case 'application':
      return vscode.l10n.t('It is just entering or leaving the application “{0}”.', name(where.name));
    case 'dialplan':
      return where.app
        ? vscode.l10n.t('It is in the dialplan, at {0}: {1}({2}).', spot(where), name(where.app), name(where.data))
        : vscode.l10n.t('It is in the dialplan, at {0}.', spot(where));
    case 'originated':
      return vscode.l10n.t('It is still being called: it goes to its application or the dialplan when it is answered.');
    case 'dialled':
      return vscode.l10n.t('It is the called end of a Dial() in the dialplan, and runs nothing itself.');
    case 'ended':
      return vscode.l10n.t('It has ended meanwhile.');
    case 'unknown':
      return vscode.l10n.t('Where it is now is not known.');
  }
}

/** A place in the dialplan, as Asterisk writes it: `context,extension,priority`. */
export function spot({ context, exten, priority }: { context: string; exten: string; priority: number }): string {
  return name(`${context},${exten},${String(priority)}`);
}

/** Something that is not there, by its name. */
export function thingName(thing: Thing, id: string): string {
  const shown = name(id);
  switch (thing) {
    case 'channel':
      return vscode.l10n.t('The channel “{0}”', shown);
    case 'bridge':
      return vscode.l10n.t('The bridge “{0}”', shown);
    case 'playback':
      return vscode.l10n.t('The playback “{0}”', shown);
    case 'liveRecording':
      return vscode.l10n.t('The running recording “{0}”', shown);
    case 'storedRecording':
      return vscode.l10n.t('The recording “{0}”', shown);
    case 'sound':
      return vscode.l10n.t('The sound “{0}”', shown);
    case 'module':
      return vscode.l10n.t('The module “{0}”', shown);
    case 'log':
      return vscode.l10n.t('The log “{0}”', shown);
    case 'configObject':
      return vscode.l10n.t('The configuration object “{0}”', shown);
    case 'device':
      return vscode.l10n.t('The device “{0}”', shown);
    case 'mailbox':
      return vscode.l10n.t('The mailbox “{0}”', shown);
  }
}
