/** Requests that send events, or settle who gets a call that was offered to all. */
import { pathOf } from '../path';
import type { Requester } from '../rest';

/** An event of one's own. */
export interface UserEventOptions {
  /** The application that gets it. */
  readonly application: string;
  /** What it is about: `channel:ID`, `bridge:ID`, `endpoint:TECH/RESOURCE`, `deviceState:NAME`. */
  readonly source?: readonly string[] | undefined;
  /** What it says. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
}

/** Sends a ChannelUserevent. Errors: 400 not such a source · 404 no such application · 422 the source does not exist. */
export function userEvent(ari: Requester, eventName: string, { variables, ...query }: UserEventOptions): Promise<void> {
  const path = pathOf`events/user/${eventName}`;
  return ari.request({ method: 'POST', path, query, body: variables && { variables } });
}

/** Who claims which call. */
export interface ClaimOptions {
  /** The channel of the CallBroadcast. */
  readonly channelId: string;
  /** The application that shall have it. */
  readonly application: string;
}

/** Claims a call that was offered to all; the first one wins. Since 20.20, 22.10, 23.4. Errors: 404 not on offer · 409 claimed. */
export function claim(ari: Requester, query: ClaimOptions): Promise<void> {
  return ari.request({ method: 'POST', path: 'events/claim', query: { ...query } });
}
