import * as l10n from '@vscode/l10n';
import type { Span } from '../../../conf/tree';
import type { DialplanProject, ProjectFile } from '../../index/project';
import type { DialplanSection, DialplanSyntax, ExtensionStatement, Statement, Word } from '../../syntax/syntax';
import { LINT_CODES, type LintCode } from '../codes';
import type { Finding, Fix, RelatedPlace } from '../finding';
import { plain } from '../plain';
import { Facts } from './facts';

/** Some text of one of the files. */
export interface Spot {
  readonly file: string;
  readonly span: Span;
}

type Extras = Partial<Pick<Finding, 'severity' | 'related' | 'fixes' | 'isUnnecessary'>>;

/** @param message its sentences, in the user's language; what comes from a file has been through `plain` */
export function finding(code: LintCode, { file, span }: Spot, message: string, extras: Extras = {}): Finding {
  return {
    code,
    severity: LINT_CODES[code],
    file,
    span,
    message,
    related: [],
    fixes: [],
    isUnnecessary: false,
    ...extras,
  };
}

/** A fix that replaces one text by another. */
export function replacement({ file, span }: Spot, newText: string, title: string, isPreferred = true): Fix {
  return { title, edits: [{ file, span, newText }], isPreferred };
}

/**
 * The fix that writes the name that was meant. None where the text is not written as it is read: an escape or a comment
 * stands in it. Certain where nothing but case and blanks differ: `queue-2` may be a context that is still to be written,
 * and to take calls to `queue-1` instead is for somebody to decide.
 */
export function renaming(file: string, word: Word, name: string | undefined, isPreferred?: boolean): Fix[] {
  const { text, span } = word;
  if (name === undefined || span.end - span.start !== text.length) return [];
  const isCertain = isPreferred ?? withoutLooks(text) === withoutLooks(name);
  return [replacement({ file, span }, name, l10n.t('Write “{0}”', plain(name)), isCertain)];
}

function withoutLooks(name: string): string {
  return name.replace(/\s/g, '').toLowerCase();
}

export function related(spot: Spot, message: string): RelatedPlace {
  return { ...spot, message };
}

/** A statement, and where it stands. */
export interface Written<T extends Statement = Statement> {
  readonly file: ProjectFile;
  readonly section: DialplanSection;
  readonly statement: T;
  readonly facts: Facts;
}

type Extension = Written<ExtensionStatement>;

interface All {
  readonly statements: readonly Written[];
  readonly extensions: readonly Extension[];
}

const known = new WeakMap<DialplanProject, All>();

function allOf(project: DialplanProject): All {
  let all = known.get(project);
  if (!all) {
    const statements: Written[] = [];
    const extensions: Extension[] = [];
    for (const file of project.files.values()) {
      for (const section of file.syntax.sections) {
        for (const statement of section.statements) {
          const facts = Facts.of(statement);
          if (statement.kind === 'extension') {
            const written = { file, section, statement, facts };
            extensions.push(written);
            statements.push(written);
          } else statements.push({ file, section, statement, facts });
        }
      }
    }
    known.set(project, (all = { statements, extensions }));
  }
  return all;
}

/** All statements of a project, in the order of its files. */
export function statementsOf(project: DialplanProject): readonly Written[] {
  return allOf(project).statements;
}

/** All extensions of a project, templates' too. */
export function extensionsOf(project: DialplanProject): readonly Extension[] {
  return allOf(project).extensions;
}

const byLine = new WeakMap<DialplanSyntax, Map<number, Statement>>();

/** The statement on a line; undefined where there is none. */
export function statementAt(file: ProjectFile | undefined, line: number): Statement | undefined {
  if (!file) return undefined;
  let lines = byLine.get(file.syntax);
  if (!lines) {
    lines = new Map();
    for (const { statements } of file.syntax.sections) {
      for (const statement of statements) lines.set(spanOf(statement).line, statement);
    }
    byLine.set(file.syntax, lines);
  }
  return lines.get(line);
}

/** All of a statement that counts. */
export function spanOf(statement: Statement): Span {
  return 'entry' in statement ? statement.entry.span : statement.span;
}
