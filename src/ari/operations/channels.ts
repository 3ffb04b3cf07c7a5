/**
 * Requests about channels, one function an operation.
 *
 * Errors, unless a function says otherwise: 404 no such channel · 409 the channel is not in a Stasis application, so it is
 * the dialplan's and not ours to steer · 412 the channel is in no state for this, often an outgoing one not yet answered.
 */
import type { Channel, LiveRecording, Playback, Variable, Variables } from '../resources';
import { pathOf } from '../path';
import type { Requester } from '../rest';
import type { RTPstat } from '../rtpStatistics';
import type { PlayOptions, RecordOptions } from './media';
import type { VariableSetting, VariableValues } from './variables';

/** All channels of the server, ours or not. */
export function list(ari: Requester): Promise<Channel[]> {
  return ari.request({ method: 'GET', path: 'channels' });
}

/** One channel, ours or not. Errors: 404. */
export function get(ari: Requester, channelId: string): Promise<Channel> {
  return ari.request({ method: 'GET', path: pathOf`channels/${channelId}` });
}

/** What making a channel takes, by originate or by create. */
export interface NewChannelOptions {
  /** Whom to call: `TECH/resource`, or `Local/exten@context`. */
  readonly endpoint: string;
  /** Id for the channel. */
  readonly channelId?: string | undefined;
  /** Id for the second half of a Local pair; `<channelId>;2` when only `channelId` is given. */
  readonly otherChannelId?: string | undefined;
  /** Id of the channel on whose behalf this one is made: its formats and linked id are taken over. Excludes `formats`. */
  readonly originator?: string | undefined;
  /** Audio formats to offer, such as `ulaw`, `slin16`. Excludes `originator`. */
  readonly formats?: readonly string[] | undefined;
  /** Variables to set on it. */
  readonly variables?: VariableValues | undefined;
}

/** A call that goes to an application when it is answered. */
export interface IntoApplication {
  /** The application. It hears of the channel from the start. */
  readonly app: string;
  /** Its arguments, separated by commas. */
  readonly appArgs?: string | undefined;
  readonly extension?: undefined;
  readonly context?: undefined;
  readonly priority?: undefined;
  readonly label?: undefined;
}

/** A call that goes to the dialplan when it is answered. */
export interface IntoDialplan {
  /** Extension. */
  readonly extension: string;
  /** Context; `default` when not given. */
  readonly context?: string | undefined;
  /** Priority; 1 when not given. */
  readonly priority?: number | undefined;
  /** Label instead of a priority. */
  readonly label?: string | undefined;
  readonly app?: undefined;
  readonly appArgs?: undefined;
}

/** A call to make. */
export type OriginateOptions = NewChannelOptions &
  (IntoApplication | IntoDialplan) & {
    /** Caller id to call with, `Name <number>`. */
    readonly callerId?: string | undefined;
    /** How long to wait for an answer, in seconds; -1 for ever, 30 when not given. */
    readonly timeout?: number | undefined;
  };

/**
 * Calls an endpoint and, when it answers, hands the call to an application or to the dialplan. The answer comes at once,
 * with the channel as it was made. A Local extension that does not exist, or an application that nobody serves, is only
 * found out later: 200, and then the channel dies.
 *
 * Errors: 400 wrong parameters · 409 the id is taken · 500 "Allocation failed": unknown technology, or a PJSIP endpoint
 * that is unknown or offline. Asterisk 16 says 409 instead, when that was the last error on the same connection.
 */
export function originate(ari: Requester, { variables, ...query }: OriginateOptions): Promise<Channel> {
  return ari.request({ method: 'POST', path: 'channels', query, body: bodyOf(variables) });
}

/** A channel to create without calling yet. */
export interface CreateOptions extends NewChannelOptions {
  /** The application that it belongs to. */
  readonly app: string;
  /** Arguments, separated by commas. */
  readonly appArgs?: string | undefined;
}

/**
 * Creates a channel without calling; {@link dial} calls. Meanwhile it can be put into a bridge. It is ours from its
 * StasisStart on, a moment after the answer: earlier requests get 409. Since 14.0.
 *
 * Errors: 409 the id is taken · 500 as in {@link originate}.
 */
export function create(ari: Requester, { variables, ...query }: CreateOptions): Promise<Channel> {
  return ari.request({ method: 'POST', path: 'channels/create', query, body: bodyOf(variables) });
}

/** How to call a channel that was created. */
export interface DialOptions {
  /** Id of the channel that calls. */
  readonly caller?: string | undefined;
  /** How long to wait for an answer, in seconds; 0 for ever. */
  readonly timeout?: number | undefined;
}

/** Calls a channel made by {@link create}. Since 14.0. Errors: 404 · 409 not made by ARI, or called already. */
export function dial(ari: Requester, channelId: string, query: DialOptions = {}): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`channels/${channelId}/dial`, query: { ...query } });
}

/** Reasons for a hang-up that have a name in ARI. */
export type HangupReason =
  | 'normal'
  | 'busy'
  | 'congestion'
  | 'no_answer'
  | 'timeout'
  | 'rejected'
  | 'unallocated'
  | 'normal_unspecified'
  | 'number_incomplete'
  | 'codec_mismatch'
  | 'interworking'
  | 'failure'
  | 'answered_elsewhere';

/**
 * Hangs a channel up, ours or not.
 *
 * @param reason A name, or a Q.850 cause such as 17, which Asterisk 16 takes for `normal`; `normal` when not given.
 * @throws AriError 400 unknown reason · 404.
 */
export function hangup(ari: Requester, channelId: string, reason?: HangupReason | number): Promise<void> {
  const query = typeof reason === 'number' ? { reason_code: reason } : { reason };
  return ari.request({ method: 'DELETE', path: pathOf`channels/${channelId}`, query });
}

/** Where in the dialplan to go on; what is not given stays as it was when the channel entered the application. */
export interface DialplanTarget {
  /** Context. */
  readonly context?: string | undefined;
  /** Extension. */
  readonly extension?: string | undefined;
  /** Priority. */
  readonly priority?: number | undefined;
  /** Label; wins over the priority. */
  readonly label?: string | undefined;
}

/** Lets the channel leave the application and go on in the dialplan; without a target after the line with Stasis. */
export function continueInDialplan(ari: Requester, channelId: string, target: DialplanTarget = {}): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`channels/${channelId}/continue`, query: { ...target } });
}

/** An application to move a channel to. */
export interface MoveTarget {
  /** The application. */
  readonly app: string;
  /** Its arguments, separated by commas. */
  readonly appArgs?: string | undefined;
}

/** Hands the channel to another application. That one may be missing: ApplicationMoveFailed says so. Since 13.26, 16.3. */
export function move(ari: Requester, channelId: string, target: MoveTarget): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`channels/${channelId}/move`, query: { ...target } });
}

/**
 * Tells the other side to call elsewhere, as a SIP 302 or REFER does. Since 13.3.
 *
 * @param endpoint Where to, of the channel's own technology.
 * @throws AriError 400 no endpoint · 404 · 409 · 412 · 422 another technology.
 */
export function redirect(ari: Requester, channelId: string, endpoint: string): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`channels/${channelId}/redirect`, query: { endpoint } });
}

/** Answers the call. */
export function answer(ari: Requester, channelId: string): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`channels/${channelId}/answer` });
}

/** Lets the other side hear ringing. */
export function ring(ari: Requester, channelId: string): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`channels/${channelId}/ring` });
}

/** Ends the ringing that {@link ring} began. */
export function ringStop(ari: Requester, channelId: string): Promise<void> {
  return ari.request({ method: 'DELETE', path: pathOf`channels/${channelId}/ring` });
}

/** Opens the way for early media, as a SIP 183 does. Since 20.16, 21.11, 22.6. */
export function progress(ari: Requester, channelId: string): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`channels/${channelId}/progress` });
}

/** Digits to send, and their timing in ms. */
export interface DtmfOptions {
  /** The digits: 0 to 9, A to D, `*`, `#`; `w` waits half a second. */
  readonly dtmf: string;
  /** Wait before the first. */
  readonly before?: number | undefined;
  /** Wait between two; 100 when not given. */
  readonly between?: number | undefined;
  /** Length of each; 100 when not given. */
  readonly duration?: number | undefined;
  /** Wait after the last. */
  readonly after?: number | undefined;
}

/** Sends digits to the other side. Errors: 400 no digits, and the usual. */
export function sendDtmf(ari: Requester, channelId: string, query: DtmfOptions): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`channels/${channelId}/dtmf`, query: { ...query } });
}

/** Which way of the audio: `in` comes from the other side, `out` goes there. */
export type MuteDirection = 'both' | 'in' | 'out';

/** Mutes the audio; both ways when not told. */
export function mute(ari: Requester, channelId: string, direction?: MuteDirection): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`channels/${channelId}/mute`, query: { direction } });
}

/** Ends {@link mute}. */
export function unmute(ari: Requester, channelId: string, direction?: MuteDirection): Promise<void> {
  return ari.request({ method: 'DELETE', path: pathOf`channels/${channelId}/mute`, query: { direction } });
}

/** Tells the other side that it is on hold. */
export function hold(ari: Requester, channelId: string): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`channels/${channelId}/hold` });
}

/** Ends {@link hold}. */
export function unhold(ari: Requester, channelId: string): Promise<void> {
  return ari.request({ method: 'DELETE', path: pathOf`channels/${channelId}/hold` });
}

/** Plays music on hold, of a class or of the channel's own. A playback ends it for good. */
export function startMoh(ari: Requester, channelId: string, mohClass?: string): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`channels/${channelId}/moh`, query: { mohClass } });
}

/** Ends {@link startMoh}. */
export function stopMoh(ari: Requester, channelId: string): Promise<void> {
  return ari.request({ method: 'DELETE', path: pathOf`channels/${channelId}/moh` });
}

/** Sends silence, which keeps the media path open. A playback ends it for good. */
export function startSilence(ari: Requester, channelId: string): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`channels/${channelId}/silence` });
}

/** Ends {@link startSilence}. */
export function stopSilence(ari: Requester, channelId: string): Promise<void> {
  return ari.request({ method: 'DELETE', path: pathOf`channels/${channelId}/silence` });
}

/** Plays media to the channel. The answer comes before anything is heard: the playback is `queued`. */
export function play(ari: Requester, channelId: string, { media, ...query }: PlayOptions): Promise<Playback> {
  // A list in the body keeps commas within a medium (tones, addresses); the query would be split at them.
  return ari.request({ method: 'POST', path: pathOf`channels/${channelId}/play`, query, body: { media } });
}

/**
 * Records what comes from the channel, not what it is sent: a bridge records both.
 *
 * Errors: 400 wrong parameters · 404 · 409 not in Stasis, in a bridge, or the file exists · 422 unknown format · 500 `..` in
 * the name.
 */
export function record(ari: Requester, channelId: string, query: RecordOptions): Promise<LiveRecording> {
  return ari.request({ method: 'POST', path: pathOf`channels/${channelId}/record`, query: { ...query } });
}

/** The value of a variable or function. Errors: 400 no name · 404 no such channel, or no such variable. */
export function getVariable(ari: Requester, channelId: string, variable: string): Promise<Variable> {
  return ari.request({ method: 'GET', path: pathOf`channels/${channelId}/variable`, query: { variable } });
}

/**
 * Sets a variable or writes to a function. Asterisk 16 answers a moment before it has done so: wait for ChannelVarset.
 *
 * Errors: 400 no name · 404 · 409.
 */
export function setVariable(ari: Requester, channelId: string, setting: VariableSetting): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`channels/${channelId}/variable`, query: { ...setting } });
}

/** The values of several variables; names must have no commas. Since 20.20, 22.10, 23.4. Errors: 400, 404, 409. */
export function getVariables(ari: Requester, channelId: string, variables: readonly string[]): Promise<Variables> {
  return ari.request({ method: 'GET', path: pathOf`channels/${channelId}/variables`, query: { variables } });
}

/** Sets several variables. Since 20.20, 22.10, 23.4. Errors: 400 · 404 · 409. */
export function setVariables(ari: Requester, channelId: string, variables: VariableValues): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`channels/${channelId}/variables`, body: { variables } });
}

/** Which way of the audio to listen to or to speak into. */
export type SnoopDirection = 'none' | 'both' | 'out' | 'in';

/** How to listen in on a channel. */
export interface SnoopOptions {
  /** What to hear; `none` when not given. */
  readonly spy?: SnoopDirection | undefined;
  /** Whom to speak to; `none` when not given. */
  readonly whisper?: SnoopDirection | undefined;
  /** The application that gets the listening channel. */
  readonly app: string;
  /** Its arguments, separated by commas. */
  readonly appArgs?: string | undefined;
  /** Id for the listening channel. */
  readonly snoopId?: string | undefined;
}

/** Makes a channel that listens in on this one, which need not be ours. Errors: 400 neither spy nor whisper · 404. */
export function snoop(ari: Requester, channelId: string, query: SnoopOptions): Promise<Channel> {
  return ari.request({ method: 'POST', path: pathOf`channels/${channelId}/snoop`, query: { ...query } });
}

/**
 * Media statistics. Since 13.27, 16.4.
 *
 * Errors: 403 not a technology with statistics, such as Local · 404 no such channel, or none of its media have begun.
 */
export function rtpStatistics(ari: Requester, channelId: string): Promise<RTPstat> {
  return ari.request({ method: 'GET', path: pathOf`channels/${channelId}/rtp_statistics` });
}

/** Where the media of a call are to come from and go to. */
export interface ExternalMediaOptions {
  /** The application that gets the channel. */
  readonly app: string;
  /** Audio format, such as `ulaw`. */
  readonly format: string;
  /** Id for the channel. */
  readonly channelId?: string | undefined;
  /** `host:port`, or a connection of websocket_client.conf; empty when Asterisk is the WebSocket server. */
  readonly external_host: string;
  /** `rtp` goes with `udp`, `audiosocket` (since 18.0) with `tcp`, `none` (since 20.16, 21.11, 22.6) with `websocket`. */
  readonly encapsulation?: 'rtp' | 'audiosocket' | 'none' | undefined;
  /** How it travels; `udp` when not given. */
  readonly transport?: 'udp' | 'tcp' | 'websocket' | undefined;
  /** Who opens the connection; only a WebSocket can be `server`. Since 20.16, 21.11, 22.6. */
  readonly connection_type?: 'client' | 'server' | undefined;
  /** Only both ways. */
  readonly direction?: 'both' | undefined;
  /** For the other side; the UUID of an AudioSocket. */
  readonly data?: string | undefined;
  /** More for the transport. Since 20.18, 22.8, 23.2. */
  readonly transport_data?: string | undefined;
  /** Variables to set on the channel. */
  readonly variables?: VariableValues | undefined;
}

/** Makes a channel whose media are a program's. Since 16.6, 17.1. Errors: 400 wrong parameters · 409 the id is taken. */
export function externalMedia(ari: Requester, { variables, ...query }: ExternalMediaOptions): Promise<Channel> {
  return ari.request({ method: 'POST', path: 'channels/externalMedia', query, body: bodyOf(variables) });
}

/**
 * Tells the device that asked for a transfer how it goes. Since 20.13, 21.8, 22.3.
 *
 * @param states One of the states of ChannelTransfer, such as `channel_answered`.
 */
export function transferProgress(ari: Requester, channelId: string, states: string): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`channels/${channelId}/transfer_progress`, query: { states } });
}

function bodyOf(variables: VariableValues | undefined): unknown {
  return variables && { variables };
}
