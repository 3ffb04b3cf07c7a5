import fs from 'node:fs';
import { WebSocket } from 'ws';
import type { Asterisk } from '../../test/support/asterisk/asterisk';
import { until } from '../../test/support/until';

/** The application that hears everything, and that every reader connects as. */
export const APPLICATION = 'ari-workbench';

/** Office calls: menus, variables, a subroutine, ringing, two parties in a bridge, and a call that our application answers. */
export const OFFICE = `
[office]
exten => s,1,NoOp(incoming call from \${CALLERID(num)})
 same => n,Set(__CUSTOMER=\${RAND(1000,9999)})
 same => n,Set(CALLERID(name)=Customer \${CUSTOMER})
 same => n,Gosub(office-greeting,s,1(\${CUSTOMER}))
 same => n,GotoIf($[\${CUSTOMER} % 5 = 0]?robot)
 same => n,Dial(Local/s@office-agent,10)
 same => n,Hangup()
 same => n(robot),Stasis(${APPLICATION},\${CUSTOMER})
 same => n,Hangup()
exten => h,1,NoOp(ended: \${HANGUPCAUSE} \${DIALSTATUS})

[office-greeting]
exten => s,1,Answer()
 same => n,Set(LANGUAGE_OF_CALL=\${IF($["\${ARG1}" > "5000"]?en:de)})
 same => n,Return()

[office-agent]
exten => s,1,Ringing()
 same => n,Set(AGENT=\${RAND(1,20)})
 same => n,Answer()
 same => n,Wait(0.2)
 same => n,Hangup()
`;

const CALLS = 1500;
const CALLS_AT_ONCE = 25;
const STORMS = 4;
const STORM_STEPS = 12_000;

/**
 * Writes what a real Asterisk sends on its event socket, as the WebSocket frames that it is: office calls, then a storm
 * of dialplan steps.
 * @returns how many events there are.
 */
export async function record(asterisk: Asterisk, file: string): Promise<number> {
  const output = fs.openSync(file, 'w');
  const url = `${asterisk.url.replace('http', 'ws')}/ari/events?app=${APPLICATION}&subscribeAll=true`;
  const socket = new WebSocket(url, { headers: { authorization: asterisk.authorization }, perMessageDeflate: false });
  let events = 0;
  let parts: Buffer[] = [];
  const write = (): void => {
    fs.writeSync(output, Buffer.concat(parts));
    parts = [];
  };
  socket.on('message', (data: Buffer) => {
    events += 1;
    parts.push(frame(data));
    if (parts.length >= 1000) write();
    if (data.includes('"type":"StasisStart"')) void serve(asterisk, data);
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  await officeCalls(asterisk);
  await asterisk.cli(`dialplan set global MAX ${STORM_STEPS}`);
  const storm = { endpoint: 'Local/1@load/n', context: 'wait', extension: 's', priority: '1' };
  await Promise.all(Array.from({ length: STORMS }, () => ask(asterisk, 'POST', 'channels', storm)));
  await silence(asterisk);
  socket.terminate();
  write();
  fs.closeSync(output);
  return events;
}

async function officeCalls(asterisk: Asterisk): Promise<void> {
  let started = 0;
  const caller = async (): Promise<void> => {
    while (started < CALLS) {
      started += 1;
      const call = { endpoint: 'Local/s@office/n', context: 'wait', extension: 's', priority: '1' };
      await ask(asterisk, 'POST', 'channels', { ...call, callerId: `"Caller" <${2000 + started}>` });
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, caller));
  await silence(asterisk);
}

/** What an application does with its call: plays something, then hangs up. */
async function serve(asterisk: Asterisk, message: Buffer): Promise<void> {
  const { channel } = JSON.parse(message.toString()) as { channel: { id: string } };
  // The caller may be gone already.
  await ask(asterisk, 'POST', `channels/${channel.id}/play`, { media: 'sound:beep' }).catch(() => undefined);
  await ask(asterisk, 'DELETE', `channels/${channel.id}`).catch(() => undefined);
}

/** Until every call is over; those that only wait are ended. */
async function silence(asterisk: Asterisk): Promise<void> {
  await until(
    async () => {
      const channels = (await (await ask(asterisk, 'GET', 'channels')).json()) as readonly Named[];
      const waiting = channels.filter(({ dialplan }) => dialplan.app_name === 'Wait' && dialplan.context === 'wait');
      if (waiting.length === channels.length) await asterisk.cli('channel request hangup all');
      return channels.length === 0;
    },
    { what: 'all calls to end', timeoutMs: 120_000, intervalMs: 200 },
  );
}

interface Named {
  readonly dialplan: { readonly app_name: string; readonly context: string };
}

async function ask(
  asterisk: Asterisk,
  method: string,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const url = `${asterisk.url}/ari/${path}?${new URLSearchParams(query).toString()}`;
  const answer = await fetch(url, { method, headers: { authorization: asterisk.authorization } });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
  return answer;
}

/** One unmasked text frame (RFC 6455), as a server sends it. */
function frame(payload: Buffer): Buffer {
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.from([0x81, length]), payload]);
  const head = Buffer.alloc(length < 65_536 ? 4 : 10);
  head[0] = 0x81;
  head[1] = length < 65_536 ? 126 : 127;
  if (length < 65_536) head.writeUInt16BE(length, 2);
  else head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}
