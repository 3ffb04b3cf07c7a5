import * as vscode from 'vscode';
import type { Workbench } from '../servers/workbench';
import { eventCommands } from './commands';
import { EventStream } from './eventStream';

/** The event stream and its commands. */
export class Events implements vscode.Disposable {
  readonly output: EventStream;
  readonly #all: vscode.Disposable;

  constructor(workbench: Workbench) {
    this.output = new EventStream(workbench.registry);
    this.#all = vscode.Disposable.from(this.output, ...eventCommands(workbench, this.output));
  }

  dispose(): void {
    this.#all.dispose();
  }
}

/** Opens the output channel "ARI Events" and registers `ari.events.*`. */
export function registerEventStream(workbench: Workbench): Events {
  return new Events(workbench);
}
