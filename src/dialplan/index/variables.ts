import type { ApplicationCall, ExpressionToken, Part, Phrase, Substitution, Word } from '../syntax/syntax';
import { nestedCalls, nestsCalls } from '../syntax/targets';
import { APPLICATIONS_OF_VARIABLES, FUNCTIONS_OF_VARIABLES } from '../syntax/variableNames';
import type { Occurrence } from './occurrences';

/** The variables that `${…}` reads, at any depth. */
export function variablesIn(phrase: Phrase): Occurrence[] {
  const found: Occurrence[] = [];
  // A stack of our own: a line may nest thousands of them.
  const open: (Part | ExpressionToken)[] = [...phrase.parts].reverse();
  for (let part = open.pop(); part; part = open.pop()) {
    const inner: (Part | ExpressionToken)[] = [];
    if (part.kind === 'calculation') inner.push(...part.operands);
    else if (part.kind === 'string') inner.push(...part.parts);
    else if (part.kind === 'substitution') {
      const read = variableOf(part);
      if (read) found.push(read);
      inner.push(...part.name.parts, ...(part.arguments ?? []).flatMap(({ parts }) => parts));
      if (part.part) inner.push(...part.part.parts);
    }
    open.push(...inner.reverse());
  }
  return found;
}

function variableOf({ name, arguments: given }: Substitution): Occurrence | undefined {
  if (!given) return variable(name, /^\s*(\w+)\s*$/d, false);
  const written = given[FUNCTIONS_OF_VARIABLES.get(name.text) ?? -1];
  if (!written) return undefined;
  const sets = name.text === 'SET';
  return variable(written, sets ? /^\s*_{0,2}(\w+)\s*=/d : /^\s*_{0,2}(\w+)\s*$/d, sets);
}

/** Whether a call to an application may set variables that it names: to ask is cheap. */
export function maySetVariables(application: string): boolean {
  const name = application.trim().toLowerCase();
  return name === 'set' || name === 'mset' || APPLICATIONS_OF_VARIABLES.has(name) || nestsCalls(name);
}

/** An application that calls one that calls one …: deeper ones nobody writes. */
const MAX_NESTED = 20;

/** The variables that a call sets, or the calls in its arguments, as far as its text says for certain. */
export function variablesSet(call: ApplicationCall, data: Phrase, depth = 0): Occurrence[] {
  const application = call.name.text.trim().toLowerCase();
  if (application === 'set') return assignment(data);
  if (application === 'mset') return call.arguments.flatMap(assignment);
  if (nestsCalls(application) && depth < MAX_NESTED) {
    return nestedCalls(call).flatMap((nested) => {
      const own = nested.data;
      return own ? variablesSet(nested, own, depth + 1) : [];
    });
  }
  const place = APPLICATIONS_OF_VARIABLES.get(application);
  const written = place === undefined ? undefined : call.arguments[place];
  const read = written && variable(written, /^\s*_{0,2}(\w+)\s*$/d, true);
  return read ? [read] : [];
}

/** `name=`, `__name=`, `GLOBAL(name)=`, `PUSH(name,delimiter)=`, `ARRAY(a,b)=`. */
function assignment(phrase: Phrase): Occurrence[] {
  const one = variable(phrase, /^\s*_{0,2}(\w+)\s*=/d, true) ?? assignedBy(phrase);
  if (one) return [one];
  const [start, end] = /^\s*ARRAY\(([^()]*)\)\s*=/d.exec(phrase.text)?.indices?.[1] ?? [0, 0];
  const found: Occurrence[] = [];
  for (const match of phrase.text.slice(start, end).matchAll(/\w+/g)) {
    const made = at(phrase, start + match.index, match[0]);
    if (made) found.push(made);
  }
  return found;
}

/** What a function assigns to, of which one argument is a variable's name. */
function assignedBy(phrase: Phrase): Occurrence | undefined {
  const name = /^\s*(\w+)\(/.exec(phrase.text)?.[1];
  const place = name === undefined ? undefined : FUNCTIONS_OF_VARIABLES.get(name);
  if (place === undefined || !phrase.text.includes('=')) return undefined;
  const first = /^\s*\w+\(\s*_{0,2}(\w+)\s*[,)]/d;
  return variable(phrase, place === 0 ? first : /^\s*\w+\([^,()]*,\s*_{0,2}(\w+)\s*[,)]/d, true);
}

function variable(word: Word, pattern: RegExp, isDefinition: boolean): Occurrence | undefined {
  const match = pattern.exec(word.text);
  const [start] = match?.indices?.[1] ?? [];
  const made = start !== undefined && match?.[1] !== undefined ? at(word, start, match[1]) : undefined;
  return made && { ...made, isDefinition };
}

/** A variable that is set there; undefined where an escape or a comment before it hides in which column it stands. */
function at({ text, span }: Word, start: number, name: string): Occurrence | undefined {
  if (span.end - span.start !== text.length) return undefined;
  const from = span.start + start;
  return {
    kind: 'variable',
    isDefinition: true,
    text: name,
    span: { line: span.line, start: from, end: from + name.length },
  };
}
