import * as applications from './operations/applications';
import type { Application } from './resources';
import type { Requester } from './rest';

/** What `subscribeAll` subscribes to, by the names that `GET /applications` shows (stasis/app.c). See {@link unsubscribeAll}. */
export const EVERYTHING: readonly string[] = ['CHANNEL', 'BRIDGE', 'ENDPOINT', 'DEVICE_STATE'].map((name) => {
  const scheme = name === 'DEVICE_STATE' ? 'deviceState' : name.toLowerCase();
  return `${scheme}:__AST_${name}_ALL_TOPIC`;
});

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
