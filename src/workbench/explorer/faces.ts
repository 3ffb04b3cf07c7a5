import type { CallerID, Channel, ChannelState, EndpointState } from '../../ari/resources';
import { plain } from '../../ari/text';
import type { Listing } from './listing';
import { kindOf } from './listing';
import type { GroupId, TreeNode } from './nodes';
import type { Tree } from './tree';
import { acceptsAnything, isTls, isWritable } from './view';
import type { ServerView } from './view';
import type { Words } from './words';

/** What is told of a node of its kind: its look before it is put together. */
export interface Face {
  readonly label: string;
  /** For screen readers, where it is not the label. */
  readonly spokenLabel?: string;
  readonly parts?: readonly (string | undefined)[];
  readonly icon: string;
  readonly color?: string | undefined;
  readonly flags?: Readonly<Record<string, boolean>>;
}

const GREEN = 'charts.green';
const YELLOW = 'charts.yellow';
const RED = 'errorForeground';
export const GREY = 'disabledForeground';
const PRODUCTION = 'charts.red';

/** Nothing for what is gone. */
export function faceOf(node: TreeNode, view: ServerView, tree: Tree, words: Words): Face | undefined {
  if (node.kind === 'server') return serverFace(view, words);
  const listing = tree.listingOf(node.serverName);
  if (!listing) return undefined;
  switch (node.kind) {
    case 'group':
      return groupFace(node.id as GroupId, listing, view, words);
    case 'technology':
      return {
        label: plain(node.id),
        parts: [words.count(listing.endpointsOf(node.id).length)],
        icon: 'symbol-interface',
      };
    case 'application':
      return applicationFace(node.id, listing, view, words);
    case 'channel': {
      const face = channelFace(node.id, listing, view, words);
      // Below its first half, only what tells the second half from it: the line has better use for the room.
      return face && node.parent?.kind === 'channel' ? { ...face, label: ';2', spokenLabel: face.label } : face;
    }
    case 'bridge':
      return bridgeFace(node.id, listing, view, words);
    case 'endpoint':
      return endpointFace(node, listing, view, words);
    case 'playback':
    case 'recording':
      return mediaFace(node.kind, node.id, listing, view);
    case 'more':
      return { label: words.more(node.parent?.rest ?? 0), icon: 'ellipsis' };
    case 'failure': {
      const error = view.live?.failure(kindOf(node.id as GroupId));
      return error && { label: words.explain(error), icon: 'error', color: RED };
    }
  }
}

const SERVER_ICONS: Readonly<Record<ServerView['state']['kind'], readonly [icon: string, color: string]>> = {
  disconnected: ['vm-outline', GREY],
  connecting: ['sync~spin', YELLOW],
  connected: ['vm-active', GREEN],
  reconnecting: ['sync~spin', YELLOW],
  replaced: ['debug-disconnect', 'charts.orange'],
  failed: ['error', RED],
};

function serverFace(view: ServerView, words: Words): Face {
  const { kind } = view.state;
  const { production, readOnly, username } = view.profile;
  const version = kind === 'connected' ? view.live?.info?.system?.version : undefined;
  const insecure = acceptsAnything(view.profile);
  return {
    label: plain(view.name),
    parts: [
      // First, since a narrow view cuts the rest off.
      production ? words.production : undefined,
      readOnly ? words.readOnly : undefined,
      insecure ? words.anyCertificate : undefined,
      words.serverState(view),
      version && plain(shortVersion(version)),
      plain(username),
    ],
    ...serverIcon(view),
    flags: { [kind]: true, writable: isWritable(view), production, readOnly, tls: isTls(view.profile), insecure },
  };
}

/** A trouble's own icon and colour; otherwise the marks of the server go before those of its state. */
function serverIcon({ state, profile }: ServerView): { icon: string; color: string } {
  const [icon, color] = SERVER_ICONS[state.kind];
  if (state.kind !== 'connected' && state.kind !== 'disconnected') return { icon, color };
  const insecure = acceptsAnything(profile);
  return {
    icon: insecure ? 'unlock' : icon,
    color: profile.production ? PRODUCTION : insecure ? 'charts.orange' : color,
  };
}

/** `22.10.1` of `22.10.1~dfsg+~cs6.15.60671435-1`. */
export function shortVersion(version: string): string {
  return version.split(/[~+]/, 1)[0] || version;
}

const GROUP_ICONS: Readonly<Record<GroupId, string>> = {
  applications: 'symbol-event',
  channels: 'call-outgoing',
  bridges: 'git-merge',
  endpoints: 'device-mobile',
};

function groupFace(group: GroupId, listing: Listing, view: ServerView, words: Words): Face {
  const { total, visible } = listing.count(kindOf(group));
  const failed = view.live?.failure(kindOf(group)) !== undefined;
  const count = listing.matches ? words.someOf(visible, total) : words.count(total);
  const { state } = view;
  const heardAt = state.kind === 'reconnecting' ? state.loss?.at : undefined;
  return {
    label: words.group(group),
    parts: [failed ? undefined : count, heardAt === undefined ? undefined : words.asOf(heardAt)],
    icon: GROUP_ICONS[group],
  };
}

function applicationFace(name: string, listing: Listing, view: ServerView, words: Words): Face {
  const own = view.application === name;
  const inside = listing.model.channelsIn(name).size;
  const application = listing.model.applications.get(name);
  return {
    label: plain(name),
    parts: [
      own ? words.ours : undefined,
      inside > 0 ? words.channels(inside) : undefined,
      application && hears(application, words),
    ],
    icon: own ? 'account' : 'symbol-event',
    color: own || inside > 0 ? GREEN : undefined,
    flags: { writable: isWritable(view), own },
  };
}

const ALL = /^__AST_.*_ALL_TOPIC$/;

function hears(
  application: NonNullable<ReturnType<Listing['model']['applications']['get']>>,
  words: Words,
): string | undefined {
  const sources = [
    ['channel', application.channel_ids],
    ['bridge', application.bridge_ids],
    ['endpoint', application.endpoint_ids],
    ['device', application.device_names],
  ] as const;
  const counts = sources.map(([kind, ids]) => [kind, ids.some((id) => ALL.test(id)) ? 'all' : ids.length] as const);
  if (counts.every(([, count]) => count === 'all')) return words.hearsEverything;
  const some = counts.filter(([, count]) => count !== 0).map(([kind, count]) => words.sources(kind, count));
  return some.length ? words.hears(some) : undefined;
}

/** Icon and colour of a channel's state. */
function channelIcon(state: ChannelState): readonly [icon: string, color: string] {
  switch (state) {
    case 'Up':
      return ['circle-filled', GREEN];
    case 'Ring':
      return ['call-incoming', YELLOW];
    case 'Ringing':
    case 'Pre-ring':
      return ['bell', YELLOW];
    case 'Dialing':
    case 'Dialing Offhook':
      return ['call-outgoing', YELLOW];
    case 'Busy':
      return ['circle-slash', RED];
    default:
      return ['circle-outline', GREY];
  }
}

function channelFace(id: string, listing: Listing, view: ServerView, words: Words): Face | undefined {
  const channel = listing.model.channels.get(id);
  if (!channel) return undefined;
  const { resource, application, bridgeId } = channel;
  const [icon, color] = channelIcon(resource.state);
  const playing = listing.playbacksOn('channel', id).length > 0;
  const recording = listing.recordingsOn('channel', id).length > 0;
  return {
    label: plain(resource.name),
    parts: [
      plain(resource.state),
      playing ? words.playing : undefined,
      recording ? words.recording : undefined,
      plain(partiesOf(resource)),
      plain(placeOf(resource), 200),
    ],
    icon,
    color,
    flags: {
      writable: isWritable(view),
      stasis: application !== undefined,
      bridged: bridgeId !== undefined,
      up: resource.state === 'Up',
      playing,
      recording,
    },
  };
}

/** `Alice <1000>`, or the half of it that is known. */
export function callerOf({ name, number }: CallerID): string {
  return name && number ? `${name} <${number}>` : name || number;
}

/** `1000 → Bob <1001>`; nothing when nobody is known. */
export function partiesOf({ caller, connected }: Pick<Channel, 'caller' | 'connected'>): string {
  const [from, to] = [callerOf(caller), callerOf(connected)];
  return to ? `${from} → ${to}`.trim() : from;
}

/** `default,1000,2 Stasis(hello)`: where in the dialplan a channel is and what it runs. */
export function placeOf({ dialplan }: Pick<Channel, 'dialplan'>): string {
  const { context, exten, priority, app_name, app_data } = dialplan;
  const place = exten ? `${context},${exten},${priority}` : '';
  return `${place} ${app_name ? `${app_name}(${app_data})` : ''}`.trim();
}

function bridgeFace(id: string, listing: Listing, view: ServerView, words: Words): Face | undefined {
  const bridge = listing.model.bridges.get(id);
  return (
    bridge && {
      label: plain(bridge.name || bridge.id),
      parts: [plain(bridge.bridge_type), plain(bridge.technology), words.channels(bridge.channels.length)],
      icon: 'git-merge',
      color: bridge.channels.length > 0 ? GREEN : GREY,
      flags: { writable: isWritable(view) },
    }
  );
}

const ENDPOINT_COLORS: Readonly<Record<EndpointState, string>> = { online: GREEN, offline: GREY, unknown: GREY };

function endpointFace(node: TreeNode, listing: Listing, view: ServerView, words: Words): Face | undefined {
  const endpoint = listing.model.endpoints.get(node.id);
  if (!endpoint) return undefined;
  const busy = listing.model.channelsOfEndpoint(node.id).size;
  return {
    label: plain(node.parent?.kind === 'technology' ? endpoint.resource : node.id),
    parts: [plain(endpoint.state ?? 'unknown'), busy > 0 ? words.channels(busy) : undefined],
    icon: 'device-mobile',
    color: ENDPOINT_COLORS[endpoint.state ?? 'unknown'],
    flags: { writable: isWritable(view) },
  };
}

function mediaFace(kind: 'playback' | 'recording', id: string, listing: Listing, view: ServerView): Face | undefined {
  const { playbacks, recordings } = listing.model;
  const running = kind === 'playback' ? playbacks.get(id) : recordings.get(id);
  if (!running) return undefined;
  const paused = running.state === 'paused';
  return {
    label: plain('media_uri' in running ? running.media_uri : `${running.name}.${running.format}`),
    parts: [plain(running.state)],
    icon: paused ? 'debug-pause' : kind === 'playback' ? 'play' : 'record',
    color: paused ? YELLOW : kind === 'playback' ? GREEN : RED,
    flags: { writable: isWritable(view), [running.state]: true },
  };
}
