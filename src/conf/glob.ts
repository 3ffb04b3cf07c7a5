import type { FileReader } from './reader';

const MAGIC = /[*?[]/;

/**
 * The paths that a pattern stands for, as glob(3) with GLOB_BRACE and GLOB_NOMAGIC finds them: sorted for each
 * alternative of `{a,b}`; a pattern without magic is its own only answer, whether there is such a file or not.
 * @param pattern an absolute path
 */
export async function glob(reader: FileReader, pattern: string): Promise<string[]> {
  const found: string[] = [];
  for (const alternative of expandBraces(pattern)) found.push(...(await expand(reader, alternative)));
  return found;
}

async function expand(reader: FileReader, pattern: string): Promise<string[]> {
  if (!MAGIC.test(pattern)) return [pattern];
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
  return paths.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** `a{b,c{d,e}}` is ab, acd, ace. A brace without its counterpart, and `{}`, are ordinary characters. */
function expandBraces(pattern: string): string[] {
  for (let open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', open + 1)) {
    const parts = alternatives(pattern, open);
    if (!parts) continue;
    const before = pattern.slice(0, open);
    return parts.words.flatMap((word) => expandBraces(before + word + pattern.slice(parts.end)));
  }
  return [pattern];
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
  let source = '';
  for (let at = 0; at < segment.length; at++) {
    const char = segment.charAt(at);
    const close = char === '[' ? segment.indexOf(']', at + 2) : -1;
    if (char === '*') source += '.*';
    else if (char === '?') source += '.';
    else if (close > 0) {
      const set = segment.slice(at + 1, close).replace(/^!/, '^');
      source += `[${set.replace(/[\\[\]]/g, '\\$&')}]`;
      at = close;
    } else source += char.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
  }
  const pattern = safeRegExp(`^${source}$`);
  return (name) => (!name.startsWith('.') || segment.startsWith('.')) && (pattern?.test(name) ?? name === segment);
}

function safeRegExp(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'su');
  } catch {
    return undefined;
  }
}
