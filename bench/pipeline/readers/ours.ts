import { LiveServer } from '../../../src/live/liveServer';
import { PLACE, URL } from './place';

/** A server as the extension uses it. */
export function connect(): LiveServer {
  const { user: username, password, application } = PLACE;
  return new LiveServer({ url: URL, username, password, application, subscribeAll: true });
}
