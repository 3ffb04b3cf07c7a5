import type { ConfItem, Span } from '../../conf/tree';
import type { DialplanSection, DialplanSyntax, ExtensionStatement, Statement } from './syntax';

/** Something that an outline shows. Lines count from 0. */
export interface OutlineEntry {
  readonly kind: 'context' | 'template' | 'settings' | 'extension' | 'hint' | 'priority' | 'variable';
  readonly name: string;
  readonly detail: string;
  readonly nameSpan: Span;
  readonly line: number;
  /** Of the last line that belongs to it. */
  readonly endLine: number;
  readonly children: readonly OutlineEntry[];
}

/** Sections, and in a dialplan their extensions with the priorities, in the order of writing. */
export function outlineOf({ sections }: DialplanSyntax, isDialplan: boolean): readonly OutlineEntry[] {
  return sections.flatMap((section) => {
    const children = isDialplan ? within(section) : [];
    const { header, role } = section;
    if (!header) return children;
    const isContext = role === 'context' && isDialplan;
    return {
      kind: isContext ? 'context' : role === 'template' ? 'template' : 'settings',
      name: header.name,
      detail: header.options.map(({ text }) => text).join(','),
      nameSpan: header.nameSpan,
      line: header.span.line,
      endLine: lastLine(section),
      children,
    };
  });
}

/** The line on which a section ends: that of its last statement. */
export function lastLine({ header, statements }: DialplanSection): number {
  const last = statements.at(-1);
  return last ? itemOf(last).span.line : (header?.span.line ?? 0);
}

/** The section to which a line belongs; a header is a line of the one above. */
export function sectionOf({ sections }: DialplanSyntax, line: number): DialplanSection | undefined {
  return sections.filter(({ header }) => (header?.span.line ?? -1) < line).at(-1);
}

/** What is written on the line of a statement. */
export function itemOf(statement: Statement): ConfItem {
  return 'entry' in statement ? statement.entry : statement;
}

function within({ role, statements }: DialplanSection): OutlineEntry[] {
  if (role === 'globals') return statements.flatMap((statement) => variable(statement) ?? []);
  const entries: (OutlineEntry & { endLine: number; children: OutlineEntry[] })[] = [];
  for (const statement of statements) {
    if (statement.kind !== 'extension') continue;
    const { line } = statement.entry.span;
    let own = entries.at(-1);
    const name = statement.isSame ? own?.name : nameOf(statement);
    if (name === undefined) continue;
    if (!own || own.name !== name || own.kind === 'hint' || statement.hint) {
      own = { ...extension(statement, name), line, endLine: line, children: [] };
      entries.push(own);
    }
    own.endLine = line;
    const step = priority(statement, line);
    if (step) own.children.push(step);
  }
  return entries;
}

function nameOf({ name, callerId }: ExtensionStatement): string {
  return callerId ? `${name?.text ?? ''}/${callerId.text}` : (name?.text ?? '');
}

function extension({ entry, name, hint }: ExtensionStatement, written: string): Omit<OutlineEntry, LineKey> {
  const kind = hint ? 'hint' : 'extension';
  return { kind, name: written, detail: hint?.text ?? '', nameSpan: name?.span ?? entry.keySpan };
}

type LineKey = 'line' | 'endLine' | 'children';

function priority(
  { entry, priority: number, label, plus, call }: ExtensionStatement,
  line: number,
): OutlineEntry | undefined {
  if (!call || !number) return undefined;
  const name = `${number.text}${plus ? `+${plus.text}` : ''}${label ? `(${label.text})` : ''}`;
  // Its parts are not asked for: reading them takes most of the time of an outline.
  const data = call.dataRange && call.source.word(...call.dataRange).text;
  const detail = data === undefined ? call.name.text : `${call.name.text}(${data})`;
  return {
    kind: 'priority',
    name: name || entry.key,
    detail,
    nameSpan: number.span,
    line,
    endLine: line,
    children: [],
  };
}

function variable(statement: Statement): OutlineEntry | undefined {
  if (statement.kind !== 'global') return undefined;
  const { key: name, keySpan: nameSpan, value: detail, span } = statement.entry;
  return { kind: 'variable', name, detail, nameSpan, line: span.line, endLine: span.line, children: [] };
}
