import * as vscode from 'vscode';
import { AriError } from '../../ari/errors';
import { UserError } from '../common/report';
import type { Remedy } from '../common/report';
import type { Position } from '../common/steps';
import { message } from '../common/text';
import { chooseServer } from './chooseServer';
import type { Server } from './server';
import { targetOf } from './target';
import type { Target } from './target';
import type { Workbench } from './workbench';

/** How a server is asked for. */
export interface ServerQuestion {
  /** The question, as the picker's placeholder. */
  readonly placeholder: string;
  /** Whether the command changes nothing: then a read-only server will do. */
  readonly readOnly?: boolean;
  /** Where the question stands in a dialog. */
  readonly position?: Position;
}

/** A server that is connected: the argument's, the only one, or the one picked. @throws UserError, Cancelled */
export async function pickServer(
  workbench: Workbench,
  argument: unknown,
  { placeholder, readOnly = false, position }: ServerQuestion,
): Promise<Server> {
  const server = await chooseServer(workbench.registry, argument, {
    placeholder,
    fits: ({ isConnected, profile }) => isConnected && (readOnly || !profile.readOnly),
    none: () => noServer(workbench, readOnly),
    position,
  });
  return usable(server, readOnly);
}

/** @throws AriError when it is not connected, UserError when it is read-only and `readOnly` is not enough */
export function usable(server: Server, readOnly: boolean): Server {
  // Its explanation knows whether the connection comes back by itself.
  if (!server.isConnected) throw new AriError({ failure: 'unreachable', request: server.name });
  if (!readOnly && server.profile.readOnly) {
    throw new UserError(
      vscode.l10n.t('“{0}” is marked as read-only, so nothing is sent that could change it.', message(server.name)),
      [allowWriting(targetOf(server))],
    );
  }
  return server;
}

function allowWriting(target?: Target): Remedy {
  return {
    title: vscode.l10n.t('Allow Writing…'),
    run: () => vscode.commands.executeCommand('ari.server.unmarkReadOnly', target),
  };
}

/** Why there is no server to ask, with a button that mends it. */
export function noServer({ registry }: Workbench, readOnly: boolean): UserError {
  if (!readOnly && registry.connected.length > 0) {
    return new UserError(vscode.l10n.t('The connected servers are marked as read-only.'), [allowWriting()]);
  }
  return new UserError(vscode.l10n.t('No server is connected.'), [
    { title: vscode.l10n.t('Connect'), run: () => vscode.commands.executeCommand('ari.server.connect') },
  ]);
}
