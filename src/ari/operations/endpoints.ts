/** Requests about endpoints, and text messages between them. Errors of each: 404 no such endpoint or technology. */
import type { Endpoint } from '../resources';
import { pathOf } from '../path';
import type { Requester } from '../rest';

/** All endpoints of all technologies. */
export function list(ari: Requester): Promise<Endpoint[]> {
  return ari.request({ method: 'GET', path: 'endpoints' });
}

/** The endpoints of one technology, such as `PJSIP`. */
export function listByTechnology(ari: Requester, tech: string): Promise<Endpoint[]> {
  return ari.request({ method: 'GET', path: pathOf`endpoints/${tech}` });
}

/** One endpoint. */
export function get(ari: Requester, tech: string, resource: string): Promise<Endpoint> {
  return ari.request({ method: 'GET', path: pathOf`endpoints/${tech}/${resource}` });
}

/** A text message to an endpoint that is known by name. */
export interface MessageOptions {
  /** Sender, such as `pjsip:1000` or `sip:me@example.org`. */
  readonly from: string;
  /** The text. */
  readonly body?: string | undefined;
  /** Headers and other values of the technology. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
}

/** Sends a text message to an endpoint. Errors: 400 wrong parameters · 404. */
export function sendMessageTo(
  ari: Requester,
  tech: string,
  resource: string,
  { variables, ...query }: MessageOptions,
): Promise<void> {
  const path = pathOf`endpoints/${tech}/${resource}/sendMessage`;
  return ari.request({ method: 'PUT', path, query, body: variables && { variables } });
}

/** Sends a text message to any address, such as `pjsip:sip:you@example.org`. Errors: 400 wrong parameters · 404. */
export function sendMessage(
  ari: Requester,
  { variables, ...query }: MessageOptions & { readonly to: string },
): Promise<void> {
  return ari.request({ method: 'PUT', path: 'endpoints/sendMessage', query, body: variables && { variables } });
}

/** Where to send an endpoint. */
export interface ReferOptions {
  /** In whose name, such as `pjsip:1000`. */
  readonly from: string;
  /** Where it shall call. */
  readonly refer_to: string;
  /** Whether an endpoint in `refer_to` is reached through Asterisk rather than directly. */
  readonly to_self?: boolean | undefined;
  /** Headers of the technology; `display_name` is the name shown. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
}

/** Asks an endpoint to call somewhere, as a SIP REFER outside of a call does. Since 18.20, 20.5. Errors: 400 · 404. */
export function referEndpoint(
  ari: Requester,
  tech: string,
  resource: string,
  { variables, ...query }: ReferOptions,
): Promise<void> {
  const path = pathOf`endpoints/${tech}/${resource}/refer`;
  return ari.request({ method: 'POST', path, query, body: variables && { variables } });
}

/** Asks any address to call somewhere. Since 18.20, 20.5. Errors: 400 wrong parameters · 404. */
export function refer(ari: Requester, { variables, ...query }: ReferOptions & { readonly to: string }): Promise<void> {
  return ari.request({ method: 'POST', path: 'endpoints/refer', query, body: variables && { variables } });
}
