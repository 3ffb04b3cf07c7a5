import type { Context, Dialplan } from '../dialplan';
import { withMore } from '../pattern';
import { isForCaller } from './caller';
import type { Answer, Search } from './find';
import { walk } from './walk';

/**
 * The first extension that could answer with more digits. Where a `!` takes them, neither the rest of its context nor
 * its includes are looked at. Switches are passed over: nobody but they know.
 *
 * Facts: measured with WaitExten and digits on 16.28 and 22.10.
 */
export function findMore(dialplan: Dialplan, search: Search): Answer | undefined {
  const first = dialplan.contexts.get(search.context);
  if (!first) return undefined;
  const { at = new Date(), timeZone } = search;
  const ended = new Set<Context>();
  for (const visit of walk(dialplan, first, { at, timeZone }, (context) => ended.has(context))) {
    const found = visit.kind === 'context' ? lookThrough(visit.context, search) : undefined;
    if (found === 'takes-it') ended.add(visit.context);
    else if (found) return found;
  }
  return undefined;
}

function lookThrough(
  context: Context,
  { number, callerId, priority: wanted = 1 }: Search,
): Answer | 'takes-it' | undefined {
  for (const extension of context.extensions) {
    const more = withMore(extension.name, number);
    if (more === 'no' || !isForCaller(extension, callerId ?? '')) continue;
    if (more === 'takes-it') return more;
    const priority = extension.priorities.get(wanted);
    if (priority) return { context, extension, priority };
  }
  return undefined;
}
