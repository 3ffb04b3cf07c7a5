import type * as vscode from 'vscode';
import type { Reporter } from '../common/report';
import type { Countdown } from './countdown';
import type { CredentialStore } from './credentials';
import type { ServerRegistry } from './registry';
import type { SoundCatalogue } from './soundCatalogue';

/** What every feature is given when it is composed. */
export interface Workbench {
  readonly registry: ServerRegistry;
  /** Ticks while a server waits for its next try. */
  readonly countdown: Countdown;
  /** What can be played on each server. */
  readonly sounds: SoundCatalogue;
  readonly credentials: CredentialStore;
  readonly reporter: Reporter;
  readonly log: vscode.LogOutputChannel;
  /** What people answered last, to offer it again. Holds no secret. */
  readonly memory: vscode.Memento;
  /** What holds in every workspace. Holds no secret. */
  readonly sharedMemory: vscode.Memento;
  readonly extensionUri: vscode.Uri;
}
