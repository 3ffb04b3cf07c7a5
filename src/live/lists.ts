import { AriError } from '../ari/errors';
import * as applications from '../ari/operations/applications';
import * as asterisk from '../ari/operations/asterisk';
import * as bridges from '../ari/operations/bridges';
import * as channels from '../ari/operations/channels';
import * as endpoints from '../ari/operations/endpoints';
import * as playbacks from '../ari/operations/playbacks';
import * as recordings from '../ari/operations/recordings';
import type { Application, AsteriskInfo, Bridge, Channel, Endpoint, LiveRecording, Playback } from '../ari/resources';
import type { Requester } from '../ari/rest';
import { isApplication, isBridge, isChannel, isEndpoint, isInfo, isPlayback, isRecording } from '../ari/soundness';
import type { ModelScope } from './model';

/**
 * What a server lists, as far as its application hears of it: the rest would never be seen to change.
 * @throws AriError, `garbled` when the answer is no such list
 */
export async function listChannels(ari: Requester, scope: ModelScope): Promise<readonly Channel[]> {
  const [listed, mine] = await Promise.all([channels.list(ari), owned(ari, scope)]);
  const all = checked(listed, isChannel, 'channels');
  return mine ? all.filter(({ id }) => mine.channel_ids.includes(id)) : all;
}

/** As {@link listChannels}. */
export async function listBridges(ari: Requester, scope: ModelScope): Promise<readonly Bridge[]> {
  const [listed, mine] = await Promise.all([bridges.list(ari), owned(ari, scope)]);
  const all = checked(listed, isBridge, 'bridges');
  return mine ? all.filter(({ id }) => mine.bridge_ids.includes(id)) : all;
}

/** Every endpoint. @throws AriError */
export async function listEndpoints(ari: Requester): Promise<readonly Endpoint[]> {
  return checked(await endpoints.list(ari), isEndpoint, 'endpoints');
}

/** Every application. @throws AriError */
export async function listApplications(ari: Requester): Promise<readonly Application[]> {
  return checked(await applications.list(ari), isApplication, 'applications');
}

/** What runs there. @throws AriError, `garbled` when the answer does not say that */
export async function getInfo(ari: Requester): Promise<AsteriskInfo> {
  return sound(await asterisk.getInfo(ari), isInfo, 'asterisk/info');
}

/** One bridge. @throws AriError, `garbled` when the answer is none */
export async function getBridge(ari: Requester, id: string): Promise<Bridge> {
  return sound(await bridges.get(ari, id), isBridge, `bridges/${id}`);
}

/** One playback. @throws AriError, `garbled` when the answer is none */
export async function getPlayback(ari: Requester, id: string): Promise<Playback> {
  return sound(await playbacks.get(ari, id), isPlayback, `playbacks/${id}`);
}

/** One live recording. @throws AriError, `garbled` when the answer is none */
export async function getRecording(ari: Requester, name: string): Promise<LiveRecording> {
  return sound(await recordings.getLive(ari, name), isRecording, `recordings/live/${name}`);
}

async function owned(ari: Requester, scope: ModelScope): Promise<Application | undefined> {
  if (scope.subscribeAll) return undefined;
  return sound(await applications.get(ari, scope.application), isApplication, `applications/${scope.application}`);
}

function checked<T>(listed: readonly T[], isSound: (value: unknown) => value is T, path: string): readonly T[] {
  const areSound = (value: unknown): value is readonly T[] => Array.isArray(value) && value.every(isSound);
  return sound(listed, areSound, path);
}

function sound<T>(answer: T, isSound: (value: unknown) => value is T, path: string): T {
  if (isSound(answer)) return answer;
  throw new AriError({ failure: 'garbled', request: `GET ${path}` });
}
