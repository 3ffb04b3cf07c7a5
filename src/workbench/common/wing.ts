import * as vscode from 'vscode';
import type { Disposable } from '../../ari/emitter';

/** What is read of package.json: what the extension has told VS Code of. */
export interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** Ids of the declared commands that a pattern fits. */
export function declaredBy({ contributes }: Manifest, pattern: RegExp): readonly string[] {
  return contributes.commands.map(({ command }) => command).filter((id) => pattern.test(id));
}

/** A part of the extension that is loaded when it is needed first: starting VS Code shall not wait for it. */
export class Wing<T extends Disposable> implements Disposable {
  readonly #doors: vscode.Disposable;
  #part: Promise<T> | undefined;
  #isDisposed = false;

  /**
   * @param commands ids of its commands, which it registers itself: the first that somebody runs loads it
   * @param load gets its code, by an `import()` that esbuild.mjs makes a file of; what it gives opens the part
   */
  constructor(
    commands: readonly string[],
    private readonly load: () => Promise<() => T>,
  ) {
    const door = (id: string): vscode.Disposable =>
      vscode.commands.registerCommand(id, async (...given: readonly unknown[]): Promise<unknown> => {
        await this.open();
        return vscode.commands.executeCommand(id, ...given);
      });
    this.#doors = vscode.Disposable.from(...commands.map(door));
  }

  /** The same part each time. */
  open(): Promise<T> {
    this.#part ??= this.#open();
    return this.#part;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#doors.dispose();
    void this.#part?.then((part) => part.dispose());
  }

  async #open(): Promise<T> {
    const open = await this.load();
    // Nobody comes between the two: the ids are taken again at once.
    this.#doors.dispose();
    const part = open();
    if (this.#isDisposed) part.dispose();
    return part;
  }
}
