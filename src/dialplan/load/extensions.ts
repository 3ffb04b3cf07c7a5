import type { Extension, Priority } from '../dialplan';
import { compareExtensions, type ExtensionKey } from '../order';
import { matchesToTheEnd } from '../pattern';
import { PriorityList } from './priorityList';
import type { Report } from './problems';

/** Asterisk keeps a hint as this priority. */
export const HINT = -1;

interface Peers extends ExtensionKey {
  /** By number. */
  readonly priorities: Priority[];
  /** The first of each label, in the order of writing. */
  labels: Map<string, number> | undefined;
  /** The names of priorities that are written otherwise than the first: `_[12]X` and `_[21]X` are one extension. */
  otherNames: Map<Priority, string> | undefined;
}

/** The extensions of one context while it is read. */
export class ExtensionTable {
  private readonly literals = new Map<string, Peers>();
  private readonly patterns: Peers[] = [];
  private sorted: Peers[] | undefined;
  /** Those of the last priority: almost always the next one is theirs too. */
  private last: Peers | undefined;

  constructor(private readonly context: string) {}

  /** Adds a priority where pbx.c puts it. False, with a problem, when its number is taken. */
  add(key: ExtensionKey, written: Priority, report: Report): boolean {
    const peers = this.peersOf(key);
    const { at, label } = this.place(key, peers, written, report);
    const there = peers.priorities[at];
    if (there?.number === written.number) {
      const by = nameOf(peers, there);
      const data = { context: this.context, extension: key.name, priority: `${written.number}`, by };
      report('priority-taken', data, there.place);
      return false;
    }
    const priority = label === written.label ? written : { ...written, label };
    if (there) peers.priorities.splice(at, 0, priority);
    else peers.priorities.push(priority);
    if (key.name !== peers.name) (peers.otherNames ??= new Map<Priority, string>()).set(priority, key.name);
    if (label !== undefined) {
      peers.labels ??= new Map<string, number>();
      if (!peers.labels.has(label)) peers.labels.set(label, written.number);
    }
    return true;
  }

  /**
   * The priority that has a label, in the first extension that matches and has it: for `exten => 100,label,…`
   * Asterisk looks at patterns too.
   */
  findLabel({ name, callerId = '' }: ExtensionKey, label: string): number | undefined {
    for (const peers of this.inOrder()) {
      if (!matchesToTheEnd(peers.name, name)) continue;
      if (peers.callerId !== undefined && !matchesCaller(peers.callerId, callerId)) continue;
      const number = peers.labels?.get(label);
      if (number !== undefined) return number;
    }
    return undefined;
  }

  list(): Extension[] {
    return this.inOrder().map((peers) => {
      const [first] = peers.priorities;
      const hint = peers.priorities.find(({ number }) => number === HINT);
      // A copy takes no more memory than it needs, and a list that has grown does.
      const list = hint ? peers.priorities.filter((one) => one !== hint) : peers.priorities.slice();
      const name = first ? nameOf(peers, first) : '';
      return { name, callerId: peers.callerId, priorities: new PriorityList(list), hint };
    });
  }

  /**
   * Where in the list of priorities a new one goes, and the label that it keeps: one that is in use before that place or
   * at it is dropped; one that is in use further down is not noticed.
   */
  private place(
    key: ExtensionKey,
    peers: Peers,
    written: Priority,
    report: Report,
  ): { at: number; label: string | undefined } {
    const { priorities, labels } = peers;
    let { label } = written;
    const last = priorities.at(-1);
    // Almost always it is the next one of a chain, with a label that is not in use.
    const isNext = !last || last.number < written.number;
    if (isNext && (label === undefined || !labels?.has(label))) return { at: priorities.length, label };
    let at = 0;
    for (; at < priorities.length; at++) {
      const there = priorities[at];
      if (!there) break;
      if (written.label !== undefined && there.label === written.label && there.number !== written.number) {
        const data = {
          context: this.context,
          label: written.label,
          extension: key.name,
          priority: `${written.number}`,
        };
        report('label-taken', { ...data, by: nameOf(peers, there), at: `${there.number}` }, there.place);
        label = undefined;
      }
      if (there.number >= written.number) break;
    }
    return { at, label };
  }

  private inOrder(): readonly Peers[] {
    this.sorted ??= [...this.literals.values(), ...this.patterns].sort(compareExtensions);
    return this.sorted;
  }

  private peersOf(key: ExtensionKey): Peers {
    const { last } = this;
    const isLast = last?.name === key.name && last.callerId === key.callerId;
    return isLast ? last : (this.last = this.search(key));
  }

  private search(key: ExtensionKey): Peers {
    if (!key.name.startsWith('_') && !key.callerId?.startsWith('_')) {
      const name = withoutDashes(key.name);
      const id = key.callerId === undefined ? name : `${name}\0/${withoutDashes(key.callerId)}`;
      let peers = this.literals.get(id);
      if (!peers) this.literals.set(id, (peers = this.begin(key)));
      return peers;
    }
    const at = this.indexOf(key);
    const there = this.patterns[at];
    if (there && compareExtensions(there, key) === 0) return there;
    const peers = this.begin(key);
    this.patterns.splice(at, 0, peers);
    return peers;
  }

  private begin({ name, callerId }: ExtensionKey): Peers {
    this.sorted = undefined;
    return { name, callerId, priorities: [], labels: undefined, otherNames: undefined };
  }

  /** Where a pattern is or would be. */
  private indexOf(key: ExtensionKey): number {
    let from = 0;
    let to = this.patterns.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      const there = this.patterns[middle];
      if (there && compareExtensions(there, key) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

function nameOf({ name, otherNames }: Peers, priority: Priority): string {
  return otherNames?.get(priority) ?? name;
}

function matchesCaller(pattern: string, callerId: string): boolean {
  return callerId === '' ? pattern === '' : matchesToTheEnd(pattern, callerId);
}

function withoutDashes(name: string): string {
  return name.includes('-') ? name.replaceAll('-', '') : name;
}
