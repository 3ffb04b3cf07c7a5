import * as vscode from 'vscode';
import type { Server } from '../servers/server';
import type { ServerRegistry } from '../servers/registry';
import type { Entry } from './entry';

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
    registry.onDidChangeState((server) => {
      const { kind } = server.state;
      const before = told.get(server);
      told.set(server, kind);
      const text = before === kind ? undefined : noteOn(server, before);
      if (text !== undefined) take({ kind: 'note', ...about(server), text });
    }),
  );
}

function noteOn({ name, state, application }: Server, before: string | undefined): string | undefined {
  switch (state.kind) {
    case 'connecting':
      return undefined;
    case 'connected':
      return before === 'reconnecting'
        ? vscode.l10n.t('{0}: connected again. What happened meanwhile was not heard.', name)
        : vscode.l10n.t('{0}: connected as {1}.', name, application ?? '');
    case 'reconnecting':
      return vscode.l10n.t('{0}: the connection broke off.', name);
    case 'replaced':
      return vscode.l10n.t('{0}: another client took our application over.', name);
    case 'failed':
      return vscode.l10n.t('{0}: not connected.', name);
    case 'disconnected':
      return vscode.l10n.t('{0}: disconnected.', name);
  }
}
