import type { Context, Extension } from '../../dialplan';
import type { DialplanProject } from '../../index/project';
import { leadingNumber } from '../../load/number';

/** What a search for a place in the dialplan comes to. */
export type Outcome =
  | 'found'
  /** An extension matches, and has no such priority or label. */
  | 'no-priority'
  | 'no-extension';

/** Contexts in which something is looked for, and what that came to so far. */
export interface Scope {
  /** Where the search begins. */
  readonly names: readonly string[];
  readonly first: Context | undefined;
  readonly contexts: readonly Context[];
  readonly outcomes: Map<string, Outcome>;
}

/** Looks for places as Asterisk does when a call jumps, whatever the time and the caller. */
export class Resolver {
  /** By the context that is named, or by the list of those that have the line, which their lines share. */
  readonly #scopes = new Map<string | readonly string[], Scope>();
  readonly #includers = new Map<string, string[]>();
  readonly #above = new Map<string, readonly string[]>();
  readonly #below = new Map<string, readonly Context[]>();
  readonly #around = new Map<string, readonly Context[]>();

  constructor(readonly project: DialplanProject) {
    for (const { name, includes } of project.loaded.dialplan.contexts.values()) {
      for (const { context } of includes) {
        const known = this.#includers.get(context);
        if (known) known.push(name);
        else this.#includers.set(context, [name]);
      }
    }
  }

  /**
   * Where a jump that is written in some contexts is looked for.
   * @param context that it names, if it does
   */
  scope(context: string | undefined, own: readonly string[]): Scope {
    const key = context ?? own;
    let scope = this.#scopes.get(key);
    if (!scope) {
      const names = context === undefined ? own : [context];
      const contexts = names.flatMap((name) => (context === undefined ? this.around(name) : this.withIncludes(name)));
      const first = this.project.loaded.dialplan.contexts.get(names[0] ?? '');
      scope = { names, first, contexts: [...new Set(contexts)], outcomes: new Map() };
      this.#scopes.set(key, scope);
    }
    return scope;
  }

  /** @param priority a number or a label */
  resolve(scope: Scope, extension: string, priority: string): Outcome {
    const { matcher } = this.project;
    // Almost always it is there as it is written.
    if (scope.first && matcher.literals(scope.first, extension).some((one) => hasPriority(one, priority)))
      return 'found';
    const key = `${extension}\0${priority}`;
    let outcome = scope.outcomes.get(key);
    if (outcome === undefined) scope.outcomes.set(key, (outcome = this.#look(scope, extension, priority)));
    return outcome;
  }

  /** All extensions that may answer for a number there. */
  *matching({ contexts }: Scope, number: string): Iterable<Extension> {
    for (const one of contexts) yield* this.project.matcher.matching(one, number);
  }

  /** A context and all that it includes, at any depth. */
  withIncludes(name: string): readonly Context[] {
    let below = this.#below.get(name);
    if (!below) this.#below.set(name, (below = this.#including([name])));
    return below;
  }

  /** All contexts in which a jump may end that names none: those of {@link withIncluders}, with their includes. */
  around(name: string): readonly Context[] {
    let around = this.#around.get(name);
    if (!around) this.#around.set(name, (around = this.#including(this.withIncluders(name))));
    return around;
  }

  #including(names: readonly string[]): readonly Context[] {
    const { contexts } = this.project.loaded.dialplan;
    const found = new Set<Context>();
    const open = [...names].reverse();
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const context = contexts.get(next);
      if (!context || found.has(context)) continue;
      found.add(context);
      for (const { context: included } of [...context.includes].reverse()) open.push(included);
    }
    return [...found];
  }

  /**
   * A context and all that include it, at any depth: a channel stays in the context in which it was dialled, so that a
   * jump from an included extension is looked up there.
   */
  withIncluders(name: string): readonly string[] {
    let above = this.#above.get(name);
    if (!above) {
      const found = new Set([name]);
      for (const one of found) for (const includer of this.#includers.get(one) ?? []) found.add(includer);
      this.#above.set(name, (above = [...found]));
    }
    return above;
  }

  /** Whether extensions may be there that nobody can see here: of a switch, of AEL, Lua, or a file that is not here. */
  mayHoldMore({ names, contexts: searched }: Scope): boolean {
    const { project } = this;
    const { contexts, options } = project.loaded.dialplan;
    if (options.overrideSwitch !== undefined || project.mayHaveMoreContexts) return true;
    if (names.some((name) => project.isContextElsewhere(name))) return true;
    return searched.some(
      ({ name, switches, includes, autoHints }) =>
        switches.length > 0 ||
        autoHints ||
        project.isContextElsewhere(name) ||
        includes.some(({ context }) => !contexts.has(context) || project.isContextElsewhere(context)),
    );
  }

  #look(scope: Scope, extension: string, priority: string): Outcome {
    let outcome: Outcome = 'no-extension';
    for (const one of this.matching(scope, extension)) {
      if (hasPriority(one, priority)) return 'found';
      outcome = 'no-priority';
    }
    return outcome;
  }
}

/** What begins with a number is one, and no label, for Asterisk. */
export function hasPriority(extension: Extension, wanted: string): boolean {
  const number = leadingNumber(wanted);
  if (number !== undefined) return extension.priorities.has(number);
  let labels = known.get(extension);
  if (!labels) known.set(extension, (labels = new Set(labelsOf(extension))));
  return labels.has(wanted);
}

const known = new WeakMap<Extension, ReadonlySet<string>>();

/** The labels of an extension. */
export function* labelsOf({ priorities }: Extension): Iterable<string> {
  for (const { label } of priorities.values()) if (label !== undefined) yield label;
}
