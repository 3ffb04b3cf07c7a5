/** Which ids of a collection came, changed and went since the last look. An id stands in one of the three at most. */
export interface Changes {
  readonly added: ReadonlySet<string>;
  readonly changed: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
}

/** How many entries a reconciliation found new, and how many it found gone. */
export interface Reconciled {
  readonly came: number;
  readonly gone: number;
}

/** More than any burst of late events about the dead needs; ids are short, so this is well under 2 MB. */
const TOMBSTONES = 10_000;

/**
 * Entries by id, in the order in which they came, that remember what changed until it is drained.
 * What was removed stays removed: Asterisk may send snapshots of a channel after its end (ChannelLeftBridge after
 * ChannelDestroyed), and these must not bring it back. `revive` is for ids that somebody uses again.
 */
export class Collection<T extends object> {
  readonly #entries = new Map<string, T>();
  readonly #tombstones = new Set<string>();
  #added = new Set<string>();
  #changed = new Set<string>();
  #removed = new Set<string>();
  /** Ids that events spoke of while a snapshot was under way; one set for each snapshot being loaded. */
  readonly #touched = new Set<Set<string>>();

  /** @param onWrite keeps an index of the owner's true: told of every entry that comes, changes (both given) or goes. */
  constructor(private readonly onWrite?: (id: string, before: T | undefined, after: T | undefined) => void) {}

  get size(): number {
    return this.#entries.size;
  }

  get(id: string): T | undefined {
    return this.#entries.get(id);
  }

  has(id: string): boolean {
    return this.#entries.has(id);
  }

  ids(): IterableIterator<string> {
    return this.#entries.keys();
  }

  values(): IterableIterator<T> {
    return this.#entries.values();
  }

  isBuried(id: string): boolean {
    return this.#tombstones.has(id);
  }

  revive(id: string): void {
    this.#tombstones.delete(id);
  }

  /** Does nothing for an id that was removed and not revived. */
  set(id: string, value: T): void {
    this.#write(id, this.#entries.get(id), value);
  }

  /** Like `set`, for a value that depends on the one before. */
  revise(id: string, revision: (before: T | undefined) => T): void {
    const before = this.#entries.get(id);
    this.#write(id, before, revision(before));
  }

  /** Replaces what the owner derived about an entry. No news of it: a list that is being loaded still decides on it. */
  amend(id: string, value: T): void {
    const before = this.#entries.get(id);
    if (before !== undefined) this.#put(id, before, value);
  }

  /** Marks an entry as changed because something shown with it changed. */
  mark(id: string): void {
    if (this.#entries.has(id) && !this.#added.has(id)) this.#changed.add(id);
  }

  delete(id: string): T | undefined {
    this.#touch(id);
    this.#bury(id);
    return this.#drop(id);
  }

  /**
   * Makes the collection equal to what the server lists. Where an event spoke of an id while the list was being loaded,
   * the event is the newer truth and stays.
   */
  async reconcile(load: () => Promise<ReadonlyMap<string, T>>): Promise<Reconciled> {
    return this.#whileLoading(load, (listed, touched) => {
      let came = 0;
      for (const [id, value] of listed) {
        if (touched.has(id)) continue;
        if (!this.#entries.has(id)) came += 1;
        this.#tombstones.delete(id);
        this.#put(id, this.#entries.get(id), value);
      }
      const missing = [...this.#entries.keys()].filter((id) => !listed.has(id) && !touched.has(id));
      for (const id of missing) this.#drop(id);
      return { came, gone: missing.length };
    });
  }

  /**
   * Makes one entry equal to what the server says of it now; `undefined`: it is gone.
   * @returns false when an event spoke of it meanwhile: that is newer, and stays
   */
  async refresh(id: string, load: () => Promise<T | undefined>): Promise<boolean> {
    return this.#whileLoading(load, (value, touched) => {
      if (touched.has(id)) return false;
      if (value !== undefined) this.set(id, value);
      // What was never seen may never have been: it gets no grave.
      else if (this.#entries.has(id)) this.delete(id);
      return true;
    });
  }

  clear(): void {
    for (const id of [...this.#entries.keys()]) this.#drop(id);
    this.#tombstones.clear();
  }

  /** What changed since the last call; nothing when nothing did. */
  drain(): Changes | undefined {
    if (this.#added.size + this.#changed.size + this.#removed.size === 0) return undefined;
    const changes = { added: this.#added, changed: this.#changed, removed: this.#removed };
    this.#added = new Set();
    this.#changed = new Set();
    this.#removed = new Set();
    return changes;
  }

  async #whileLoading<L, R>(load: () => Promise<L>, take: (loaded: L, touched: ReadonlySet<string>) => R): Promise<R> {
    const touched = new Set<string>();
    this.#touched.add(touched);
    try {
      return take(await load(), touched);
    } finally {
      this.#touched.delete(touched);
    }
  }

  #write(id: string, before: T | undefined, value: T): void {
    // Who lives has no grave: most calls are for the living, and storms have many of them.
    if (before === undefined && this.#tombstones.has(id)) return;
    if (this.#touched.size > 0) this.#touch(id);
    this.#put(id, before, value);
  }

  #put(id: string, before: T | undefined, value: T): void {
    this.#entries.set(id, value);
    this.onWrite?.(id, before, value);
    if (before !== undefined) {
      if (!this.#added.has(id)) this.#changed.add(id);
    }
    // Gone and back between two looks is a change to whoever looks.
    else if (this.#removed.delete(id)) this.#changed.add(id);
    else this.#added.add(id);
  }

  #drop(id: string): T | undefined {
    const value = this.#entries.get(id);
    if (!this.#entries.delete(id)) return undefined;
    this.onWrite?.(id, value, undefined);
    this.#changed.delete(id);
    if (!this.#added.delete(id)) this.#removed.add(id);
    return value;
  }

  #touch(id: string): void {
    for (const touched of this.#touched) touched.add(id);
  }

  #bury(id: string): void {
    this.#tombstones.add(id);
    if (this.#tombstones.size <= TOMBSTONES) return;
    for (const oldest of this.#tombstones) {
      this.#tombstones.delete(oldest);
      break;
    }
  }
}
