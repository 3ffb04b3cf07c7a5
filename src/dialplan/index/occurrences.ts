import type { ConfEntry } from '../../conf/tree';
import { cutStep, isHintStep, nameEndOf, type Step } from '../load/step';
import { applicationKey } from '../syntax/call';
import { namedContext } from '../syntax/namedContexts';
import { PhraseReader } from '../syntax/phrase';
import { Source, type Range } from '../syntax/source';
import { callOf } from '../syntax/statements';
import type { DialplanSection, ExtensionStatement, Statement, Word } from '../syntax/syntax';
import { jumpTargets, mayJump, type JumpTarget, type TargetPart } from '../syntax/targets';
import { occurrence, type Occurrence } from './occurrence';
import { maySetVariables, variablesIn, variablesSet } from './variables';

/** Adds the names in the header of a section. */
export function namesInHeader({ header, role }: DialplanSection, found: Occurrence[]): void {
  if (!header) return;
  if (role === 'context' || role === 'template') found.push(occurrence('context', true, header.name, header.nameSpan));
  for (const { text, span } of header.options) {
    if (text === '' || text.startsWith('!') || text.startsWith('+')) continue;
    found.push(occurrence('context', false, text, span));
  }
}

/** Adds the names in one line of a section. A list of its own for each line takes more memory than the names. */
export function namesInStatement(statement: Statement, found: Occurrence[]): void {
  const named = namedContext(statement);
  if (named && !named.isDynamic) found.push(occurrence('context', false, named.text, named.span));
  if (statement.kind === 'extension') ofExtension(statement, found);
  else if (statement.kind === 'global') ofGlobal(statement.entry, found);
  else if (statement.kind === 'include') {
    const source = new Source(statement.entry);
    const end = statement.context.text.length;
    wordIn('context', source, [0, end], false, found);
    variablesIn(source, 0, end, found);
  } else if (statement.kind === 'switch' && statement.data) {
    const source = new Source(statement.entry);
    variablesIn(source, source.text.length - statement.data.text.length, source.text.length, found);
  }
}

function ofGlobal(entry: ConfEntry, found: Occurrence[]): void {
  const { key, keySpan } = entry;
  const name = globalName(key);
  if (name !== undefined) {
    const start = keySpan.start + key.indexOf(name);
    found.push(occurrence('variable', true, name, { line: keySpan.line, start, end: start + name.length }));
  }
  const source = new Source(entry);
  variablesIn(source, 0, source.text.length, found);
}

/** The variable that an entry of [globals] sets. */
export function globalName(key: string): string | undefined {
  return /^(?:GLOBAL\()?_{0,2}([^()]+)\)?$/.exec(key)?.[1];
}

/** From its text, and not from its parts: they take ten times the memory of what is found in them. */
function ofExtension({ entry, isSame }: ExtensionStatement, found: Occurrence[]): void {
  const source = new Source(entry);
  const { text } = source;
  const nameEnd = isSame ? -1 : nameEndOf(text);
  if (!isSame) {
    const slash = new PhraseReader(source, 0, nameEnd).find('/', 0, nameEnd);
    wordIn('extension', source, [0, slash < 0 ? nameEnd : slash], true, found);
    variablesIn(source, 0, nameEnd, found);
  }
  if (nameEnd === text.length) return;
  const step = cutStep(text, nameEnd + 1);
  const { labelAt, labelEnd, applicationAt, applicationEnd } = step;
  if (labelAt >= 0) found.push(bare('label', source.word(labelAt, labelEnd), true));
  if (applicationAt < 0) return;
  if (isHintStep(text, step)) variablesIn(source, applicationAt, applicationEnd, found);
  else ofCall(source, step, found);
}

function ofCall(source: Source, step: Step, found: Occurrence[]): void {
  const { applicationAt, applicationEnd, dataAt, dataEnd } = step;
  if (dataAt < 0) return;
  const application = applicationKey(source.text.slice(applicationAt, applicationEnd));
  if (mayJump(application, source.text))
    for (const target of jumpTargets(callOf(source, step))) ofTarget(target, found);
  if (maySetVariables(application)) found.push(...variablesSet(callOf(source, step)));
  variablesIn(source, dataAt, dataEnd, found);
}

function ofTarget(target: JumpTarget, found: Occurrence[]): void {
  const { prefix, context, extension, priority } = target;
  const add = (what: 'context' | 'extension' | 'label', part: TargetPart | undefined, before?: string): void => {
    if (!part || part.isDynamic || part.span.end === part.span.start) return;
    found.push(occurrence(what, false, part.text, part.span, target, before));
  };
  add('context', context, prefix === '' ? undefined : prefix);
  add('extension', extension);
  if (priority && !/^\d+$/.test(priority.text)) add('label', priority);
}

/** A name that nothing is replaced in. */
function wordIn(
  kind: 'context' | 'extension',
  source: Source,
  [start, end]: Range,
  isDefinition: boolean,
  found: Occurrence[],
): void {
  if (source.has('$', start, end) && new PhraseReader(source, start, end).isReplaced(start, end)) return;
  const word = bare(kind, source.word(start, end), isDefinition);
  if (word.text !== '') found.push(word);
}

/** Without the blanks around it. */
function bare(kind: Occurrence['kind'], { text, span }: Word, isDefinition: boolean): Occurrence {
  const bareText = text.trim();
  if (bareText.length === text.length) return occurrence(kind, isDefinition, text, span);
  const start = span.start + text.length - text.trimStart().length;
  const end = span.end - text.length + text.trimEnd().length;
  return occurrence(kind, isDefinition, bareText, { line: span.line, start, end });
}
