import { LineMemory, parseConf, type ParseStart } from '../../conf/parse';
import { sameName } from '../../conf/sections';
import type { ConfItem, ConfTree, SectionHeader } from '../../conf/tree';
import { directiveOf } from '../load/directive';
import { readStatement } from './statements';
import type { DialplanSection, DialplanSyntax, SectionRole, Statement } from './syntax';

/** What a file of a dialplan takes over from the one that includes it. */
export interface DialplanStart extends ParseStart {
  /** Of the section that the file goes on with; without it, it is guessed from what stands there. */
  readonly role?: SectionRole;
}

/**
 * Reads the text of one file of a dialplan: nothing included, nothing replaced. Any text gives a tree. Lines are cut as
 * `loadDialplan` cuts them.
 */
export function parseDialplan(text: string, start: DialplanStart = {}): DialplanSyntax {
  return syntaxOf(parseConf(text, start), start, readStatement);
}

/** Reads the versions of one text, one after the other: what did not change is not read again. */
export class SyntaxCache {
  private readonly memory = new LineMemory();
  private readonly statements: Record<SectionRole, WeakMap<ConfItem, Statement>> = {
    general: new WeakMap(),
    globals: new WeakMap(),
    context: new WeakMap(),
    template: new WeakMap(),
  };

  private last: { readonly text: string; readonly syntax: DialplanSyntax } | undefined;

  constructor(private readonly start: DialplanStart = {}) {}

  /** The same as `parseDialplan`, with the statements of the version before where their lines are the same. */
  parse(text: string): DialplanSyntax {
    if (this.last?.text !== text) this.last = { text, syntax: this.read(text) };
    return this.last.syntax;
  }

  private read(text: string): DialplanSyntax {
    return syntaxOf(parseConf(text, this.start, this.memory), this.start, (item, role) => {
      const known = this.statements[role];
      let statement = known.get(item);
      if (!statement) known.set(item, (statement = readStatement(item, role)));
      return statement;
    });
  }
}

function syntaxOf(
  tree: ConfTree,
  start: DialplanStart,
  read: (item: ConfItem, role: SectionRole) => Statement,
): DialplanSyntax {
  const templates = new Set<string>();
  const sections = tree.sections.map(({ header, items }): DialplanSection => {
    const role = roleOf(header, templates);
    if (role === 'template') templates.add(header.name);
    return { header, role, statements: items.map((item) => read(item, role)) };
  });
  if (tree.preamble.length === 0) return { tree, sections };
  const role = start.role ?? guessRole(tree.preamble);
  return {
    tree,
    sections: [{ header: undefined, role, statements: tree.preamble.map((item) => read(item, role)) }, ...sections],
  };
}

function roleOf({ name, options }: SectionHeader, templates: ReadonlySet<string>): SectionRole {
  const adds = options.some(({ text }) => text.startsWith('+'));
  if (options.some(({ text }) => text === '!') || (adds && templates.has(name))) return 'template';
  if (sameName(name, 'general')) return 'general';
  return sameName(name, 'globals') ? 'globals' : 'context';
}

/** Entries of which none means anything in a context are variables, as a rule: few include a part of [general]. */
function guessRole(items: readonly ConfItem[]): SectionRole {
  const entries = items.filter((item) => item.kind === 'entry');
  return entries.length === 0 || entries.some(({ key }) => directiveOf(key)) ? 'context' : 'globals';
}
