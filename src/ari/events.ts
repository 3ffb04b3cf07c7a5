/**
 * Every message that Asterisk 22.10 sends on the event socket, as a union told apart by `type`. Older versions send a part
 * of them. Each type is declared and described in `eventTypes/`; `EventOf<'StasisStart'>` names one of them.
 */
import type * as applications from './eventTypes/applications';
import type { MissingParams } from './eventTypes/base';
import type * as bridges from './eventTypes/bridges';
import type * as channels from './eventTypes/channels';
import type * as endpoints from './eventTypes/endpoints';
import type * as media from './eventTypes/media';
import type { RESTResponse } from './eventTypes/rest';
import type { ChannelTransfer } from './eventTypes/transfers';

/** A message of a type that we know. */
export type AriEvent =
  | MissingParams
  | applications.StasisStart
  | applications.StasisEnd
  | applications.ApplicationMoveFailed
  | applications.ApplicationRegistered
  | applications.ApplicationUnregistered
  | applications.ApplicationReplaced
  | applications.CallBroadcast
  | applications.CallClaimed
  | channels.ChannelCreated
  | channels.ChannelDestroyed
  | channels.ChannelStateChange
  | channels.ChannelDtmfReceived
  | channels.ChannelDialplan
  | channels.ChannelCallerId
  | channels.ChannelConnectedLine
  | channels.ChannelUserevent
  | channels.ChannelHangupRequest
  | channels.ChannelVarset
  | channels.ChannelHold
  | channels.ChannelUnhold
  | channels.ChannelToneDetected
  | channels.ChannelTalkingStarted
  | channels.ChannelTalkingFinished
  | channels.Dial
  | bridges.BridgeCreated
  | bridges.BridgeDestroyed
  | bridges.BridgeMerged
  | bridges.BridgeVideoSourceChanged
  | bridges.ChannelEnteredBridge
  | bridges.ChannelLeftBridge
  | bridges.BridgeBlindTransfer
  | bridges.BridgeAttendedTransfer
  | ChannelTransfer
  | media.PlaybackStarted
  | media.PlaybackContinuing
  | media.PlaybackFinished
  | media.RecordingStarted
  | media.RecordingFinished
  | media.RecordingFailed
  | endpoints.EndpointStateChange
  | endpoints.ContactStatusChange
  | endpoints.PeerStatusChange
  | endpoints.TextMessageReceived
  | endpoints.DeviceStateChanged
  | RESTResponse;

/** Name of a message type that we know. */
export type AriEventType = AriEvent['type'];

/** The message of one type: `EventOf<'Dial'>`. */
export type EventOf<T extends AriEventType> = Extract<AriEvent, { readonly type: T }>;

/** A message of a type that we do not know: from a newer Asterisk, or from a module of somebody's own. */
export interface UnknownEvent {
  /** The type, none of {@link ARI_EVENT_TYPES}. */
  readonly type: string;
  /** Whatever else it has. */
  readonly [field: string]: unknown;
}

/** Whatever the event socket may bring. `isKnownEvent` tells the two apart. */
export type AnyEvent = AriEvent | UnknownEvent;

// A record rather than a list: the compiler refuses it when a type is missing or mistyped.
const known: Readonly<Record<AriEventType, true>> = {
  MissingParams: true,
  StasisStart: true,
  StasisEnd: true,
  ApplicationMoveFailed: true,
  ApplicationRegistered: true,
  ApplicationUnregistered: true,
  ApplicationReplaced: true,
  CallBroadcast: true,
  CallClaimed: true,
  ChannelCreated: true,
  ChannelDestroyed: true,
  ChannelStateChange: true,
  ChannelDtmfReceived: true,
  ChannelDialplan: true,
  ChannelCallerId: true,
  ChannelConnectedLine: true,
  ChannelUserevent: true,
  ChannelHangupRequest: true,
  ChannelVarset: true,
  ChannelHold: true,
  ChannelUnhold: true,
  ChannelToneDetected: true,
  ChannelTalkingStarted: true,
  ChannelTalkingFinished: true,
  Dial: true,
  BridgeCreated: true,
  BridgeDestroyed: true,
  BridgeMerged: true,
  BridgeVideoSourceChanged: true,
  ChannelEnteredBridge: true,
  ChannelLeftBridge: true,
  BridgeBlindTransfer: true,
  BridgeAttendedTransfer: true,
  ChannelTransfer: true,
  PlaybackStarted: true,
  PlaybackContinuing: true,
  PlaybackFinished: true,
  RecordingStarted: true,
  RecordingFinished: true,
  RecordingFailed: true,
  EndpointStateChange: true,
  ContactStatusChange: true,
  PeerStatusChange: true,
  TextMessageReceived: true,
  DeviceStateChanged: true,
  RESTResponse: true,
};

/** The name of every message type that we know, complete by construction. */
export const ARI_EVENT_TYPES: readonly AriEventType[] = Object.keys(known) as AriEventType[];

const types: ReadonlySet<string> = new Set(ARI_EVENT_TYPES);

/** Whether this is the name of a message type that we know. */
export function isEventType(type: string): type is AriEventType {
  return types.has(type);
}

/** Whether the message is of a type that we know; after it, `switch (message.type)` narrows. It trusts the fields. */
export function isKnownEvent(message: AnyEvent): message is AriEvent {
  return isEventType(message.type);
}
