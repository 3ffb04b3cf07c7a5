import type { Extension, Priority } from '../../dialplan';
import type { DialplanProject, Step } from '../../index/project';
import { leadingNumber } from '../../load/number';
import type { JumpTarget } from '../../syntax/targets';
import { extensionsOf } from './kit';
import { Resolver } from './resolve';

/** Applications that send a second channel to the priority behind the one that they name. */
const TO_THE_NEXT_TOO: ReadonlySet<string> = new Set(['dial', 'retrydial', 'originate', 'queue', 'page', 'bridge']);

/**
 * The priorities that calls jump to. What is not known before it runs counts as all that it may be: so nothing is called
 * unreachable that is not.
 */
export class Jumped {
  readonly #priorities = new Set<Priority>();
  /** Any priority of these may be meant. */
  readonly #whole = new Set<Extension>();
  /** Numbers that are jumped to in an extension that nobody knows. */
  readonly #numbers = new Set<number>();
  #anything = false;

  constructor(private readonly resolver: Resolver) {
    for (const { file, statement, facts } of extensionsOf(resolver.project)) {
      const { targets } = facts;
      if (targets.length === 0) continue;
      const next = TO_THE_NEXT_TOO.has(facts.applications[0] ?? '');
      for (const target of targets) {
        const reach = next && target.kind === 'goto' ? 1 : 0;
        // Every call begins at 1: nothing has to jump there.
        if (target.priority?.text === '1' && reach === 0) continue;
        this.#add(target, resolver.project.stepsAt(file.path, statement.entry.span.line), reach);
      }
    }
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
      if (number === undefined) this.#anything = true;
      else for (let at = number; at <= number + reach; at++) this.#numbers.add(at);
      return;
    }
    for (const step of steps) {
      const contexts = context ? [context.text] : this.resolver.withIncluders(step.context.name);
      const there = extension
        ? contexts.flatMap((name) => [...this.resolver.matching(name, extension.text)])
        : [step.extension];
      for (const one of there)
        this.#mark(one, number ?? (relative === undefined ? undefined : step.priority.number + relative), reach);
    }
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

/** What several rules have to find out about a project. */
export interface Flow {
  readonly resolver: Resolver;
  readonly jumped: Jumped;
}

const flows = new WeakMap<DialplanProject, Flow>();

export function flowOf(project: DialplanProject): Flow {
  let flow = flows.get(project);
  if (!flow) {
    const resolver = new Resolver(project);
    flows.set(project, (flow = { resolver, jumped: new Jumped(resolver) }));
  }
  return flow;
}
