/** What all messages on the event socket have in common. */
import type { Timestamp } from '../resources';

/** Anything that Asterisk sends on the event socket. */
export interface Message {
  /** Which kind of message this is. */
  readonly type: string;
  /** Entity id of the Asterisk that sent it. Since 13.12, 14.1. */
  readonly asterisk_id?: string;
}

/** Something that happened, addressed to one application. */
export interface Event extends Message {
  /** The application that it was sent to; one socket may serve several. */
  readonly application: string;
  /** When it happened. */
  readonly timestamp: Timestamp;
}

/** A request for the event socket lacked parameters. */
export interface MissingParams extends Message {
  readonly type: 'MissingParams';
  /** The parameters that were missing. */
  readonly params: readonly string[];
}
