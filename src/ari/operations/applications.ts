/** Requests about Stasis applications. Errors of each: 404 no such application; those with a socket, or one lately, exist. */
import type { Application, EventTypeFilter } from '../resources';
import { pathOf } from '../path';
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
