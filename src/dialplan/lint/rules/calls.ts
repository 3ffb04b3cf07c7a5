import { readCall } from '../../syntax/call';
import { PhraseReader } from '../../syntax/phrase';
import type { ApplicationCall, ExpressionToken, Part, Phrase, Substitution } from '../../syntax/syntax';

type Replaced = Exclude<Part, { readonly kind: 'literal' }>;

/** All that is replaced in a text, at any depth. */
export function* partsWithin(phrase: Phrase): Iterable<Replaced> {
  // A stack of our own: a line may nest thousands of them.
  const open: (Part | ExpressionToken)[] = [...phrase.parts].reverse();
  for (let part = open.pop(); part; part = open.pop()) {
    if (part.kind === 'literal' || part.kind === 'operator') continue;
    const inner: (Part | ExpressionToken)[] = [];
    if (part.kind === 'string') inner.push(...part.parts);
    else {
      yield part;
      if (part.kind === 'calculation') inner.push(...part.operands);
      else inner.push(...withinSubstitution(part));
    }
    for (const one of inner.reverse()) open.push(one);
  }
}

function withinSubstitution({ name, arguments: given, part }: Substitution): Part[] {
  return [...name.parts, ...(given ?? []).flatMap(({ parts }) => parts), ...(part?.parts ?? [])];
}

/** An application's name, as Asterisk compares it. */
export function applicationOf({ name }: ApplicationCall): string {
  return name.text.toLowerCase();
}

/** The calls in the arguments of Exec, TryExec, ExecIf and ExecIfTime. */
export function callsWithin(call: ApplicationCall): ApplicationCall[] {
  const { dataRange, source } = call;
  if (!dataRange) return [];
  const name = applicationOf(call);
  const [start, end] = dataRange;
  if (name === 'exec' || name === 'tryexec') return [readCall(source, start, end)];
  if (name !== 'execif' && name !== 'execiftime') return [];
  const reader = new PhraseReader(source, start, end);
  const behind = reader.split(start, end, '?')[1];
  if (!behind) return [];
  const branches = name === 'execif' ? reader.split(behind[0], end, ':').slice(0, 2) : [[behind[0], end] as const];
  return branches.filter(([from, to]) => from < to).map(([from, to]) => readCall(source, from, to));
}
