/** Requests about Stasis applications. Errors of each: 404 no such application; those with a socket, or one lately, exist. */
import type { Application, EventTypeFilter } from '../resources';
import { pathOf } from '../rest';
import type { Requester } from '../rest';

/** All applications, whoever serves them. */
export function list(ari: Requester): Promise<Application[]> {
  return ari.request({ method: 'GET', path: 'applications' });
}

/** One application. */
export function get(ari: Requester, applicationName: string): Promise<Application> {
  return ari.request({ method: 'GET', path: pathOf`applications/${applicationName}` });
}

/**
 * Lets the application hear of more. Nothing is subscribed when one of the sources is wrong.
 *
 * @param eventSource `channel:ID`, `bridge:ID`, `endpoint:TECH`, `endpoint:TECH/RESOURCE`, `deviceState:NAME`.
 * @returns The application with its new subscriptions.
 * @throws AriError 400 not such a source · 404 · 422 the source does not exist.
 */
export function subscribe(
  ari: Requester,
  applicationName: string,
  eventSource: readonly string[],
): Promise<Application> {
  const path = pathOf`applications/${applicationName}/subscription`;
  return ari.request({ method: 'POST', path, query: { eventSource } });
}

/**
 * Lets the application hear of less; sources as in {@link subscribe}.
 *
 * @returns The application with its new subscriptions.
 * @throws AriError 400 not such a source · 404 · 422 not subscribed (described as 409), or the source does not exist.
 */
export function unsubscribe(
  ari: Requester,
  applicationName: string,
  eventSource: readonly string[],
): Promise<Application> {
  const path = pathOf`applications/${applicationName}/subscription`;
  return ari.request({ method: 'DELETE', path, query: { eventSource } });
}

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
  return unsubscribe(ari, applicationName, EVERYTHING);
}

/** Which types of events an application is sent. A list that is not given stays as it is; an empty one filters nothing. */
export interface EventFilter {
  /** The only types to send. Keep `RESTResponse` among them when requests travel on the event socket. */
  readonly allowed?: readonly EventTypeFilter[] | undefined;
  /** Types not to send; they win over the allowed ones. */
  readonly disallowed?: readonly EventTypeFilter[] | undefined;
}

/**
 * Sets the event filter, on the server: all sockets of the application are concerned. Without a filter all types are sent
 * again. Since 13.26, 16.3.
 *
 * @returns The application with its new filter.
 * @throws AriError 400 not a filter · 404.
 */
export function setEventFilter(
  ari: Requester,
  applicationName: string,
  filter: EventFilter = {},
): Promise<Application> {
  return ari.request({ method: 'PUT', path: pathOf`applications/${applicationName}/eventFilter`, body: filter });
}
