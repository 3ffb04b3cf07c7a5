import * as vscode from 'vscode';
import type { Proxy } from '../../ari/address';
import { HEARTBEAT } from '../../ari/connection';
import type { Heartbeat } from '../../ari/eventSocket';

/** The proxy of VS Code's own settings; a server on this machine is always reached directly. */
export function readProxy(): Proxy | undefined {
  const http = vscode.workspace.getConfiguration('http');
  const url = http.get<string>('proxy')?.trim();
  if (!url || http.get<string>('proxySupport') === 'off') return undefined;
  return { url, noProxy: ['localhost', '127.0.0.1', '::1', ...(http.get<readonly string[]>('noProxy') ?? [])] };
}

/** How often a connection is asked for a sign of life; 0 in the settings is never. */
export function readHeartbeat(): Heartbeat {
  const seconds = vscode.workspace.getConfiguration('ari').get<unknown>('heartbeatSeconds');
  if (typeof seconds !== 'number' || !(seconds >= 0)) return HEARTBEAT;
  return { ...HEARTBEAT, intervalMs: Math.min(seconds, 3_600) * 1_000 };
}
