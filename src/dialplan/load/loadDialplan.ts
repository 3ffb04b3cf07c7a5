import { findSection, type EffectiveConf } from '../../conf/load';
import { sameName, type EffectiveEntry, type EffectiveSection } from '../../conf/sections';
import { isTrue } from '../../conf/values';
import type { Context, Dialplan, DialplanOptions, Place } from '../dialplan';
import { ContextBuilder } from './contextBuilder';
import type { DialplanProblem, Report } from './problems';
import { SectionReader } from './sectionReader';
import { substitute, type Variables } from './substitute';

/** A dialplan, and what is odd about the text that it was made of. */
export interface LoadedDialplan {
  readonly dialplan: Dialplan;
  /** In Asterisk's order of reading. The grammar's own problems are in the EffectiveConf. */
  readonly problems: readonly DialplanProblem[];
  /** What became of the sections of each context, by its name: for the next version of the text. */
  readonly parts: ReadonlyMap<string, LoadedContext>;
}

/** A context, and the sections that it was made of. */
interface LoadedContext {
  readonly sections: readonly EffectiveSection[];
  readonly context: Context;
  /** Of each section. */
  readonly problems: readonly (readonly DialplanProblem[])[];
}

/**
 * What pbx_config makes of extensions.conf in an Asterisk that has just been started: after a reload there may be
 * global variables from before. Where the file is refused, Asterisk loads nothing at all; this is then what it would
 * have had so far.
 *
 * Compared with `dialplan show` and the log of 16.28 and 22.10, which do the same.
 *
 * @param previous the version before a change: a context of which nothing changed is the very object of before
 */
export function loadDialplan(conf: EffectiveConf, previous?: LoadedDialplan): LoadedDialplan {
  const problems: DialplanProblem[] = [];
  const globals = readGlobals(conf, reporter(problems));
  const variables: Variables = (name) => globals.get(name);
  const known = previous && areSame(previous.dialplan.globals, globals) ? previous.parts : undefined;
  const parts = new Map<string, LoadedContext>();
  const contexts = new Map<string, Context>();
  const sections = conf.sections.filter((section) => !section.template && !isNoContext(section));
  for (const [name, own] of byName(sections)) {
    const before = known?.get(name);
    const isKnown = before !== undefined && areSameSections(before.sections, own);
    const part = isKnown ? { ...before, sections: own } : readContext(name, own, variables);
    parts.set(name, part);
    contexts.set(name, part.context);
  }
  const told = new Map<string, number>();
  for (const { name } of sections) {
    const at = told.get(name) ?? 0;
    told.set(name, at + 1);
    for (const problem of parts.get(name)?.problems[at] ?? []) problems.push(problem);
  }
  reportUnknownIncludes(contexts, reporter(problems));
  return { dialplan: { contexts, globals, options: readOptions(conf) }, problems, parts };
}

function byName(sections: readonly EffectiveSection[]): ReadonlyMap<string, readonly EffectiveSection[]> {
  const found = new Map<string, EffectiveSection[]>();
  for (const section of sections) {
    const own = found.get(section.name);
    if (own) own.push(section);
    else found.set(section.name, [section]);
  }
  return found;
}

function readContext(name: string, sections: readonly EffectiveSection[], variables: Variables): LoadedContext {
  const [{ file, line } = { file: '', line: 0 }] = sections;
  const builder = new ContextBuilder(name, { file, line });
  const problems = sections.map(({ entries }) => {
    const reader = new SectionReader(builder, variables);
    for (const entry of entries) reader.read(entry);
    return reader.problems;
  });
  return { sections, context: builder.build(), problems };
}

function reporter(problems: DialplanProblem[]): (place: Place) => Report {
  return ({ file, line }) => {
    const place = { file, line };
    return (code, data = {}, earlier) => problems.push({ code, place, data, ...(earlier && { earlier }) });
  };
}

function areSame(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): boolean {
  return before.size === now.size && [...now].every(([name, value]) => before.get(name) === value);
}

function areSameSections(before: readonly EffectiveSection[], now: readonly EffectiveSection[]): boolean {
  return before.length === now.length && before.every((section, at) => isSameSection(section, now[at]));
}

function isSameSection(before: EffectiveSection, now: EffectiveSection | undefined): boolean {
  if (now?.line !== before.line || now.file !== before.file || now.entries.length !== before.entries.length)
    return false;
  return before.entries.every(({ key, value, file, line }, at) => {
    const entry = now.entries[at];
    return entry?.line === line && entry.value === value && entry.key === key && entry.file === file;
  });
}

function isNoContext({ name }: EffectiveSection): boolean {
  return sameName(name, 'general') || sameName(name, 'globals');
}

function readGlobals(conf: EffectiveConf, reportAt: (place: Place) => Report): Map<string, string> {
  const globals = new Map<string, string>();
  const variables: Variables = (name) => globals.get(name);
  for (const section of conf.sections) {
    if (section.template || !sameName(section.name, 'globals')) continue;
    for (const entry of section.entries) setGlobal(globals, entry, substitute(entry.value, variables, reportAt(entry)));
  }
  return globals;
}

function setGlobal(globals: Map<string, string>, { key }: EffectiveEntry, value: string): void {
  const [, wrapped] = /^GLOBAL\((.*)\)$/.exec(key) ?? [];
  // Any other function does something else than to set a variable.
  if (wrapped === undefined && key.endsWith(')')) return;
  const name = (wrapped ?? key).replace(/^__?/, '');
  // A variable that is set again is a new one for Asterisk.
  globals.delete(name);
  globals.set(name, value);
}

/** Of several sections [general], Asterisk looks at the first; of several entries of a name, at the first too. */
function readOptions(conf: EffectiveConf): DialplanOptions {
  const general = findSection(conf, 'general');
  const value = (name: string): string | undefined => general?.entries.find(({ key }) => sameName(key, name))?.value;
  return {
    autoFallThrough: isTrue(value('autofallthrough') ?? 'yes'),
    extenPatternMatchNew: isTrue(value('extenpatternmatchnew') ?? 'no'),
    overrideSwitch: value('overrideswitch') || undefined,
    clearGlobalVariables: isTrue(value('clearglobalvars') ?? 'no'),
  };
}

function reportUnknownIncludes(contexts: ReadonlyMap<string, Context>, reportAt: (place: Place) => Report): void {
  for (const { name: context, includes } of contexts.values()) {
    for (const { context: name, place } of includes) {
      if (!contexts.has(name)) reportAt(place)('unknown-include', { name, context });
    }
  }
}
