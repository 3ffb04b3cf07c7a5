import * as l10n from '@vscode/l10n';
import type { Context, Extension, Priority } from '../../dialplan';
import type { DialplanProject } from '../../index/project';
import { covers } from '../../match/cover';
import type { ExtensionStatement } from '../../syntax/syntax';
import type { Finding, Rule } from '../finding';
import { plain } from '../plain';
import { Facts } from './facts';
import { JumpedPriorities, resolverOf } from './flow';
import { finding, related, renaming, statementAt } from './kit';
import type { Resolver } from './resolve';

/** A dialplan with more of them is wrong as a whole; each costs a look at all extensions of its context. */
const MOST_SEARCHES = 500;
/** Comments and blank lines between two lines that belong together. */
const MOST_LINES_BETWEEN = 100;

/** Priorities that no call comes to: behind a gap, behind the end of the call, and where the first one is missing. */
export const priorities: Rule = function* (project) {
  const resolver = resolverOf(project);
  const checker = new PriorityChecker(project, resolver, yield* JumpedPriorities.of(resolver));
  for (const context of project.loaded.dialplan.contexts.values()) {
    for (const extension of context.extensions) yield* checker.check(context, extension);
  }
};

class PriorityChecker {
  #searches = 0;
  readonly #told = new Set<string>();

  constructor(
    private readonly project: DialplanProject,
    private readonly resolver: Resolver,
    private readonly jumped: JumpedPriorities,
  ) {}

  *check(context: Context, extension: Extension): Iterable<Finding> {
    const steps = inOrder(extension);
    const [first] = steps;
    if (!first) return;
    if (first.number !== 1) yield* this.#withoutStart(context, extension, first);
    for (const [at, priority] of steps.entries()) {
      const before = steps[at - 1];
      if (before) yield* this.#behind(context, extension, { before, priority, steps });
    }
  }

  *#withoutStart(context: Context, extension: Extension, first: Priority): Iterable<Finding> {
    const statement = this.#statementOf(first);
    if (!statement?.priority || this.#isReached(extension, first)) return;
    const isNext = /^(n|next)$/.test(statement.priority.text);
    const goesOn = isNext
      ? this.#goesOnAbove(extension, first)
      : this.#goesOnElsewhere(context, extension, first.number - 1);
    if (goesOn || this.#isTold(first)) return;
    const spot = { file: first.place.file, span: statement.priority.span };
    const sentence = isNext
      ? l10n.t(
          '“n” counts on from the line above, which is of another extension: this becomes priority {0}.',
          first.number,
        )
      : l10n.t('The first priority of “{0}” is {1}.', plain(extension.name), first.number);
    const message = `${sentence} ${l10n.t('A call begins at 1, and there is none: nobody gets here.')}`;
    yield finding(isNext ? 'next-without-start' : 'priority-gap', spot, message, {
      fixes: isNext ? renaming(spot.file, statement.priority, '1') : [],
    });
  }

  *#behind(
    context: Context,
    extension: Extension,
    { before, priority, steps }: { before: Priority; priority: Priority; steps: readonly Priority[] },
  ): Iterable<Finding> {
    const isNext = priority.number === before.number + 1;
    const above = this.#statementOf(before);
    const ends = above !== undefined && Facts.of(above).ends;
    if ((isNext && !ends) || this.#isReached(extension, priority)) return;
    if (this.#goesOnElsewhere(context, extension, priority.number - 1)) return;
    const statement = this.#statementOf(priority);
    if (!statement?.priority || this.#isTold(priority)) return;
    const { file } = priority.place;
    if (ends) {
      const span = statement.call?.name.span ?? statement.entry.span;
      yield finding('unreachable-priority', { file, span }, this.#afterEnd(before, priority, steps, extension), {
        related: [related({ file: before.place.file, span: above.entry.span }, l10n.t('Nothing runs behind this.'))],
        isUnnecessary: true,
      });
      return;
    }
    const message = l10n.t(
      'There is no priority {0}: behind priority {1} the call ends, and nobody gets here. Write “n” to count on.',
      before.number + 1,
      before.number,
    );
    yield finding('priority-gap', { file, span: statement.priority.span }, message, {
      fixes: renaming(file, statement.priority, 'n'),
    });
  }

  #afterEnd(before: Priority, priority: Priority, steps: readonly Priority[], extension: Extension): string {
    let count = 0;
    for (let at = steps.indexOf(priority), last = before; at < steps.length; at++) {
      const step = steps[at];
      if (!step || (count > 0 && (step.number !== last.number + 1 || this.#isReached(extension, step)))) break;
      count++;
      last = step;
    }
    return count === 1
      ? l10n.t(
          'Nobody gets here: {0} above ends the call or goes elsewhere, and no label leads here.',
          plain(before.application),
        )
      : l10n.t(
          'Nobody gets here and to the lines below, {1} in all: {0} above ends the call or goes elsewhere, and no label leads here.',
          plain(before.application),
          count,
        );
  }

  #isReached(extension: Extension, priority: Priority): boolean {
    return this.jumped.has({ extension, priority });
  }

  /** Whether the line from which `n` counts on is of an extension that answers for some of the same numbers. */
  #goesOnAbove(extension: Extension, { place: { file, line } }: Priority): boolean {
    for (let at = line - 1; at >= Math.max(0, line - MOST_LINES_BETWEEN); at--) {
      const above = this.project.locate(file, at)?.extension;
      if (above) return covers(above.name, extension.name) || covers(extension.name, above.name);
    }
    return false;
  }

  /**
   * Whether another extension that answers for some of the same numbers has a priority: Asterisk goes on from one to the
   * other. A wider one does not come first where this one has the priority itself.
   */
  #goesOnElsewhere(context: Context, extension: Extension, number: number): boolean {
    if (number < 1) return false;
    if (++this.#searches > MOST_SEARCHES) return true;
    const isOwn = extension.priorities.has(number);
    return this.resolver
      .around(context.name)
      .some(({ extensions }) =>
        extensions.some(
          (one) =>
            one !== extension &&
            one.priorities.has(number) &&
            (covers(extension.name, one.name) || (!isOwn && covers(one.name, extension.name))),
        ),
      );
  }

  #statementOf({ place: { file, line } }: Priority): ExtensionStatement | undefined {
    const statement = statementAt(this.project.files.get(file), line);
    return statement?.kind === 'extension' ? statement : undefined;
  }

  /** A template's line is a step of several extensions, and may be reached in one of them: nothing is told of it. */
  #isTold({ place: { file, line } }: Priority): boolean {
    const id = `${file}\0${line}`;
    if (this.#told.has(id) || this.project.stepsAt(file, line).length > 1) return true;
    this.#told.add(id);
    return false;
  }
}

function inOrder({ priorities: all }: Extension): Priority[] {
  return [...all.values()].sort((a, b) => a.number - b.number);
}
