import type { Context, Extension } from '../dialplan';
import type { JumpKind } from '../syntax/targets';
import type { Occurrence } from './occurrence';
import type { DialplanProject, ProjectFile, Step } from './project';

/** A name in one of a project's files. */
export type LocatedOccurrence = Occurrence;

/** All names in a file. */
export function occurrencesIn(project: DialplanProject, file: ProjectFile): readonly Occurrence[] {
  return project.occurrences.read(file);
}

/** The name at a place; of several (`GLOBAL(X)` in a jump), the shortest. */
export function occurrenceAt(
  project: DialplanProject,
  path: string,
  { line, character }: { readonly line: number; readonly character: number },
): LocatedOccurrence | undefined {
  const file = project.files.get(path);
  if (!file) return undefined;
  let best: Occurrence | undefined;
  for (const one of occurrencesIn(project, file)) {
    const { span } = one;
    if (span.line !== line || character < span.start || character > span.end) continue;
    if (!best || span.end - span.start < best.span.end - best.span.start) best = one;
  }
  return best;
}

/**
 * What an occurrence names, as keys that are equal for the same thing: several where a template's line belongs to several
 * contexts; none where nobody knows.
 */
export function keysOf(project: DialplanProject, occurrence: LocatedOccurrence): readonly string[] {
  const { kind, text, prefix = '', isDefinition, file, span } = occurrence;
  if (kind === 'variable') return [key('variable', text)];
  if (kind === 'context') return [key('context', prefix + text)];
  if (isDefinition) {
    const steps = project.stepsAt(file, span.line);
    return kind === 'extension'
      ? [...new Set(steps.map(extensionKey))]
      : steps.filter(({ priority }) => priority.label === text).map((step) => labelKey(step, text));
  }
  const steps = targetsOf(project, occurrence);
  return [...new Set(steps.map((step) => (kind === 'extension' ? extensionKey(step) : labelKey(step, text))))];
}

/** Everything that names one of the same things, definitions too. */
export function sameThings(project: DialplanProject, start: LocatedOccurrence): LocatedOccurrence[] {
  const keys = new Set(keysOf(project, start));
  if (keys.size === 0) return [];
  const candidates = allOccurrences(project)
    .filter(({ kind }) => kind === start.kind)
    .map((occurrence) => ({ occurrence, keys: keysOf(project, occurrence) }));
  // A line that several contexts inherit is a definition of a thing in each of them: all of those belong together.
  for (let size = 0; size !== keys.size;) {
    size = keys.size;
    for (const { occurrence, keys: own } of candidates) {
      if (occurrence.isDefinition && own.some((one) => keys.has(one))) own.forEach((one) => keys.add(one));
    }
  }
  return candidates.filter(({ keys: own }) => own.some((one) => keys.has(one))).map(({ occurrence }) => occurrence);
}

/** What is looked for in an extension: a priority's number or label, or its hint. */
type Wanted = string | typeof HINT;

const HINT = Symbol('hint');

/** What is taken where it is not there: a hint may be alone, and a test may be for what is missing. */
const OTHERWISE: Partial<Record<JumpKind, Wanted>> = { mention: HINT, test: '1' };

/** Where a jump goes to in memory: none where a part of it is not known before it runs. */
export function targetsOf(project: DialplanProject, { target, file, span }: LocatedOccurrence): readonly Step[] {
  if (!target) return [];
  const { kind, prefix, context, extension, priority } = target;
  if (context?.isDynamic || extension?.isDynamic) return [];
  const contexts = context ? [prefix + context.text] : project.contextsAt(file, span.line);
  const own = project.stepsAt(file, span.line);
  const wanted = !priority || priority.isDynamic ? '1' : priority.text;
  return contexts.flatMap((name) => {
    if (extension) {
      const found = findSteps(project, name, extension.text, wanted);
      const otherwise = OTHERWISE[kind];
      return found.length > 0 || otherwise === undefined ? found : findSteps(project, name, extension.text, otherwise);
    }
    return own.filter((step) => step.context.name === name).flatMap((step) => stepIn(step, wanted) ?? []);
  });
}

/**
 * The priorities (a number or a label) that may answer for a number in a context, whatever the time is: the first one
 * that answers always, and every caller, ends the search; those in includes with times come besides.
 */
export function findSteps(project: DialplanProject, context: string, number: string, wanted: Wanted): Step[] {
  const { contexts } = project.loaded.dialplan;
  const found: Step[] = [];
  const visited = new Set<string>();
  const open: { readonly name: string; readonly timed: boolean }[] = [{ name: context, timed: false }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { name, timed } = next;
    const there = contexts.get(name);
    if (!there || visited.has(name)) continue;
    visited.add(name);
    const steps = stepsFor(project, there, number, wanted);
    found.push(...steps);
    if (!timed && steps.some(({ extension }) => extension.callerId === undefined)) break;
    const includes = there.includes.map((one) => ({ name: one.context, timed: timed || one.timing.length > 0 }));
    open.push(...includes.reverse());
  }
  return found;
}

/** Those for certain callers, up to the first for all of them. */
function stepsFor(project: DialplanProject, context: Context, number: string, wanted: Wanted): Step[] {
  const found: Step[] = [];
  for (const extension of project.matcher.matching(context, number)) {
    const step = stepIn({ context, extension }, wanted);
    if (step) found.push(step);
    if (step && extension.callerId === undefined) break;
  }
  return found;
}

function stepIn({ context, extension }: Pick<Step, 'context' | 'extension'>, wanted: Wanted): Step | undefined {
  const priority = priorityOf(extension, wanted);
  return priority && { context, extension, priority };
}

function priorityOf({ priorities, hint }: Extension, wanted: Wanted): Step['priority'] | undefined {
  if (wanted === HINT) return hint;
  if (/^\d+$/.test(wanted)) return priorities.get(Number(wanted));
  for (const priority of priorities.values()) if (priority.label === wanted) return priority;
  return undefined;
}

/** All names in all files. */
export function allOccurrences(project: DialplanProject): readonly LocatedOccurrence[] {
  const [alone, ...others] = [...project.files.values()].map((file) => occurrencesIn(project, file));
  return others.length === 0 ? (alone ?? []) : (alone ?? []).concat(...others);
}

/** Without the callers: a jump to `200` is one to `200/555` too, so they have their name together. */
function extensionKey({ context, extension }: Step): string {
  return key('extension', context.name, extension.name);
}

function labelKey({ context, extension }: Step, label: string): string {
  return key('label', context.name, extension.name, label);
}

function key(...parts: readonly string[]): string {
  return parts.join('\0');
}
