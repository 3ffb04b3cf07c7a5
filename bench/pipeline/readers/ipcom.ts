// (e) @ipcom/asterisk-ari, with a listener for every type of event.
import { createRequire } from 'node:module';
import { ARI_EVENT_TYPES } from '../../../src/ari/events';
import { counted } from '../meter';
import { PLACE } from './place';

interface Client {
  on(type: string, listener: () => void): void;
  connectWebSocket(applications: readonly string[]): Promise<void>;
}
const peer = createRequire(__filename)('@ipcom/asterisk-ari') as {
  AriClient: new (options: { host: string; port: number; username: string; password: string }) => Client;
};

let events = 0;
counted(() => events);
const { port, user: username, password, application } = PLACE;
const client = new peer.AriClient({ host: '127.0.0.1', port, username, password });
void client.connectWebSocket([application]).then(() => {
  for (const type of ARI_EVENT_TYPES) client.on(type, () => (events += 1));
});
