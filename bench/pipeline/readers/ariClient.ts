// (d) ari-client, with a listener for every type of event.
import { createRequire } from 'node:module';
import { ARI_EVENT_TYPES } from '../../../src/ari/events';
import { counted } from '../meter';
import { PLACE, URL } from './place';

interface Client {
  on(type: string, listener: () => void): void;
  start(application: string, subscribeAll: boolean): Promise<void>;
}
const peer = createRequire(__filename)('ari-client') as {
  connect(url: string, user: string, password: string): Promise<Client>;
};

let events = 0;
counted(() => events);
void peer.connect(URL, PLACE.user, PLACE.password).then(async (client) => {
  for (const type of ARI_EVENT_TYPES) client.on(type, () => (events += 1));
  await client.start(PLACE.application, true);
});
