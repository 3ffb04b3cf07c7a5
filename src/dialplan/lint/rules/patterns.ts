import * as l10n from '@vscode/l10n';
import type { Context, Extension } from '../../dialplan';
import type { DialplanProject } from '../../index/project';
import { covers } from '../../match/cover';
import type { ExtensionStatement, Phrase } from '../../syntax/syntax';
import type { Finding, Rule } from '../finding';
import { plain } from '../plain';
import { extensionsOf, finding, related, replacement, spanOf, statementAt } from './kit';

/** Patterns that match something else than they look, and extensions that never answer. */
export const patterns: Rule = function* (project) {
  for (const { file, statement, facts } of extensionsOf(project)) {
    const letters = facts.wordLetters;
    if (letters.length > 0 && statement.name) yield wildcards(file.path, statement.name, letters);
  }
  for (const context of project.loaded.dialplan.contexts.values()) {
    for (const at of context.extensions.keys()) {
      const found = unreachable(project, context, at);
      if (found) yield found;
    }
  }
};

function wildcards(file: string, name: Phrase, letters: readonly number[]): Finding {
  const { text, span } = name;
  const written = [...new Set(letters.map((at) => text.charAt(at)))].join(', ');
  const message = l10n.t(
    'In a pattern the letters n, x and z stand for digits, also in “{0}”: {1} here. Write [{2}] to mean the letter itself.',
    plain(text),
    plain(written),
    plain(written.charAt(0)),
  );
  const isWritten = span.end - span.start === text.length;
  const meant = Array.from(text, (char, at) => (letters.includes(at) ? `[${char}]` : char)).join('');
  return finding('literal-wildcard', { file, span }, message, {
    fixes: isWritten ? [replacement({ file, span }, meant, l10n.t('Write “{0}”', plain(meant)), false)] : [],
  });
}

/** The same pattern for certain callers stands before the one for all. */
const MOST_NEIGHBOURS = 4;

/**
 * Only two kinds of pattern are hidden by another one, as more specific ones come first: one that is a number in fact,
 * by that number; and one that another is with `!` or `.` and more behind it, which then is right before it.
 */
function unreachable(project: DialplanProject, context: Context, at: number): Finding | undefined {
  const extension = context.extensions[at];
  if (!extension?.name.startsWith('_') || !extension.priorities.has(1)) return undefined;
  const near = context.extensions.slice(Math.max(0, at - MOST_NEIGHBOURS), at);
  const before = [...hidingLiterals(project, context, extension), ...near.filter(({ name }) => /!|\../.test(name))];
  const hiding = before.find(
    (one) => isForAll(one, extension) && one.priorities.has(1) && covers(one.name, extension.name),
  );
  return hiding && instead(project, extension, hiding);
}

function hidingLiterals(project: DialplanProject, context: Context, { name }: Extension): readonly Extension[] {
  return /[xzn[.!]/i.test(name) ? [] : project.matcher.literals(context, name.slice(1));
}

function isForAll(one: Extension, extension: Extension): boolean {
  return one.callerId === undefined || one.callerId === extension.callerId;
}

function instead(project: DialplanProject, extension: Extension, other: Extension): Finding | undefined {
  const [mine] = extension.priorities.values();
  const [theirs] = other.priorities.values();
  if (!mine || !theirs) return undefined;
  const { file, line } = mine.place;
  const statement = statementAt(project.files.get(file), line);
  const before = statementAt(project.files.get(theirs.place.file), theirs.place.line);
  if (statement?.kind !== 'extension') return undefined;
  const message = l10n.t(
    '“{0}” never answers: “{1}” matches all that it matches, and Asterisk asks it first.',
    plain(extension.name),
    plain(other.name),
  );
  return finding('unreachable-extension', { file, span: nameSpan(statement) }, message, {
    related: before ? [related({ file: theirs.place.file, span: spanOf(before) }, l10n.t('This one answers.'))] : [],
    isUnnecessary: true,
  });
}

function nameSpan({ name, entry }: ExtensionStatement): Finding['span'] {
  return name?.span ?? entry.span;
}
