// The reference of a storm, in a process of its own: reads one application's event socket and does nothing but count.
// Arguments: the address of the socket, the value of its Authorization header. Tells its parent what it counted.
import { WebSocket } from 'ws';
import type { Told } from './reference';
import { STORM_CONTEXT, STORM_VARIABLE } from './storm';

/** Between two tellings, in ms. */
const PERIOD_MS = 100;
const TYPE = Buffer.from('"type":"');
const VARIABLE = Buffer.from(`"variable":"${STORM_VARIABLE}"`);
const CONTEXT = Buffer.from(`"context":"${STORM_CONTEXT}"`);

const [url = '', authorization = ''] = process.argv.slice(2);
const counts: Told = { byType: {}, values: 0, steps: 0, lateMs: 0 };

/** Not parsed: nothing shall be faster, and no event has another `type` before its own. */
function count(message: Buffer): void {
  const begin = message.indexOf(TYPE) + TYPE.length;
  const type = message.toString('latin1', begin, message.indexOf('"', begin));
  counts.byType[type] = (counts.byType[type] ?? 0) + 1;
  if (type === 'ChannelVarset' && message.includes(VARIABLE)) counts.values += 1;
  else if (type === 'ChannelDialplan' && message.includes(CONTEXT)) counts.steps += 1;
}

const socket = new WebSocket(url, {
  headers: { authorization },
  perMessageDeflate: false,
  skipUTF8Validation: true,
});
socket.on('message', count);
socket.once('open', () => {
  let toldAt = performance.now();
  setInterval(() => {
    const now = performance.now();
    const lateMs = Math.max(counts.lateMs, now - toldAt - PERIOD_MS);
    toldAt = now;
    counts.lateMs = lateMs;
    process.send?.(counts);
  }, PERIOD_MS);
});
socket.once('close', (code) => {
  console.error(`The reference reader was closed with ${code}.`);
  process.exit(1);
});
process.once('disconnect', () => process.exit(0));
