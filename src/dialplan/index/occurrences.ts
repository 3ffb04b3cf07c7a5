import type { ConfEntry } from '../../conf/tree';
import { cutStep, isHintStep, nameEndOf, type Step } from '../load/step';
import { PhraseReader } from '../syntax/phrase';
import { Source } from '../syntax/source';
import { callOf } from '../syntax/statements';
import type { DialplanSection, DialplanSyntax, ExtensionStatement, Statement, Word } from '../syntax/syntax';
import { jumpTargets, mayJump, type JumpTarget } from '../syntax/targets';
import { occurrence, type Occurrence } from './occurrence';
import { maySetVariables, variablesIn, variablesSet } from './variables';

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
      found = ofStatement(statement);
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
    found.push(occurrence('context', true, header.name, header.nameSpan));
  }
  for (const { text, span } of header.options) {
    if (text === '' || text.startsWith('!') || text.startsWith('+')) continue;
    found.push(occurrence('context', false, text, span));
  }
  return found;
}

function ofStatement(statement: Statement): Occurrence[] {
  switch (statement.kind) {
    case 'extension':
      return ofExtension(statement);
    case 'include': {
      const source = new Source(statement.entry);
      const end = statement.context.text.length;
      return [...wordIn('context', source, 0, end), ...variablesIn(source, 0, end)];
    }
    case 'switch': {
      const source = new Source(statement.entry);
      return statement.data ? variablesIn(source, source.text.length - statement.data.text.length) : [];
    }
    case 'global':
      return ofGlobal(statement.entry);
    default:
      return [];
  }
}

function ofGlobal(entry: ConfEntry): Occurrence[] {
  const { key, keySpan } = entry;
  const name = globalName(key);
  const read = variablesIn(new Source(entry));
  if (name === undefined) return read;
  const start = keySpan.start + key.indexOf(name);
  return [occurrence('variable', true, name, { line: keySpan.line, start, end: start + name.length }), ...read];
}

/** The variable that an entry of [globals] sets. */
export function globalName(key: string): string | undefined {
  return /^(?:GLOBAL\()?_{0,2}([^()]+)\)?$/.exec(key)?.[1];
}

/** From its text, and not from its parts: they take ten times the memory of what is found in them. */
function ofExtension({ entry, isSame }: ExtensionStatement): Occurrence[] {
  const source = new Source(entry);
  const { text } = source;
  const found: Occurrence[] = [];
  const nameEnd = isSame ? -1 : nameEndOf(text);
  if (!isSame) {
    const slash = new PhraseReader(source, 0, nameEnd).find('/', 0, nameEnd);
    const end = slash < 0 ? nameEnd : slash;
    found.push(...wordIn('extension', source, 0, end, true), ...variablesIn(source, 0, nameEnd));
  }
  if (nameEnd === text.length) return found;
  const step = cutStep(text, nameEnd + 1);
  const { labelAt, labelEnd, applicationAt, applicationEnd } = step;
  if (labelAt >= 0) found.push(bare('label', source.word(labelAt, labelEnd), true));
  if (applicationAt < 0) return found;
  if (isHintStep(text, step)) found.push(...variablesIn(source, applicationAt, applicationEnd));
  else found.push(...ofCall(source, step));
  return found;
}

function ofCall(source: Source, step: Step): Occurrence[] {
  const { applicationAt, applicationEnd, dataAt, dataEnd } = step;
  if (dataAt < 0) return [];
  const application = source.text.slice(applicationAt, applicationEnd);
  const read = variablesIn(source, dataAt, dataEnd);
  if (!mayJump(application) && !maySetVariables(application)) return read;
  const call = callOf(source, step);
  return [...jumpTargets(call).flatMap(ofTarget), ...variablesSet(call), ...read];
}

function ofTarget(target: JumpTarget): Occurrence[] {
  const { kind, context, extension, priority } = target;
  const found: Occurrence[] = [];
  const add = (what: 'context' | 'extension' | 'label', part: JumpTarget['context'], prefix?: string): void => {
    if (!part || part.isDynamic || part.span.end === part.span.start) return;
    found.push(occurrence(what, false, part.text, part.span, target, prefix));
  };
  add('context', context, kind === 'macro' ? 'macro-' : undefined);
  add('extension', extension);
  if (priority && !/^\d+$/.test(priority.text)) add('label', priority);
  return found;
}

/** A name that nothing is replaced in. */
function wordIn(
  kind: 'context' | 'extension',
  source: Source,
  start: number,
  end: number,
  isDefinition = false,
): Occurrence[] {
  if (source.has('$', start, end) && new PhraseReader(source, start, end).isReplaced(start, end)) return [];
  const word = bare(kind, source.word(start, end), isDefinition);
  return word.text === '' ? [] : [word];
}

/** Without the blanks around it. */
function bare(kind: Occurrence['kind'], { text, span }: Word, isDefinition: boolean): Occurrence {
  const bareText = text.trim();
  if (bareText.length === text.length) return occurrence(kind, isDefinition, text, span);
  const start = span.start + text.length - text.trimStart().length;
  const end = span.end - text.length + text.trimEnd().length;
  return occurrence(kind, isDefinition, bareText, { line: span.line, start, end });
}
