import { AriError } from '../ari/errors';
import * as applications from '../ari/operations/applications';
import * as bridges from '../ari/operations/bridges';
import * as channels from '../ari/operations/channels';
import * as endpoints from '../ari/operations/endpoints';
import type { Application, Bridge, Channel, Endpoint } from '../ari/resources';
import type { Requester } from '../ari/rest';
import { isApplication, isBridge, isChannel, isEndpoint } from '../ari/soundness';
import type { ModelScope } from './model';

/**
 * What a server lists, as far as its application hears of it: the rest would never be seen to change.
 * @throws AriError, `garbled` when the answer is no such list
 */
export async function listChannels(ari: Requester, scope: ModelScope): Promise<readonly Channel[]> {
  const [listed, mine] = await Promise.all([channels.list(ari), owned(ari, scope)]);
  const sound = checked(listed, isChannel, 'channels');
  return mine ? sound.filter(({ id }) => mine.channel_ids.includes(id)) : sound;
}

/** As {@link listChannels}. */
export async function listBridges(ari: Requester, scope: ModelScope): Promise<readonly Bridge[]> {
  const [listed, mine] = await Promise.all([bridges.list(ari), owned(ari, scope)]);
  const sound = checked(listed, isBridge, 'bridges');
  return mine ? sound.filter(({ id }) => mine.bridge_ids.includes(id)) : sound;
}

/** Every endpoint. @throws AriError */
export async function listEndpoints(ari: Requester): Promise<readonly Endpoint[]> {
  return checked(await endpoints.list(ari), isEndpoint, 'endpoints');
}

/** Every application. @throws AriError */
export async function listApplications(ari: Requester): Promise<readonly Application[]> {
  return checked(await applications.list(ari), isApplication, 'applications');
}

async function owned(ari: Requester, scope: ModelScope): Promise<Application | undefined> {
  if (scope.subscribeAll) return undefined;
  const path = `applications/${scope.application}`;
  return checked([await applications.get(ari, scope.application)], isApplication, path)[0];
}

function checked<T>(listed: readonly T[], isSound: (value: unknown) => value is T, path: string): readonly T[] {
  if (Array.isArray(listed) && listed.every(isSound)) return listed;
  throw new AriError({ failure: 'garbled', request: `GET ${path}` });
}
