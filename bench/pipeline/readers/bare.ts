// (a) The limit: a bare WebSocket and JSON.parse.
import { WebSocket } from 'ws';
import { counted } from '../meter';
import { PLACE } from './place';

let events = 0;
counted(() => events);
const { port, user, password, application } = PLACE;
const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const url = `ws://127.0.0.1:${port}/ari/events?app=${application}&subscribeAll=true`;
const socket = new WebSocket(url, { headers: { authorization }, perMessageDeflate: false });
socket.on('message', (data: Buffer) => {
  const event: unknown = JSON.parse(data.toString());
  if (event !== null) events += 1;
});
