import * as applications from './operations/applications';
import type { Application } from './resources';
import type { Requester } from './rest';

/** What `subscribeAll` subscribes to, by the names that `GET /applications` shows (stasis/app.c). See {@link unsubscribeAll}. */
export const EVERYTHING: readonly string[] = ['CHANNEL', 'BRIDGE', 'ENDPOINT', 'DEVICE_STATE'].map((name) => {
  const scheme = name === 'DEVICE_STATE' ? 'deviceState' : name.toLowerCase();
  return `${scheme}:__AST_${name}_ALL_TOPIC`;
});

/** Whether an application hears of everything. */
export function hearsEverything({ channel_ids }: Application): boolean {
  return channel_ids.some((id) => `channel:${id}` === EVERYTHING[0]);
}

/**
 * Lets an application hear of everything that was there before its socket opened: Asterisk passes over `subscribeAll` then
 * (app_update of stasis/app.c; measured on 16.28 and 22.10). A source without an id is all of its kind.
 *
 * @throws AriError 403 read-only user · 404.
 */
export function subscribeAll(ari: Requester, applicationName: string): Promise<Application> {
  return applications.subscribe(
    ari,
    applicationName,
    ['channel', 'bridge', 'endpoint', 'deviceState'].map((scheme) => `${scheme}:`),
  );
}

/**
 * Lets an application hear of its own things only, which is how one that heard of everything should be left:
 * - Asterisk 16 otherwise keeps it after its socket closed, with its name (measured).
 * - 20 to 23 otherwise may lock up: when a device changes its state just as such a socket closes, no event socket opens
 *   any more and no application can be asked for, until Asterisk is restarted (its issue 2170; 22.10.1 does so after 2 to
 *   47 closes while a device changes all the time, and after none of 600 that were left like this).
 *
 * @throws AriError 403 read-only user · 404 · 422 did not hear of everything.
 */
export function unsubscribeAll(ari: Requester, applicationName: string): Promise<Application> {
  return applications.unsubscribe(ari, applicationName, EVERYTHING);
}
