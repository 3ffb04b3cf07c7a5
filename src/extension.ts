import * as vscode from 'vscode';
import { registerCommands } from './workbench/commands/commands';
import { DialplanLoader } from './workbench/dialplan/loadDialplanWing';
import { registerDoctor } from './workbench/doctor/registerDoctor';
import { registerEventStream } from './workbench/events/registerEventStream';
import type { Events } from './workbench/events/registerEventStream';
import { registerExplaining } from './workbench/explaining/registerExplaining';
import { registerExplorer } from './workbench/explorer/registerExplorer';
import type { Explorer } from './workbench/explorer/registerExplorer';
import { Reporter } from './workbench/common/report';
import { Countdown } from './workbench/servers/countdown';
import { CredentialStore } from './workbench/servers/credentials';
import { ServerRegistry } from './workbench/servers/registry';
import { SoundCatalogue } from './workbench/servers/soundCatalogue';
import { Servers } from './workbench/servers/registerServers';
import type { Workbench } from './workbench/servers/workbench';

/** What tests look into; nobody else is given it. */
export interface Internals {
  readonly context: vscode.ExtensionContext;
  readonly workbench: Workbench;
  readonly servers: Servers;
  readonly explorer: Explorer;
  readonly events: Events;
  readonly dialplan: DialplanLoader;
}

/** What is read of package.json. */
interface Manifest {
  readonly version: string;
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** What `deactivate` has to wait for: VS Code calls it without a word on what there is to end. */
let farewell: (() => Promise<void>) | undefined;

/** Says goodbye to the servers, so that none keeps an application that nobody serves. */
export async function deactivate(): Promise<void> {
  await farewell?.();
  farewell = undefined;
}

export function activate(context: vscode.ExtensionContext): Internals | undefined {
  const log = vscode.window.createOutputChannel('ARI Workbench', { log: true });
  const registry = new ServerRegistry();
  const workbench: Workbench = {
    registry,
    countdown: new Countdown(registry),
    sounds: new SoundCatalogue(registry),
    credentials: new CredentialStore(context.secrets, context.globalState),
    reporter: new Reporter(log),
    log,
    memory: context.workspaceState,
    sharedMemory: context.globalState,
    extensionUri: context.extensionUri,
  };
  const servers = new Servers(workbench);
  const explorer = registerExplorer(workbench);
  const { version, contributes } = context.extension.packageJSON as Manifest;
  const events = registerEventStream(workbench, version);
  const declared = contributes.commands.map(({ command }) => command);
  context.subscriptions.push(log, servers, explorer, events, registerCommands(workbench, declared));
  context.subscriptions.push(registerDoctor(workbench), registerExplaining(workbench));
  context.subscriptions.push(workbench.countdown, workbench.sounds, registry);
  const dialplan = new DialplanLoader(workbench);
  context.subscriptions.push(dialplan, servers.offerImportIn(explorer.view.view));
  servers.connectAtStartup();
  farewell = () => registry.close();
  return context.extensionMode === vscode.ExtensionMode.Test
    ? { context, workbench, servers, explorer, events, dialplan }
    : undefined;
}
