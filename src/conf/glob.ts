import { plainPath, type FileReader } from './reader';

const MAGIC = /[*?[]/;
/** Nobody includes more files with one line; twenty pairs in braces are a million. */
const MOST_ALTERNATIVES = 1_000;

/**
 * The paths that a pattern stands for, as glob(3) with GLOB_BRACE and GLOB_NOMAGIC finds them: sorted for each
 * alternative of `{a,b}`; a pattern without magic is its own only answer, whether there is such a file or not. Each
 * file has one path, however it is reached: without `.`, `..` and empty segments.
 * @param pattern an absolute path
 */
export async function glob(reader: FileReader, pattern: string): Promise<string[]> {
  const found: string[] = [];
  for (const alternative of expandBraces(pattern)) found.push(...(await expand(reader, alternative)));
  return found;
}

async function expand(reader: FileReader, pattern: string): Promise<string[]> {
  if (!MAGIC.test(pattern)) return [plainPath(pattern)];
  let paths = [''];
  for (const segment of pattern.split('/').slice(1)) {
    if (!MAGIC.test(segment)) {
      paths = paths.map((path) => `${path}/${segment}`);
      continue;
    }
    const matches = toMatcher(segment);
    const next: string[] = [];
    for (const path of paths) {
      const names = await reader.list(path || '/');
      next.push(...names.filter(matches).map((name) => `${path}/${name}`));
    }
    paths = next;
  }
  return paths.map(plainPath).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** `a{b,c{d,e}}` is ab, acd, ace. A brace without its counterpart, and `{}`, are ordinary characters. */
function expandBraces(pattern: string): string[] {
  const found: string[] = [];
  const open = [pattern];
  for (let next = open.pop(); next !== undefined && found.length < MOST_ALTERNATIVES; next = open.pop()) {
    const words = expandFirst(next);
    if (words) open.push(...words.reverse());
    else found.push(next);
  }
  return found;
}

/** With the first brace that is one; undefined without any. */
function expandFirst(pattern: string): string[] | undefined {
  for (let open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', open + 1)) {
    const parts = alternatives(pattern, open);
    if (!parts) continue;
    const before = pattern.slice(0, open);
    return parts.words.map((word) => before + word + pattern.slice(parts.end));
  }
  return undefined;
}

function alternatives(pattern: string, open: number): { words: string[]; end: number } | undefined {
  if (pattern[open + 1] === '}') return undefined;
  const words: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === '{') depth++;
    if (depth === 1 && (char === ',' || char === '}')) {
      words.push(pattern.slice(start, at));
      start = at + 1;
    }
    if (char === '}' && --depth === 0) return { words, end: at + 1 };
  }
  return undefined;
}

/** A leading dot is matched by a dot only. */
function toMatcher(segment: string): (name: string) => boolean {
  const pieces = piecesOf(segment);
  // A set that no regular expression can be made of stands for itself, as all that is written.
  if (!pieces) return (name) => name === segment;
  return (name) => (!name.startsWith('.') || segment.startsWith('.')) && matches(pieces, Array.from(name));
}

/** What fits one character; undefined for `*`. */
type Piece = ((char: string) => boolean) | undefined;

function piecesOf(segment: string): Piece[] | undefined {
  const pieces: Piece[] = [];
  const chars = Array.from(segment);
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at];
    const close = char === '[' ? chars.indexOf(']', at + 2) : -1;
    if (char === '*') pieces.push(undefined);
    else if (char === '?') pieces.push(() => true);
    else if (close > 0) {
      const set = setOf(chars.slice(at + 1, close).join(''));
      if (!set) return undefined;
      pieces.push((one) => set.test(one));
      at = close;
    } else pieces.push((one) => one === char);
  }
  return pieces;
}

function setOf(written: string): RegExp | undefined {
  try {
    return new RegExp(`^[${written.replace(/^!/, '^').replace(/[\\[\]]/g, '\\$&')}]$`, 'su');
  } catch {
    return undefined;
  }
}

/** Goes back to the last `*` alone: what those before it took is as good as anything else that they could take. */
function matches(pieces: readonly Piece[], chars: readonly string[]): boolean {
  let piece = 0;
  let star = -1;
  let from = 0;
  for (let at = 0; at < chars.length;) {
    const fits = pieces[piece];
    if (piece < pieces.length && fits === undefined) {
      star = piece++;
      from = at;
    } else if (fits?.(chars[at] ?? '') === true) {
      piece++;
      at++;
    } else if (star >= 0) {
      piece = star + 1;
      at = ++from;
    } else return false;
  }
  return pieces.slice(piece).every((rest) => rest === undefined);
}
