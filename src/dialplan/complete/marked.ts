import type { Span } from '../../conf/tree';
import { parseDialplan } from '../syntax/parseDialplan';
import type { SectionRole, Statement, Word } from '../syntax/syntax';

/** Asterisk reads no more than 8191 bytes of a line. */
const MOST_LETTERS = 8_191;

/** Stands where the cursor is; nobody writes it. */
const MARK = '\uE000';

/** What stands around the cursor, from the start of its line to where it is replaced. Columns are those of the line. */
export interface Replaced {
  /** What a choice is put in place of, without what stands behind the cursor. */
  readonly start: number;
  readonly end: number;
}

/** A line with a mark where the cursor is, read as if all brackets that are open there were closed. */
export class MarkedLine {
  /** What the line is; undefined where the cursor is in a comment, and where the line is empty or too long. */
  readonly statement: Statement | undefined;
  /** The value of the line's entry up to the cursor. */
  readonly before: string;
  /** What follows in it, with what closes the brackets. */
  readonly behind: string;

  constructor(
    line: string,
    readonly character: number,
    role: SectionRole,
  ) {
    const [before, behind] = [line.slice(0, character), line.slice(character).replace(/\r$/, '')];
    const isRead = line.length <= MOST_LETTERS;
    const text = isRead ? before + MARK + missingBrackets(before, behind) + behind : '';
    const { sections } = parseDialplan(text, { role });
    const statement = sections[0]?.statements[0];
    const value = statement && 'entry' in statement ? statement.entry.value : '';
    const at = value.indexOf(MARK);
    this.statement = at < 0 ? undefined : statement;
    this.before = value.slice(0, Math.max(0, at));
    this.behind = at < 0 ? '' : value.slice(at + MARK.length);
  }

  /** Whether the cursor is in it, or at one of its ends. */
  holds({ text }: Word): boolean {
    return text.includes(MARK);
  }

  /** Where something with the mark in it stands in the line. */
  replaced({ start, end }: Span): Replaced {
    return { start, end: Math.max(start, end - 1) };
  }
}

/** Without the mark. */
export function unmarked(text: string): string {
  return text.replace(MARK, '');
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '${': '}', '$[': ']' };

/** What closes the brackets that are open at the cursor, and that nothing behind it closes. */
function missingBrackets(before: string, behind: string): string {
  const open = openBrackets(before).map(({ bracket }) => CLOSING[bracket] ?? '');
  let missing = '';
  for (const char of behind) {
    const at = ')}]'.includes(char) ? open.lastIndexOf(char) : -1;
    if (at < 0) continue;
    missing += open
      .slice(at + 1)
      .reverse()
      .join('');
    open.length = at;
  }
  return missing + open.reverse().join('');
}

/** An open bracket, and where it begins. */
export interface OpenBracket {
  readonly bracket: '(' | '${' | '$[';
  readonly at: number;
}

/** The brackets that are open at the end of a text, the outermost first. */
export function openBrackets(text: string): OpenBracket[] {
  const open: OpenBracket[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const next = text[at + 1];
    if (char === '$' && (next === '{' || next === '[')) {
      open.push({ bracket: next === '{' ? '${' : '$[', at });
      at++;
    } else if (char === '(') open.push({ bracket: '(', at });
    else {
      const last = open.at(-1);
      if (last && CLOSING[last.bracket] === char) open.pop();
    }
  }
  return open;
}
