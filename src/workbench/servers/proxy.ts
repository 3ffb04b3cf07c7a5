import * as vscode from 'vscode';
import type { Proxy } from '../../ari/address';

/** The proxy of VS Code's own settings; a server on this machine is always reached directly. */
export function readProxy(): Proxy | undefined {
  const http = vscode.workspace.getConfiguration('http');
  const url = http.get<string>('proxy')?.trim();
  if (!url || http.get<string>('proxySupport') === 'off') return undefined;
  return { url, noProxy: ['localhost', '127.0.0.1', '::1', ...(http.get<readonly string[]>('noProxy') ?? [])] };
}
