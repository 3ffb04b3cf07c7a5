import { folderOf } from '../../conf/reader';
import type { Context, Extension, Priority } from '../dialplan';
import type { DialplanProject } from '../index/project';
import { sectionOf } from '../syntax/outline';
import type { DialplanSection } from '../syntax/syntax';
import type { Asking, Offer } from './offers';
import type { Jump } from './position';

/** More nobody looks through. */
const MOST_EXTENSIONS = 2_000;
const MOST_LETTERS = 60;

/** Where a jump may go. */
export function jumpOffers(asking: Asking, jump: Jump): Offer[] {
  const found: Offer[] = [];
  if (jump.may.includes('label')) found.push(...labels(asking, jump));
  if (jump.may.includes('extension')) found.push(...extensions(asking, jump));
  if (jump.may.includes('context')) found.push(...contexts(asking.project, jump));
  return found;
}

function contexts({ loaded, elsewhere, root }: DialplanProject, { prefix, separator }: Jump): Offer[] {
  const folder = `${folderOf(root)}/`;
  const places = [...loaded.dialplan.contexts].map(([name, { place }]) => [name, place] as const);
  return [...places, ...elsewhere.contexts]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, { file, line }]) => {
      const text = name.slice(prefix.length);
      const rest = separator && `${separator}\${1:s}${separator}\${2:1}`;
      return {
        kind: 'context',
        text,
        detail: `${file.startsWith(folder) ? file.slice(folder.length) : file}:${line + 1}`,
        ...(rest !== undefined && { snippet: verbatim(text) + rest }),
      };
    });
}

/** Those that are no pattern, in the context and in what it includes. */
function extensions(asking: Asking, { context, extension, separator }: Jump): Offer[] {
  // Of two parts the first is the extension or the context.
  const wanted = context ?? extension;
  const found = new Map<string, Offer>();
  for (const one of reachable(asking.project, wanted === undefined ? ownContexts(asking) : [wanted])) {
    for (const { name, priorities } of one.extensions) {
      if (name.startsWith('_') || found.has(name)) continue;
      found.set(name, {
        kind: 'extension',
        text: name,
        detail: firstOf({ priorities }),
        ...(separator && { snippet: `${verbatim(name)}${separator}\${1:1}` }),
      });
      if (found.size >= MOST_EXTENSIONS) return [...found.values()];
    }
  }
  return [...found.values()];
}

/** What the contexts of the line have of their own, patterns too. */
export function extensionOffers(asking: Asking): Offer[] {
  const found = new Map<string, Offer>();
  for (const name of ownContexts(asking)) {
    for (const extension of asking.project.loaded.dialplan.contexts.get(name)?.extensions ?? []) {
      const text = extension.name;
      if (found.size < MOST_EXTENSIONS) found.set(text, { kind: 'extension', text, detail: firstOf(extension) });
    }
  }
  return [...found.values()];
}

function reachable(project: DialplanProject, names: readonly string[]): Context[] {
  const { contexts: all } = project.loaded.dialplan;
  const found = new Set<Context>();
  // A set goes on with what is added to it while it is gone through.
  const wanted = new Set(names);
  for (const name of wanted) {
    const context = all.get(name);
    if (!context) continue;
    found.add(context);
    context.includes.forEach((one) => wanted.add(one.context));
  }
  return [...found];
}

function labels(asking: Asking, { context, extension }: Jump): Offer[] {
  const found = new Map<string, Offer>();
  const names = context === undefined ? ownContexts(asking) : [context];
  const wanted = extension ?? ownExtension(asking);
  if (extension !== undefined) found.set('1', { kind: 'priority', text: '1', detail: '' });
  if (wanted === undefined) return [...found.values()];
  for (const one of reachable(asking.project, names)) {
    const named = one.extensions.filter(({ name }) => name === wanted);
    for (const { priorities } of [...named, ...asking.project.matcher.matching(one, wanted)]) {
      for (const { label, ...priority } of priorities.values()) {
        if (label === undefined || found.has(label)) continue;
        found.set(label, { kind: 'label', text: label, detail: written(priority) });
      }
    }
  }
  return [...found.values()];
}

/** The contexts that have the line: those of its section, where nothing became of it yet. */
export function ownContexts({ project, file, line }: Pick<Asking, 'project' | 'file' | 'line'>): readonly string[] {
  const known = project.contextsAt(file, line);
  if (known.length > 0) return known;
  const header = sectionIn(project, file, line)?.header;
  return header ? [header.name] : [];
}

function sectionIn(project: DialplanProject, file: string, line: number): DialplanSection | undefined {
  const syntax = project.files.get(file)?.syntax;
  return syntax && sectionOf(syntax, line);
}

/** The name of the extension to which the line belongs. */
function ownExtension({ project, file, line }: Asking): string | undefined {
  const [step] = project.stepsAt(file, line);
  if (step) return step.extension.name;
  let name: string | undefined;
  for (const statement of sectionIn(project, file, line)?.statements ?? []) {
    if (statement.kind !== 'extension') continue;
    if (statement.entry.span.line > line) break;
    name = statement.name?.text.replace(/\s/g, '') ?? name;
  }
  return name;
}

/** What an extension does first, as it is written in memory. */
export function firstOf({ priorities }: Pick<Extension, 'priorities'>): string {
  const first = priorities.get(1) ?? [...priorities.values()][0];
  return first ? written(first) : '';
}

function written({ application, data }: Pick<Priority, 'application' | 'data'>): string {
  const text = `${application}(${data})`;
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
}

/** A text as a snippet that inserts it. */
function verbatim(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
