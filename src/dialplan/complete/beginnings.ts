import type { SectionRole } from '../syntax/syntax';
import type { Asking, Offer } from './offers';
import { extensionOffers } from './jumps';
import type { Replaced } from './marked';

/** What a line begins with, before there is a call in it. */
export type Beginning = Replaced &
  /** Has what follows it already: `=>`, or the comma behind a name or a priority. */
  { readonly isFollowed: boolean } & (
    | { readonly kind: 'keyword' | 'name' }
    /** `same` has no hint, and goes on with what there is. */
    | { readonly kind: 'priority'; readonly isSame: boolean }
  );

const KEYWORD = /^\s*(\w*)$/;
/** A pattern has no comma, but a caller’s number behind the slash may stand in brackets. */
const NAME = /^\s*exten\s*=>?\s*([^\s,]*)$/i;
const PRIORITY = /^\s*(?:exten\s*=>?\s*[^,]+,|(same)\s*=>?)\s*(\w*)$/i;

/** What may stand at the beginning of a line of a context; undefined behind it, and elsewhere. */
export function beginningAt(line: string, character: number, role: SectionRole): Beginning | undefined {
  if (role !== 'context' && role !== 'template') return undefined;
  const before = line.slice(0, character);
  const behind = line.slice(character);
  const keyword = KEYWORD.exec(before)?.[1];
  if (keyword !== undefined) return { kind: 'keyword', ...around(keyword, /^\w*/, /^\s*[=+]/) };
  const name = NAME.exec(before)?.[1];
  if (name !== undefined) return { kind: 'name', ...around(name, /^[^\s,]*/, /^\s*,/) };
  const [whole, same, priority] = PRIORITY.exec(before) ?? [];
  if (whole === undefined || priority === undefined) return undefined;
  return { kind: 'priority', isSame: same !== undefined, ...around(priority, /^\w*/, /^\s*[,+(]/) };

  function around(word: string, rest: RegExp, next: RegExp): Replaced & { readonly isFollowed: boolean } {
    const length = rest.exec(behind)?.[0].length ?? 0;
    return { start: character - word.length, end: character + length, isFollowed: next.test(behind.slice(length)) };
  }
}

/** What a context knows, each with what it is followed by as a rule, in VS Code's syntax for snippets. */
const KEYWORDS: Readonly<Record<string, string>> = {
  exten: ' => ${1:s},1,$0',
  same: ' => n,$0',
  include: ' => $0',
  switch: ' => $0',
  lswitch: ' => $0',
  eswitch: ' => $0',
  ignorepat: ' => ${1:9}',
  autohints: ' = ${1|yes,no|}',
};

/** Names with which Asterisk itself looks for an extension: start, hang-up, what was wrong, and what a menu waits for. */
const OWN_NAMES = ['s', 'h', 'i', 't', 'T', 'e', 'o', 'a', 'fax'];

/** What a line may begin with. */
export function beginningOffers(asking: Asking, beginning: Beginning): Offer[] {
  const { isFollowed } = beginning;
  switch (beginning.kind) {
    case 'keyword':
      return Object.entries(KEYWORDS).map(([text, rest]) => offer('keyword', text, isFollowed ? undefined : rest));
    case 'name': {
      const known = extensionOffers(asking);
      const own = OWN_NAMES.filter((name) => !known.some(({ text }) => text === name));
      return [...known, ...own.map((name) => offer('extension', name, undefined))];
    }
    case 'priority': {
      const follow = isFollowed ? undefined : ',$0';
      if (beginning.isSame) return [offer('priority', 'n', follow)];
      return ['1', 'n', 'hint'].map((text) => offer('priority', text, follow));
    }
  }
}

function offer(kind: Offer['kind'], text: string, rest: string | undefined): Offer {
  return { kind, text, detail: '', ...(rest !== undefined && { snippet: text + rest }) };
}
