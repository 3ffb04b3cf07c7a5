import * as l10n from '@vscode/l10n';
import type { ConfComment } from '../../conf/tree';
import type { DialplanProject, ProjectFile } from '../index/project';
import type { Word } from '../syntax/syntax';
import { nearestName } from '../names/nearest';
import { LINT_CODES, type LintCode } from './codes';
import type { Finding, Fix, TextEdit } from './finding';

/** `; ari-ignore: code, code` or `; ari-ignore-file: code`; what follows the codes is a remark for people. */
interface IgnoreNote {
  readonly codes: readonly Word[];
  /** The lines that it is about: its own, and where it stands alone the next one that is no comment. */
  readonly lines: readonly number[];
}

/** What a comment has to hold; it may stand behind other words: `; as agreed ; ari-ignore: code`. */
const NOTE = /;[ \t]*ari-ignore(-file)?:[ \t]*([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)?/g;

/**
 * What the comments of a project's files silence. A note behind a line is about that line; one on a line of its own is
 * about the next line that is no comment; `ari-ignore-file` is about the whole file.
 */
export class Ignored {
  /** Codes by the line that they are ignored on; by -1 those of the whole file. */
  readonly #codes: ReadonlyMap<string, ReadonlyMap<number, ReadonlySet<string>>>;

  constructor(project: DialplanProject) {
    this.#codes = new Map([...project.files].map(([path, file]) => [path, codesByLine(notesIn(file))]));
  }

  has({ code, file, span }: Pick<Finding, 'code' | 'file' | 'span'>): boolean {
    const lines = this.#codes.get(file);
    return lines?.get(span.line)?.has(code) === true || lines?.get(WHOLE_FILE)?.has(code) === true;
  }
}

const WHOLE_FILE = -1;

function codesByLine(notes: readonly IgnoreNote[]): ReadonlyMap<number, ReadonlySet<string>> {
  const found = new Map<number, Set<string>>();
  for (const { lines, codes } of notes) {
    for (const line of lines) {
      const known = found.get(line);
      if (known) for (const { text } of codes) known.add(text);
      else found.set(line, new Set(codes.map(({ text }) => text)));
    }
  }
  return found;
}

/** Codes in such comments that there are not: they silence nothing. */
export function* unknownIgnoredCodes(project: DialplanProject): Iterable<Finding> {
  for (const file of project.files.values()) {
    for (const { text, span } of notesIn(file).flatMap(({ codes }) => codes)) {
      if (isLintCode(text)) continue;
      yield {
        code: 'unknown-ignored-code',
        severity: LINT_CODES['unknown-ignored-code'],
        file: file.path,
        span,
        message: l10n.t('There is no code “{0}”, so nothing is ignored for it.', text),
        related: [],
        fixes: nearestFixes(file.path, { text, span }),
        isUnnecessary: false,
      };
    }
  }
}

function nearestFixes(file: string, { text, span }: Word): Fix[] {
  const nearest = nearestName(text, Object.keys(LINT_CODES));
  if (nearest === undefined) return [];
  const title = l10n.t('Write “{0}”', nearest);
  return [{ title, edits: [{ file, span, newText: nearest }], isPreferred: true }];
}

/** Whether a text is one of our codes. */
export function isLintCode(text: string): text is LintCode {
  return Object.hasOwn(LINT_CODES, text);
}

/**
 * What to write so that a code is ignored on a line: the code is added to the note that is there, or a note behind the
 * line, or above it where a block comment begins that goes on below.
 */
export function ignoreEdit(file: ProjectFile, line: number, code: LintCode): TextEdit {
  const { path: at, syntax } = file;
  const insert = (where: number, column: number, newText: string): TextEdit => ({
    file: at,
    span: { line: where, start: column, end: column },
    newText,
  });
  const known = notesIn(file)
    .find(({ lines }) => lines.at(-1) === line)
    ?.codes.at(-1);
  if (known) return insert(known.span.line, known.span.end, `, ${code}`);
  const text = file.line(line);
  const goesOn = syntax.tree.comments.some(({ startLine, endLine }) => startLine <= line && line < endLine);
  if (goesOn) return insert(line, 0, `; ari-ignore: ${code}\n`);
  const end = text.trimEnd().length;
  return insert(line, end, ` ; ari-ignore: ${code}`);
}

function notesIn(file: ProjectFile): readonly IgnoreNote[] {
  if (!file.text.includes('ari-ignore')) return [];
  const comments = file.syntax.tree.comments.filter(({ kind }) => kind === 'line');
  const alone = new Set(comments.filter((comment) => isAlone(comment, file)).map(({ startLine }) => startLine));
  const next = new Map<number, number>();
  for (const line of [...alone].reverse())
    next.set(line, alone.has(line + 1) ? (next.get(line + 1) ?? line) : line + 1);
  return comments.flatMap((comment) => notesOf(comment, file, next));
}

function notesOf(
  { startLine, startColumn, endColumn }: ConfComment,
  file: ProjectFile,
  next: ReadonlyMap<number, number>,
): IgnoreNote[] {
  const text = file.line(startLine).slice(startColumn, endColumn);
  const below = next.get(startLine);
  return [...text.matchAll(NOTE)].map(({ 0: whole, 1: isForFile, 2: list = '', index }) => ({
    codes: wordsOf(list, startLine, startColumn + index + whole.length - list.length),
    lines: isForFile ? [WHOLE_FILE] : below === undefined ? [startLine] : [startLine, below],
  }));
}

function wordsOf(list: string, line: number, column: number): Word[] {
  return [...list.matchAll(/[\w-]+/g)].map(({ 0: text, index }) => ({
    text,
    span: { line, start: column + index, end: column + index + text.length },
  }));
}

function isAlone({ startLine, startColumn }: ConfComment, file: ProjectFile): boolean {
  return file.line(startLine).slice(0, startColumn).trim() === '';
}
