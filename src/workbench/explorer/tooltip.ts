import * as vscode from 'vscode';
import { isLocal } from '../../ari/doctor/route';
import type { Application, Channel } from '../../ari/resources';
import { plain } from '../../ari/text';
import { explain } from '../common/explain';
import { kindOf } from './listing';
import { lossWord } from '../servers/stateWord';
import { callerOf, placeOf } from './faces';
import type { GroupId, TreeNode } from './nodes';
import type { Tree } from './tree';
import { acceptsAnything, isTls } from './view';
import type { ServerView } from './view';

type Line = readonly [name: string, value: string | undefined];

/** The details of a node, as plain text: nothing in it can become a link, an image or a heading. */
export function tooltipOf(node: TreeNode, tree: Tree): string | undefined {
  const view = tree.view(node.serverName);
  const lines = view ? linesOf(node, view) : undefined;
  return lines?.flatMap(([name, value]) => (value ? [`${name}: ${plain(value, 300)}`] : [])).join('\n');
}

function linesOf(node: TreeNode, view: ServerView): readonly Line[] | undefined {
  const { model } = view;
  switch (node.kind) {
    case 'server':
      return serverLines(view);
    case 'channel': {
      const channel = model?.channels.get(node.id);
      const bridge = model?.bridges.get(channel?.bridgeId ?? '');
      return (
        channel && [
          ...channelLines(channel.resource),
          [vscode.l10n.t('Application'), channel.application],
          [vscode.l10n.t('Bridge'), bridge && (bridge.name || bridge.id)],
        ]
      );
    }
    case 'application':
      return applicationLines(node.id, model?.applications.get(node.id));
    case 'bridge': {
      const bridge = model?.bridges.get(node.id);
      return (
        bridge && [
          [vscode.l10n.t('Bridge'), bridge.name || undefined],
          [vscode.l10n.t('Id'), bridge.id],
          [vscode.l10n.t('Type'), bridge.bridge_type],
          [vscode.l10n.t('Technology'), bridge.technology],
          [vscode.l10n.t('Class'), bridge.bridge_class],
          [vscode.l10n.t('Created by'), bridge.creator],
          [vscode.l10n.t('Created'), localTime(bridge.creationtime)],
          [vscode.l10n.t('Channels'), String(bridge.channels.length)],
        ]
      );
    }
    default:
      return mediaLines(node, view);
  }
}

function serverLines(view: ServerView): readonly Line[] {
  const { profile, state, live, application } = view;
  const error = state.kind === 'failed' || state.kind === 'reconnecting' ? state.error : undefined;
  const loss = state.kind === 'reconnecting' ? state.loss : undefined;
  return [
    [vscode.l10n.t('Server'), view.name],
    [vscode.l10n.t('URL'), profile.url],
    [vscode.l10n.t('User'), profile.username],
    [vscode.l10n.t('Application'), application],
    [vscode.l10n.t('Asterisk'), live?.info?.system?.version],
    [vscode.l10n.t('Up since'), localTime(live?.info?.status?.startup_time)],
    [vscode.l10n.t('Read-only'), profile.readOnly ? vscode.l10n.t('yes: nothing is sent that changes anything') : ''],
    [vscode.l10n.t('Lost'), loss && `${new Date(loss.at).toLocaleString(vscode.env.language)}, ${lossWord(loss)}`],
    [vscode.l10n.t('Production'), profile.production ? vscode.l10n.t('yes: each command that writes asks first') : ''],
    [vscode.l10n.t('Encryption'), encryption(profile)],
    [vscode.l10n.t('Error'), error && explain(error)],
  ];
}

/** Whom the connection believes, where that is not as usual. */
function encryption(profile: ServerView['profile']): string | undefined {
  const { url, certificate, caFile } = profile;
  if (!isTls(profile)) {
    const { hostname } = new URL(url);
    const isHere = isLocal(hostname.replace(/^\[(.*)\]$/, '$1'));
    return isHere ? undefined : vscode.l10n.t('none: the password travels as anybody on the way can read it');
  }
  if (acceptsAnything(profile)) {
    return vscode.l10n.t('with any certificate: whoever sits in between can read the password');
  }
  if (certificate !== undefined) return vscode.l10n.t('one certificate is believed, {0}', certificate);
  return caFile === undefined ? undefined : vscode.l10n.t('authorities of {0} are believed too', caFile);
}

function channelLines(channel: Channel): readonly Line[] {
  return [
    [vscode.l10n.t('Channel'), channel.name],
    [vscode.l10n.t('Id'), channel.id],
    [vscode.l10n.t('State'), channel.state],
    [vscode.l10n.t('Caller'), callerOf(channel.caller)],
    [vscode.l10n.t('Connected to'), callerOf(channel.connected)],
    [vscode.l10n.t('Dialplan'), placeOf(channel)],
    [vscode.l10n.t('Account'), channel.accountcode],
    [vscode.l10n.t('Language'), channel.language],
    [vscode.l10n.t('Created'), localTime(channel.creationtime)],
    [vscode.l10n.t('Call id'), channel.protocol_id],
  ];
}

function applicationLines(name: string, application: Application | undefined): readonly Line[] {
  const types = (list: Application['events_allowed'] | undefined): string =>
    (list ?? []).map(({ type }) => type).join(', ');
  return [
    [vscode.l10n.t('Application'), name],
    [vscode.l10n.t('Channels it hears of'), application?.channel_ids.join(', ')],
    [vscode.l10n.t('Bridges it hears of'), application?.bridge_ids.join(', ')],
    [vscode.l10n.t('Endpoints it hears of'), application?.endpoint_ids.join(', ')],
    [vscode.l10n.t('Devices it hears of'), application?.device_names.join(', ')],
    [vscode.l10n.t('Events allowed'), types(application?.events_allowed)],
    [vscode.l10n.t('Events disallowed'), types(application?.events_disallowed)],
  ];
}

function mediaLines({ kind, id }: TreeNode, { model, live }: ServerView): readonly Line[] | undefined {
  switch (kind) {
    case 'endpoint':
      return [
        [vscode.l10n.t('Endpoint'), id],
        [vscode.l10n.t('State'), model?.endpoints.get(id)?.state ?? 'unknown'],
        [vscode.l10n.t('Channels'), String(model?.channelsOfEndpoint(id).size ?? 0)],
      ];
    case 'playback': {
      const playback = model?.playbacks.get(id);
      return [
        [vscode.l10n.t('Playback'), playback?.media_uri],
        [vscode.l10n.t('Next'), playback?.next_media_uri],
        [vscode.l10n.t('Id'), id],
        [vscode.l10n.t('State'), playback?.state],
        [vscode.l10n.t('Language'), playback?.language],
      ];
    }
    case 'recording': {
      const recording = model?.recordings.get(id);
      return [
        [vscode.l10n.t('Recording'), id],
        [vscode.l10n.t('Format'), recording?.format],
        [vscode.l10n.t('State'), recording?.state],
      ];
    }
    case 'failure': {
      const error = live?.failure(kindOf(id as GroupId));
      return error && [[vscode.l10n.t('Error'), explain(error)]];
    }
    default:
      return undefined;
  }
}

function localTime(timestamp: string | undefined): string | undefined {
  // `2026-01-02T03:04:05.678+0000`: what Asterisk writes, and Date understands.
  const time = timestamp === undefined ? Number.NaN : Date.parse(timestamp);
  return Number.isNaN(time) ? timestamp : new Date(time).toLocaleString(vscode.env.language);
}
