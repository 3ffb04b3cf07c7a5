import * as l10n from '@vscode/l10n';
import type { LocatedProblem } from '../../../conf/load';
import { folderOf } from '../../../conf/reader';
import type { ConfProblemCode } from '../../../conf/tree';
import type { LintCode } from '../codes';
import type { Finding, Fix, Rule } from '../finding';
import { plain } from '../plain';
import { finding, replacement } from './kit';

/** What is told of a problem of the grammar: under which code, and how. */
interface Account {
  readonly code: LintCode;
  readonly message: (value: (key: string) => string) => string;
}

/** A root that cannot be read has no line to tell it of. */
type Told = Exclude<ConfProblemCode, 'file-missing'>;

const REFUSING: Readonly<
  Record<
    | 'missing-bracket'
    | 'missing-parenthesis'
    | 'bad-escape'
    | 'no-section'
    | 'unknown-parent'
    | 'unknown-section'
    | 'include-missing'
    | 'too-large',
    Account
  >
> = {
  'missing-bracket': {
    code: 'missing-bracket',
    message: () => l10n.t('The “]” behind the name of the section is missing: Asterisk refuses the whole file.'),
  },
  'missing-parenthesis': {
    code: 'missing-parenthesis',
    message: () => l10n.t('The “)” of the section is missing: Asterisk refuses the whole file.'),
  },
  'bad-escape': {
    code: 'bad-escape',
    message: () =>
      l10n.t(
        'Asterisk refuses the whole file: a line may begin with “\\” only in front of a letter, a digit or a sign.',
      ),
  },
  'no-section': {
    code: 'no-section',
    message: () => l10n.t('Nothing may stand before the first [section]: Asterisk refuses the whole file.'),
  },
  'unknown-parent': {
    code: 'unknown-parent',
    message: (value) =>
      l10n.t(
        'There is no section “{0}” above this one to inherit from: Asterisk refuses the whole file.',
        value('name'),
      ),
  },
  'unknown-section': {
    code: 'unknown-section',
    message: (value) =>
      l10n.t('There is no section “{0}” above this one to add to: Asterisk refuses the whole file.', value('name')),
  },
  'include-missing': {
    code: 'include-missing',
    message: (value) =>
      l10n.t(
        'The file “{0}” is not here. Asterisk refuses the whole file where it is missing; #tryinclude passes over it.',
        value('name'),
      ),
  },
  'too-large': {
    code: 'too-large',
    message: () => l10n.t('What is included or inherited here is too much to be read: is it included in a circle?'),
  },
};

const PASSED_OVER: Readonly<Record<Exclude<Told, keyof typeof REFUSING>, Account>> = {
  'include-refused': {
    code: 'include-refused',
    message: (value) => l10n.t('Asterisk refuses the file “{0}”: see the error there.', value('name')),
  },
  'include-too-deep': {
    code: 'include-too-deep',
    message: (value) =>
      l10n.t(
        'Asterisk does not read “{0}”: ten files that include each other are the most. Is it a circle?',
        value('name'),
      ),
  },
  'exec-not-run': {
    code: 'exec-not-run',
    message: () => l10n.t('What this program writes is not known here: nothing is run to check a file.'),
  },
  'line-too-long': {
    code: 'line-too-long',
    message: () => l10n.t('Asterisk leaves this line out: it is longer than 8,190 bytes.'),
  },
  'no-equals': {
    code: 'ignored-line',
    message: () => l10n.t('Asterisk ignores this line: there is no “=” or “=>” in it.'),
  },
  'no-key': {
    code: 'ignored-line',
    message: () => l10n.t('Asterisk ignores this line: nothing stands before “=”.'),
  },
  'unknown-directive': {
    code: 'unknown-directive',
    message: (value) =>
      l10n.t(
        'Asterisk ignores “#{0}”: it knows #include, #tryinclude and #exec. A comment begins with “;”.',
        value('name'),
      ),
  },
  'directive-without-argument': {
    code: 'directive-without-argument',
    message: (value) => l10n.t('“#{0}” needs the name of a file.', value('name')),
  },
  'unterminated-comment': {
    code: 'unterminated-comment',
    message: () => l10n.t('This comment never ends: all below is left out. Close it with “--;”.'),
  },
  'stray-comment-end': {
    code: 'stray-comment-end',
    message: () =>
      l10n.t('This closes a comment that was never opened: Asterisk leaves out all lines below. Take it away.'),
  },
  'comment-too-deep': {
    code: 'comment-too-deep',
    message: () => l10n.t('More than 128 comments within each other: Asterisk hangs when it reads this.'),
  },
};

const ACCOUNTS: Readonly<Record<Told, Account>> = { ...REFUSING, ...PASSED_OVER };

const CAUSES: ReadonlySet<ConfProblemCode> = new Set(['include-too-deep', 'too-large', 'stray-comment-end']);

/** Whether a problem is there for another one of the same line only. */
function follows(code: ConfProblemCode, cause: ConfProblemCode | undefined): boolean {
  if (cause === undefined || code === cause) return false;
  if (cause === 'stray-comment-end') return code === 'no-equals';
  return code === 'include-missing' || code === 'include-refused' || code === 'include-too-deep';
}

function placeOf({ file, span }: LocatedProblem): string {
  return `${file}\0${span.line}`;
}

/** What Asterisk's reader of .conf files refuses, leaves out or warns of. */
export const grammar: Rule = function* ({ conf, root }) {
  const told = new Set<string>();
  const causes = new Map(conf.problems.filter(({ code }) => CAUSES.has(code)).map((one) => [placeOf(one), one.code]));
  const folder = `${folderOf(root)}/`;
  for (const problem of conf.problems) {
    const { code, file, span, data } = problem;
    const id = [code, file, span.line, span.start].join('\0');
    if (code === 'file-missing' || told.has(id) || follows(code, causes.get(placeOf(problem)))) continue;
    told.add(id);
    const account = ACCOUNTS[code];
    const message = account.message((key) => plain(data[key] ?? ''));
    // An absolute path is one of the server's, as a rule, and nothing is known of that.
    const name = data['name'] ?? '';
    const isElsewhere = code === 'include-missing' && name.startsWith('/') && !name.startsWith(folder);
    yield finding(account.code, problem, message, {
      fixes: fixesOf(problem),
      ...(isElsewhere && { severity: 'hint' }),
    });
  }
};

function fixesOf({ code, file, span, data }: LocatedProblem): Finding['fixes'] {
  const end = { file, span: { ...span, start: span.end } };
  const fixes: Partial<Record<ConfProblemCode, () => Fix>> = {
    'missing-bracket': () => replacement(end, ']', l10n.t('Write “{0}”', ']')),
    'missing-parenthesis': () => replacement(end, ')', l10n.t('Write “{0}”', ')')),
    'stray-comment-end': () => replacement({ file, span }, '', l10n.t('Remove “{0}”', '--;')),
    'unknown-directive': () =>
      replacement({ file, span: { ...span, end: span.start } }, ';', l10n.t('Make it a comment'), false),
    'include-missing': () =>
      replacement(
        { file, span: { ...span, end: span.start + '#include'.length } },
        '#tryinclude',
        l10n.t('Write “{0}”', '#tryinclude'),
        false,
      ),
  };
  // Where a section ends is certain when nothing but its name stands there.
  if (code === 'missing-bracket' && data['name'] !== undefined) return [];
  const fix = fixes[code];
  return fix ? [fix()] : [];
}
