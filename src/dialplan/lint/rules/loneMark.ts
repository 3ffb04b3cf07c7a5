import type { Span } from '../../../conf/tree';
import { applicationKey } from '../../syntax/call';
import type { ApplicationCall, Part, Phrase } from '../../syntax/syntax';
import { partsWithin } from './calls';

/** Which bracket or quote of a call has no counterpart. */
export interface Lone {
  readonly char: '(' | ')' | '${' | '$[' | '"';
  readonly span: Span;
}

/** Applications whose arguments are prose as often as not, and mean nothing to Asterisk. */
const PROSE: ReadonlySet<string> = new Set(['noop', 'verbose', 'log', 'sendtext', 'userevent', 'queuelog']);

/** The first of a call's brackets and quotes that has none. */
export function loneIn(call: ApplicationCall): Lone | undefined {
  const { data, dataRange, source } = call;
  // A call that is not closed is told of when it is loaded.
  if (!data || !dataRange || !call.closed) return data && loneSubstitution(data);
  const substitution = loneSubstitution(data);
  if (substitution) return substitution;
  const [start] = dataRange;
  const marks = marksOf(data.text);
  const at = (index: number): Span => source.span(start + index, start + index + 1);
  if (marks.quote !== undefined) return { char: '"', span: at(marks.quote) };
  if (PROSE.has(applicationKey(call.name.text))) return undefined;
  if (marks.open !== undefined) return { char: '(', span: at(marks.open) };
  return marks.close === undefined ? undefined : { char: ')', span: at(marks.close) };
}

function loneSubstitution(data: Phrase): Lone | undefined {
  for (const part of partsWithin(data)) {
    if (part.closed) continue;
    return { char: part.kind === 'substitution' ? '${' : '$[', span: startOf(part) };
  }
  return undefined;
}

function startOf({ span }: Part): Span {
  return { ...span, end: Math.min(span.end, span.start + 2) };
}

type Marks = Partial<Record<'open' | 'close' | 'quote', number>>;

/** The first parenthesis and the last quotation mark without a counterpart. What is quoted or escaped counts not. */
function marksOf(text: string): Marks {
  if (!/[()"]/.test(text)) return {};
  const quotes: number[] = [];
  const open: number[] = [];
  let close: number | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    // A shell's way to write one quotation mark.
    else if (char === '"' && !text.startsWith("'\"'", at - 1)) quotes.push(at);
    else if (quotes.length % 2 === 1) continue;
    else if (char === '(') open.push(at);
    else if (char === ')' && open.pop() === undefined) close ??= at;
  }
  const quote = quotes.length % 2 === 1 ? quotes.at(-1) : undefined;
  // Behind a lone quotation mark nobody knows what counts.
  if (quote !== undefined) return { quote };
  const [first] = open;
  return { ...(first !== undefined && { open: first }), ...(close !== undefined && { close }) };
}
