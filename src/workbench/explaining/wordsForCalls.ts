import * as vscode from 'vscode';
import type { Reason, Whereabouts } from '../../live/explaining/reason';
import type { Words } from './words';
import { channelName, name, names, place } from './words';

type NoChannelMade = Extract<Reason, { kind: 'noChannelMade' }>;

/** Sentences about channels, calls and bridges. */
export const CALLS = {
  notInStasis: ({ channel, where }) => notInStasis(channelName(channel), where),
  notReady: ({ channel, state }) =>
    state === undefined || state === 'Up'
      ? vscode.l10n.t('“{0}” was not answered yet. Try again when it is up.', channelName(channel))
      : vscode.l10n.t(
          '“{0}” was not answered yet: it is still in the state {1}. Try again when it is up.',
          channelName(channel),
          name(state),
        ),
  notDialable: ({ channel, why }) =>
    why === 'foreign'
      ? vscode.l10n.t('“{0}” was not created by ARI, so it cannot be dialled.', channelName(channel))
      : vscode.l10n.t('“{0}” was dialled already: only a new channel can be.', channelName(channel)),
  wrongTechnology: ({ channel, endpoint }) =>
    vscode.l10n.t(
      '“{0}” can only be redirected to an endpoint of its own technology, and “{1}” is of another.',
      channelName(channel),
      name(endpoint),
    ),
  inBridge: ({ channel }) =>
    vscode.l10n.t(
      '“{0}” cannot be recorded while it is in a bridge: its audio is the bridge’s. Record the bridge instead.',
      channelName(channel),
    ),
  recording: ({ channel }) =>
    vscode.l10n.t(
      '“{0}” is being recorded, so it cannot enter a bridge. Stop the recording first, and record the bridge.',
      channelName(channel),
    ),
  notInBridge: ({ channel, bridge }) =>
    bridge === undefined
      ? vscode.l10n.t('“{0}” is in no bridge any more.', channelName(channel))
      : vscode.l10n.t('“{0}” is in another bridge: “{1}”.', channelName(channel), name(bridge)),
  foreignBridge: ({ id, creator }) =>
    creator === undefined || creator === 'Stasis'
      ? vscode.l10n.t('The bridge “{0}” was not made by ARI, so ARI cannot command it.', name(id))
      : vscode.l10n.t('The bridge “{0}” belongs to {1}, so ARI cannot command it.', name(id), name(creator)),
  noMusic: ({ id }) => vscode.l10n.t('No music on hold is playing in the bridge “{0}”.', name(id)),
  notOffered: ({ channel }) =>
    vscode.l10n.t('“{0}” is not offered to anybody: StasisBroadcast is over, or never was.', channelName(channel)),
  claimed: ({ channel }) => vscode.l10n.t('Another application was faster: it has “{0}” now.', channelName(channel)),
  idTaken: ({ thing, id }) => idTaken(thing, id),
  noChannelMade: (reason) => noChannelMade(reason),
  noLabel: ({ label, context }) =>
    vscode.l10n.t('The dialplan has no label “{0}” there (context {1}).', name(label), name(context ?? 'default')),
  noStatistics: ({ why }) =>
    why === 'technology'
      ? vscode.l10n.t('Channels of this technology have no media statistics: only those with RTP have.')
      : vscode.l10n.t('There are no media statistics yet. They begin with the first packet of audio.'),
} satisfies Partial<Words>;

function notInStasis(channel: string, where: Whereabouts): string {
  if (where.kind === 'application') {
    return vscode.l10n.t('“{0}” cannot be commanded at this moment. {1} Try again.', channel, place(where));
  }
  return where.kind === 'dialplan'
    ? vscode.l10n.t(
        '“{0}” is in no Stasis application, so ARI cannot command it. {1} It can be when the dialplan hands it over with Stasis().',
        channel,
        place(where),
      )
    : vscode.l10n.t('“{0}” is in no Stasis application, so ARI cannot command it. {1}', channel, place(where));
}

function idTaken(thing: 'channel' | 'bridge' | 'log', id: string): string {
  switch (thing) {
    case 'channel':
      return vscode.l10n.t('There is a channel with the id “{0}” already. Choose another id.', name(id));
    case 'bridge':
      return vscode.l10n.t('There is a bridge with the id “{0}” already. Choose another id.', name(id));
    case 'log':
      return vscode.l10n.t('There is a log “{0}” already. Choose another name.', name(id));
  }
}

function noChannelMade(reason: NoChannelMade): string {
  const endpoint = name(reason.endpoint);
  switch (reason.why) {
    case 'offline':
      return vscode.l10n.t(
        '“{0}” could not be called: it is offline. Its phone is not registered, or does not answer. Try again when it is online.',
        endpoint,
      );
    case 'unknown':
      return reason.similar.length
        ? vscode.l10n.t(
            '“{0}” could not be called: there is no such endpoint. Did you mean {1}?',
            endpoint,
            names(reason.similar),
          )
        : vscode.l10n.t('“{0}” could not be called: there is no such endpoint on this server.', endpoint);
    case 'technology':
      return vscode.l10n.t(
        '“{0}” could not be called: this server knows no {1} endpoints. Its module is not loaded, or has none configured. There are: {2}.',
        endpoint,
        name(reason.technology),
        names(reason.technologies),
      );
    case 'unclear':
      return vscode.l10n.t(
        '“{0}” could not be called. Check that it is spelt TECH/name and can be reached; Asterisk’s own log (messages) says more.',
        endpoint,
      );
  }
}
