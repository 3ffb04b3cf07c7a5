/** Requests and answers on the event socket itself, REST over WebSocket. Since 20.14, 21.9, 22.4; older ones ignore requests. */
import type { Event } from './base';

/** A header of a request or an answer. */
export interface RESTHeader {
  /** Name. */
  readonly name: string;
  /** Value. */
  readonly value: string;
}

/** A query parameter of a request. */
export interface RESTQueryStringParameter {
  /** Name. */
  readonly name: string;
  /** Value, not encoded. */
  readonly value: string;
}

/** A request that a client sends on the event socket. */
export interface RESTRequest {
  readonly type: 'RESTRequest';
  /** Ours to choose; comes back with the answer. Described as required, but the server does without it. */
  readonly transaction_id?: string;
  /** Ours to choose; comes back with the answer. */
  readonly request_id: string;
  /** `GET`, `PUT`, `POST`, `DELETE`. */
  readonly method: string;
  /** Path without `/ari` and without a leading slash, encoded; may have a query. */
  readonly uri: string;
  /** Type of the body: `application/json` or `application/x-www-form-urlencoded`. */
  readonly content_type?: string;
  /** Query parameters, where they are not in `uri`. */
  readonly query_strings?: readonly RESTQueryStringParameter[];
  /** The body as text. */
  readonly message_body?: string;
}

/** The answer to a request that was sent on the event socket. An event filter that only allows other types swallows it. */
export interface RESTResponse extends Event {
  readonly type: 'RESTResponse';
  /** As in the request; empty when it had none. */
  readonly transaction_id: string;
  /** As in the request. */
  readonly request_id: string;
  /** HTTP status. */
  readonly status_code: number;
  /** That status in words. */
  readonly reason_phrase: string;
  /** As in the request. */
  readonly uri: string;
  /** Type of the body. */
  readonly content_type?: string;
  /** The body as text. */
  readonly message_body?: string;
}
