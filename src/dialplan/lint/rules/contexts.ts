import * as l10n from '@vscode/l10n';
import type { Context, Inclusion } from '../../dialplan';
import { sendsCallsIn } from '../../index/beside';
import type { DialplanProject } from '../../index/project';
import type { SectionHeader, Span } from '../../../conf/tree';
import type { DialplanSyntax } from '../../syntax/syntax';
import type { Finding, Rule } from '../finding';
import { plain } from '../plain';
import { namedContext } from '../../syntax/namedContexts';
import { MACRO_PREFIX, type TargetPart } from '../../syntax/targets';
import { finding, related, spanOf, statementAt, statementsOf, type Spot } from './kit';

/** Includes that lead back, contexts that nobody comes to, and contexts that are one but for the case. */
export const contextRules: Rule = function* (project) {
  yield* cycles(project);
  yield* unreached(project);
  yield* alike(project);
};

function* cycles(project: DialplanProject): Iterable<Finding> {
  const { contexts } = project.loaded.dialplan;
  const done = new Set<string>();
  for (const start of contexts.values()) {
    if (done.has(start.name)) continue;
    const path = [{ name: start.name, left: [...start.includes] }];
    const onPath = new Set([start.name]);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const inclusion = top.left.shift();
      const next = inclusion && contexts.get(inclusion.context);
      if (!inclusion) {
        done.add(top.name);
        onPath.delete(top.name);
        path.pop();
      } else if (next && onPath.has(next.name)) yield cycle(project, inclusion, [...onPath]);
      else if (next && !done.has(next.name)) {
        onPath.add(next.name);
        path.push({ name: next.name, left: [...next.includes] });
      }
    }
  }
}

function cycle(project: DialplanProject, { context, place }: Inclusion, path: readonly string[]): Finding {
  const circle = [...path.slice(path.indexOf(context)), context];
  const shown = circle
    .slice(-MOST_SHOWN)
    .map((name) => plain(name))
    .join(' → ');
  const message =
    circle.length === 2
      ? l10n.t('The context “{0}” includes itself: Asterisk passes over this line.', plain(context))
      : l10n.t('The includes lead in a circle: {0}. Asterisk passes over a context where it has been.', shown);
  return finding('include-cycle', spotOf(project, place), message);
}

const MOST_SHOWN = 6;

function spotOf(project: DialplanProject, { file, line }: Inclusion['place']): Spot {
  const statement = statementAt(project.files.get(file), line);
  if (statement?.kind === 'include') return { file, span: statement.context.span };
  return { file, span: statement ? spanOf(statement) : { line, start: 0, end: 0 } };
}

/** Contexts that Asterisk itself, or what it is built for, uses without being told. */
const ENTERED: ReadonlySet<string> = new Set(['default', 'parkedcalls', 'park-dial', 'park-hints']);

/**
 * Contexts to which nothing leads. Only where other files of the same folder say where calls come in: without them
 * nobody knows.
 */
function* unreached(project: DialplanProject): Iterable<Finding> {
  const { entered } = project.elsewhere;
  const { contexts } = project.loaded.dialplan;
  if (![...entered].some(([name, file]) => contexts.has(name) && sendsCallsIn(file))) return;
  const reached = reachedFrom(project);
  for (const { name, place, extensions, autoHints } of contexts.values()) {
    // Hints are subscribed to, which needs no call.
    const isOfHints = autoHints || extensions.some(({ priorities, hint }) => hint && priorities.size === 0);
    if (reached(name) || isOfHints) continue;
    const header = headerAt(project, place);
    if (!header) continue;
    const message = l10n.t(
      'Nothing leads to the context “{0}”: no jump, no include, and no other file beside this one.',
      plain(name),
    );
    yield finding('unreached-context', { file: place.file, span: header.nameSpan }, message);
  }
}

function reachedFrom(project: DialplanProject): (name: string) => boolean {
  const names = new Set([...ENTERED, ...project.elsewhere.entered.keys(), ...project.elsewhere.contexts.keys()]);
  const starts = new Set<string>();
  for (const { includes } of project.loaded.dialplan.contexts.values()) {
    for (const { context } of includes) names.add(context);
  }
  const add = ({ text, isDynamic }: TargetPart, prefix = ''): void => {
    // Of a name that is put together when it runs, the beginning is known at least.
    if (isDynamic) starts.add(prefix + text.slice(0, Math.max(0, text.indexOf('$'))));
    else names.add(prefix + text);
  };
  for (const { statement, facts } of statementsOf(project)) {
    const named = namedContext(statement);
    if (named) add(named);
    for (const { kind, prefix, context } of facts.targets) {
      if (!context || kind === 'test') continue;
      add(context, prefix);
      if (kind === 'gosub') names.add(MACRO_PREFIX + context.text);
    }
  }
  const lengths = [...new Set([...starts].map(({ length }) => length))];
  const isStarted = (name: string): boolean => lengths.some((length) => starts.has(name.slice(0, length)));
  return (name) => names.has(name) || name.startsWith('stasis-') || isStarted(name);
}

/** Asterisk tells contexts apart by case, but takes them for one when it looks where it has been. */
function* alike(project: DialplanProject): Iterable<Finding> {
  const first = new Map<string, Context>();
  for (const context of project.loaded.dialplan.contexts.values()) {
    const key = context.name.toLowerCase();
    const other = first.get(key);
    if (!other) first.set(key, context);
    else yield alikeFinding(project, context, other);
  }
}

function alikeFinding(project: DialplanProject, { name, place }: Context, other: Context): Finding {
  const message = l10n.t(
    'The context “{0}” differs from “{1}” by its case only: for Asterisk they are two, and only one is looked through where both are included.',
    plain(name),
    plain(other.name),
  );
  return finding('similar-name', { file: place.file, span: headerSpan(project, place) }, message, {
    related: [
      related({ file: other.place.file, span: headerSpan(project, other.place) }, l10n.t('This one came first.')),
    ],
  });
}

function headerSpan(project: DialplanProject, { file, line }: Context['place']): Span {
  return headerAt(project, { file, line })?.nameSpan ?? { line, start: 0, end: 0 };
}

const headers = new WeakMap<DialplanSyntax, ReadonlyMap<number, SectionHeader>>();

function headerAt(project: DialplanProject, { file, line }: Context['place']): SectionHeader | undefined {
  const syntax = project.files.get(file)?.syntax;
  if (!syntax) return undefined;
  let known = headers.get(syntax);
  if (!known) {
    const all = syntax.sections.flatMap(({ header }) => header ?? []);
    headers.set(syntax, (known = new Map(all.map((header) => [header.span.line, header]))));
  }
  return known.get(line);
}
