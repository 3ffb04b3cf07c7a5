import * as vscode from 'vscode';
import type { Workbench } from '../servers/workbench';
import { registerChannelActions } from './channels';

/** Everything that can be commanded, one function a noun. */
export function registerCommands(workbench: Workbench): vscode.Disposable {
  return vscode.Disposable.from(registerChannelActions(workbench));
}
