import * as vscode from 'vscode';
import { registerCommands } from './workbench/commands/commands';
import { registerEventStream } from './workbench/events/registerEventStream';
import type { Events } from './workbench/events/registerEventStream';
import { registerExplorer } from './workbench/explorer/registerExplorer';
import type { Explorer } from './workbench/explorer/registerExplorer';
import { Reporter } from './workbench/common/report';
import { CredentialStore } from './workbench/servers/credentials';
import { ServerRegistry } from './workbench/servers/registry';
import { Servers } from './workbench/servers/registerServers';
import type { Workbench } from './workbench/servers/workbench';

/** What tests look into; nobody else is given it. */
export interface Internals {
  readonly context: vscode.ExtensionContext;
  readonly workbench: Workbench;
  readonly servers: Servers;
  readonly explorer: Explorer;
  readonly events: Events;
}

export function activate(context: vscode.ExtensionContext): Internals | undefined {
  const log = vscode.window.createOutputChannel('ARI Workbench', { log: true });
  const workbench: Workbench = {
    registry: new ServerRegistry(),
    credentials: new CredentialStore(context.secrets),
    reporter: new Reporter(log),
    log,
    memory: context.workspaceState,
    extensionUri: context.extensionUri,
  };
  const servers = new Servers(workbench);
  const explorer = registerExplorer(workbench);
  const events = registerEventStream(workbench);
  context.subscriptions.push(log, servers, explorer, events, registerCommands(workbench), workbench.registry);
  context.subscriptions.push(servers.offerImportIn(explorer.view.view));
  servers.connectAtStartup();
  return context.extensionMode === vscode.ExtensionMode.Test
    ? { context, workbench, servers, explorer, events }
    : undefined;
}
