import type { Span } from '../../conf/tree';
import type { Place } from '../dialplan';
import { isGoneTo } from '../syntax/targets';
import type { DialplanProject, Step } from './project';
import { allOccurrences, occurrenceAt, targetsOf, type LocatedOccurrence } from './symbols';

/** What calls and is called: a context as a whole, or one of its extensions. */
export interface CallNode {
  readonly context: string;
  /** Undefined: the context. */
  readonly extension: string | undefined;
  /** The pattern behind the slash of the extension's name. */
  readonly callerId: string | undefined;
}

/** The other end of some jumps or includes, and where they are written. */
export interface CallEdge {
  readonly node: CallNode;
  readonly sites: readonly CallSite[];
}

export interface CallSite {
  readonly file: string;
  readonly span: Span;
}

/** What a place is about: the context or extension that is named there, or else the extension of the line. */
export function nodesAt(
  project: DialplanProject,
  file: string,
  position: { readonly line: number; readonly character: number },
): CallNode[] {
  const named = occurrenceAt(project, file, position);
  if (named?.kind === 'context') {
    const name = (named.prefix ?? '') + named.text;
    return project.loaded.dialplan.contexts.has(name) ? [contextNode(name)] : [];
  }
  const isJump = named?.target && !named.isDefinition;
  const steps = isJump ? targetsOf(project, named) : project.stepsAt(file, position.line);
  return distinct(steps.map(nodeOf));
}

/** Where it begins; undefined when it is gone. */
export function placeOf(project: DialplanProject, { context, extension, callerId }: CallNode): Place | undefined {
  const there = project.loaded.dialplan.contexts.get(context);
  if (extension === undefined) return there?.place;
  const own = there?.extensions.find((one) => one.name === extension && one.callerId === callerId);
  return (own?.priorities.values().next().value ?? own?.hint)?.place;
}

/** Who jumps there; for a context: who jumps into it or includes it. */
export function incomingCalls(project: DialplanProject, node: CallNode): CallEdge[] {
  return edgesOf(project, (from, to, isInclude) => {
    if (node.extension !== undefined) return isSame(to, node) && !isSame(from, to) ? from : undefined;
    // Who goes from one extension of a context to another does not come into it.
    return to.context === node.context && (isInclude || from.context !== node.context) ? from : undefined;
  });
}

/** Where it jumps to; for a context: where its extensions jump to outside of it, and what it includes. */
export function outgoingCalls(project: DialplanProject, node: CallNode): CallEdge[] {
  return edgesOf(project, (from, to) => {
    if (node.extension !== undefined) return isSame(from, node) && !isSame(from, to) ? to : undefined;
    return from.context === node.context && to.context !== node.context ? to : undefined;
  });
}

/** @param other of a jump, the end that is asked for; undefined when it is none of those */
function edgesOf(
  project: DialplanProject,
  other: (from: CallNode, to: CallNode, isInclude: boolean) => CallNode | undefined,
): CallEdge[] {
  const edges = new Map<string, { node: CallNode; sites: CallSite[] }>();
  for (const { jump, site } of jumpsOf(project)) {
    const isInclude = jump.target === undefined;
    const sources = sourcesOf(project, jump);
    if (sources.length === 0) continue;
    for (const from of sources) {
      for (const to of destinationsOf(project, jump)) {
        const node = other(from, to, isInclude);
        if (!node) continue;
        const edge = edges.get(keyOf(node)) ?? { node, sites: [] };
        edges.set(keyOf(node), edge);
        if (!edge.sites.includes(site)) edge.sites.push(site);
      }
    }
  }
  return [...edges.values()];
}

interface Jump {
  /** One of the names in it: they all know the whole of it. */
  readonly jump: LocatedOccurrence;
  readonly site: CallSite;
}

/** Every jump once, however many names it has, and every include. */
function jumpsOf(project: DialplanProject): Jump[] {
  const jumps: Jump[] = [];
  let last: LocatedOccurrence | undefined;
  for (const one of allOccurrences(project)) {
    const { file, span, target, kind, isDefinition } = one;
    if (isDefinition || (target ? !isGoneTo(target) : kind !== 'context')) continue;
    const before = jumps.at(-1);
    if (target && target === last?.target && before) {
      jumps[jumps.length - 1] = { ...before, site: { file, span: { ...before.site.span, end: span.end } } };
    } else jumps.push({ jump: one, site: { file, span } });
    last = one;
  }
  return jumps;
}

function sourcesOf(project: DialplanProject, { file, span, target }: LocatedOccurrence): CallNode[] {
  if (target) return distinct(project.stepsAt(file, span.line).map(nodeOf));
  return project.contextsAt(file, span.line).map(contextNode);
}

function destinationsOf(project: DialplanProject, jump: LocatedOccurrence): CallNode[] {
  const { target, text } = jump;
  if (target && target.kind !== 'context') return distinct(targetsOf(project, jump).map(nodeOf));
  return project.loaded.dialplan.contexts.has(text) ? [contextNode(text)] : [];
}

function contextNode(context: string): CallNode {
  return { context, extension: undefined, callerId: undefined };
}

function nodeOf({ context, extension }: Step): CallNode {
  return { context: context.name, extension: extension.name, callerId: extension.callerId };
}

function isSame(a: CallNode, b: CallNode): boolean {
  return a.context === b.context && a.extension === b.extension && a.callerId === b.callerId;
}

function distinct(nodes: readonly CallNode[]): CallNode[] {
  return [...new Map(nodes.map((node) => [keyOf(node), node])).values()];
}

function keyOf({ context, extension, callerId }: CallNode): string {
  return [context, extension ?? '', callerId ?? ''].join('\0');
}
