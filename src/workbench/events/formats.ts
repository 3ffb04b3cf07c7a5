import { serverMessageOf } from '../../ari/errors';
import type { AriEvent, AriEventType, EventOf } from '../../ari/events';
import { bridge, bridgeInFull, channel, channelId, channelIds, endpoint, mediaTarget, party, place } from './things';
import { cause, duration, line, listed, named, namedText, pairs, quoted, text } from './parts';
import type { Loose, Part } from './parts';

/** What matters of an event, after its time and type. Every field may be missing. */
export type Format<T extends AriEventType> = (event: NonNullable<Loose<EventOf<T>>>) => string;

type Formats<T extends AriEvent> = { readonly [K in T['type']]: Format<K> };

/** The formats whose event names begin with one of these. */
type Named<Prefix extends string> = Extract<AriEvent, { readonly type: `${Prefix}${string}` }>;
type CallEvent = Named<'Stasis' | 'Application' | 'Call'>;
type BridgeEvent = Named<'Bridge' | 'ChannelEnteredBridge' | 'ChannelLeftBridge' | 'ChannelTransfer'>;
type MediaEvent = Named<'Playback' | 'Recording'>;
type PlainChannelEvent = Exclude<Named<'Channel' | 'Dial'>, BridgeEvent>;
type OtherEvent = Exclude<AriEvent, CallEvent | BridgeEvent | MediaEvent | PlainChannelEvent>;

const aboutApplications: Formats<CallEvent> = {
  StasisStart: (event) =>
    line(
      channel(event.channel),
      listed('args', event.args),
      text(event.channel?.state),
      party(event.channel?.caller, 'from'),
      place(event.channel?.dialplan),
      channel(event.replace_channel, 'replaces'),
    ),
  StasisEnd: (event) => line(channel(event.channel), text(event.channel?.state)),
  ApplicationMoveFailed: (event) =>
    line(channel(event.channel), named('to', event.destination), listed('args', event.args)),
  ApplicationRegistered: (event) => text(event.application),
  ApplicationUnregistered: (event) => text(event.application),
  ApplicationReplaced: (event) => line(text(event.application), 'another program has it now, its events end here'),
  CallBroadcast: (event) => line(channel(event.channel), named('from', event.caller), named('to', event.called)),
  CallClaimed: (event) => line(channel(event.channel), named('by', event.winner_app)),
};

const aboutChannels: Formats<PlainChannelEvent> = {
  ChannelCreated: (event) =>
    line(
      channel(event.channel),
      text(event.channel?.state),
      party(event.channel?.caller, 'from'),
      place(event.channel?.dialplan),
    ),
  ChannelDestroyed: (event) =>
    line(channel(event.channel), cause(event.cause, event.cause_txt), named('tech cause', event.tech_cause)),
  ChannelStateChange: (event) =>
    line(
      channel(event.channel),
      text(event.channel?.state),
      party(event.channel?.caller, 'from'),
      party(event.channel?.connected, 'with'),
    ),
  ChannelDtmfReceived: (event) =>
    line(channel(event.channel), named('digit', event.digit), duration(event.duration_ms, 'ms')),
  ChannelDialplan: (event) => line(channel(event.channel), step(event)),
  ChannelCallerId: (event) =>
    line(channel(event.channel), party(event.channel?.caller, 'from'), text(event.caller_presentation_txt)),
  ChannelConnectedLine: (event) => line(channel(event.channel), party(event.channel?.connected, 'with')),
  ChannelUserevent: (event) =>
    line(
      channel(event.channel),
      bridge(event.bridge),
      endpoint(event.endpoint),
      text(event.eventname),
      pairs(event.userevent, 'eventname'),
    ),
  ChannelHangupRequest: (event) =>
    line(
      channel(event.channel),
      event.soft === true ? 'soft' : '',
      cause(event.cause),
      named('tech cause', event.tech_cause),
    ),
  ChannelVarset: (event) => line(channel(event.channel) ?? 'global', assignment(event.variable, event.value)),
  ChannelHold: (event) => line(channel(event.channel), namedText('music', event.musicclass)),
  ChannelUnhold: (event) => line(channel(event.channel)),
  ChannelToneDetected: (event) => line(channel(event.channel)),
  ChannelTalkingStarted: (event) => line(channel(event.channel)),
  ChannelTalkingFinished: (event) => line(channel(event.channel), duration(event.duration, 'ms')),
  Dial: (event) =>
    line(
      [channel(event.caller), '→', channel(event.peer)].filter(Boolean).join(' '),
      namedText('dialled', event.dialstring),
      text(event.dialstatus) || 'begins',
      namedText('forwarded to', event.forward),
      channel(event.forwarded),
    ),
};

const aboutBridges: Formats<BridgeEvent> = {
  BridgeCreated: (event) => line(bridgeInFull(event.bridge), named('by', event.bridge?.creator)),
  BridgeDestroyed: (event) => line(bridgeInFull(event.bridge)),
  BridgeMerged: (event) => line(bridgeInFull(event.bridge), bridge(event.bridge_from, 'takes in bridge')),
  BridgeVideoSourceChanged: (event) =>
    line(
      bridge(event.bridge),
      after('shows', channelId(event.bridge?.video_source_id)),
      after('instead of', channelId(event.old_video_source_id)),
      named('video', event.bridge?.video_mode),
    ),
  ChannelEnteredBridge: (event) => line(channel(event.channel), bridgeInFull(event.bridge)),
  ChannelLeftBridge: (event) => line(channel(event.channel), bridgeInFull(event.bridge)),
  BridgeBlindTransfer: (event) =>
    line(
      channel(event.channel),
      text(event.result),
      channel(event.transferee, 'transfers'),
      named('to', [event.exten, event.context].map((part) => text(part)).join('@')),
      channel(event.replace_channel, 'replaced by'),
      outside(event.is_external),
      bridge(event.bridge),
    ),
  BridgeAttendedTransfer: attendedTransfer,
  ChannelTransfer: transfer,
};

const aboutMedia: Formats<MediaEvent> = {
  PlaybackStarted: playback,
  PlaybackContinuing: playback,
  PlaybackFinished: playback,
  RecordingStarted: recording,
  RecordingFinished: recording,
  RecordingFailed: recording,
};

const aboutTheRest: Formats<OtherEvent> = {
  EndpointStateChange: ({ endpoint: about }) =>
    line(endpoint(about), text(about?.state), about?.channel_ids?.length ? channelIds(about.channel_ids) : ''),
  ContactStatusChange: ({ endpoint: about, contact_info: contact }) =>
    line(
      endpoint(about),
      text(contact?.contact_status),
      named('aor', contact?.aor),
      text(contact?.uri),
      roundTrip(contact?.roundtrip_usec),
    ),
  PeerStatusChange: ({ endpoint: about, peer }) =>
    line(
      endpoint(about),
      text(peer?.peer_status),
      named('cause', peer?.cause),
      [peer?.address, peer?.port]
        .map((part) => text(part))
        .filter(Boolean)
        .join(':'),
    ),
  TextMessageReceived: ({ endpoint: about, message }) =>
    line(
      endpoint(about),
      named('from', message?.from),
      named('to', message?.to),
      namedText('says', message?.body),
      pairs(message?.variables),
    ),
  DeviceStateChanged: ({ device_state: device }) => line(text(device?.name), text(device?.state)),
  RESTResponse: (event) =>
    line(
      text(event.uri),
      [event.status_code, event.reason_phrase]
        .map((part) => text(part))
        .join(' ')
        .trim(),
      refusalOf(event),
      named('request', event.request_id),
    ),
  MissingParams: (event) => line(listed('missing', event.params)),
};

/** How the event of each type is written. */
export const FORMATS: { readonly [T in AriEventType]: Format<T> } = {
  ...aboutApplications,
  ...aboutChannels,
  ...aboutBridges,
  ...aboutMedia,
  ...aboutTheRest,
};

/** `default,100,1 Dial(PJSIP/1000,20)`. */
function step(event: NonNullable<Loose<EventOf<'ChannelDialplan'>>>): string {
  const application = `${text(event.dialplan_app)}(${text(event.dialplan_app_data)})`;
  return [place(event.channel?.dialplan), application === '()' ? '' : application].filter(Boolean).join(' ');
}

function assignment(name: unknown, value: unknown): string {
  return `${text(name)}=${quoted(value)}`;
}

function after(word: string, part: Part): Part {
  return part && `${word} ${part}`;
}

function outside(isExternal: unknown): Part {
  if (isExternal === undefined) return undefined;
  return isExternal === true ? 'by the device' : 'by a feature code';
}

function attendedTransfer(event: NonNullable<Loose<EventOf<'BridgeAttendedTransfer'>>>): string {
  return line(
    channel(event.transferer_first_leg),
    channel(event.transferer_second_leg, 'and'),
    text(event.result),
    channel(event.transferee, 'transfer'),
    channel(event.transfer_target, 'to'),
    channel(event.replace_channel, 'replaced by'),
    outside(event.is_external),
    bridge(event.transferer_first_leg_bridge, 'from bridge'),
    bridge(event.transferer_second_leg_bridge, 'and bridge'),
    named('ends in', event.destination_type),
    named('bridge', event.destination_bridge),
    named('application', event.destination_application),
    channel(event.destination_link_first_leg, 'linked by'),
    channel(event.destination_link_second_leg, 'and'),
    channel(event.destination_threeway_channel, 'with'),
    bridge(event.destination_threeway_bridge),
  );
}

function transfer({ state, refer_to: to, referred_by: by }: NonNullable<Loose<EventOf<'ChannelTransfer'>>>): string {
  const wanted = to?.requested_destination;
  return line(
    channel(by?.source_channel),
    text(state) || 'requested',
    named('to', wanted?.destination),
    named('call', wanted?.protocol_id),
    channel(to?.destination_channel, 'in place of'),
    channel(to?.connected_channel, 'who talks to'),
    bridge(to?.bridge, 'in bridge'),
    channel(by?.connected_channel, 'transfers'),
    bridge(by?.bridge, 'from bridge'),
    pairs(parameters(wanted?.additional_protocol_params)),
  );
}

function parameters(listed: unknown): object | undefined {
  if (!Array.isArray(listed)) return undefined;
  const known = listed as readonly ({ parameter_name?: unknown; parameter_value?: unknown } | null)[];
  return Object.fromEntries(known.map((one) => [text(one?.parameter_name), one?.parameter_value]));
}

function playback({ playback: it }: { readonly playback?: Loose<EventOf<'PlaybackStarted'>['playback']> }): string {
  return line(
    mediaTarget(it?.target_uri),
    text(it?.media_uri),
    text(it?.state),
    named('next', it?.next_media_uri),
    named('language', it?.language),
    named('playback', it?.id),
  );
}

function recording({
  recording: it,
}: {
  readonly recording?: Loose<EventOf<'RecordingStarted'>['recording']>;
}): string {
  return line(
    mediaTarget(it?.target_uri),
    namedText('as', it?.name),
    text(it?.format),
    text(it?.state),
    duration(it?.duration, 's'),
    duration(it?.talking_duration, 's', 'talking'),
    duration(it?.silence_duration, 's', 'silence'),
    namedText('cause', it?.cause),
  );
}

/** Why Asterisk refused a request that was sent on the event socket. */
function refusalOf({ status_code: status, message_body: body }: NonNullable<Loose<EventOf<'RESTResponse'>>>): Part {
  return typeof body === 'string' && Number(status) >= 400 ? text(serverMessageOf(body)) : undefined;
}

/** Microseconds as text, in milliseconds. */
function roundTrip(microseconds: unknown): Part {
  const value = Number(microseconds);
  return value > 0 ? `${value / 1000} ms` : undefined;
}
