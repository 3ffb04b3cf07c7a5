// A process of its own: an "Asterisk" whose event stream is a recording, sent as fast as the reader takes it. Whatever
// else is asked goes to the real Asterisk behind it. Arguments: the recording, passes, the real one's port.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** What the process tells its parent. */
export type Told =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'done'; readonly ms: number };

const [file = '', passes = '1', upstream = ''] = process.argv.slice(2);
const CHUNK = 256 * 1024;
const PING = Buffer.from([0x89, 0]);
const PONG = 0xa;
const recording = fs.readFileSync(file);

function tell(told: Told): void {
  process.send?.(told);
}

/** The Host header stays: Asterisk writes it into the addresses of its API description. */
function forward(request: http.IncomingMessage, response: http.ServerResponse): void {
  const { method, url, headers } = request;
  const options = { host: '127.0.0.1', port: Number(upstream), method, path: url, headers };
  const asked = http.request(options, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  asked.on('error', () => response.destroy());
  request.pipe(asked);
}

async function send(socket: Duplex, data: Buffer): Promise<void> {
  if (!socket.write(data)) await new Promise((resolve) => socket.once('drain', resolve));
}

/** The time from the first byte to the answer to a ping behind the last event: a reader takes frames in their order. */
async function replay(socket: Duplex): Promise<void> {
  const began = performance.now();
  for (let pass = 0; pass < Number(passes); pass += 1) {
    for (let at = 0; at < recording.length; at += CHUNK) await send(socket, recording.subarray(at, at + CHUNK));
  }
  const answered = new Promise<void>((resolve) => {
    socket.on('data', (data: Buffer) => {
      if (((data[0] ?? 0) & 0xf) === PONG) resolve();
    });
  });
  await send(socket, PING);
  await answered;
  tell({ kind: 'done', ms: performance.now() - began });
}

function upgrade({ headers }: http.IncomingMessage, socket: Duplex): void {
  const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
  const accept = createHash('sha1')
    .update(`${headers['sec-websocket-key'] ?? ''}${guid}`)
    .digest('base64');
  const head = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade';
  socket.on('error', () => undefined);
  socket.write(`${head}\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  socket.resume();
  process.once('message', () => void replay(socket));
  tell({ kind: 'open' });
}

const server = http.createServer(forward).on('upgrade', upgrade);
server.listen(0, '127.0.0.1', () => tell({ kind: 'listening', port: (server.address() as AddressInfo).port }));
