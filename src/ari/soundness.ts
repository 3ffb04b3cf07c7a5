/**
 * Whether what the network sent is what its type says it is. Everything behind trusts the types, so nothing else gets
 * past here: one event without its channel's name must not bring down the model, nor a view.
 * Checked are the fields that are there in every version of Asterisk and that something here reads.
 */
import type { AnyEvent, AriEventType } from './events';
import type { Application, AsteriskInfo, Bridge, Channel, Endpoint, LiveRecording, Playback } from './resources';

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
// Asterisk leaves some of what it does not know out, and sends some as null.
const isOptionalText: Check = (value) => typeof value === 'string' || value === undefined || value === null;
const isOptionalNumber: Check = (value) => typeof value === 'number' || value === undefined || value === null;
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
/** Names that `fields` must have as text. */
const hasTexts = (fields: Fields, ...names: readonly string[]): boolean =>
  names.every((name) => typeof fields[name] === 'string');

const isParty = (value: unknown): boolean =>
  isObject(value) && typeof value['name'] === 'string' && typeof value['number'] === 'string';

const isPlace = (value: unknown): boolean =>
  isObject(value) &&
  typeof value['context'] === 'string' &&
  typeof value['exten'] === 'string' &&
  typeof value['priority'] === 'number' &&
  isOptionalText(value['app_name']) &&
  isOptionalText(value['app_data']);

/** Written out, not with {@link hasTexts}: almost every event has a channel, and storms have many events. */
export function isChannel(value: unknown): value is Channel {
  return (
    isObject(value) &&
    typeof value['id'] === 'string' &&
    value['id'] !== '' &&
    typeof value['name'] === 'string' &&
    typeof value['state'] === 'string' &&
    isParty(value['caller']) &&
    isParty(value['connected']) &&
    isPlace(value['dialplan']) &&
    isOptionalText(value['accountcode']) &&
    isOptionalText(value['creationtime']) &&
    isOptionalText(value['language']) &&
    (value['channelvars'] === undefined || isObject(value['channelvars']))
  );
}

export function isBridge(value: unknown): value is Bridge {
  return (
    isObject(value) &&
    value['id'] !== '' &&
    hasTexts(value, 'id', 'technology', 'bridge_type') &&
    isOptionalText(value['bridge_class']) &&
    isOptionalText(value['creator']) &&
    isOptionalText(value['name']) &&
    isTexts(value['channels'])
  );
}

export function isEndpoint(value: unknown): value is Endpoint {
  return (
    isObject(value) &&
    hasTexts(value, 'technology', 'resource') &&
    isOptionalText(value['state']) &&
    isTexts(value['channel_ids'])
  );
}

export function isApplication(value: unknown): value is Application {
  return (
    isObject(value) &&
    hasTexts(value, 'name') &&
    ['channel_ids', 'bridge_ids', 'endpoint_ids', 'device_names'].every((name) => isTexts(value[name]))
  );
}

export function isPlayback(value: unknown): value is Playback {
  return isObject(value) && hasTexts(value, 'id', 'media_uri', 'target_uri', 'state');
}

export function isRecording(value: unknown): value is LiveRecording {
  return isObject(value) && hasTexts(value, 'name', 'format', 'target_uri', 'state');
}

/** Each part is there or not, as was asked for. */
export function isInfo(value: unknown): value is AsteriskInfo {
  if (!isObject(value) || Array.isArray(value)) return false;
  const { system, status } = value;
  return (
    (system === undefined || (isObject(system) && hasTexts(system, 'version'))) &&
    (status === undefined || (isObject(status) && isOptionalText(status['startup_time'])))
  );
}

/** An object with these texts. */
const withTexts =
  (...names: readonly string[]): Check =>
  (value) =>
    isObject(value) && hasTexts(value, ...names);

// A field's name means the same in every event, but for `caller` and `peer`, which are channels when they have an id.
// Most fields are texts, so these are told by a set, without a call for each.
const CHECKS = new Map<string, Check>([
  ...each('channel replace_channel transferee transfer_target forwarded', isChannel),
  ...each('transferer_first_leg transferer_second_leg', isChannel),
  ...each('destination_link_first_leg destination_link_second_leg destination_threeway_channel', isChannel),
  ...each('bridge bridge_from', isBridge),
  ...each('transferer_first_leg_bridge transferer_second_leg_bridge destination_threeway_bridge', isBridge),
  ['endpoint', isEndpoint],
  ['caller', (value) => isText(value) || isChannel(value)],
  ['peer', (value) => (isObject(value) && 'id' in value ? isChannel(value) : withTexts('peer_status')(value))],
  ['playback', isPlayback],
  ['recording', isRecording],
  ['device_state', withTexts('name', 'state')],
  ['contact_info', withTexts('uri', 'contact_status', 'aor')],
  ['message', withTexts('from', 'to', 'body')],
  ['refer_to', (value) => isObject(value) && isObject(value['requested_destination'])],
  ['referred_by', (value) => isObject(value) && isChannel(value['source_channel'])],
  ['userevent', isObject],
  ['args', isTexts],
  ['params', isTexts],
  ...each('cause tech_cause duration duration_ms caller_presentation status_code', isOptionalNumber),
]);

const OPTIONAL_TEXTS: ReadonlySet<string> = new Set(
  [
    'application timestamp asterisk_id destination called winner_app old_video_source_id',
    'exten context result destination_type destination_bridge destination_application',
    'cause_txt digit dialplan_app dialplan_app_data caller_presentation_txt eventname',
    'variable value musicclass forward dialstring dialstatus state uri reason_phrase',
    'transaction_id request_id content_type message_body',
  ].flatMap((names) => names.split(' ')),
);

/** What an event of a type cannot be without, besides its application and its time. */
const NEEDED: Readonly<Record<AriEventType, readonly string[]>> = {
  MissingParams: ['params'],
  StasisStart: ['channel', 'args'],
  StasisEnd: ['channel'],
  ApplicationMoveFailed: ['channel', 'destination', 'args'],
  ApplicationRegistered: [],
  ApplicationUnregistered: [],
  ApplicationReplaced: [],
  CallBroadcast: ['channel'],
  CallClaimed: ['channel', 'winner_app'],
  ChannelCreated: ['channel'],
  ChannelDestroyed: ['channel', 'cause', 'cause_txt'],
  ChannelStateChange: ['channel'],
  ChannelDtmfReceived: ['channel', 'digit', 'duration_ms'],
  ChannelDialplan: ['channel', 'dialplan_app', 'dialplan_app_data'],
  ChannelCallerId: ['channel', 'caller_presentation', 'caller_presentation_txt'],
  ChannelConnectedLine: ['channel'],
  ChannelUserevent: ['eventname', 'userevent'],
  ChannelHangupRequest: ['channel'],
  ChannelVarset: ['variable', 'value'],
  ChannelHold: ['channel'],
  ChannelUnhold: ['channel'],
  ChannelToneDetected: ['channel'],
  ChannelTalkingStarted: ['channel'],
  ChannelTalkingFinished: ['channel', 'duration'],
  Dial: ['peer', 'dialstatus'],
  BridgeCreated: ['bridge'],
  BridgeDestroyed: ['bridge'],
  BridgeMerged: ['bridge', 'bridge_from'],
  BridgeVideoSourceChanged: ['bridge'],
  ChannelEnteredBridge: ['bridge'],
  ChannelLeftBridge: ['bridge', 'channel'],
  BridgeBlindTransfer: ['channel', 'exten', 'context', 'result'],
  BridgeAttendedTransfer: ['transferer_first_leg', 'transferer_second_leg', 'result', 'destination_type'],
  ChannelTransfer: ['refer_to', 'referred_by'],
  PlaybackStarted: ['playback'],
  PlaybackContinuing: ['playback'],
  PlaybackFinished: ['playback'],
  RecordingStarted: ['recording'],
  RecordingFinished: ['recording'],
  RecordingFailed: ['recording'],
  EndpointStateChange: ['endpoint'],
  ContactStatusChange: ['endpoint', 'contact_info'],
  PeerStatusChange: ['endpoint', 'peer'],
  TextMessageReceived: ['message'],
  DeviceStateChanged: ['device_state'],
  RESTResponse: ['status_code', 'uri'],
};

/** These two are no events of an application. */
const TIMELESS: ReadonlySet<string> = new Set<AriEventType>(['MissingParams', 'RESTResponse']);

const REQUIRED: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(NEEDED));

/** Whether an event has what its type promises; one of a type that we do not know promises nothing. */
export function isSound(event: AnyEvent): boolean {
  const required = REQUIRED.get(event.type);
  if (required === undefined) return true;
  const fields = event as unknown as Fields;
  for (const name in fields) if (!isSoundField(name, fields[name])) return false;
  for (const name of required) if (fields[name] === undefined || fields[name] === null) return false;
  if (event.type === 'Dial' && !isChannel(fields['peer'])) return false;
  if (typeof fields['timestamp'] === 'string' && typeof fields['application'] === 'string') return true;
  return TIMELESS.has(event.type);
}

function isSoundField(name: string, value: unknown): boolean {
  if (OPTIONAL_TEXTS.has(name)) return isOptionalText(value);
  const check = CHECKS.get(name);
  return check === undefined || check(value);
}

function each(names: string, check: Check): readonly (readonly [string, Check])[] {
  return names.split(' ').map((name) => [name, check] as const);
}
