import path from 'node:path';
import type { EffectiveConf } from '../../../src/conf/load';
import type { LoadedDialplan } from '../../../src/dialplan/load/loadDialplan';
import { LOGGED_WITH_LINE, type DialplanProblem, type DialplanProblemCode } from '../../../src/dialplan/load/problems';

/** How Asterisk says what our codes say, where it names the line. */
const WITH_LINE: readonly (readonly [DialplanProblemCode, RegExp])[] = [
  ['unknown-directive', /Unknown directive: /],
  ['same-without-extension', /No previous pattern in the first entry/],
  ['next-without-priority', /Can't use 'next' priority on the first entry/],
  ['same-without-priority', /Can't use 'same' priority on the first entry/],
  ['label-unclosed', /Label missing trailing/],
  ['unknown-label', /Invalid priority\/label /],
  ['invalid-priority', /Invalid priority '/],
  ['include-twice', /already included in/],
  ['ignore-pattern-twice', /Unable to include ignorepat/],
  ['switch-twice', /Unable to include switch/],
  ['arguments-unclosed', /No closing parenthesis found/],
  ['catch-all', /is strongly discouraged/],
];

const AT_LINE = /^(?:WARNING|ERROR|NOTICE) pbx_config\.c: .* at line (\d+) of (\S+?)(?:!| -- IGNORING!!!)?$/s;

const GRAMMAR = /^WARNING config\.c: .* (?:at|in) line (\d+) of (\S+)$/;
const GRAMMAR_WITH_LINE = ['no-equals', 'no-key', 'unknown-directive', 'directive-without-argument'];

// Said of the trie of patterns, of the search for a label, of times and the like: no line is named, or a wrong one.
const IGNORED =
  /Found duplicate exten|Wrong usage of \[\]|A matching '\]' was not found|Cannot find extension|No such label|Maximum PBX stack|pbx_timing\.c|invalid UTF-8|Empty character set|No such switch|presencestate\.c|Unterminated comment|perform #exec|Function \S+ not registered/;

/** The log of a load in the words of our problems; what it does not know it leaves as it is. */
export function loggedLines(log: readonly string[]): string[] {
  const lines = log.filter((line) => !IGNORED.test(line));
  return lines.flatMap((line, index) => logged(line, lines[index - 1])).sort();
}

function logged(line: string, before = ''): string[] {
  // It is told again, with its line, by the next one.
  if (NAMELESS.test(line)) return [];
  const [, grammarLine, grammarFile = ''] = GRAMMAR.exec(line) ?? [];
  if (grammarLine !== undefined) return [`grammar ${path.posix.basename(grammarFile)}:${grammarLine}`];
  const [, number, file] = AT_LINE.exec(line) ?? [];
  if (number === undefined || file === undefined) return [withoutSource(line)];
  const place = `${path.posix.basename(file)}:${number}`;
  if (line.includes('Unable to register extension at line')) {
    return [`${NAMELESS.test(before) ? 'no-extension' : 'priority-taken'} ${place}`];
  }
  const code = WITH_LINE.find(([, pattern]) => pattern.test(line))?.[0];
  return [code === undefined ? line : `${code} ${place}`];
}

const NAMELESS = /You have to be kidding/;

function withoutSource(line: string): string {
  return line.replace(/^(?:WARNING|ERROR|NOTICE) pbx(?:_variables)?\.c: /, '');
}

/** What Asterisk must log for our problems. */
export function expectedLog({ problems }: LoadedDialplan): string[] {
  // Of each context Asterisk tells the first unknown one only.
  const told = new Set<string | undefined>();
  const isTold = ({ code, data: { context } }: DialplanProblem): boolean =>
    code !== 'unknown-include' || (!told.has(context) && Boolean(told.add(context)));
  return problems.filter(isTold).flatMap(sentence).sort();
}

function sentence(problem: DialplanProblem): string[] {
  const { code, data, place } = problem;
  const lines = LOGGED_WITH_LINE.has(code) ? [`${code} ${path.posix.basename(place.file)}:${place.line + 1}`] : [];
  const { extension = '', priority = '', by = '', at = '', label = '', context = '', name = '', missing = '' } = data;
  const aliased = by === extension ? '' : `by aliased extension '${by}'`;
  if (code === 'priority-taken') {
    lines.push(
      `Unable to register extension '${extension}' priority ${priority} in '${context}', already in use${aliased && ` ${aliased}`}`,
    );
  } else if (code === 'label-taken') {
    const where = by === extension ? `priority ${at}` : `aliased extension '${by}' priority ${at}`;
    lines.push(
      `Extension '${extension}' priority ${priority} in '${context}', label '${label}' already in use at ${where}`,
    );
  } else if (code === 'unknown-include') {
    lines.push(`Context '${context}' tries to include nonexistent context '${name}'`);
  } else if (code === 'substitution-unclosed') lines.push(`Error in extension logic (missing '${missing}')`);
  return lines;
}

/** What Asterisk must log of the grammar below the dialplan: the line is enough, the grammar has tests of its own. */
export function grammarLog(conf: EffectiveConf): string[] {
  const problems = conf.problems.filter(({ code }) => GRAMMAR_WITH_LINE.includes(code));
  return problems.map(({ file, span }) => `grammar ${path.posix.basename(file)}:${span.line + 1}`);
}
