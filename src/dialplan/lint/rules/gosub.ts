import * as l10n from '@vscode/l10n';
import type { Context, Extension, Priority } from '../../dialplan';
import type { DialplanProject, Step } from '../../index/project';
import { findSteps } from '../../index/symbols';
import { leadingNumber } from '../../load/number';
import type { Finding, Rule } from '../finding';
import { plain } from '../plain';
import { Facts } from './facts';
import { resolverOf } from './flow';
import { extensionsOf, finding, related, spanOf, statementAt } from './kit';
import type { Resolver } from './resolve';

/** Subroutines that nothing leads back from, and that run off their end. */
export const subroutines: Rule = function* (project) {
  const walker = new Walker(project, resolverOf(project));
  for (const { file, facts } of extensionsOf(project)) {
    // What Dial and hangup handlers run may run off its end: Asterisk notes that, and the call goes on.
    if (!facts.applications.some((name) => name === 'gosub' || name === 'gosubif')) continue;
    for (const { kind, context, extension, priority, dynamic } of facts.targets) {
      if (kind !== 'gosub' || dynamic || !context || !extension) continue;
      const found = walker.subroutine(context.text, extension.text, priority?.text ?? '1');
      if (found) yield findingOf(project, { file: file.path, span: context.span }, found.step, found.end);
    }
  }
};

interface Endless {
  readonly step: Step;
  /** Behind it the call is over. */
  readonly end: Step;
}

function findingOf(project: DialplanProject, spot: Pick<Finding, 'file' | 'span'>, step: Step, end: Step): Finding {
  const { file, line } = end.priority.place;
  const last = statementAt(project.files.get(file), line);
  const message = l10n.t(
    'The subroutine “{0}” never returns: it runs off its end, and the call is over. Write Return() there.',
    plain(`${step.context.name},${step.extension.name}`),
  );
  return finding('gosub-without-return', spot, message, {
    related: last ? [related({ file, span: spanOf(last) }, l10n.t('It ends here.'))] : [],
  });
}

/** What becomes of a call from a step on: it may return, or is over behind another step, or goes in circles for ever. */
type Fate = 'returns' | 'circles' | Step;

class Walker {
  readonly #known = new Map<string, Endless | undefined>();
  readonly #fates = new Map<Priority, Fate>();

  constructor(
    private readonly project: DialplanProject,
    private readonly resolver: Resolver,
  ) {}

  /** What a Gosub goes to, where it never comes back from there. */
  subroutine(context: string, extension: string, priority: string): Endless | undefined {
    const key = [context, extension, priority].join('\0');
    if (!this.#known.has(key)) this.#known.set(key, this.#look(context, extension, priority));
    return this.#known.get(key);
  }

  #look(context: string, extension: string, priority: string): Endless | undefined {
    // For some callers it may be another one, and one that returns.
    const found = findSteps(this.project, context, extension, priority).map((step) => ({
      step,
      end: this.#walk(step),
    }));
    const endless = found.filter((one): one is Endless => one.end !== undefined);
    return endless.length === found.length ? endless[0] : undefined;
  }

  /** The step behind which a subroutine is over without a Return anywhere; undefined where it may return. */
  #walk(start: Step): Step | undefined {
    const cameFrom = new Map<Priority, Priority[]>([[start.priority, []]]);
    const ends = new Map<Priority, Step>();
    const open = [start];
    for (let step = open.pop(); step; step = open.pop()) {
      const { priority } = step;
      const known = this.#fates.get(priority);
      const next = known === undefined ? this.#after(step) : stepsAfter(known);
      if (next === 'unknown') {
        this.#mark(priority, 'returns', cameFrom);
        return undefined;
      }
      if (next.isLast) ends.set(priority, known !== undefined && typeof known !== 'string' ? known : step);
      for (const one of next.steps) {
        const before = cameFrom.get(one.priority);
        if (before) before.push(priority);
        else {
          cameFrom.set(one.priority, [priority]);
          open.push(one);
        }
      }
    }
    for (const [priority, end] of ends) this.#mark(priority, end, cameFrom);
    for (const priority of cameFrom.keys()) if (!this.#fates.has(priority)) this.#fates.set(priority, 'circles');
    const fate = this.#fates.get(start.priority);
    return typeof fate === 'string' ? undefined : fate;
  }

  /** Of a step, and of all that lead to it and have no other fate yet: many subroutines may begin among them. */
  #mark(priority: Priority, fate: Fate, cameFrom: ReadonlyMap<Priority, readonly Priority[]>): void {
    const marked = new Set([priority]);
    for (const one of marked) {
      if (!this.#fates.has(one)) this.#fates.set(one, fate);
      for (const before of cameFrom.get(one) ?? []) if (!this.#fates.has(before)) marked.add(before);
    }
  }

  /** Where it goes on; `unknown` where it returns, or nobody can say. */
  #after(step: Step): { readonly steps: readonly Step[]; readonly isLast: boolean } | 'unknown' {
    const { file, line } = step.priority.place;
    const statement = statementAt(this.project.files.get(file), line);
    if (statement?.kind !== 'extension' || !statement.call) return 'unknown';
    const facts = Facts.of(statement);
    if (facts.applications.some((name) => LEAVING.has(name) || name.includes('$'))) return 'unknown';
    const steps: Step[] = [];
    for (const { kind, context, extension, priority, dynamic } of facts.targets) {
      if (kind !== 'goto') continue;
      if (dynamic || !priority || /^[+-]/.test(priority.text)) return 'unknown';
      // From an included context it may lead to another one than it seems.
      const name = context?.text ?? step.context.name;
      const found = extension
        ? findSteps(this.project, name, extension.text, priority.text)
        : stepsIn(step.context, step.extension, priority.text);
      if (found.length === 0) return 'unknown';
      steps.push(...found);
    }
    if (facts.ends) return { steps, isLast: false };
    const next = this.#next(step);
    return next === 'unknown' ? next : { steps: [...steps, ...next], isLast: next.length === 0 };
  }

  #next({ context, extension, priority }: Step): readonly Step[] | 'unknown' {
    const wanted = `${priority.number + 1}`;
    const own = stepsIn(context, extension, wanted);
    if (own.length > 0) return own;
    if (this.resolver.mayHoldMore(this.resolver.scope(context.name, []))) return 'unknown';
    // A pattern's next priority may be one of another pattern.
    if (extension.name.startsWith('_')) {
      return context.extensions.some((one) => one !== extension && one.priorities.has(priority.number + 1))
        ? 'unknown'
        : [];
    }
    return findSteps(this.project, context.name, extension.name, wanted);
  }
}

function stepsAfter(fate: Fate): { readonly steps: readonly Step[]; readonly isLast: boolean } | 'unknown' {
  return fate === 'returns' ? 'unknown' : { steps: [], isLast: fate !== 'circles' };
}

/** What leads back, or where nobody can follow. */
const LEAVING: ReadonlySet<string> = new Set([
  'return',
  'stackpop',
  'macroexit',
  'agi',
  'eagi',
  'deadagi',
  'externalivr',
  'stasis',
  'while',
  'endwhile',
  'readexten',
  'waitexten',
  'disa',
  'exec',
  'tryexec',
]);

function stepsIn(context: Context, extension: Extension, wanted: string): Step[] {
  const number = leadingNumber(wanted);
  for (const priority of extension.priorities.values()) {
    if (number === undefined ? priority.label === wanted : priority.number === number) {
      return [{ context, extension, priority }];
    }
  }
  return [];
}
