import * as vscode from 'vscode';
import { UserError } from '../common/report';
import { message } from '../common/text';
import type { ServerRegistry } from './registry';
import type { Server } from './server';
import type { Target } from './target';

/**
 * The server that a target names. What named one that is gone must never act on another: buttons and reports outlive
 * their servers.
 * @throws UserError when it is gone
 */
export function namedServer(registry: Pick<ServerRegistry, 'get'>, { serverName }: Target): Server {
  const server = registry.get(serverName);
  if (server) return server;
  throw new UserError(vscode.l10n.t('There is no server called “{0}” any more.', message(serverName)));
}
