import type { Context, Dialplan, Inclusion } from '../dialplan';
import { isTime } from './timing';

/** Asterisk goes no deeper into includes (AST_PBX_MAX_STACK of main/pbx.c). */
const MOST_CONTEXTS = 512;

/** What becomes of an include. */
export type Entry = 'entered' | 'wrong-time' | 'visited' | 'no-such-context' | 'too-deep' | 'behind';

/** One stop on the way through a context and what it includes. */
export type Visit =
  | { readonly kind: 'context'; readonly context: Context }
  | { readonly kind: 'include'; readonly context: Context; readonly inclusion: Inclusion; readonly entry: Entry };

/** When, and where the server's clock stands. */
export interface Moment {
  readonly at: Date;
  /** An IANA name; this machine's own unless told. */
  readonly timeZone?: string | undefined;
}

/**
 * The contexts that Asterisk looks through, depth first, and the includes that lead there or do not.
 * @param isOver whether a context's includes are not entered any more, because something was found
 */
export function* walk(
  dialplan: Dialplan,
  first: Context,
  moment: Moment,
  isOver: (context: Context) => boolean,
): Iterable<Visit> {
  const visited = new Set<string>();
  const open: { readonly context: Context; readonly left: Inclusion[] }[] = [];
  const begin = (context: Context): Visit => {
    // Asterisk compares the contexts that it has been through without case.
    visited.add(context.name.toLowerCase());
    open.push({ context, left: [...context.includes] });
    return { kind: 'context', context };
  };
  const entryOf = (from: Context, { context, timing }: Inclusion): Entry => {
    if (isOver(from)) return 'behind';
    if (!isTime(timing, moment.at, moment.timeZone)) return 'wrong-time';
    if (visited.has(context.toLowerCase())) return 'visited';
    if (!dialplan.contexts.has(context)) return 'no-such-context';
    return open.length >= MOST_CONTEXTS ? 'too-deep' : 'entered';
  };
  yield begin(first);
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const { context, left } = top;
    const inclusion = left.shift();
    if (!inclusion) {
      open.pop();
      continue;
    }
    const entry = entryOf(context, inclusion);
    yield { kind: 'include', context, inclusion, entry };
    const included = dialplan.contexts.get(inclusion.context);
    if (entry === 'entered' && included) yield begin(included);
  }
}
