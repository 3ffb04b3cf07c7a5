import * as vscode from 'vscode';
import type { Workbench } from '../servers/workbench';
import { eventCommands } from './commands';
import { EventStream } from './eventStream';
import { FileRecording } from './fileRecording';
import { recordCommands } from './recordCommands';
import { RecordingItem } from './recordingItem';
import { listen } from './sources';

/** The event stream, its recording to a file, and the commands of both. */
export class Events implements vscode.Disposable {
  readonly output: EventStream;
  readonly recording: FileRecording;
  readonly recordingItem: RecordingItem;
  readonly #all: vscode.Disposable;

  constructor(workbench: Workbench, version: string) {
    const { registry } = workbench;
    const inUse = (): readonly string[] =>
      registry.servers.filter(({ state }) => state.kind !== 'disconnected').map(({ name }) => name);
    this.recording = new FileRecording(version, inUse);
    this.recordingItem = new RecordingItem(this.recording);
    this.output = new EventStream(registry, () => this.recording.destination);
    const listening = listen(registry, (entry) => {
      this.recording.take(entry);
      this.output.take(entry);
    });
    this.#all = vscode.Disposable.from(
      listening,
      // What was not shown until now says that it is in the file exactly when it is.
      this.recording.onWillChange(() => this.output.flush()),
      ...recordCommands(workbench, this.recording),
      ...eventCommands(workbench, this.output),
      this.output,
      this.recordingItem,
      this.recording,
    );
  }

  dispose(): void {
    this.#all.dispose();
  }
}

/** Opens the output channel "ARI Events" and registers `ari.events.*`. @param version ours, for event files. */
export function registerEventStream(workbench: Workbench, version: string): Events {
  return new Events(workbench, version);
}
