import * as vscode from 'vscode';
import type { Workbench } from '../servers/workbench';

/** Of the commands in package.json, those that are about a channel, a bridge …: what can be commanded. */
const NOUNS = /^ari\.((channel|bridge|playback|recording|application)\.|server\.(get|set)Variable$)/;

/**
 * Everything that can be commanded. What it takes is loaded with the first of these commands: starting VS Code shall not
 * wait for dialogs that nobody asked for.
 * @param declared ids of all commands of package.json
 */
export function registerCommands(workbench: Workbench, declared: readonly string[]): vscode.Disposable {
  let registered: vscode.Disposable | undefined;
  let loading: Promise<void> | undefined;
  const load = async (): Promise<void> => {
    const { registerNouns } = await import('./nouns');
    // Nobody comes between the two: the ids are taken again at once.
    registered?.dispose();
    registered &&= registerNouns(workbench);
  };
  const first = (id: string): vscode.Disposable =>
    vscode.commands.registerCommand(id, async (...given: readonly unknown[]): Promise<unknown> => {
      await (loading ??= load());
      return vscode.commands.executeCommand(id, ...given);
    });
  registered = vscode.Disposable.from(...declared.filter((id) => NOUNS.test(id)).map(first));
  return new vscode.Disposable(() => {
    registered?.dispose();
    registered = undefined;
  });
}
