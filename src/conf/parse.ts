import { CommentScanner, type BareLine } from './comments';
import { parseStatement } from './statement';
import type { ConfItem, ConfProblem, ConfSection, ConfTree, SectionHeader } from './tree';

/** Asterisk reads lines into a buffer of 8192 bytes; one that does not fit with its line feed is skipped. */
const MAX_LINE_BYTES = 8190;
const BYTE_ORDER_MARK = '\ufeff';

/** What a file takes over from the one before it when one `#include` stands for several. */
export interface ParseStart {
  /** See `ConfTree.commentDepth`. */
  readonly commentDepth?: number;
  /** It is not the first: Asterisk then takes a byte order mark for a part of the line. */
  readonly continues?: boolean;
}

/**
 * Reads the text of one .conf file. Any text gives a tree: what Asterisk would warn about or refuse is in `problems`
 * and in the statement's `refused`, and reading goes on behind it.
 *
 * Facts: Asterisk's main/config.c, measured on 16.28 and 22.10.
 */
export function parseConf(text: string, start: ParseStart = {}): ConfTree {
  const scanner = new CommentScanner(start.commentDepth);
  const problems: ConfProblem[] = [];
  const preamble: ConfItem[] = [];
  const sections: { header: SectionHeader; items: ConfItem[] }[] = [];
  // Only a line feed ends a line for Asterisk; the carriage return of CRLF is a blank at its end.
  const lines = text.split('\n');
  lines.forEach((line, number) => {
    if (isTooLong(line)) {
      const start = line.slice(0, 32).trim().split(/[=;]/)[0] ?? '';
      problems.push({ code: 'line-too-long', data: { start }, span: { line: number, start: 0, end: line.length } });
      return;
    }
    const bare = bareLine(scanner, line, number, start.continues ?? false);
    const statement = parseStatement(bare, number, problems);
    if (statement?.kind === 'section') sections.push({ header: statement, items: [] });
    else if (statement) (sections.at(-1)?.items ?? preamble).push(statement);
  });
  scanner.finish(lines.length - 1, lines.at(-1)?.length ?? 0);
  return {
    preamble,
    sections: sections satisfies ConfSection[],
    comments: scanner.comments,
    problems: [...problems, ...scanner.problems].sort((a, b) => a.span.line - b.span.line),
    commentDepth: scanner.openComments,
  };
}

function bareLine(scanner: CommentScanner, line: string, number: number, continues: boolean): BareLine {
  const nul = line.indexOf('\0');
  const read = nul < 0 ? line : line.slice(0, nul);
  return scanner.bare(read, number, !continues && number === 0 && read.startsWith(BYTE_ORDER_MARK) ? 1 : 0);
}

function isTooLong(line: string): boolean {
  // At most three UTF-8 bytes for a UTF-16 unit: short lines need no counting.
  if (line.length * 3 <= MAX_LINE_BYTES) return false;
  return new TextEncoder().encode(line).length > MAX_LINE_BYTES;
}
