import dgram from 'node:dgram';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import type { Ports } from '../asterisk/configuration';
import { ROOT } from '../places';
import { freePort } from '../processes';

const WANTED: Ports = { http: 8088, sip: 5060 };
const CONFIGURATION = ['ari.conf', 'extensions.conf', 'http.conf', 'pjsip.conf'];

/** The folder that VS Code opens, and the ports that its files name. */
export interface DemoWorkspace {
  readonly folder: string;
  readonly ports: Ports;
}

/** Can nobody else be listening on this TCP port of 127.0.0.1? */
export function isFreeTcp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function isFreeUdp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dgram.createSocket('udp4').once('error', () => resolve(false));
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)));
  });
}

/** A copy of the demo's files with other ports in them, so that the import and the README's numbers stay true. */
function copyWith(ports: Ports, folder: string): string {
  fs.cpSync(path.join(ROOT, 'demo'), folder, { recursive: true });
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    if (!fs.statSync(file).isFile()) continue;
    const text = fs.readFileSync(file, 'utf8');
    const changed = text
      .replaceAll(String(WANTED.http), String(ports.http))
      .replaceAll(String(WANTED.sip), String(ports.sip));
    fs.writeFileSync(file, changed);
  }
  return folder;
}

/** Gives the demo's own folder when Asterisk's usual ports are free, else makes `copy` of it with ports that are. */
export async function demoWorkspace(copy: string): Promise<DemoWorkspace> {
  const http = (await isFreeTcp(WANTED.http)) ? WANTED.http : await freePort();
  const sip = (await isFreeUdp(WANTED.sip)) ? WANTED.sip : await freePort();
  const ports = { http, sip };
  const isUsual = http === WANTED.http && sip === WANTED.sip;
  return { folder: isUsual ? path.join(ROOT, 'demo') : copyWith(ports, copy), ports };
}

/** `etc/` files that read the workspace's own, so that an edit in VS Code takes effect with a reload. */
export function includeWorkspace(folder: string): Record<string, string> {
  return Object.fromEntries(CONFIGURATION.map((name) => [name, `#include "${path.join(folder, name)}"\n`]));
}
