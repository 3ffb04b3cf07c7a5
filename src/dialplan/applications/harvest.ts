import type { Manual, ManualArgument } from './manual';

/** Manuals by name. */
export interface HarvestedManuals {
  readonly applications: ReadonlyMap<string, Manual>;
  readonly functions: ReadonlyMap<string, Manual>;
}

/** No name, summary or meaning is cut for one that anybody wants to read in a hover. */
const MOST_LETTERS = 400;
const MOST_ARGUMENTS = 30;

/**
 * Reads the documentation that Asterisk installs, `core-en_US.xml`: of each application and function the name, the
 * synopsis, and the first paragraph about each argument. What is broken in it is left out. Any text will do.
 */
export function harvestManuals(xml: string): HarvestedManuals {
  return { applications: manualsOf(xml, 'application'), functions: manualsOf(xml, 'function') };
}

function manualsOf(xml: string, tag: string): Map<string, Manual> {
  const manuals = new Map<string, Manual>();
  const opening = `<${tag} `;
  const closing = `</${tag}>`;
  for (let at = xml.indexOf(opening); at >= 0;) {
    const end = xml.indexOf(closing, at);
    if (end < 0) break;
    const manual = manualOf(xml.slice(at, end));
    if (manual && !manuals.has(manual.name)) manuals.set(manual.name, manual);
    at = xml.indexOf(opening, end);
  }
  return manuals;
}

function manualOf(entry: string): Manual | undefined {
  const name = attribute(entry, 'name');
  if (name === undefined || !/^\w+$/.test(name)) return undefined;
  const syntax = between(entry, '<syntax', '</syntax>') ?? '';
  // With `>` cut off: the attributes of the element itself.
  const separator = attribute(syntax.slice(0, syntax.indexOf('>') + 1), 'argsep') ?? ',';
  return {
    name,
    summary: textOf(between(entry, '<synopsis>', '</synopsis>')),
    arguments: readArguments(syntax, separator),
  };
}

function readArguments(syntax: string, separator: string): ManualArgument[] {
  const found: ManualArgument[] = [];
  for (const written of syntax.split('<parameter ').slice(1, MOST_ARGUMENTS + 1)) {
    const head = ` ${written.slice(0, written.indexOf('>') + 1)}`;
    const name = attribute(head, 'name');
    if (name === undefined) continue;
    const isMany = attribute(head, 'multiple') === 'true';
    found.push({
      name: textOf(name) + (isMany ? '…' : ''),
      isOptional: attribute(head, 'required') !== 'true',
      separator: found.length === 0 ? '' : separator,
      // What stands behind is about single options and values.
      meaning: textOf(between(written.split(/<(?:optionlist|enumlist|argument)\b/)[0] ?? '', '<para>', '</para>')),
    });
  }
  return found;
}

function attribute(element: string, name: string): string | undefined {
  const start = element.indexOf(` ${name}="`);
  const tagEnd = element.indexOf('>');
  if (start < 0 || (tagEnd >= 0 && start > tagEnd)) return undefined;
  const from = start + name.length + 3;
  const end = element.indexOf('"', from);
  return end < 0 ? undefined : element.slice(from, end);
}

function between(text: string, start: string, end: string): string | undefined {
  const from = text.indexOf(start);
  const to = from < 0 ? -1 : text.indexOf(end, from);
  return to < 0 ? undefined : text.slice(from + start.length, to);
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** Without elements, on one line. */
function textOf(xml = ''): string {
  return xml
    .slice(0, MOST_LETTERS * 4)
    .replace(/<[^<>]*>/g, '')
    .replace(/&(lt|gt|quot|apos|amp);/g, (all, name: string) => ENTITIES[name] ?? all)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST_LETTERS);
}
