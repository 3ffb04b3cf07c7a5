import { byteLength, sliceBytes } from './bytes';
import { leadingNumber } from './number';
import type { Report } from './problems';

/** Deeper nesting is nobody's text. */
const MAX_DEPTH = 50;
const NO_LIMIT = 0x7fffffff;

/** The value of a variable by its name; undefined when there is none. */
export type Variables = (name: string) => string | undefined;

/**
 * Replaces `${…}` as Asterisk does while it loads the dialplan, when there is no channel: with global variables only.
 * What is not known here (functions other than GLOBAL, expressions, variables of the machine) becomes empty and is
 * reported as `not-expanded`; names that mean nothing become empty in silence, as for Asterisk.
 *
 * Facts: main/pbx_variables.c, measured on 16.28 and 22.10.
 */
export function substitute(text: string, variables: Variables, report: Report): string {
  return text.includes('$') ? replace(text, variables, report, 0) : text;
}

// Known to every Asterisk, but to no reader of its files.
const OF_THE_MACHINE = /^(EPOCH|SYSTEMNAME|ENTITYID|AST[A-Z]+DIR)$/;

function replace(text: string, variables: Variables, report: Report, depth: number): string {
  let result = '';
  for (let at = 0; at < text.length;) {
    const opening = text.slice(at, at + 2);
    if (opening !== '${' && opening !== '$[') {
      const next = text.indexOf('$', at + 1);
      const end = next < 0 ? text.length : next;
      result += text.slice(at, end);
      at = end;
      continue;
    }
    const { inner, end } = enclosed(text, at, report);
    at = end;
    if (opening === '$[') report('not-expanded', { text: `$[${inner}]` });
    else if (depth < MAX_DEPTH) result += value(replace(inner, variables, report, depth + 1), variables, report);
  }
  return result;
}

/** What stands between the bracket at `start` and its counterpart; to the end of the text when there is none. */
function enclosed(text: string, start: number, report: Report): { inner: string; end: number } {
  const open = text.charAt(start + 1);
  const close = open === '{' ? '}' : ']';
  let depth = 1;
  for (let at = start + 2; at < text.length; at++) {
    if (text[at] === '$' && (text[at + 1] === '{' || text[at + 1] === '[')) {
      // An expression inside of a variable's name, or the other way round, is not counted.
      if (text[++at] === open) depth++;
    } else if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return { inner: text.slice(start + 2, at), end: at + 1 };
  }
  report('substitution-unclosed', { missing: close });
  return { inner: text.slice(start + 2), end: text.length };
}

/** `NAME`, `NAME:offset`, `NAME:offset:length`, `FUNCTION(…)`. */
function value(expression: string, variables: Variables, report: Report): string {
  const colon = rangeStart(expression);
  const name = colon < 0 ? expression : expression.slice(0, colon);
  const [, global] = /^GLOBAL\((.*)\)$/.exec(name) ?? [];
  const known = global === undefined && (name.includes('(') || OF_THE_MACHINE.test(name));
  if (known) report('not-expanded', { text: `\${${name}}` });
  const whole = known ? '' : (variables(global ?? name) ?? '');
  return colon < 0 ? whole : part(whole, expression.slice(colon + 1));
}

/** Where the colon of `:offset:length` is: the first one outside of parentheses. */
function rangeStart(expression: string): number {
  let depth = 0;
  for (let at = 0; at < expression.length; at++) {
    if (expression[at] === '(') depth++;
    else if (expression[at] === ')') depth--;
    else if (expression[at] === ':' && depth === 0) return at;
  }
  return -1;
}

function part(whole: string, range: string): string {
  const [, behind = ''] = /^\s*[+-]?\d{1,30}:(.*)/s.exec(range) ?? [];
  const size = byteLength(whole);
  let offset = leadingNumber(range) ?? 0;
  const length = leadingNumber(behind) ?? NO_LIMIT;
  if (offset === 0 && length >= size) return whole;
  if (offset < 0) offset = Math.max(0, size + offset);
  if (offset >= size) return '';
  const end = length < 0 ? Math.max(offset, size + length) : Math.min(size, offset + length);
  return sliceBytes(whole, offset, end);
}
