import path from 'node:path';
import * as vscode from 'vscode';
import type { CaptureError } from '../../live/capture/captureError';
import type { Entry } from '../../live/capture/entry';
import { headLine } from '../../live/capture/jsonLines';
import { Recorder } from '../../live/capture/recorder';
import type { Tally } from '../../live/capture/recorder';
import { RotatingFile } from '../../live/capture/rotatingFile';
import type { Deleted } from '../../live/capture/rotatingFile';
import type { Disposable } from '../../ari/emitter';
import { Emitter } from '../../ari/emitter';
import { readRotation } from './settings';

/** Characters. */
const LARGEST_WRITE = 4_000_000;

/** What is being recorded, or was. */
export interface Recorded extends Tally {
  /** The last file. */
  readonly uri: vscode.Uri;
  /** How many files there were. */
  readonly files: number;
  /** The oldest of them, which are deleted by now. */
  readonly deleted: Deleted;
}

/** Where what is not shown can be read. */
export interface RecordingTo {
  /** Its name, without its folder. */
  readonly file: string;
  /** Nothing is missing since the recording began: no old file was deleted, and the disk was fast enough. */
  readonly isComplete: boolean;
}

/** Where to record to. */
export interface Destination {
  readonly uri: vscode.Uri;
  /** Whether somebody said that a file which is there may go. */
  readonly replace: boolean;
}

interface Running {
  readonly recorder: Recorder;
  readonly file: RotatingFile;
  readonly failing: Disposable;
}

/** Records all that happens on all servers to a file, shown in the stream or not. One recording at a time. */
export class FileRecording implements vscode.Disposable {
  readonly #turns = new Emitter<void>();
  readonly #changes = new Emitter<void>();
  readonly #failures = new Emitter<CaptureError>();
  /** It is about to begin or to end: what comes from now on is treated differently. */
  readonly onWillChange = this.#turns.event;
  /** It began or ended. */
  readonly onChange = this.#changes.event;
  /** It ended because nothing more could be written. */
  readonly onFailure = this.#failures.event;
  #running: Running | undefined;
  /** Those that end, and still have something to write. */
  readonly #ending = new Set<Recorder>();
  /** The last start, done or not: two at once would leave one that nobody can end. */
  #starting: Promise<unknown> = Promise.resolve();
  #disposed = false;

  /**
   * @param version ours, for the head of each file.
   * @param servers names of those in use.
   */
  constructor(
    private readonly version: string,
    private readonly servers: () => readonly string[],
  ) {}

  /** What is being recorded. */
  get current(): Recorded | undefined {
    return this.#running && recorded(this.#running);
  }

  /** The file that is written now. */
  get destination(): RecordingTo | undefined {
    if (!this.#running) return undefined;
    const { file, recorder } = this.#running;
    return { file: path.basename(file.name), isComplete: file.deleted.files === 0 && recorder.tally.lost === 0 };
  }

  /** O(1); nothing while nothing is recorded. */
  take(entry: Entry): void {
    this.#running?.recorder.record(entry);
  }

  /** Ends one that runs. @throws CaptureError when no file can be made there. */
  start(destination: Destination): Promise<Recorded> {
    const started = this.#starting.then(() => this.#start(destination));
    this.#starting = started.catch(() => undefined);
    return started;
  }

  async #start({ uri, replace }: Destination): Promise<Recorded> {
    await this.stop();
    const rotation = readRotation();
    const file = await RotatingFile.create({
      ...rotation,
      file: uri.fsPath,
      replace,
      head: (part) =>
        headLine({
          format: 1,
          tool: 'ARI Workbench',
          version: this.version,
          servers: this.servers(),
          began: new Date().toISOString(),
          part,
        }),
    });
    if (this.#disposed) {
      await file.close();
      throw new Error('The window was closed.');
    }
    // A part of a file only, so that files come close to the size that the setting allows.
    const recorder = new Recorder(file, { atOnce: Math.min(LARGEST_WRITE, rotation.maxBytes / 4) });
    const running = { recorder, file, failing: recorder.onFailure((error) => this.#fail(error)) };
    this.#turns.fire();
    this.#running = running;
    this.#changes.fire();
    return recorded(running);
  }

  /** Ends the recording with everything written that came so far; nothing without one. @throws CaptureError */
  async stop(): Promise<Recorded | undefined> {
    const running = this.#running;
    if (!running) return undefined;
    this.#leave(running);
    this.#ending.add(running.recorder);
    await running.recorder.stop().finally(() => this.#ending.delete(running.recorder));
    return recorded(running);
  }

  /** The window closes: what waits is written before this returns. */
  dispose(): void {
    this.#disposed = true;
    const running = this.#running;
    if (running) {
      this.#leave(running);
      running.recorder.endNow();
    }
    for (const recorder of this.#ending) recorder.endNow();
    this.#turns.dispose();
    this.#changes.dispose();
    this.#failures.dispose();
  }

  #fail(error: CaptureError): void {
    if (this.#running) this.#leave(this.#running);
    this.#failures.fire(error);
  }

  #leave({ failing }: Running): void {
    failing.dispose();
    this.#turns.fire();
    this.#running = undefined;
    this.#changes.fire();
  }
}

function recorded({ recorder, file }: Running): Recorded {
  return { ...recorder.tally, uri: vscode.Uri.file(file.name), files: file.parts, deleted: file.deleted };
}
