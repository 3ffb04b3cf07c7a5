import * as vscode from 'vscode';
import type { ModuleAction, Thing } from '../../live/explaining/reason';
import type { Words } from './words';
import { name, names, thingName } from './words';

/** Things that come to an end by themselves. */
const ENDING: ReadonlySet<Thing> = new Set(['channel', 'bridge', 'playback', 'liveRecording']);

/** Sentences about media, and about everything else that ARI has. */
export const THINGS = {
  gone: ({ thing, id, ended }) => {
    if (ended) return vscode.l10n.t('{0} has ended meanwhile.', thingName(thing, id));
    return ENDING.has(thing)
      ? vscode.l10n.t('{0} is not there: it ended before, or never was on this server.', thingName(thing, id))
      : vscode.l10n.t('{0} is not on this server, or not any more.', thingName(thing, id));
  },
  noVariable: ({ variable }) => vscode.l10n.t('The variable “{0}” was never set there.', name(variable)),
  functionFailed: ({ variable }) =>
    vscode.l10n.t(
      'Asterisk could not run “{0}”. Check its spelling; functions that reach outside need live_dangerously = yes in asterisk.conf.',
      name(variable),
    ),
  noEndpoint: ({ endpoint, similar }) =>
    similar.length
      ? vscode.l10n.t('There is no endpoint “{0}”. Did you mean {1}?', name(endpoint), names(similar))
      : vscode.l10n.t('There is no endpoint “{0}” on this server.', name(endpoint)),
  noTechnology: ({ technology, technologies }) =>
    vscode.l10n.t(
      'This server knows no {0} endpoints: its module is not loaded, or has none configured. There are: {1}.',
      name(technology),
      technologies.length ? names(technologies) : vscode.l10n.t('none at all'),
    ),
  noApplication: ({ name: application, ours }) =>
    ours
      ? vscode.l10n.t('“{0}” is our own application, and it is not connected. Connect again.', name(application))
      : vscode.l10n.t(
          'There is no application “{0}”: one exists only while, or shortly after, a program is connected as it.',
          name(application),
        ),
  noEventSource: ({ source }) =>
    vscode.l10n.t('“{0}” is not there, so its events cannot be had. Check its kind and id.', name(source)),
  notSubscribed: ({ application, source }) =>
    vscode.l10n.t('“{0}” was not subscribed to “{1}”: there is nothing to end.', name(application), name(source)),
  notControllable: ({ media, begun }) =>
    begun
      ? vscode.l10n.t(
          'This playback cannot be controlled{0}: only sounds, recordings and tones can be.',
          media === undefined ? '' : ` (${name(media)})`,
        )
      : vscode.l10n.t('This playback has not begun yet; it can be controlled once it plays.'),
  notRecording: ({ name: recording }) =>
    vscode.l10n.t('“{0}” is not being recorded at the moment: it has not begun yet, or is over.', name(recording)),
  recordingExists: ({ name: recording, running }) =>
    running
      ? vscode.l10n.t('“{0}” is being recorded right now. Choose another name, or stop it first.', name(recording))
      : vscode.l10n.t('There is a recording “{0}” already. Choose another name, or delete that one.', name(recording)),
  forbiddenName: ({ name: recording }) =>
    vscode.l10n.t(
      '“{0}” cannot be the name of a recording: it has to stay below the folder of recordings, without “..”.',
      name(recording),
    ),
  noFormat: ({ format }) =>
    vscode.l10n.t('This server has no module for the format “{0}”. wav and gsm are on nearly every one.', name(format)),
  unreadableFile: ({ name: recording }) =>
    vscode.l10n.t(
      'Asterisk may not open the file of “{0}”. Check its owner and rights on the server.',
      name(recording),
    ),
  foreignDevice: ({ device }) =>
    vscode.l10n.t('“{0}” is not ARI’s to set: only devices whose name begins with “Stasis:” are.', name(device)),
  watchedDevice: ({ device }) =>
    vscode.l10n.t('“{0}” cannot be removed while an application is subscribed to it.', name(device)),
  moduleRefused: ({ module, action }) => moduleRefused(module, action),
  objectRefused: ({ object, deleting }) =>
    deleting
      ? vscode.l10n.t('“{0}” cannot be deleted: what is in a .conf file is changed there.', name(object))
      : vscode.l10n.t(
          '“{0}” cannot be written: sorcery.conf gives this kind of object no storage that ARI can write to.',
          name(object),
        ),
} satisfies Partial<Words>;

function moduleRefused(module: string, action: ModuleAction): string {
  switch (action) {
    case 'read':
      return vscode.l10n.t('Asterisk tells nothing of the module “{0}”. Check its name.', name(module));
    case 'load':
      return vscode.l10n.t(
        '“{0}” could not be loaded: it is loaded already, not installed, or its configuration is missing.',
        name(module),
      );
    case 'unload':
      return vscode.l10n.t('“{0}” could not be unloaded: something still uses it.', name(module));
    case 'reload':
      return vscode.l10n.t('“{0}” could not be reloaded: it cannot be, or another reload is under way.', name(module));
  }
}
