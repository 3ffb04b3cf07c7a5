/**
 * Requests about bridges, one function an operation.
 *
 * Errors, unless a function says otherwise: 404 no such bridge · 409 the bridge is not ARI's, so not ours to steer.
 */
import type { Bridge, LiveRecording, Playback, Variable, Variables } from '../resources';
import { pathOf } from '../path';
import type { Requester } from '../rest';
import type { PlayOptions, RecordOptions } from './media';
import type { VariableSetting, VariableValues } from './variables';

/** All bridges of the server, ours or not. */
export function list(ari: Requester): Promise<Bridge[]> {
  return ari.request({ method: 'GET', path: 'bridges' });
}

/** One bridge, ours or not. Errors: 404. */
export function get(ari: Requester, bridgeId: string): Promise<Bridge> {
  return ari.request({ method: 'GET', path: pathOf`bridges/${bridgeId}` });
}

/** What a bridge can be asked to be. `holding` excludes the others; without any it is `mixing`. */
export type BridgeAttribute =
  'mixing' | 'holding' | 'dtmf_events' | 'proxy_media' | 'video_sfu' | 'video_single' | 'sdp_label';

/** A bridge to make. */
export interface CreateOptions {
  /** What it shall be. */
  readonly type?: readonly BridgeAttribute[] | undefined;
  /** Id for it. An existing one's gives that bridge the new name, if its type is the same (409 otherwise). */
  readonly bridgeId?: string | undefined;
  /** Name for people. */
  readonly name?: string | undefined;
}

/**
 * Makes a bridge; it stays until it is destroyed. Set its variables afterwards: 22.10.1 refuses them here in the form that
 * it documents. Errors: 409 the id is taken.
 */
export function create(ari: Requester, query: CreateOptions = {}): Promise<Bridge> {
  return ari.request({ method: 'POST', path: 'bridges', query: { ...query } });
}

/** Ends a bridge, ours or not; the channels inside go on with what they did before. Errors: 404. */
export function destroy(ari: Requester, bridgeId: string): Promise<void> {
  return ari.request({ method: 'DELETE', path: pathOf`bridges/${bridgeId}` });
}

/** Channels to put into a bridge, and how. */
export interface AddChannelOptions {
  /** Ids of the channels. */
  readonly channel: readonly string[];
  /** In a holding bridge: `participant` waits, `announcer` is heard by all. */
  readonly role?: string | undefined;
  /** Whether its digits stay out of the bridge. */
  readonly absorbDTMF?: boolean | undefined;
  /** Whether its audio stays out of the bridge. */
  readonly mute?: boolean | undefined;
  /** Whether the others are not told who joined. */
  readonly inhibitConnectedLineUpdates?: boolean | undefined;
}

/**
 * Puts channels into a bridge; from another one they move over.
 *
 * Errors: 400 no such channel · 404 · 409 not ARI's bridge, or the channel records · 422 a channel is not in Stasis.
 */
export function addChannel(ari: Requester, bridgeId: string, query: AddChannelOptions): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`bridges/${bridgeId}/addChannel`, query: { ...query } });
}

/** Takes channels out; they stay in the application. Errors: 400 no such channel · 404 · 409 · 422 not in this bridge. */
export function removeChannel(ari: Requester, bridgeId: string, channel: readonly string[]): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`bridges/${bridgeId}/removeChannel`, query: { channel } });
}

/** Shows one member's video to all. Since 13.13, 14.2. Errors: 400 no such channel · 404 · 409 channel not in Stasis · 422 not in this bridge. */
export function setVideoSource(ari: Requester, bridgeId: string, channelId: string): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`bridges/${bridgeId}/videoSource/${channelId}` });
}

/** Shows whoever talks again; the bridge only says so after its next change. Since 13.13, 14.2. Errors: 404. */
export function clearVideoSource(ari: Requester, bridgeId: string): Promise<void> {
  return ari.request({ method: 'DELETE', path: pathOf`bridges/${bridgeId}/videoSource` });
}

/** Plays music on hold to all members, or changes its class. */
export function startMoh(ari: Requester, bridgeId: string, mohClass?: string): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`bridges/${bridgeId}/moh`, query: { mohClass } });
}

/** Ends {@link startMoh}. */
export function stopMoh(ari: Requester, bridgeId: string): Promise<void> {
  return ari.request({ method: 'DELETE', path: pathOf`bridges/${bridgeId}/moh` });
}

/** What to play to a bridge. */
export interface BridgePlayOptions extends PlayOptions {
  /** Audio format of the Announcer channel that plays it; the best of the members' when not given. Since 20.17, 22.7. */
  readonly announcer_format?: string | undefined;
}

/** Plays media to all members, by an Announcer channel that appears in the bridge meanwhile. Errors: also 422 unknown format. */
export function play(ari: Requester, bridgeId: string, { media, ...query }: BridgePlayOptions): Promise<Playback> {
  // A list in the body keeps commas within a medium (tones, addresses); the query would be split at them.
  return ari.request({ method: 'POST', path: pathOf`bridges/${bridgeId}/play`, query, body: { media } });
}

/** How to record a bridge. */
export interface BridgeRecordOptions extends RecordOptions {
  /** Audio format of the Recorder channel; the recording's when not given. Since 20.17, 22.7. */
  readonly recorder_format?: string | undefined;
}

/**
 * Records what all members say, by a Recorder channel that appears in the bridge meanwhile.
 *
 * Errors: 400 wrong parameters · 404 · 409 not ARI's bridge, or the file exists · 422 unknown format · 500 `..` in the name.
 */
export function record(ari: Requester, bridgeId: string, query: BridgeRecordOptions): Promise<LiveRecording> {
  return ari.request({ method: 'POST', path: pathOf`bridges/${bridgeId}/record`, query: { ...query } });
}

/** The value of a bridge variable. Since 20.20, 22.10, 23.4. Errors: 400 no name · 404 · 409. */
export function getVariable(ari: Requester, bridgeId: string, variable: string): Promise<Variable> {
  return ari.request({ method: 'GET', path: pathOf`bridges/${bridgeId}/variable`, query: { variable } });
}

/** Sets a bridge variable. Since 20.20, 22.10, 23.4. Errors: 400 no name · 404 · 409. */
export function setVariable(ari: Requester, bridgeId: string, setting: VariableSetting): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`bridges/${bridgeId}/variable`, query: { ...setting } });
}

/** The values of several bridge variables; names must have no commas. Since 20.20, 22.10, 23.4. Errors: 400, 404, 409. */
export function getVariables(ari: Requester, bridgeId: string, variables: readonly string[]): Promise<Variables> {
  return ari.request({ method: 'GET', path: pathOf`bridges/${bridgeId}/variables`, query: { variables } });
}

/** Sets several bridge variables. Since 20.20, 22.10, 23.4. Errors: 400 · 404 · 409. */
export function setVariables(ari: Requester, bridgeId: string, variables: VariableValues): Promise<void> {
  return ari.request({ method: 'POST', path: pathOf`bridges/${bridgeId}/variables`, body: { variables } });
}
