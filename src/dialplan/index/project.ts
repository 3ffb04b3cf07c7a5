import { loadConf, type EffectiveConf } from '../../conf/load';
import { parseConf, type ParseStart } from '../../conf/parse';
import { folderOf, type FileReader } from '../../conf/reader';
import type { ConfTree } from '../../conf/tree';
import type { Context, Extension, Priority } from '../dialplan';
import { loadDialplan, type LoadedDialplan } from '../load/loadDialplan';
import { Matcher } from '../match/find';
import { parseDialplan, SyntaxCache } from '../syntax/parseDialplan';
import type { DialplanSyntax } from '../syntax/syntax';
import { readBeside } from './beside';
import { findElsewhere, type Elsewhere } from './elsewhere';
import { LineTable } from './lineTable';
import { OccurrenceReader } from './occurrenceReader';

/** What a line became in Asterisk's memory. */
export interface Step {
  readonly context: Context;
  readonly extension: Extension;
  readonly priority: Priority;
}

/** One file of a project, as written. */
export class ProjectFile {
  #syntax: DialplanSyntax | undefined;
  #starts: readonly number[] | undefined;

  constructor(
    readonly path: string,
    readonly text: string,
    private readonly cache?: SyntaxCache,
  ) {}

  /** Read when somebody asks for it first. */
  get syntax(): DialplanSyntax {
    this.#syntax ??= this.cache?.parse(this.text) ?? parseDialplan(this.text);
    return this.#syntax;
  }

  /** A line (from 0) as written, without its line feed; empty behind the last one. */
  line(line: number): string {
    this.#starts ??= startsOfLines(this.text);
    const start = this.#starts[line];
    if (start === undefined) return '';
    const next = this.#starts[line + 1];
    return this.text.slice(start, next === undefined ? undefined : next - 1);
  }

  /**
   * The same file with another text. Most files never get one: what is needed to read only what changed, which takes as
   * much memory as the lines themselves, is kept from the first change on.
   *
   * @param shared of a text in an editor, which others read too
   */
  withText(text: string, shared?: SyntaxCache): ProjectFile {
    const isSame = text === this.text && (!shared || shared === this.cache);
    return isSame ? this : new ProjectFile(this.path, text, shared ?? this.cache ?? new SyntaxCache());
  }
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** A root (`extensions.conf`) with all that it includes, as written and as Asterisk has it. Never changes. */
export class DialplanProject {
  #steps: LineTable<Step> | undefined;
  #contexts: LineTable<string> | undefined;
  readonly matcher: Matcher;

  constructor(
    readonly root: string,
    readonly conf: EffectiveConf,
    readonly loaded: LoadedDialplan,
    /** By path, the root first. */
    readonly files: ReadonlyMap<string, ProjectFile>,
    readonly elsewhere: Elsewhere,
    /** Remembers the names in statements from one version of the project to the next. */
    readonly occurrences = new OccurrenceReader(),
  ) {
    this.matcher = new Matcher(loaded.dialplan);
  }

  /** What a line (from 0) became: undefined where it became nothing; of a template's line the first use. */
  locate(file: string, line: number): Step | undefined {
    return this.#stepsByLine().firstAt(file, line);
  }

  /** All that a line became: a template's line becomes a step in each context that inherits from it. */
  stepsAt(file: string, line: number): readonly Step[] {
    return this.#stepsByLine().at(file, line);
  }

  /** The names of the contexts that have the entry of this line, whatever became of it. */
  contextsAt(file: string, line: number): readonly string[] {
    this.#contexts ??= contextsOf(this.conf);
    return this.#contexts.at(file, line);
  }

  /** Whether a context is defined by another source, or `res_stasis` makes it for an application. */
  isContextElsewhere(name: string): boolean {
    return this.elsewhere.contexts.has(name) || name.startsWith('stasis-');
  }

  /** Whether there are sources that nobody can read here: a name that is missing may be there. */
  get mayHaveMoreContexts(): boolean {
    return this.elsewhere.unseen.some(({ reason }) => reason !== 'switch');
  }

  #stepsByLine(): LineTable<Step> {
    this.#steps ??= stepsOf(this.loaded);
    return this.#steps;
  }
}

/**
 * Reads a root with all that it includes.
 *
 * @param previous the project before a change: of its files only those with another text are read again as written
 * @param cacheOf what has read the files that are open in an editor, and will read what is typed there
 * @param keepsBeside takes what stands beside the root from before: nobody wants to wait for it with every key
 */
export async function loadProject(
  reader: FileReader,
  root: string,
  previous?: DialplanProject,
  cacheOf: (path: string) => SyntaxCache | undefined = () => undefined,
  keepsBeside = true,
): Promise<DialplanProject> {
  const texts = new Map<string, string>();
  const remembering: FileReader = {
    list: (folder) => reader.list(folder),
    async read(path) {
      const text = texts.get(path) ?? (await reader.read(path));
      if (text !== undefined) texts.set(path, text);
      return text;
    },
  };
  const files = new Map<string, ProjectFile>();
  const parse = (text: string, start: ParseStart, path: string): ConfTree => {
    const cache = cacheOf(path);
    const known = files.get(path) ?? previous?.files.get(path)?.withText(text, cache);
    const file = known ?? new ProjectFile(path, text, cache);
    files.set(path, file);
    // A file that goes on in another one's comment is read otherwise than by itself.
    return start.commentDepth || start.continues ? parseConf(text, start) : file.syntax.tree;
  };
  const conf = await loadConf(remembering, root, { goOn: true, parse });
  const loaded = loadDialplan(conf, previous?.loaded);
  const folder = folderOf(root);
  const beside = keepsBeside && previous ? previous.elsewhere : await readBeside(reader, folder, conf);
  const elsewhere = await findElsewhere(remembering, folder, conf, loaded.dialplan, beside);
  return new DialplanProject(root, conf, loaded, files, elsewhere, previous?.occurrences);
}

/** Which of these files no other one includes: each is the root of a project. */
export function rootsOf(paths: readonly string[], projects: readonly DialplanProject[]): string[] {
  const included = new Set(projects.flatMap(({ root, conf }) => conf.files.filter((file) => file !== root)));
  return paths.filter((path) => path.endsWith('/extensions.conf') || !included.has(path));
}

function stepsOf({ dialplan }: LoadedDialplan): LineTable<Step> {
  const lines = new LineTable<Step>();
  for (const context of dialplan.contexts.values()) {
    for (const step of stepsIn(context)) lines.add(step.priority.place, step);
  }
  return lines;
}

/** A context that did not change is the same object in the next version of a dialplan. */
function stepsIn(context: Context): readonly Step[] {
  let steps = known.get(context);
  if (!steps) {
    const found: Step[] = [];
    for (const extension of context.extensions) {
      for (const priority of extension.priorities.values()) found.push({ context, extension, priority });
      if (extension.hint) found.push({ context, extension, priority: extension.hint });
    }
    known.set(context, (steps = found));
  }
  return steps;
}

const known = new WeakMap<Context, readonly Step[]>();

function contextsOf(conf: EffectiveConf): LineTable<string> {
  const lines = new LineTable<string>();
  for (const { name, template, entries } of conf.sections) {
    if (!template) for (const entry of entries) lines.add(entry, name);
  }
  return lines;
}
