import type { ExpressionToken, Part, Phrase, Substitution } from '../../syntax/syntax';

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
