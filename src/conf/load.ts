import { glob } from './glob';
import { parseConf, type ParseStart } from './parse';
import { folderOf, type FileReader } from './reader';
import { SectionTable, sameName, type EffectiveSection } from './sections';
import type { ConfDirective, ConfProblem, ConfProblemCode, ConfStatement, ConfTree, SectionHeader, Span } from './tree';

/** Asterisk's own limit: the main file and ten levels of includes below it. */
const MAX_INCLUDE_LEVEL = 10;
/** A file that includes itself twice would be read 2^10 times. Asterisk has no such limit; a person has no such file. */
const MAX_FILES_READ = 1000;
const ASTERISK_FOLDER = '/etc/asterisk/';

/** A problem, and in which file it is. */
export interface LocatedProblem extends ConfProblem {
  readonly file: string;
}

/** A file with all its includes, as Asterisk has it in memory. */
export interface EffectiveConf {
  /**
   * In Asterisk's order, templates too. When the file is refused: what was read before, or all that can be read when the
   * loading went on.
   */
  readonly sections: readonly EffectiveSection[];
  /** Why Asterisk refuses the whole file, the first reason if it went on; undefined when it takes it. */
  readonly refused: LocatedProblem | undefined;
  /** All that is odd, the refusal too. */
  readonly problems: readonly LocatedProblem[];
  /** Every file that was read, each once, the main file first. */
  readonly files: readonly string[];
}

export interface LoadOptions {
  /**
   * What Asterisk would refuse a file for is noted as ever, and what stands behind it is read all the same. For editors:
   * with every second key a file is one to be refused.
   */
  readonly goOn?: boolean;
  /** Reads a text: for who has read most of it before. `parseConf` when not given, and the same result is expected. */
  readonly parse?: (text: string, start: ParseStart, path: string) => ConfTree;
}

/**
 * Reads a file with everything that it includes and inherits, exactly as Asterisk's main/config.c does (compared with
 * what AMI's GetConfig answers on 16.28 and 22.10).
 *
 * Relative includes are relative to the folder of `path` (Asterisk's configuration folder), wherever they stand.
 * An absolute one under /etc/asterisk is looked for in that folder first, so that a copy of /etc/asterisk in a
 * workspace works. `#exec` is never run.
 */
export async function loadConf(
  reader: FileReader,
  path: string,
  { goOn = false, parse = (text, start) => parseConf(text, start) }: LoadOptions = {},
): Promise<EffectiveConf> {
  const loader = new Loader(reader, folderOf(path), goOn, parse);
  const outcome = await loader.load([path]);
  if (outcome === 'missing') loader.refuse(path, 'file-missing', { line: 0, start: 0, end: 0 }, { name: path });
  // The main file's own refusal is the last, unless more was read behind it.
  const refusal = goOn ? loader.refusals.find(({ file }) => file === path) : loader.refusals.at(-1);
  return {
    sections: loader.table.sections,
    refused: outcome === 'taken' ? undefined : refusal,
    problems: loader.problems,
    files: [...loader.files],
  };
}

/** `refused` is not `missing`: Asterisk goes on behind the include of a refused file, but not of a missing one. */
type Outcome = 'taken' | 'refused' | 'missing';

class Loader {
  readonly table = new SectionTable();
  readonly problems: LocatedProblem[] = [];
  readonly files = new Set<string>();
  readonly refusals: LocatedProblem[] = [];
  private level = 0;
  private filesRead = 0;
  private readonly trees = new Map<string, ConfTree>();

  constructor(
    private readonly reader: FileReader,
    private readonly folder: string,
    private readonly goOn: boolean,
    private readonly parse: NonNullable<LoadOptions['parse']>,
  ) {}

  report(file: string, code: ConfProblemCode, span: Span, data: Record<string, string> = {}): void {
    this.problems.push({ file, code, span, data });
  }

  /** A problem behind which Asterisk reads no more of this file. */
  refuse(file: string, code: ConfProblemCode, span: Span, data: Record<string, string> = {}): false {
    this.report(file, code, span, data);
    this.refusals.push({ file, code, span, data });
    return false;
  }

  /** One include: all the files that its pattern stands for. */
  async load(paths: readonly string[]): Promise<Outcome> {
    this.level++;
    const outcome = await this.loadAll(paths);
    // Asterisk forgets to leave the level of a refused file.
    if (outcome !== 'refused' || this.goOn) this.level--;
    return outcome;
  }

  private async loadAll(paths: readonly string[]): Promise<Outcome> {
    // The files of one include go on where the one before them ended, in its section and in its block comment.
    this.table.enterFile();
    let outcome: Outcome = 'missing';
    let commentDepth = 0;
    for (const path of paths) {
      const tree = await this.tree(path, { commentDepth, continues: outcome === 'taken' });
      if (!tree) continue;
      outcome = (await this.apply(path, tree)) ? 'taken' : 'refused';
      commentDepth = tree.commentDepth;
      if (outcome === 'refused' && !this.goOn) break;
    }
    this.table.leaveFile();
    return outcome;
  }

  private async tree(path: string, start: ParseStart): Promise<ConfTree | undefined> {
    const key = `${JSON.stringify(start)} ${path}`;
    let tree = this.trees.get(key);
    if (!tree) {
      const text = await this.reader.read(path);
      if (text === undefined) return undefined;
      tree = this.parse(text, start, path);
      this.trees.set(key, tree);
      if (!this.files.has(path)) for (const problem of tree.problems) this.problems.push({ ...problem, file: path });
      this.files.add(path);
    }
    this.filesRead++;
    return tree;
  }

  /** @returns false when the file is refused */
  private async apply(path: string, tree: ConfTree): Promise<boolean> {
    let isTaken = true;
    for (const statement of statementsOf(tree)) {
      const taken = this.take(path, statement);
      // Only includes have to be waited for: a wait for each line of a large file is most of its time.
      isTaken = (typeof taken === 'boolean' ? taken : await taken) && isTaken;
      if (!isTaken && !this.goOn) return false;
    }
    return isTaken;
  }

  /** @returns false when the file is refused at this statement */
  private take(file: string, statement: ConfStatement): boolean | Promise<boolean> {
    if (statement.kind === 'directive') return this.include(file, statement);
    if (statement.kind !== 'section' && !this.table.hasSection) return this.refuse(file, 'no-section', statement.span);
    if (statement.refused) {
      // Parsing has reported it.
      this.refusals.push({ file, code: statement.refused, span: statement.span, data: {} });
      if (this.goOn && statement.kind === 'section') this.table.open(statement, file);
      return false;
    }
    if (statement.kind === 'section') return this.open(file, statement);
    if (statement.kind === 'text' || this.table.add(statement, file)) return true;
    return this.refuse(file, 'too-large', statement.span);
  }

  private open(file: string, header: SectionHeader): boolean {
    const refusal = this.table.open(header, file);
    if (!refusal) return true;
    const options = header.options.filter(({ text }) => text === '!');
    if (this.goOn) this.table.open({ ...header, options }, file);
    return this.refuse(file, refusal.code, header.span, { name: refusal.name });
  }

  private async include(file: string, { name, argument, span }: ConfDirective): Promise<boolean> {
    if (argument === undefined) return true;
    if (name === 'exec') this.report(file, 'exec-not-run', span);
    if (name !== 'include' && name !== 'tryinclude') return true;
    const outcome = await this.includeFile(file, argument, span);
    if (outcome === 'refused') this.report(file, 'include-refused', span, { name: argument });
    if (outcome !== 'missing' || name === 'tryinclude') return true;
    return this.refuse(file, 'include-missing', span, { name: argument });
  }

  private async includeFile(file: string, argument: string, span: Span): Promise<Outcome> {
    if (this.level > MAX_INCLUDE_LEVEL) {
      this.report(file, 'include-too-deep', span, { name: argument });
      return 'missing';
    }
    if (this.filesRead >= MAX_FILES_READ) {
      this.report(file, 'too-large', span);
      return 'missing';
    }
    return this.load(await filesOfInclude(this.reader, this.folder, argument));
  }
}

/** In the order of writing. */
function* statementsOf({ preamble, sections }: ConfTree): Iterable<ConfStatement> {
  yield* preamble;
  for (const { header, items } of sections) {
    yield header;
    yield* items;
  }
}

/**
 * The paths that an `#include` stands for, sorted as Asterisk reads them; one that names a file outright is there
 * whether there is such a file or not.
 * @param folder of the root file: Asterisk's configuration folder
 */
export async function filesOfInclude(reader: FileReader, folder: string, argument: string): Promise<string[]> {
  if (!argument.startsWith('/')) return glob(reader, `${folder}/${argument}`);
  if (argument.startsWith(ASTERISK_FOLDER)) {
    const here = await glob(reader, `${folder}/${argument.slice(ASTERISK_FOLDER.length)}`);
    for (const path of here) if ((await reader.read(path)) !== undefined) return here;
  }
  return glob(reader, argument);
}

/** The first section of a name that is no template, as Asterisk finds sections: ASCII case does not count. */
export function findSection(conf: EffectiveConf, name: string): EffectiveSection | undefined {
  return conf.sections.find((section) => !section.template && sameName(section.name, name));
}
