import type { ConnectionState } from '../../ari/connection';
import type { LiveServer } from '../../live/liveServer';
import type { LiveModel } from '../../live/model';
import type { ServerProfile } from '../servers/profile';
import type { TargetKind } from '../servers/target';

/** What the tree needs to know of a server; a `Server` is one. */
export interface ServerView {
  readonly name: string;
  readonly profile: ServerProfile;
  readonly state: ConnectionState;
  readonly application: string | undefined;
  readonly model: LiveModel | undefined;
  readonly live: Pick<LiveServer, 'info' | 'failure'> | undefined;
}

/** Kinds of things that a server holds. */
export type ResourceKind = Exclude<TargetKind, 'server'>;
export const RESOURCE_KINDS: readonly ResourceKind[] = [
  'application',
  'channel',
  'bridge',
  'endpoint',
  'playback',
  'recording',
];

/** Whether the server's lists mean anything now: while a lost connection is being restored, its last ones still do. */
export function isShown({ state, model }: ServerView): boolean {
  return model !== undefined && (state.kind === 'connected' || state.kind === 'reconnecting');
}

/** Whether commands that change something can be sent. */
export function isWritable({ state, profile }: ServerView): boolean {
  return state.kind === 'connected' && !profile.readOnly;
}

/** Whether it is talked to over TLS. */
export function isTls({ url }: Pick<ServerProfile, 'url'>): boolean {
  return url.startsWith('https:');
}

/** Whether whoever sits in between could read its password, by a setting. */
export function acceptsAnything(profile: Pick<ServerProfile, 'url' | 'acceptAnyCertificate'>): boolean {
  return profile.acceptAnyCertificate && isTls(profile);
}

/** Which playbacks and recordings run on what, by `target_uri` (`channel:ID` or `bridge:ID`). */
export interface Media {
  readonly playbacks: ReadonlyMap<string, readonly string[]>;
  readonly recordings: ReadonlyMap<string, readonly string[]>;
}

export function mediaOf(model: LiveModel): Media {
  const byTarget = (entries: Iterable<readonly [string, string]>): Map<string, string[]> => {
    const found = new Map<string, string[]>();
    for (const [target, id] of entries) found.set(target, [...(found.get(target) ?? []), id]);
    return found;
  };
  return {
    playbacks: byTarget([...model.playbacks.values()].map((playback) => [playback.target_uri, playback.id])),
    recordings: byTarget([...model.recordings.values()].map((recording) => [recording.target_uri, recording.name])),
  };
}
