import { CommentScanner, type BareLine } from './comments';
import { parseStatement } from './statement';
import type { ConfComment, ConfItem, ConfProblem, ConfSection, ConfStatement, ConfTree, SectionHeader } from './tree';

/** Asterisk reads lines into a buffer of 8192 bytes; one that does not fit with its line feed is skipped. */
const MAX_LINE_BYTES = 8190;
const BYTE_ORDER_MARK = '\ufeff';

const NO_COMMENTS: readonly ConfComment[] = [];

/** What a file takes over from the one before it when one `#include` stands for several. */
export interface ParseStart {
  /** See `ConfTree.commentDepth`. */
  readonly commentDepth?: number;
  /** It is not the first: Asterisk then takes a byte order mark for a part of the line. */
  readonly continues?: boolean;
}

/** A line that could be read without those around it. */
interface KnownLine {
  readonly text: string;
  readonly statement: ConfStatement | undefined;
  readonly comments: readonly ConfComment[];
}

/**
 * The lines of a text as they were read last: given again with the text after a change, those that are still where they
 * were are not read again, and their statements are the very same objects.
 */
export class LineMemory {
  /** By their number; for one file, and one `ParseStart`. */
  lines: (KnownLine | undefined)[] = [];
}

/**
 * Reads the text of one .conf file. Any text gives a tree: what Asterisk would warn about or refuse is in `problems`
 * and in the statement's `refused`, and reading goes on behind it.
 *
 * Facts: Asterisk's main/config.c, measured on 16.28 and 22.10.
 */
export function parseConf(text: string, start: ParseStart = {}, memory?: LineMemory): ConfTree {
  const reader = new TreeReader(start);
  // Only a line feed ends a line for Asterisk; the carriage return of CRLF is a blank at its end.
  const lines = text.split('\n');
  if (memory) memory.lines = lines.map((line, number) => reader.readOrRecall(line, number, memory.lines[number]));
  else lines.forEach((line, number) => reader.read(line, number));
  return reader.finish(lines);
}

class TreeReader {
  private readonly scanner: CommentScanner;
  private readonly problems: ConfProblem[] = [];
  private readonly preamble: ConfItem[] = [];
  private readonly sections: { header: SectionHeader; items: ConfItem[] }[] = [];

  constructor(private readonly start: ParseStart) {
    this.scanner = new CommentScanner(start.commentDepth);
  }

  read(line: string, number: number): ConfStatement | undefined {
    if (isTooLong(line)) {
      const start = line.slice(0, 32).trim().split(/[=;]/)[0] ?? '';
      const span = { line: number, start: 0, end: line.length };
      this.problems.push({ code: 'line-too-long', data: { start }, span });
      return undefined;
    }
    const bare = bareLine(this.scanner, line, number, this.start.continues ?? false);
    const statement = parseStatement(bare, number, this.problems);
    this.add(statement);
    return statement;
  }

  /** Undefined for a line that depends on others, or that there is something to be said about. */
  readOrRecall(line: string, number: number, known: KnownLine | undefined): KnownLine | undefined {
    const { scanner, problems } = this;
    const isFree = this.isOutsideComments();
    if (isFree && known?.text === line) {
      this.add(known.statement);
      for (const comment of known.comments) scanner.comments.push(comment);
      return known;
    }
    const before = problems.length + scanner.problems.length;
    const written = scanner.comments.length;
    const statement = this.read(line, number);
    const isWhole = isFree && this.isOutsideComments() && problems.length + scanner.problems.length === before;
    if (!isWhole) return undefined;
    const comments = scanner.comments.length > written ? scanner.comments.slice(written) : NO_COMMENTS;
    return { text: line, statement, comments };
  }

  finish(lines: readonly string[]): ConfTree {
    const { scanner, preamble, sections } = this;
    scanner.finish(lines.length - 1, lines.at(-1)?.length ?? 0);
    return {
      preamble,
      sections: sections satisfies ConfSection[],
      comments: scanner.comments,
      problems: [...this.problems, ...scanner.problems].sort((a, b) => a.span.line - b.span.line),
      commentDepth: scanner.openComments,
    };
  }

  private isOutsideComments(): boolean {
    return this.scanner.openComments === 0;
  }

  private add(statement: ConfStatement | undefined): void {
    if (statement?.kind === 'section') this.sections.push({ header: statement, items: [] });
    else if (statement) (this.sections.at(-1)?.items ?? this.preamble).push(statement);
  }
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
