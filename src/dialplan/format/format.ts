import type { ConfEntry, Span } from '../../conf/tree';
import type { DialplanSyntax, Statement } from '../syntax/syntax';

/** What replaces a span of one line. */
export interface FormatEdit {
  readonly span: Span;
  readonly text: string;
}

/** Well below Asterisk's 8191 bytes in any encoding: a longer line could be read, or skipped, for a blank less or more. */
const MAX_FORMATTED_LENGTH = 2000;

/**
 * Makes a dialplan even: `exten`, `include` … at the start of their line, `same` one blank further so that the arrows
 * stand below each other, one blank on both sides of the arrow, none at the end of a line. Lines stay where they are,
 * and Asterisk reads the same.
 *
 * @param lines of the text that `syntax` was read from, without line ends.
 */
export function formatDialplan(lines: readonly string[], { sections }: DialplanSyntax): FormatEdit[] {
  const edits = sections.flatMap(({ statements }) => statements.flatMap((one) => formatEntry(lines, one)));
  return [...edits, ...lines.flatMap(trimEnd)].filter(
    ({ span, text }) => lines[span.line]?.slice(span.start, span.end) !== text,
  );
}

function formatEntry(lines: readonly string[], statement: Statement): FormatEdit[] {
  const entry = entryOf(statement);
  if (!entry || entry.operator === '+=' || entry.value === '') return [];
  const { keySpan, operatorSpan, valueSpan } = entry;
  const { line } = keySpan;
  const written = lines[line] ?? '';
  if (written.length > MAX_FORMATTED_LENGTH) return [];
  const indent = statement.kind === 'extension' && statement.isSame ? ' ' : '';
  const gaps: FormatEdit[] = [
    { span: { line, start: 0, end: keySpan.start }, text: indent },
    { span: { line, start: keySpan.end, end: operatorSpan.start }, text: ' ' },
    { span: { line, start: operatorSpan.end, end: valueSpan.start }, text: ' ' },
  ];
  // A comment may stand there too.
  return gaps.filter(({ span }) => /^[ \t]*$/.test(written.slice(span.start, span.end)));
}

function entryOf(statement: Statement): ConfEntry | undefined {
  switch (statement.kind) {
    case 'extension':
    case 'include':
    case 'switch':
    case 'ignorepat':
      return statement.entry;
    default:
      return undefined;
  }
}

function trimEnd(text: string, line: number): FormatEdit[] {
  if (text.length > MAX_FORMATTED_LENGTH) return [];
  const start = text.replace(/[ \t]+$/, '').length;
  return start === text.length ? [] : [{ span: { line, start, end: text.length }, text: '' }];
}
