import type * as vscode from 'vscode';

/** What was answered last, newest first and each once, kept in the workspace's memory. */
export class Recent<T> {
  /**
   * @param key where it is kept
   * @param revive makes a value of what was stored; nothing when that is not one
   */
  constructor(
    private readonly memory: vscode.Memento,
    private readonly key: string,
    private readonly revive: (stored: unknown) => T | undefined,
    private readonly limit = 20,
  ) {}

  list(): readonly T[] {
    const stored: unknown = this.memory.get(this.key);
    return (Array.isArray(stored) ? stored : []).map(this.revive).filter((value) => value !== undefined);
  }

  async add(value: T): Promise<void> {
    const same = JSON.stringify(value);
    const others = this.list().filter((other) => JSON.stringify(other) !== same);
    await this.memory.update(this.key, [value, ...others].slice(0, this.limit));
  }
}

/** Recent texts. */
export function recentTexts(memory: vscode.Memento, key: string): Recent<string> {
  return new Recent(memory, key, (stored) => (typeof stored === 'string' ? stored : undefined));
}
