import { applicationNamed } from '../../names/applications';
import { functionNamed } from '../../names/functions';
import { applicationKey } from '../../syntax/call';
import { callsWithin } from '../../syntax/targets';
import type { ApplicationCall, Phrase, Statement, Word } from '../../syntax/syntax';
import { partsWithin } from './calls';

/** A name that Asterisk 22 does not know. */
export interface Unknown extends Word {
  readonly kind: 'application' | 'function';
}

/** All of them in a statement. */
export function* unknownIn(statement: Statement): Iterable<Unknown> {
  switch (statement.kind) {
    case 'extension': {
      const { call, hint, name } = statement;
      if (name) yield* functionsIn(name);
      if (hint) yield* functionsIn(hint);
      if (call) yield* unknownInCall(call);
      return;
    }
    case 'global':
      yield* functionsIn(statement.value);
      return;
    default:
  }
}

function* unknownInCall(call: ApplicationCall): Iterable<Unknown> {
  const { data } = call;
  for (const one of callsWithin(call)) {
    const { name } = one;
    if (!name.text.includes('$') && applicationNamed(name.text) === undefined && name.text.trim() !== '') {
      yield { kind: 'application', ...name };
    }
    if (applicationKey(name.text) === 'set') yield* functionSetBy(one);
  }
  if (data) yield* functionsIn(data);
}

/** The function that Set writes. */
function* functionSetBy({ source, dataRange }: ApplicationCall): Iterable<Unknown> {
  if (!dataRange) return;
  const [from, to] = dataRange;
  const written = /^\s*([A-Za-z_]\w*)\(/d.exec(source.text.slice(from, to));
  const [start, end] = written?.indices?.[1] ?? [];
  if (start !== undefined && end !== undefined) yield* functionNamedIn(source.word(from + start, from + end));
}

function* functionsIn(phrase: Phrase): Iterable<Unknown> {
  if (!phrase.text.includes('(')) return;
  for (const part of partsWithin(phrase)) {
    if (part.kind !== 'substitution' || !part.arguments || !part.closed) continue;
    if (part.name.parts.every(({ kind }) => kind === 'literal')) yield* functionNamedIn(part.name);
  }
}

/** func_odbc makes functions of its own, as its configuration says; their names begin so unless it says otherwise. */
const MADE = /^ODBC_/;

function* functionNamedIn({ text, span }: Word): Iterable<Unknown> {
  const isKnown = text.trim() === '' || functionNamed(text) !== undefined || MADE.test(text);
  if (!isKnown) yield { kind: 'function', text, span };
}
