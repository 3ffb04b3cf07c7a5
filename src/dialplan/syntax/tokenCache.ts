import type { SectionHeader } from '../../conf/tree';
import { itemOf } from './outline';
import { TOKEN_MODIFIERS, TOKEN_TYPES, type Token } from './tokenKinds';
import { LineTokens } from './tokens';
import type { DialplanSyntax, SectionRole, Statement } from './syntax';

/** Four numbers for each token of a line: its column, its length, its type and its modifiers. */
type Encoded = readonly number[];

interface Line {
  readonly role: SectionRole;
  readonly statement: Statement | SectionHeader;
}

type Columns = readonly [start: number, end: number];

/** What the tokens of a line depend on, and what they are. */
interface Known {
  readonly texts: readonly string[];
  readonly lines: readonly (Line | undefined)[];
  readonly comments: readonly (readonly Columns[] | undefined)[];
  readonly encoded: readonly Encoded[];
}

const NOTHING: Encoded = [];
const NUMBERS = 4;

/**
 * The tokens of one document. Those of lines that were there before are remembered: after a key stroke little is done
 * again, wherever the lines below it have moved to.
 */
export class TokenCache {
  private known: Known = { texts: [], lines: [], comments: [], encoded: [] };

  /**
   * All tokens as VS Code wants them: five numbers for each, of which the first two count from the token before.
   * @param texts the lines of the text of which `syntax` was made, cut at line feeds
   */
  update(syntax: DialplanSyntax, texts: readonly string[]): Uint32Array {
    const [lines, comments] = [linesOf(syntax), commentsOf(syntax, texts)];
    const now = { texts, lines, comments };
    const { known } = this;
    const moved = texts.length - known.texts.length;
    let hasMoved = false;
    const encoded = texts.map((text, number) => {
      if (!lines[number] && !comments[number]) return NOTHING;
      // Of the lines that differ the first one says from where on they have moved.
      hasMoved ||= text !== known.texts[number];
      const before = hasMoved ? number - moved : number;
      const same = isSame(now, number, known, before) ? known.encoded[before] : undefined;
      return same ?? encode(lines[number], comments[number], number);
    });
    this.known = { ...now, encoded };
    return joined(encoded);
  }
}

/** The tokens of some lines, both ends included, encoded like those of `TokenCache`. */
export function tokensWithin(
  syntax: DialplanSyntax,
  texts: readonly string[],
  first: number,
  last: number,
): Uint32Array {
  const [lines, comments] = [linesOf(syntax), commentsOf(syntax, texts)];
  const isWithin = (number: number): boolean => number >= first && number <= last;
  return joined(texts.map((_, at) => (isWithin(at) ? encode(lines[at], comments[at], at) : NOTHING)));
}

function isSame(now: Omit<Known, 'encoded'>, number: number, known: Known, before: number): boolean {
  if (now.texts[number] !== known.texts[before]) return false;
  if (now.lines[number]?.role !== known.lines[before]?.role) return false;
  if (now.lines[number]?.statement.kind !== known.lines[before]?.statement.kind) return false;
  const [one, other] = [now.comments[number], known.comments[before]];
  return one === other || one?.join() === other?.join();
}

function joined(encoded: readonly Encoded[]): Uint32Array {
  const size = encoded.reduce((sum, { length }) => sum + length, 0) / NUMBERS;
  const numbers = new Uint32Array(size * (NUMBERS + 1));
  let [to, lastLine] = [0, 0];
  encoded.forEach((tokens, line) => {
    let lastStart = 0;
    for (let from = 0; from < tokens.length; from += NUMBERS) {
      const start = tokens[from] ?? 0;
      numbers[to] = line - lastLine;
      numbers[to + 1] = start - lastStart;
      for (let at = 1; at < NUMBERS; at++) numbers[to + 1 + at] = tokens[from + at] ?? 0;
      to += NUMBERS + 1;
      lastLine = line;
      lastStart = start;
    }
  });
  return numbers;
}

function linesOf({ sections }: DialplanSyntax): readonly (Line | undefined)[] {
  const lines: (Line | undefined)[] = [];
  for (const { header, role, statements } of sections) {
    if (header) lines[header.span.line] = { role, statement: header };
    for (const statement of statements) lines[itemOf(statement).span.line] = { role, statement };
  }
  return lines;
}

/** Where comments are on each line. */
function commentsOf({ tree }: DialplanSyntax, lines: readonly string[]): readonly (Columns[] | undefined)[] {
  const comments: (Columns[] | undefined)[] = [];
  for (const { startLine, startColumn, endLine, endColumn } of tree.comments) {
    for (let line = startLine; line <= endLine; line++) {
      const start = line === startLine ? startColumn : 0;
      const end = line === endLine ? endColumn : (lines[line]?.length ?? 0);
      if (end > start) (comments[line] ??= []).push([start, end]);
    }
  }
  return comments;
}

function encode(line: Line | undefined, comments: readonly Columns[] | undefined, number: number): Encoded {
  const tokens = new LineTokens();
  for (const [start, end] of comments ?? []) tokens.add('comment', { line: number, start, end });
  if (line?.statement.kind === 'section') tokens.header(line.statement, line.role);
  else if (line) tokens.statement(line.statement);
  const encoded = withoutOverlap(tokens.found).flatMap(({ start, end, type, modifier }) => {
    const bits = modifier ? 1 << TOKEN_MODIFIERS.indexOf(modifier) : 0;
    return [start, end - start, TOKEN_TYPES.indexOf(type), bits];
  });
  return encoded.length > 0 ? encoded : NOTHING;
}

/** VS Code takes tokens in order, one for each place; of two for one place the first wins, a comment above all. */
function withoutOverlap(tokens: readonly Token[]): Token[] {
  const inOrder = tokens.map((token, index) => ({ token, index }));
  inOrder.sort((one, other) => one.token.start - other.token.start || one.index - other.index);
  const kept: Token[] = [];
  for (const { token } of inOrder) {
    const last = kept.at(-1);
    if (!last || token.start >= last.end) kept.push(token);
    else if (token.type === 'comment') {
      kept.pop();
      // What a comment stands in is coloured before it and behind it.
      kept.push({ ...last, end: token.start }, token);
      if (last.end > token.end) kept.push({ ...last, start: token.end });
    }
  }
  return kept.filter(({ start, end }) => end > start);
}
