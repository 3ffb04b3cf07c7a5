import { applicationKey } from '../syntax/call';
import { callsWithin, jumpTargets, type JumpTarget, type TargetPart } from '../syntax/targets';
import type { ApplicationCall, ExtensionStatement, Phrase, SectionRole, Word } from '../syntax/syntax';
import { FUNCTIONS_OF_VARIABLES } from '../syntax/variableNames';
import { beginningAt, type Beginning } from './beginnings';
import { MarkedLine, openBrackets, unmarked, type Replaced } from './marked';

/** A part of a place in the dialplan, which somebody is about to write. */
export type JumpPart = 'context' | 'extension' | 'label';

/** What may stand at a place of a line. */
export type Completing =
  | Beginning
  | (Replaced &
      (
        | { readonly kind: 'application'; readonly hasParentheses: boolean }
        /** In `${`, or where a function wants a variable's name; with functions in `${` alone. */
        | { readonly kind: 'variable'; readonly withFunctions: boolean }
        /** What Set sets. */
        | { readonly kind: 'assigned' }
        | { readonly kind: 'stasis' | 'sound' }
        /** What a section inherits from, and what makes a switch. */
        | { readonly kind: 'parent' | 'switch' }
        | Jump
      ));

export interface Jump {
  readonly kind: 'jump';
  /** All that it may become: with fewer parts than three, the one that is written may be any. */
  readonly may: readonly JumpPart[];
  /** Undefined: the one in which the line stands. With `macro-`, where that belongs to it. */
  readonly context: string | undefined;
  /** Undefined: the one to which the line belongs. */
  readonly extension: string | undefined;
  /** What stands before a context's name in memory and not here: `macro-`. */
  readonly prefix: string;
  /** What separates the parts, where further ones are to follow what is chosen; undefined: nothing follows. */
  readonly separator: ',' | '^' | undefined;
}

/** Which argument names sounds, with `&` between them, by the application in lower case. */
const SOUNDS: ReadonlyMap<string, number> = new Map([
  ['playback', 0],
  ['background', 0],
  ['controlplayback', 0],
  ['read', 1],
  ['readexten', 1],
]);

/** In a function whose first argument is the name of a variable, without `${}`. */
const OF_VARIABLES = new RegExp(
  `\\$\\{(?:${[...FUNCTIONS_OF_VARIABLES].flatMap(([name, place]) => (place === 0 ? name : [])).join('|')})\\((\\w*)$`,
);

/**
 * What may stand where the cursor is in a line, which may be half written.
 *
 * @param role of the section in which the line stands
 * @returns undefined in comments, and where nothing can be said
 */
export function completingAt(line: string, character: number, role: SectionRole): Completing | undefined {
  const beginning = parentAt(line, character) ?? beginningAt(line, character, role) ?? switchAt(line, character, role);
  if (beginning) return beginning;
  const marked = new MarkedLine(line, character, role);
  const { statement } = marked;
  if (!statement) return undefined;
  const variable = variableAt(line, marked);
  if (variable) return variable;
  if (statement.kind === 'include') return includedAt(marked, statement.context);
  return statement.kind === 'extension' ? inExtension(marked, statement) : undefined;
}

/** In the parentheses behind a section's name. */
function parentAt(line: string, character: number): Completing | undefined {
  const word = /^\s*\[[^\];]+\]\s*\((?:[^);]*,)?\s*([^,()!+;]*)$/.exec(line.slice(0, character))?.[1];
  if (word === undefined) return undefined;
  const behind = /^[^,();]*/.exec(line.slice(character))?.[0].trimEnd() ?? '';
  return { kind: 'parent', start: character - word.length, end: character + behind.length };
}

/** Behind `switch =>`, before its slash. */
function switchAt(line: string, character: number, role: SectionRole): Completing | undefined {
  if (role !== 'context' && role !== 'template') return undefined;
  const word = /^\s*[le]?switch\s*=>?\s*(\w*)$/i.exec(line.slice(0, character))?.[1];
  if (word === undefined) return undefined;
  const behind = /^\w*/.exec(line.slice(character))?.[0] ?? '';
  return { kind: 'switch', start: character - word.length, end: character + behind.length };
}

function variableAt(line: string, { before, character }: MarkedLine): Completing | undefined {
  const open = openBrackets(before).at(-1);
  const isSubstitution = open?.bracket === '${' && /^\$\{\w*$/.test(before.slice(open.at));
  const word = isSubstitution ? before.slice(open.at + 2) : OF_VARIABLES.exec(before)?.[1];
  if (word === undefined) return undefined;
  return { kind: 'variable', withFunctions: isSubstitution, ...wordAround(line, character, word) };
}

function wordAround(line: string, character: number, before: string): Replaced {
  const behind = /^\w*/.exec(line.slice(character))?.[0] ?? '';
  return { start: character - before.length, end: character + behind.length };
}

function includedAt(marked: MarkedLine, context: Phrase): Completing | undefined {
  if (!marked.holds(context)) return undefined;
  const jump = { kind: 'jump', may: ['context'], context: undefined, extension: undefined } as const;
  return { ...jump, prefix: '', separator: undefined, ...marked.replaced(context.span) };
}

function inExtension(marked: MarkedLine, { call }: ExtensionStatement): Completing | undefined {
  if (!call) return undefined;
  // From the innermost call outwards: ExecIf's application is its own affair.
  for (const one of [...callsWithin(call)].reverse()) {
    if (marked.holds(one.name)) {
      return { kind: 'application', hasParentheses: one.dataRange !== undefined, ...marked.replaced(one.name.span) };
    }
    const found = inArguments(marked, one);
    if (found) return found;
  }
  for (const target of jumpTargets(call)) {
    const found = jumpAt(marked, target);
    if (found) return found;
  }
  return undefined;
}

function inArguments(marked: MarkedLine, call: ApplicationCall): Completing | undefined {
  const application = applicationKey(call.name.text);
  const given = call.arguments;
  const index = given.findIndex((argument) => marked.holds(argument));
  const argument = given[index];
  if (!argument) return undefined;
  if (application === 'stasis' && index === 0) return { kind: 'stasis', ...marked.replaced(trimmed(argument).span) };
  if (application === 'set' || application === 'mset') return assignedAt(marked, argument, application, index);
  return SOUNDS.get(application) === index ? soundAt(marked, argument) : undefined;
}

function assignedAt(marked: MarkedLine, argument: Phrase, application: string, index: number): Completing | undefined {
  const word = /[(,]\s*_{0,2}(\w*)$/.exec(marked.before)?.[1];
  if (word === undefined || (application === 'set' && index > 0)) return undefined;
  // Within a function's parentheses stands what the function wants.
  const written = marked.before.slice(argument.span.start);
  if (written.includes('(')) return undefined;
  const name = /^\s*_{0,2}\w*/.exec(unmarked(argument.text))?.[0] ?? '';
  const behind = name.trim().replace(/^_{0,2}/, '').length - word.length;
  const { character } = marked;
  return { kind: 'assigned', start: character - word.length, end: character + Math.max(0, behind) };
}

function soundAt(marked: MarkedLine, argument: Phrase): Completing | undefined {
  const { character, before } = marked;
  const written = /[^&(,]*$/.exec(before)?.[0].trimStart() ?? '';
  const behind = argument.text.slice(argument.text.length - (argument.span.end - 1 - character));
  const rest = /^[^&,)]*/.exec(behind)?.[0].trimEnd() ?? '';
  return { kind: 'sound', start: character - written.length, end: character + rest.length };
}

function jumpAt(marked: MarkedLine, target: JumpTarget): Completing | undefined {
  const { prefix, context, extension, priority } = target;
  const make = (part: Word, may: readonly JumpPart[], isLast: boolean): Completing => ({
    kind: 'jump',
    may,
    // With two parts of which the second is asked for, the first is an extension or a context: both are told.
    context: context && context !== part ? prefix + context.text : undefined,
    extension: extension && extension !== part ? extension.text : undefined,
    prefix,
    separator: isLast && isWhole(target) ? target.separator : undefined,
    ...marked.replaced(part.span),
  });
  if (context && marked.holds(context)) return make(context, ['context'], false);
  if (extension && marked.holds(extension))
    return make(extension, context || !isWhole(target) ? ['extension'] : ['extension', 'context'], false);
  if (!priority || !marked.holds(priority)) return undefined;
  if (context) return make(priority, ['label'], false);
  return make(priority, extension ? ['label', 'extension'] : ['label', 'extension', 'context'], true);
}

/** Written out as context, extension and priority. */
function isWhole({ kind }: JumpTarget): boolean {
  return kind === 'goto' || kind === 'gosub';
}

function trimmed(word: Word): TargetPart {
  const start = word.text.length - word.text.trimStart().length;
  const end = word.text.length - word.text.trimEnd().length;
  const { line } = word.span;
  const span = { line, start: word.span.start + start, end: word.span.end - end };
  return { text: word.text.trim(), span, isDynamic: false };
}
