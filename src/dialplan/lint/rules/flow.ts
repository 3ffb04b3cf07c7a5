import type { Extension, Priority } from '../../dialplan';
import type { DialplanProject, Step } from '../../index/project';
import { leadingNumber } from '../../load/number';
import type { JumpTarget } from '../../syntax/targets';
import { extensionsOf } from './kit';
import { Resolver } from './resolve';

/** Applications that send a second channel to the priority behind the one that they name. */
const TO_THE_NEXT_TOO: ReadonlySet<string> = new Set(['dial', 'retrydial', 'originate', 'queue', 'page', 'bridge']);

/** Where hundreds of contexts include one another, what is jumped to is not looked for any more, but taken to be anywhere. */
const MOST_SEARCHES = 100_000;

/**
 * The priorities that calls jump to. What is not known before it runs counts as all that it may be: so nothing is called
 * unreachable that is not.
 */
export class JumpedPriorities {
  readonly #priorities = new Set<Priority>();
  /** Any priority of these may be meant. */
  readonly #whole = new Set<Extension>();
  /** Numbers that are jumped to in an extension that nobody knows. */
  readonly #numbers = new Set<number>();
  /** What was marked already: the same jump stands on many lines. */
  readonly #added = new Set<string>();
  #anything = false;
  /** How many contexts may still be searched. */
  #left = MOST_SEARCHES;

  private constructor(private readonly resolver: Resolver) {}

  /** Read in steps: others pass between two of them. */
  static *of(resolver: Resolver): Generator<undefined, JumpedPriorities, undefined> {
    const jumped = new JumpedPriorities(resolver);
    for (const { file, statement, facts } of extensionsOf(resolver.project)) {
      const { targets } = facts;
      if (targets.length === 0) continue;
      const next = TO_THE_NEXT_TOO.has(facts.applications[0] ?? '');
      for (const target of targets) {
        const reach = next && target.kind === 'goto' ? 1 : 0;
        // Every call begins at 1: nothing has to jump there.
        if (target.priority?.text === '1' && reach === 0) continue;
        jumped.#add(target, resolver.project.stepsAt(file.path, statement.entry.span.line), reach);
        yield;
      }
    }
    return jumped;
  }

  has({ extension, priority }: Pick<Step, 'extension' | 'priority'>): boolean {
    if (this.#anything || priority.label !== undefined) return true;
    return this.#priorities.has(priority) || this.#whole.has(extension) || this.#numbers.has(priority.number);
  }

  #add({ context, extension, priority }: JumpTarget, steps: readonly Step[], reach: 0 | 1): void {
    if (!priority) return;
    const relative = /^[+-]\d+$/.test(priority.text) ? Number(priority.text) : undefined;
    const number = relative === undefined ? leadingNumber(priority.text) : undefined;
    // A label is reachable wherever it is.
    if (!priority.isDynamic && relative === undefined && number === undefined) return;
    const isKnown = !context?.isDynamic && !extension?.isDynamic;
    if (!isKnown) {
      this.#addAnywhere(number, reach);
      return;
    }
    for (const step of steps) {
      const wanted = number ?? (relative === undefined ? undefined : step.priority.number + relative);
      if (!extension) {
        this.#mark(step.extension, wanted, reach);
        continue;
      }
      const [own, isFar] = context ? [context.text, false] : [step.context.name, true];
      const key = [own, isFar, extension.text, wanted, reach].join('\0');
      if (this.#added.has(key)) continue;
      this.#added.add(key);
      const searched = isFar ? this.resolver.around(own) : this.resolver.withIncludes(own);
      this.#left -= searched.length;
      if (this.#left < 0) {
        this.#addAnywhere(wanted, reach);
        continue;
      }
      for (const one of searched) {
        const { matcher } = this.resolver.project;
        for (const answering of matcher.matching(one, extension.text)) this.#mark(answering, wanted, reach);
      }
    }
  }

  #addAnywhere(number: number | undefined, reach: 0 | 1): void {
    if (number === undefined) this.#anything = true;
    else for (let at = number; at <= number + reach; at++) this.#numbers.add(at);
  }

  #mark(extension: Extension, number: number | undefined, reach: 0 | 1): void {
    if (number === undefined) this.#whole.add(extension);
    else {
      for (let at = number; at <= number + reach; at++) {
        const priority = extension.priorities.get(at);
        if (priority) this.#priorities.add(priority);
      }
    }
  }
}

const resolvers = new WeakMap<DialplanProject, Resolver>();

/** The same one for all rules, which share what it has found. */
export function resolverOf(project: DialplanProject): Resolver {
  let resolver = resolvers.get(project);
  if (!resolver) resolvers.set(project, (resolver = new Resolver(project)));
  return resolver;
}
