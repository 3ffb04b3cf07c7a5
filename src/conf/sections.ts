import type { ConfEntry, SectionHeader } from './tree';

/** Longer names are cut, in UTF-8 bytes. */
const MAX_NAME_BYTES = 79;
/** Sections that inherit from sections can double with every line; nobody's configuration is this large. */
const MAX_ENTRIES = 500_000;

export interface EffectiveEntry {
  readonly key: string;
  readonly value: string;
  /** Where it is written: for what is inherited, in the template. Lines count from 0. */
  readonly file: string;
  readonly line: number;
}

export interface EffectiveSection {
  readonly name: string;
  /** Inherited ones first, in Asterisk's order; a key may come several times. */
  readonly entries: readonly EffectiveEntry[];
  /** A template counts for those who inherit from it only. */
  readonly template: boolean;
  readonly file: string;
  readonly line: number;
}

interface Section extends EffectiveSection {
  readonly entries: EffectiveEntry[];
  template: boolean;
}

/** Why a section header refuses the file, and the name that was looked for. */
export interface HeaderRefusal {
  readonly code: 'unknown-parent' | 'unknown-section' | 'too-large';
  readonly name: string;
}

/** Whether two names are one for Asterisk (strcasecmp in the C locale: only ASCII letters have a case). */
export function sameName(a: string, b: string): boolean {
  return a === b || (a.length === b.length && asciiLower(a) === asciiLower(b));
}

function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The sections of a configuration while it is read. */
export class SectionTable {
  readonly sections: Section[] = [];
  /** The same by their names without case: there may be thousands, and most ask for one. */
  private readonly byName = new Map<string, Section[]>();
  /** The section to which a file that is included now would add. */
  private current: Section | undefined;
  /** The section to which each file that is being read adds, the innermost file last. */
  private readonly stack: (Section | undefined)[] = [];
  private size = 0;

  enterFile(): void {
    this.stack.push(this.current);
  }

  /** The file that included the one that ends here goes on in its own section. */
  leaveFile(): void {
    this.stack.pop();
  }

  get hasSection(): boolean {
    return this.stack.at(-1) !== undefined;
  }

  /** Begins or goes back to a section. */
  open(header: SectionHeader, file: string): HeaderRefusal | undefined {
    const name = cutName(header.name);
    const fresh: Section = { name, entries: [], template: false, file, line: header.span.line };
    let section = fresh;
    for (const { text } of header.options) {
      if (text === '!') section.template = true;
      else if (text.startsWith('+')) {
        const existing = this.find(header.name, text.slice(1));
        if (!existing) return { code: 'unknown-section', name: header.name };
        if (section === fresh) this.merge(fresh, existing);
        section = existing;
      } else {
        const parent = this.find(text, 'TEMPLATES=include');
        if (!parent) return { code: 'unknown-parent', name: text };
        if (!this.inherit(section, parent)) return { code: 'too-large', name: text };
      }
    }
    if (section === fresh) {
      this.sections.push(fresh);
      const known = asciiLower(name);
      const namesakes = this.byName.get(known);
      if (namesakes) namesakes.push(fresh);
      else this.byName.set(known, [fresh]);
      this.current = fresh;
    }
    this.stack[this.stack.length - 1] = section;
    return undefined;
  }

  /** Adds an entry to the open section. False when there are too many. */
  add(entry: ConfEntry, file: string): boolean {
    const section = this.stack.at(-1);
    if (!section || ++this.size > MAX_ENTRIES) return false;
    const added = { key: entry.key, value: entry.value, file, line: entry.span.line };
    if (entry.operator !== '+=' || !append(section.entries, entry)) section.entries.push(added);
    return true;
  }

  private inherit(section: Section, parent: Section): boolean {
    this.size += parent.entries.length;
    if (this.size > MAX_ENTRIES) return false;
    // Of a copy: a section may inherit from itself. One by one: a spread of many arguments overflows the stack.
    for (const entry of [...parent.entries]) section.entries.push(entry);
    return true;
  }

  /** `(a,!,+)`: what came before the plus is added to the existing section. */
  private merge(fresh: Section, existing: Section): void {
    for (const entry of fresh.entries) existing.entries.push(entry);
    existing.template ||= fresh.template;
    this.current = existing;
  }

  private find(name: string, filter: string): Section | undefined {
    // An empty name finds any section.
    const candidates = name === '' ? this.sections : (this.byName.get(asciiLower(name)) ?? []);
    return candidates.find((section) => passes(section, filter));
  }
}

function cutName(name: string): string {
  if (name.length * 3 <= MAX_NAME_BYTES) return name;
  const bytes = new TextEncoder().encode(name);
  return bytes.length <= MAX_NAME_BYTES ? name : new TextDecoder().decode(bytes.subarray(0, MAX_NAME_BYTES));
}

/**
 * `+=`: joins the new text to the last entry of that very key. Asterisk then replaces the first entry whose key is the
 * same but for case, and whose value is that old value (any value when the old one is empty).
 */
function append(entries: EffectiveEntry[], { key, rawValue }: ConfEntry): boolean {
  const last = entries.filter((entry) => entry.key === key).at(-1);
  if (!last) return false;
  const joined = (last.value + rawValue).replace(/^[\0- ]+|[\0- ]+$/g, '');
  const replaced = entries.findIndex(
    (entry) => sameName(entry.key, key) && (last.value === '' || sameName(entry.value, last.value)),
  );
  const old = entries[replaced];
  if (old) entries[replaced] = { ...old, key: last.key, value: joined };
  return true;
}

/**
 * The filter of `(+filter)`: `name=value` regular expressions joined by `&`, each of which some entry must match;
 * `TEMPLATES=include` lets templates pass, `TEMPLATES=restrict` nothing else. Without it a template never passes.
 */
function passes(section: Section, filter: string): boolean {
  if (filter === '') return !section.template;
  let templates = false;
  for (const expression of filter.split('&')) {
    const [, name, value] = /^([^=]*)=([^=]*)/.exec(expression) ?? [];
    if (name === undefined || value === undefined) return false;
    if (name.trim() === 'TEMPLATES') {
      const choice = value.trim().toLowerCase();
      if (choice !== 'include' && choice !== 'restrict') return false;
      if (choice === 'restrict' && !section.template) return false;
      templates ||= section.template;
    } else if (!matchesEntry(section, name.trim(), value.trim())) return false;
  }
  return templates || !section.template;
}

function matchesEntry(section: Section, name: string, value: string): boolean {
  try {
    const names = new RegExp(name);
    const values = new RegExp(value);
    return section.entries.some((entry) => names.test(entry.key) && values.test(entry.value));
  } catch {
    // Asterisk logs a bad expression and finds nothing.
    return false;
  }
}
