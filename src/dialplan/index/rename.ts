import { isVariableOfAsterisk } from '../applications/variableNames';
import { SPECIAL_EXTENSIONS } from '../names/specialExtensions';
import type { DialplanProject } from './project';
import { allOccurrences, keysOf, sameThings, type LocatedOccurrence } from './symbols';

/** Why a name cannot be changed. */
export type RenameRefusal =
  /** Nothing in the project makes it: another source does, Asterisk itself, or nobody. */
  | 'not-defined-here'
  /** Numbers match it: its text is what it does. */
  | 'pattern'
  /** Asterisk goes there, or sets it, by this very name. */
  | 'built-in'
  | 'general-or-globals'
  /** The new name has characters that would mean something else there. */
  | 'bad-name'
  | 'name-taken'
  /** Another file beside the root sends calls into it: see `enteredFrom`. */
  | 'entered-elsewhere'
  /** A context of Macro() is called `macro-name`. */
  | 'macro-prefix';

export interface RenameEdit {
  readonly file: string;
  readonly occurrence: LocatedOccurrence;
  readonly newText: string;
}

export type Renaming =
  { readonly edits: readonly RenameEdit[]; readonly refused?: undefined } | { readonly refused: RenameRefusal };

/** Why what is named here cannot be renamed at all; undefined when it can. */
export function refusalOf(project: DialplanProject, occurrence: LocatedOccurrence): RenameRefusal | undefined {
  return refusalAmong(project, occurrence, sameThings(project, occurrence));
}

/** All changes that give a thing another name, in every file of the project. */
export function rename(project: DialplanProject, occurrence: LocatedOccurrence, newName: string): Renaming {
  const things = sameThings(project, occurrence);
  const prefix = things.find((one) => one.prefix !== undefined)?.prefix ?? '';
  // Where Macro() names it without the prefix, the new name is given without it too.
  const whole = occurrence.prefix !== undefined ? occurrence.prefix + newName : newName;
  const refused = refusalAmong(project, occurrence, things) ?? refusalOfName(project, occurrence, whole);
  if (refused) return { refused };
  if (!whole.startsWith(prefix)) return { refused: 'macro-prefix' };
  const edits = things.map((one) => {
    const newText = one.prefix !== undefined ? whole.slice(one.prefix.length) : whole;
    return { file: one.file, occurrence: one, newText };
  });
  return { edits };
}

/** The path of a file other than the dialplan's that names this context. */
export function enteredFrom(
  { elsewhere }: DialplanProject,
  { kind, prefix = '', text }: LocatedOccurrence,
): string | undefined {
  return kind === 'context' ? elsewhere.entered.get(prefix + text) : undefined;
}

function refusalAmong(
  project: DialplanProject,
  occurrence: LocatedOccurrence,
  things: readonly LocatedOccurrence[],
): RenameRefusal | undefined {
  const { kind, text } = occurrence;
  if (kind === 'variable' && isVariableOfAsterisk(text)) return 'built-in';
  const definitions = things.filter(({ isDefinition }) => isDefinition);
  if (definitions.length === 0) return 'not-defined-here';
  if (enteredFrom(project, occurrence) !== undefined) return 'entered-elsewhere';
  if (kind !== 'extension') return undefined;
  if (definitions.some((one) => one.text.startsWith('_'))) return 'pattern';
  return definitions.some((one) => SPECIAL_EXTENSIONS.has(one.text)) ? 'built-in' : undefined;
}

const GOOD_NAMES: Readonly<Record<LocatedOccurrence['kind'], RegExp>> = {
  context: /^[^\s[\](),;|&@/^${}"'=<>]{1,79}$/,
  extension: /^[^\s_[\](),;|&@/^${}"'=<>][^\s[\](),;|&@/^${}"'=<>]{0,78}$/,
  label: /^[A-Za-z_][\w-]{0,79}$/,
  variable: /^[A-Za-z]\w{0,79}$/,
};

/** Whether a name may be given to such a thing, as far as its characters go. */
export function isGoodName(kind: LocatedOccurrence['kind'], name: string): boolean {
  return GOOD_NAMES[kind].test(name);
}

function refusalOfName(
  project: DialplanProject,
  occurrence: LocatedOccurrence,
  name: string,
): RenameRefusal | undefined {
  const { kind } = occurrence;
  if (!isGoodName(kind, name)) return 'bad-name';
  if (kind === 'context' && /^(?:general|globals)$/i.test(name)) return 'general-or-globals';
  if (kind === 'variable') {
    if (isVariableOfAsterisk(name)) return 'built-in';
    // Two that become one cannot be told apart again.
    return allOccurrences(project).some((one) => one.kind === kind && one.text === name) ? 'name-taken' : undefined;
  }
  const { contexts } = project.loaded.dialplan;
  if (kind === 'context') {
    const isTemplate = project.conf.sections.some((section) => section.name === name);
    return contexts.has(name) || isTemplate || project.isContextElsewhere(name) ? 'name-taken' : undefined;
  }
  const isTaken = keysOf(project, occurrence).some((key) => {
    const [, context = '', extension] = key.split('\0');
    const there = contexts.get(context)?.extensions ?? [];
    if (kind === 'extension') return there.some((one) => one.name === name);
    const own = there.filter((one) => one.name === extension).flatMap(({ priorities }) => [...priorities.values()]);
    return own.some(({ label }) => label === name);
  });
  return isTaken ? 'name-taken' : undefined;
}
