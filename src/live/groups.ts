/** Which ids belong to which group, both ways in O(1): the channels of an endpoint, of an application … */
export class Groups {
  readonly #members = new Map<string, Set<string>>();
  #belonging = 0;
  #revision = 0;

  /** Goes up with every move. */
  get revision(): number {
    return this.#revision;
  }

  /** How many ids stand behind the first of their group. */
  get followers(): number {
    return this.#belonging - this.#members.size;
  }

  get isEmpty(): boolean {
    return this.#members.size === 0;
  }

  /** Members in the order in which they came; empty for an unknown group. */
  of(group: string): ReadonlySet<string> {
    return this.#members.get(group) ?? NOBODY;
  }

  groups(): IterableIterator<string> {
    return this.#members.keys();
  }

  /** Moves an id from one group to another; `undefined` stands for none. Says whether anything changed. */
  move(id: string, from: string | undefined, to: string | undefined): boolean {
    if (from === to) return false;
    this.#revision += 1;
    if (from !== undefined) this.#leave(id, from);
    if (to !== undefined) {
      this.#belonging += 1;
      const members = this.#members.get(to);
      if (members) members.add(id);
      else this.#members.set(to, new Set([id]));
    }
    return true;
  }

  #leave(id: string, group: string): void {
    const members = this.#members.get(group);
    if (members?.delete(id) !== true) return;
    this.#belonging -= 1;
    if (members.size === 0) this.#members.delete(group);
  }
}

const NOBODY: ReadonlySet<string> = new Set();
