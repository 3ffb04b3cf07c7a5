/**
 * What ARI's requests answer and its events carry: what a call is made of (channels, bridges, endpoints, media), the
 * applications that watch it, and the Asterisk system around it.
 *
 * Field names are those on the wire. "Since" names the first releases that have a field; without it, Asterisk 16 has it.
 * A test holds these declarations against the API description that a running Asterisk serves.
 */

/** A moment as Asterisk writes it: ISO 8601 with milliseconds and the server's own offset, `2026-01-31T12:00:00.123+0000`. */
export type Timestamp = string;

/** Names and values of variables. Values are always text, an unset one is the empty string. */
export type VariableMap = Readonly<Record<string, string>>;

/** A name and number shown to people; each may be empty. Both come from strangers: never trust their characters. */
export interface CallerID {
  /** Display name. */
  readonly name: string;
  /** Telephone number or user part. */
  readonly number: string;
}

/** Where in the dialplan a channel is. */
export interface DialplanCEP {
  /** Context; empty before the channel has been in the dialplan. */
  readonly context: string;
  /** The extension as dialled, not the pattern that matched it. */
  readonly exten: string;
  /** Priority within the extension, from 1. */
  readonly priority: number;
  /** Application that runs now, or a pseudo application such as `AppDial2`; empty when none does. */
  readonly app_name: string;
  /** That application's arguments with variables and expressions already expanded. */
  readonly app_data: string;
}

/**
 * State of a channel towards its device. `Ring` is a call coming in, `Ringing` one going out whose other side rings.
 * Asterisk adds the number to a state that it has no name for.
 */
export type ChannelState =
  | 'Down'
  | 'Rsrved'
  | 'OffHook'
  | 'Dialing'
  | 'Ring'
  | 'Ringing'
  | 'Up'
  | 'Busy'
  | 'Dialing Offhook'
  | 'Pre-ring'
  | 'Unknown'
  | `Unknown (${number})`;

/** One leg of a call: the connection between Asterisk and a device, a trunk or another part of Asterisk. */
export interface Channel {
  /** Unique id; `<epoch>.<number>` unless whoever created the channel chose another. The same as AMI's Uniqueid. */
  readonly id: string;
  /** The driver's own id of the call, a SIP Call-ID on PJSIP; empty where the driver has none. */
  readonly protocol_id: string;
  /** `TECH/resource-number`; halves of a Local pair end in `;1` and `;2`. */
  readonly name: string;
  /** State towards the device. */
  readonly state: ChannelState;
  /** Who this channel says it is. */
  readonly caller: CallerID;
  /** Whom this channel is talking to. */
  readonly connected: CallerID;
  /** Billing account; may be empty. */
  readonly accountcode: string;
  /** Where it is in the dialplan. */
  readonly dialplan: DialplanCEP;
  /** When it was created. */
  readonly creationtime: Timestamp;
  /** Language of the sounds that it hears. */
  readonly language: string;
  /**
   * The variables that `channelvars` in ari.conf lists, and those that were set to be reported with events (since 20.20,
   * 22.10, 23.4); left out when there are none.
   */
  readonly channelvars?: VariableMap;
  /** Number that redirected the call; left out when there is none. Since 18.21, 20.6, 21.1. */
  readonly caller_rdnis?: string;
  /** Tenant that the channel belongs to; left out when there is none. Since 22.1. */
  readonly tenantid?: string;
}

/** Details of a dialled channel. The server documents the type without any field. */
export type Dialed = Readonly<Record<string, unknown>>;

/** Whether a bridge mixes its members' media or lets them wait, for instance with music. */
export type BridgeType = 'mixing' | 'holding';

/** How a bridge chooses the video that its members see. */
export type VideoMode = 'none' | 'talker' | 'sfu' | 'single';

/** A room in which channels share media. */
export interface Bridge {
  /** Unique id. */
  readonly id: string;
  /** What mixes now, such as `simple_bridge` or `softmix`; Asterisk changes it as members come and go. */
  readonly technology: string;
  /** Mixing or holding. */
  readonly bridge_type: BridgeType;
  /** Which part of Asterisk the bridge belongs to: `stasis` for ARI's own, `basic` for Dial's, `base` and others. */
  readonly bridge_class: string;
  /** Who created it, `Stasis` for ARI; may be empty. */
  readonly creator: string;
  /** The name given at creation; may be empty. */
  readonly name: string;
  /** Ids of the channels inside. */
  readonly channels: readonly string[];
  /** How video is chosen. */
  readonly video_mode?: VideoMode;
  /** Id of the channel whose video is shown; left out when there is none. */
  readonly video_source_id?: string;
  /** When it was created. */
  readonly creationtime: Timestamp;
  /** Variables that were set to be reported with events; left out when there are none. Since 20.20, 22.10, 23.4. */
  readonly bridgevars?: VariableMap;
}

/** Whether a device can be reached, as far as Asterisk knows. */
export type EndpointState = 'unknown' | 'offline' | 'online';

/** A device or trunk that takes or makes calls. `technology/resource` together identify it. */
export interface Endpoint {
  /** Channel technology, such as `PJSIP`. */
  readonly technology: string;
  /** Name within the technology. */
  readonly resource: string;
  /** Reachability; left out by technologies that do not track it. */
  readonly state?: EndpointState;
  /** Ids of the channels that it has now. */
  readonly channel_ids: readonly string[];
}

/** A text message from or to an endpoint. Its content comes from strangers. */
export interface TextMessage {
  /** URI of the sender, `sip:…` on PJSIP. */
  readonly from: string;
  /** URI of the receiver. */
  readonly to: string;
  /** The text. */
  readonly body: string;
  /** Headers and other values of the technology. */
  readonly variables?: VariableMap;
}

/**
 * State of a playback. `continuing` is the moment between two media of a list; `done` also says that it was stopped.
 * `paused` is missing in the server's description, but is what a paused playback reports.
 */
export type PlaybackState = 'queued' | 'playing' | 'paused' | 'continuing' | 'done' | 'failed';

/** Media being played to a channel or a bridge. */
export interface Playback {
  /** Unique id. */
  readonly id: string;
  /** What plays now: `sound:…`, `recording:…`, `digits:…`, `number:…`, `characters:…` or `tone:…`. */
  readonly media_uri: string;
  /** What plays next; left out unless a list of media has more to come. */
  readonly next_media_uri?: string;
  /** Where it plays: `channel:<id>` or `bridge:<id>`. */
  readonly target_uri: string;
  /** Language of the media; the server sends it even where it makes no difference. */
  readonly language?: string;
  /** How far it is. */
  readonly state: PlaybackState;
}

/** State of a recording. `queued` waits to start, `canceled` was thrown away. */
export type LiveRecordingState = 'queued' | 'recording' | 'paused' | 'done' | 'failed' | 'canceled';

/** A recording in progress. */
export interface LiveRecording {
  /** File name without its format; may hold folders. */
  readonly name: string;
  /** File format, such as `wav`. */
  readonly format: string;
  /** What is recorded: `channel:<id>` or `bridge:<id>`. */
  readonly target_uri: string;
  /** How far it is. */
  readonly state: LiveRecordingState;
  /** Length, in seconds; known when it is finished. */
  readonly duration?: number;
  /** Seconds of speech; only of a recording that was started with a longest silence. */
  readonly talking_duration?: number;
  /** Seconds of silence; only of a recording that was started with a longest silence. */
  readonly silence_duration?: number;
  /** Why it failed. */
  readonly cause?: string;
}

/** A finished recording on the server's disk. */
export interface StoredRecording {
  /** File name without its format; may hold folders. */
  readonly name: string;
  /** File format, such as `wav`. */
  readonly format: string;
}

/** One form in which a sound is installed. */
export interface FormatLangPair {
  /** Language, such as `en`. */
  readonly language: string;
  /** File format, such as `gsm`. */
  readonly format: string;
}

/** A sound that is installed on the server. */
export interface Sound {
  /** File name without format and language: what follows `sound:` in a media URI. */
  readonly id: string;
  /** The words that are spoken, where the sound package says them. */
  readonly text?: string;
  /** Languages and formats in which it is installed. */
  readonly formats: readonly FormatLangPair[];
}

/** State of a device as lamps and queues see it. */
export type DeviceStateValue =
  'UNKNOWN' | 'NOT_INUSE' | 'INUSE' | 'BUSY' | 'INVALID' | 'UNAVAILABLE' | 'RINGING' | 'RINGINUSE' | 'ONHOLD';

/** A device and whether it is busy. Only names that begin with `Stasis:` can be set through ARI. */
export interface DeviceState {
  /** Name of the device, such as `PJSIP/1000` or `Stasis:door`. */
  readonly name: string;
  /** Its state. */
  readonly state: DeviceStateValue;
}

/** Counts of a voice mailbox. Needs res_ari_mailboxes, which Debian's packages document but leave out. */
export interface Mailbox {
  /** `mailbox@context`. */
  readonly name: string;
  /** Messages that have been listened to. */
  readonly old_messages: number;
  /** Messages that have not. */
  readonly new_messages: number;
}

/** One entry of an event filter. */
export interface EventTypeFilter {
  /** Name of the event type; upper and lower case matter. */
  readonly type: string;
}

/**
 * A Stasis application and what it is subscribed to. One that hears of everything has a single entry for each kind:
 * `__AST_CHANNEL_ALL_TOPIC`, `__AST_BRIDGE_ALL_TOPIC`, `__AST_ENDPOINT_ALL_TOPIC`, `__AST_DEVICE_STATE_ALL_TOPIC`
 * (measured on 16.28 and 22.10).
 */
export interface Application {
  /** Its name. */
  readonly name: string;
  /** Ids of the channels that it hears of. */
  readonly channel_ids: readonly string[];
  /** Ids of the bridges that it hears of. */
  readonly bridge_ids: readonly string[];
  /** Endpoints that it hears of, `TECH/resource`, or `TECH` for a whole technology. */
  readonly endpoint_ids: readonly string[];
  /** Devices whose state it hears of. */
  readonly device_names: readonly string[];
  /** The only event types it is sent; empty means all. */
  readonly events_allowed: readonly EventTypeFilter[];
  /** Event types it is never sent; they win over the allowed ones. */
  readonly events_disallowed: readonly EventTypeFilter[];
}

/** The value of one variable. */
export interface Variable {
  /** The value; may be empty. */
  readonly value: string;
}

/** Several variables of a channel or a bridge. Since 20.20, 22.10, 23.4. */
export interface Variables {
  /** Values by name. */
  readonly variables: VariableMap;
}

/** How the running Asterisk was compiled. */
export interface BuildInfo {
  /** Operating system of the build machine. */
  readonly os: string;
  /** Its kernel. */
  readonly kernel: string;
  /** Compile-time options; empty when they are the defaults. */
  readonly options: string;
  /** Architecture, such as `x86_64`. */
  readonly machine: string;
  /** When it was built. */
  readonly date: string;
  /** Who built it. */
  readonly user: string;
}

/** Which Asterisk this is. */
export interface SystemInfo {
  /** Version, such as `22.10.1~dfsg+~cs6.15.60671435-1`. */
  readonly version: string;
  /** Entity id of the instance: what events carry as `asterisk_id`. */
  readonly entity_id: string;
}

/** User and group that Asterisk was told to run as; both empty when it was told nothing. */
export interface SetId {
  /** User. */
  readonly user: string;
  /** Group. */
  readonly group: string;
}

/** Settings of asterisk.conf. */
export interface ConfigInfo {
  /** The system's name; may be empty. */
  readonly name: string;
  /** Language of sounds where nothing else is set. */
  readonly default_language: string;
  /** Most channels at the same time; left out when there is no limit. */
  readonly max_channels?: number;
  /** Most open files; left out when there is no limit. */
  readonly max_open_files?: number;
  /** Load average above which calls are refused; left out when there is no limit. */
  readonly max_load?: number;
  /** User and group. */
  readonly setid: SetId;
}

/** How long Asterisk has been up. */
export interface StatusInfo {
  /** When it started. */
  readonly startup_time: Timestamp;
  /** When it last read its configuration. */
  readonly last_reload_time: Timestamp;
}

/** The answer of `GET /asterisk/info`; with `only`, just the parts that were asked for. */
export interface AsteriskInfo {
  /** How it was compiled. */
  readonly build?: BuildInfo;
  /** Which Asterisk it is. */
  readonly system?: SystemInfo;
  /** Its settings. */
  readonly config?: ConfigInfo;
  /** How long it has been up. */
  readonly status?: StatusInfo;
}

/** The answer of `GET /asterisk/ping`. */
export interface AsteriskPing {
  /** Entity id of the instance. */
  readonly asterisk_id: string;
  /** Always `pong`. */
  readonly ping: string;
  /** When the request came in. */
  readonly timestamp: Timestamp;
}

/** A module that is loaded, or can be. */
export interface Module {
  /** File name, such as `res_ari.so`. */
  readonly name: string;
  /** What it calls itself. */
  readonly description: string;
  /** How many others use it now. */
  readonly use_count: number;
  /** `Running`, `Not Running` … */
  readonly status: string;
  /** Who maintains it: `core`, `extended`, `deprecated` … */
  readonly support_level: string;
}

/** A log that Asterisk writes. */
export interface LogChannel {
  /** Path of the file, or the kind of log. */
  readonly channel: string;
  /** `File`, `Console`, `Syslog`. */
  readonly type: string;
  /** `Enabled` or `Disabled`. */
  readonly status: string;
  /** The levels that it takes, such as `ERROR WARNING`. */
  readonly configuration: string;
}

/** One setting of an object in Asterisk's dynamic configuration. */
export interface ConfigTuple {
  /** Name of the setting. */
  readonly attribute: string;
  /** Its value, always as text. */
  readonly value: string;
}
