import * as vscode from 'vscode';
import type { Entry } from '../../live/capture/entry';
import { explain } from '../common/explain';
import type { ServerRegistry } from '../servers/registry';
import type { Server } from '../servers/server';

/** Tells of everything that happens on any server, as entries: events, requests, and what befell the connection. */
export function listen(registry: ServerRegistry, take: (entry: Entry) => void): vscode.Disposable {
  const told = new Map<Server, string>();
  const about = ({ name, application }: Server): Pick<Entry, 'server' | 'application' | 'received'> => ({
    server: name,
    application,
    received: Date.now(),
  });
  return vscode.Disposable.from(
    registry.onEvent(({ server, event }) => take({ kind: 'event', ...about(server), event })),
    registry.onExchange(({ server, exchange }) =>
      take({ kind: 'exchange', ...about(server), received: exchange.at, exchange }),
    ),
    registry.onNote(({ server, text }) => take({ kind: 'note', ...about(server), text })),
    registry.onGap(({ server, gap }) => take({ kind: 'gap', ...about(server), gap })),
    registry.onDidChangeState((server) => {
      const { kind } = server.state;
      const before = told.get(server);
      told.set(server, kind);
      const text = before === kind ? undefined : noteOn(server);
      if (text !== undefined) take({ kind: 'note', ...about(server), text });
    }),
    registry.onDidChangeServers(() => {
      const { servers } = registry;
      for (const server of told.keys()) if (!servers.includes(server)) told.delete(server);
    }),
  );
}

function noteOn({ name, state, application, profile }: Server): string | undefined {
  switch (state.kind) {
    case 'connecting':
      return undefined;
    case 'connected':
      return vscode.l10n.t('{0}: connected to {1} as {2}.', name, profile.url, application ?? '');
    case 'reconnecting':
      return noteOnLoss(name, state);
    case 'replaced':
      return vscode.l10n.t('{0}: another client took the application {1} over.', name, application ?? '');
    case 'failed':
      return vscode.l10n.t('{0}: not connected. {1}', name, explain(state.error));
    case 'disconnected':
      return vscode.l10n.t('{0}: disconnected.', name);
  }
}

function noteOnLoss(name: string, { loss, error }: Extract<Server['state'], { kind: 'reconnecting' }>): string {
  switch (loss?.how) {
    case 'closed':
      return vscode.l10n.t('{0}: the connection was lost (WebSocket code {1}). Trying again.', name, loss.code);
    case 'silent':
      return vscode.l10n.t('{0}: the server fell silent and answers no ping. Trying again.', name);
    case undefined:
      return vscode.l10n.t('{0}: not connected yet. {1}', name, error ? explain(error) : '');
  }
}
