import { MAX_DEPTH, PhraseReader } from '../syntax/phrase';
import type { Range, Source } from '../syntax/source';
import type { ApplicationCall, Word } from '../syntax/syntax';
import { nestedCalls, nestsCalls } from '../syntax/targets';
import { APPLICATIONS_OF_VARIABLES, FUNCTIONS_OF_VARIABLES } from '../syntax/variableNames';
import { occurrence, type Occurrence } from './occurrence';

/**
 * Adds the variables that `${…}` reads in a part of a value, at any depth. From its text: to make a phrase of it takes most
 * of the time of a large file.
 */
export function variablesIn(source: Source, start: number, end: number, found: Occurrence[]): void {
  if (source.has('$', start, end)) collect(new PhraseReader(source, start, end), start, end, 0, found);
}

function collect(reader: PhraseReader, start: number, end: number, depth: number, found: Occurrence[]): void {
  if (depth >= MAX_DEPTH) return;
  for (const cut of reader.cuts(start, end)) {
    if (cut.kind === 'literal') continue;
    const [from, to] = [cut.start + '${'.length, cut.closed ? cut.end - 1 : cut.end];
    if (cut.kind === 'calculation') collect(reader, from, to, depth + 1, found);
    else collectSubstitution(reader, from, to, depth + 1, found);
  }
}

/** What stands between the braces: itself, and what stands in it. */
function collectSubstitution(
  reader: PhraseReader,
  start: number,
  end: number,
  depth: number,
  found: Occurrence[],
): void {
  const { source } = reader;
  if (isName(source.text, start, end)) {
    const span = source.span(start, end);
    if (span.end - span.start === end - start) {
      found.push(occurrence('variable', false, source.text.slice(start, end), span));
    }
    return;
  }
  const { open, close, colon } = reader.marks(start, end);
  const nameEnd = open ?? colon ?? end;
  const written = open === undefined ? undefined : ([open + 1, close ?? colon ?? end] as const);
  const read = written
    ? namedByFunction(reader, source.text.slice(start, nameEnd), written)
    : variable(source.word(start, nameEnd), WHOLE, false);
  if (read) found.push(read);
  collect(reader, start, nameEnd, depth, found);
  if (written) collect(reader, ...written, depth, found);
  if (colon !== undefined) collect(reader, colon + 1, end, depth, found);
}

const WHOLE = /^(\s*)(\w+)\s*$/;
/** What is set may be `name`, `__name`, `LOCAL(name)` or `GLOBAL(name)`. */
const MARKED = /^(\s*(?:(?:LOCAL|GLOBAL)\(\s*)?_{0,2})(\w+)\s*\)?\s*$/;
const ASSIGNED = /^(\s*_{0,2})(\w+)\s*=/;

/** Whether it is a name and nothing else, as almost always: a search for marks in it would be in vain. */
function isName(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
    if (!isLetter && !(code >= 48 && code <= 57) && code !== UNDERSCORE) return false;
  }
  return start < end;
}

const UNDERSCORE = '_'.charCodeAt(0);

function namedByFunction(reader: PhraseReader, name: string, given: Range): Occurrence | undefined {
  const place = FUNCTIONS_OF_VARIABLES.get(name);
  const written = place === undefined ? undefined : reader.split(...given)[place];
  if (!written) return undefined;
  const sets = name === 'SET';
  return variable(reader.source.word(...written), sets ? ASSIGNED : MARKED, sets);
}

/** Whether a call to an application, given in lower case, may set variables that it names: to ask is cheap. */
export function maySetVariables(name: string): boolean {
  return name === 'set' || name === 'mset' || APPLICATIONS_OF_VARIABLES.has(name) || nestsCalls(name);
}

/** An application that calls one that calls one …: deeper ones nobody writes. */
const MAX_NESTED = 20;

/** The variables that a call sets, or the calls in its arguments, as far as its text says for certain. */
export function variablesSet(call: ApplicationCall, depth = 0): Occurrence[] {
  const { source, dataRange } = call;
  if (!dataRange) return [];
  const application = call.name.text.trim().toLowerCase();
  if (application === 'set') return assignment(source.word(...dataRange));
  if (nestsCalls(application)) {
    return depth < MAX_NESTED ? nestedCalls(call).flatMap((nested) => variablesSet(nested, depth + 1)) : [];
  }
  const place = APPLICATIONS_OF_VARIABLES.get(application);
  if (application !== 'mset' && place === undefined) return [];
  const written = new PhraseReader(source, ...dataRange).split(...dataRange).map((range) => source.word(...range));
  if (place === undefined) return written.flatMap(assignment);
  const named = written[place];
  const read = named && variable(named, MARKED, true);
  return read ? [read] : [];
}

/** `name=`, `__name=`, `GLOBAL(name)=`, `PUSH(name,delimiter)=`, `ARRAY(a,b)=`. */
function assignment(word: Word): Occurrence[] {
  const one = variable(word, ASSIGNED, true) ?? assignedBy(word);
  if (one) return [one];
  const [, before = '', names = ''] = /^(\s*ARRAY\()((?:[^()]|\([^()]*\))*)\)\s*=/.exec(word.text) ?? [];
  const found: Occurrence[] = [];
  let start = before.length;
  for (const named of names.split(',')) {
    const [, around = '', name] = MARKED.exec(named) ?? [];
    const made = name === undefined ? undefined : at(word, start + around.length, name, true);
    if (made) found.push(made);
    start += named.length + 1;
  }
  return found;
}

/** What a function assigns to, of which one argument is a variable's name. */
function assignedBy(word: Word): Occurrence | undefined {
  const name = /^\s*(\w+)\(/.exec(word.text)?.[1];
  const place = name === undefined ? undefined : FUNCTIONS_OF_VARIABLES.get(name);
  if (place === undefined || !word.text.includes('=')) return undefined;
  const first = /^(\s*\w+\(\s*_{0,2})(\w+)\s*[,)]/;
  return variable(word, place === 0 ? first : /^(\s*\w+\([^,()]*,\s*_{0,2})(\w+)\s*[,)]/, true);
}

/** @param pattern what stands before the name, and the name */
function variable(word: Word, pattern: RegExp, isDefinition: boolean): Occurrence | undefined {
  const [, before, name] = pattern.exec(word.text) ?? [];
  return before === undefined || name === undefined ? undefined : at(word, before.length, name, isDefinition);
}

/** A variable that stands there; undefined where an escape or a comment before it hides in which column. */
function at({ text, span }: Word, start: number, name: string, isDefinition: boolean): Occurrence | undefined {
  if (span.end - span.start !== text.length) return undefined;
  const from = span.start + start;
  return occurrence('variable', isDefinition, name, { line: span.line, start: from, end: from + name.length });
}
