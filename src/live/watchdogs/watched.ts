import type { Subscribe } from '../../ari/emitter';
import type { AnyEvent } from '../../ari/events';
import type { Exchange, Requester } from '../../ari/rest';
import type { LiveModel } from '../model';

/** What is needed of a server to watch it. */
export interface Watched {
  readonly model: LiveModel;
  readonly onEvent: Subscribe<AnyEvent>;
  /** Requests that somebody asked for, when they have ended. */
  readonly onExchange: Subscribe<Exchange>;
  readonly isConnected: boolean;
  /** For GETs in the background. @throws AriError while it is not connected. */
  readonly ari: Requester;
  /** Asks for one playback again; the model has it no more when it is over. @throws AriError */
  refreshPlayback(id: string): Promise<void>;
}
