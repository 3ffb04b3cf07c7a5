import type { Extension, Priority } from '../dialplan';
import { compareExtensions, type ExtensionKey } from '../order';
import { matchesToTheEnd } from '../pattern';
import type { Report } from './problems';

/** Asterisk keeps a hint as this priority. */
export const HINT = -1;

/** A priority with the name under which it was written: `_[12]X` and `_[21]X` are one extension. */
export interface WrittenPriority extends Priority {
  readonly name: string;
}

interface Peers extends ExtensionKey {
  /** By number. */
  readonly priorities: WrittenPriority[];
  /** The first of each label, in the order of writing. */
  readonly labels: Map<string, number>;
}

/** The extensions of one context while it is read. */
export class ExtensionTable {
  private readonly literals = new Map<string, Peers>();
  private readonly patterns: Peers[] = [];
  private sorted: Peers[] | undefined;

  constructor(private readonly context: string) {}

  /** Adds a priority where pbx.c puts it. False, with a problem, when its number is taken. */
  add(key: ExtensionKey, written: WrittenPriority, report: Report): boolean {
    const peers = this.peersOf(key);
    const { at, label } = this.place(peers, written, report);
    const there = peers.priorities[at];
    if (there?.number === written.number) {
      const data = { context: this.context, extension: written.name, priority: `${written.number}`, by: there.name };
      report('priority-taken', data, there.place);
      return false;
    }
    peers.priorities.splice(at, 0, { ...written, label });
    if (label !== undefined && !peers.labels.has(label)) peers.labels.set(label, written.number);
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
      const number = peers.labels.get(label);
      if (number !== undefined) return number;
    }
    return undefined;
  }

  list(): Extension[] {
    return this.inOrder().map(({ callerId, priorities }) => {
      const steps = priorities.filter(({ number }) => number !== HINT);
      return {
        name: priorities[0]?.name ?? '',
        callerId,
        priorities: new Map(steps.map((priority) => [priority.number, bare(priority)])),
        hint: priorities.filter(({ number }) => number === HINT).map(bare)[0],
      };
    });
  }

  /**
   * Where in the list of priorities a new one goes, and the label that it keeps: one that is in use before that place or
   * at it is dropped; one that is in use further down is not noticed.
   */
  private place(
    { priorities, labels }: Peers,
    written: WrittenPriority,
    report: Report,
  ): { at: number; label: string | undefined } {
    let { label } = written;
    const last = priorities.at(-1);
    // Almost always it is the next one of a chain, with a label that is not in use.
    const isNext = !last || last.number < written.number;
    if (isNext && (label === undefined || !labels.has(label))) return { at: priorities.length, label };
    let at = 0;
    for (; at < priorities.length; at++) {
      const there = priorities[at];
      if (!there) break;
      if (written.label !== undefined && there.label === written.label && there.number !== written.number) {
        const data = {
          context: this.context,
          label: written.label,
          extension: written.name,
          priority: `${written.number}`,
        };
        report('label-taken', { ...data, by: there.name, at: `${there.number}` }, there.place);
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
    const fresh = (): Peers => {
      this.sorted = undefined;
      return { ...key, priorities: [], labels: new Map() };
    };
    if (!key.name.startsWith('_') && !key.callerId?.startsWith('_')) {
      const id = `${withoutDashes(key.name)}\0${key.callerId === undefined ? '' : `/${withoutDashes(key.callerId)}`}`;
      let peers = this.literals.get(id);
      if (!peers) this.literals.set(id, (peers = fresh()));
      return peers;
    }
    const at = this.indexOf(key);
    const there = this.patterns[at];
    if (there && compareExtensions(there, key) === 0) return there;
    const peers = fresh();
    this.patterns.splice(at, 0, peers);
    return peers;
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

function bare({ number, label, application, data, place }: WrittenPriority): Priority {
  return { number, label, application, data, place };
}

function matchesCaller(pattern: string, callerId: string): boolean {
  return callerId === '' ? pattern === '' : matchesToTheEnd(pattern, callerId);
}

function withoutDashes(name: string): string {
  return name.replaceAll('-', '');
}
