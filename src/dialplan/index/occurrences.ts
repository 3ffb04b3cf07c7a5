import type { Span } from '../../conf/tree';
import type { DialplanSection, DialplanSyntax, ExtensionStatement, Phrase, Statement } from '../syntax/syntax';
import { jumpTargets, type JumpTarget } from '../syntax/targets';
import { readStatement } from '../syntax/statements';
import { variablesIn, variablesSet } from './variables';

/** A name where it is written. What it names depends on the project: see `symbols.ts`. */
export interface Occurrence {
  readonly kind: 'context' | 'extension' | 'label' | 'variable';
  /** Whether it makes the thing, or sets the variable. */
  readonly isDefinition: boolean;
  /** As written, without blanks around it. */
  readonly text: string;
  readonly span: Span;
  /** Of a jump: the whole of it, of which this is a part. */
  readonly target?: JumpTarget;
  /** What stands before the name in memory and not here: `macro-`. */
  readonly prefix?: string;
}

const NOTHING: readonly Occurrence[] = [];

/** All names in a file, in the order of its sections. Those of unchanged statements are the same objects as before. */
export class OccurrenceReader {
  readonly #known = new WeakMap<Statement, readonly Occurrence[]>();
  readonly #files = new WeakMap<DialplanSyntax, readonly Occurrence[]>();

  read(syntax: DialplanSyntax): readonly Occurrence[] {
    let found = this.#files.get(syntax);
    if (!found) {
      found = syntax.sections.flatMap((section) => [
        ...ofHeader(section),
        ...section.statements.flatMap((statement) => this.ofStatement(statement)),
      ]);
      this.#files.set(syntax, found);
    }
    return found;
  }

  /** The names in one statement. */
  ofStatement(statement: Statement): readonly Occurrence[] {
    let found = this.#known.get(statement);
    if (!found) {
      // A copy is cut into its parts, and forgotten: they take ten times the memory of what is found in them.
      found = ofStatement(statement.kind === 'extension' ? readStatement(statement.entry, 'context') : statement);
      if (found.length === 0) found = NOTHING;
      this.#known.set(statement, found);
    }
    return found;
  }
}

function ofHeader({ header, role }: DialplanSection): Occurrence[] {
  if (!header) return [];
  const found: Occurrence[] = [];
  if (role === 'context' || role === 'template') {
    found.push({ kind: 'context', isDefinition: true, text: header.name, span: header.nameSpan });
  }
  for (const { text, span } of header.options) {
    if (text === '' || text.startsWith('!') || text.startsWith('+')) continue;
    found.push({ kind: 'context', isDefinition: false, text, span });
  }
  return found;
}

function ofStatement(statement: Statement): Occurrence[] {
  switch (statement.kind) {
    case 'extension':
      return ofExtension(statement);
    case 'include':
      return [...wordIn('context', statement.context), ...variablesIn(statement.context)];
    case 'switch':
      return statement.data ? variablesIn(statement.data) : [];
    case 'global': {
      const { key, keySpan } = statement.entry;
      const name = globalName(key);
      const start = keySpan.start + key.indexOf(name ?? '');
      const read = variablesIn(statement.value);
      if (name === undefined) return read;
      const span = { line: keySpan.line, start, end: start + name.length };
      return [{ kind: 'variable', isDefinition: true, text: name, span }, ...read];
    }
    default:
      return [];
  }
}

/** The variable that an entry of [globals] sets. */
export function globalName(key: string): string | undefined {
  return /^(?:GLOBAL\()?_{0,2}([^()]+)\)?$/.exec(key)?.[1];
}

function ofExtension(statement: ExtensionStatement): Occurrence[] {
  const { name, callerId, label, call, hint } = statement;
  const found: Occurrence[] = [];
  if (name) found.push(...wordIn('extension', name, true), ...variablesIn(name));
  if (callerId) found.push(...variablesIn(callerId));
  if (label) found.push({ kind: 'label', isDefinition: true, ...bare(label) });
  if (hint) found.push(...variablesIn(hint));
  if (!call) return found;
  for (const target of jumpTargets(call)) found.push(...ofTarget(target));
  const { data } = call;
  if (data) found.push(...variablesSet(call, data), ...variablesIn(data));
  return found;
}

function ofTarget(target: JumpTarget): Occurrence[] {
  const { kind, context, extension, priority } = target;
  const found: Occurrence[] = [];
  const add = (what: 'context' | 'extension' | 'label', part: JumpTarget['context'], prefix?: string): void => {
    if (!part || part.isDynamic || part.span.end === part.span.start) return;
    const { text, span } = part;
    found.push({ kind: what, isDefinition: false, text, span, target, ...(prefix !== undefined && { prefix }) });
  };
  add('context', context, kind === 'macro' ? 'macro-' : undefined);
  add('extension', extension);
  if (priority && !/^\d+$/.test(priority.text)) add('label', priority);
  return found;
}

/** A name that nothing is replaced in. */
function wordIn(kind: 'context' | 'extension', phrase: Phrase, isDefinition = false): Occurrence[] {
  if (phrase.parts.some((part) => part.kind !== 'literal')) return [];
  const word = bare(phrase);
  return word.text === '' ? [] : [{ kind, isDefinition, ...word }];
}

function bare({ text, span }: { readonly text: string; readonly span: Span }): { text: string; span: Span } {
  const before = text.length - text.trimStart().length;
  const behind = text.length - text.trimEnd().length;
  return { text: text.trim(), span: { ...span, start: span.start + before, end: span.end - behind } };
}
