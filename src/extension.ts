import * as vscode from 'vscode';
import type { Disposable } from './ari/emitter';
import type { MainWing } from './mainWing';
import { prepareMainWing } from './prepareMainWing';
import type { Manifest } from './prepareMainWing';
import { prepareNouns } from './workbench/commands/prepareNouns';
import { Reporter } from './workbench/common/report';
import type { Wing } from './workbench/common/wing';
import { DialplanLoader } from './workbench/dialplan/loadDialplanWing';
import { ExplorerView } from './workbench/explorer/explorerView';
import { ContextKeys } from './workbench/servers/contextKeys';
import { Countdown } from './workbench/servers/countdown';
import { CredentialStore } from './workbench/servers/credentials';
import { offerImportIn } from './workbench/servers/offerImport';
import { ServerRegistry } from './workbench/servers/registry';
import { SoundCatalogue } from './workbench/servers/soundCatalogue';
import { StatusBar } from './workbench/servers/statusBar';
import type { Workbench } from './workbench/servers/workbench';

/** What tests look into; nobody else is given it. */
export interface Internals {
  readonly context: vscode.ExtensionContext;
  readonly workbench: Workbench;
  readonly statusBar: StatusBar;
  readonly dialplan: DialplanLoader;
  readonly mainWing: Wing<MainWing>;
  readonly nouns: Wing<Disposable>;
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
  const statusBar = new StatusBar(registry, workbench.countdown);
  const explorer = new ExplorerView(workbench);
  const dialplan = new DialplanLoader(workbench);
  const manifest = context.extension.packageJSON as Manifest;
  const nouns = prepareNouns(workbench, manifest);
  const mainWing = prepareMainWing(workbench, manifest, explorer);
  context.subscriptions.push(log, mainWing, nouns, dialplan, offerImportIn(explorer.view, registry), explorer);
  context.subscriptions.push(statusBar, new ContextKeys(registry), workbench.countdown, workbench.sounds, registry);
  farewell = () => registry.close();
  return context.extensionMode === vscode.ExtensionMode.Test
    ? { context, workbench, statusBar, dialplan, mainWing, nouns }
    : undefined;
}
