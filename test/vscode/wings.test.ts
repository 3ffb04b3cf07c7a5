import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Wing } from '../../src/workbench/common/wing';
import { internals } from './support';

describe('a wing', () => {
  const COMMAND = 'ari.test.wing';

  /** A wing with one command, which gives what it was given, and how often it was loaded. */
  function build(): { readonly wing: Wing<vscode.Disposable>; readonly loads: () => number } {
    let loads = 0;
    const wing = new Wing([COMMAND], async () => {
      loads += 1;
      await Promise.resolve();
      return () => vscode.commands.registerCommand(COMMAND, (...given: readonly unknown[]) => given);
    });
    return { wing, loads: () => loads };
  }

  it('is loaded by its first command, once, and the command gets what it was given', async () => {
    const { wing, loads } = build();
    const target = { kind: 'server', id: Symbol('not to be copied') };
    assert.equal(loads(), 0);
    const run = (): Thenable<unknown> => vscode.commands.executeCommand(COMMAND, target, 'answers');
    const results = await Promise.all([run(), run()]);
    assert.deepEqual(
      [...results, await run()],
      Array.from({ length: 3 }, () => [target, 'answers']),
    );
    assert.equal(loads(), 1);
    wing.dispose();
  });

  it('leaves no command behind, whether it was loaded, is being loaded or not', async () => {
    const missing = /not found/;
    for (const open of [
      () => undefined,
      (wing: Wing<vscode.Disposable>) => void wing.open(),
      (wing: Wing<vscode.Disposable>) => wing.open(),
    ]) {
      const { wing } = build();
      await open(wing);
      wing.dispose();
      await new Promise((resolve) => setTimeout(resolve));
      await assert.rejects(Promise.resolve(vscode.commands.executeCommand(COMMAND)), missing);
    }
  });

  it('has every command that package.json declares, when all is loaded', async () => {
    const { context, nouns } = await internals();
    const { commands } = (context.extension.packageJSON as { contributes: { commands: { command: string }[] } })
      .contributes;
    await nouns.open();
    const there = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      commands.map(({ command }) => command).filter((id) => !there.has(id)),
      [],
    );
  });
});
