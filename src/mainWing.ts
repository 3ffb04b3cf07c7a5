import * as vscode from 'vscode';
import type { Disposable } from './ari/emitter';
import { registerDoctor } from './workbench/doctor/registerDoctor';
import { registerEventStream } from './workbench/events/registerEventStream';
import type { Events } from './workbench/events/registerEventStream';
import { registerExplaining } from './workbench/explaining/registerExplaining';
import type { ExplorerView } from './workbench/explorer/explorerView';
import { registerExplorer } from './workbench/explorer/registerExplorer';
import type { Explorer } from './workbench/explorer/registerExplorer';
import { Servers } from './workbench/servers/registerServers';
import type { Workbench } from './workbench/servers/workbench';

/** What only those need who connect a server or run a command. */
export interface MainWing extends Disposable {
  readonly servers: Servers;
  readonly explorer: Explorer;
  readonly events: Events;
}

/** Composes it, no logic. @param version ours, for event files */
export function openMainWing(workbench: Workbench, view: ExplorerView, version: string): MainWing {
  const servers = new Servers(workbench);
  const explorer = registerExplorer(workbench, view);
  const events = registerEventStream(workbench, version);
  const all = vscode.Disposable.from(
    ...[servers, explorer, events, registerDoctor(workbench), registerExplaining(workbench)],
  );
  return { servers, explorer, events, dispose: () => void all.dispose() };
}
