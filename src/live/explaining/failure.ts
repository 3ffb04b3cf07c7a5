import type { AriError } from '../../ari/errors';
import type { LiveModel } from '../model';
import type { FailedRequest } from './request';

/** A failure, and what is known of the server at that moment. */
export interface Failure {
  readonly error: AriError;
  /** Nothing when the failure was none of a request's. */
  readonly request?: FailedRequest | undefined;
  /** Nothing while the server is not in use. */
  readonly model?: LiveModel | undefined;
  /** Our own application there. */
  readonly application?: string | undefined;
  /** Whether the connection is coming back by itself. */
  readonly returning?: boolean;
}

/** A request that Asterisk refused: what every rule looks at. */
export interface Refusal {
  readonly status: number;
  /** The server's own words; hostile, and empty when it has none. */
  readonly said: string;
  readonly request: FailedRequest;
  readonly model: LiveModel | undefined;
  readonly application: string | undefined;
}
