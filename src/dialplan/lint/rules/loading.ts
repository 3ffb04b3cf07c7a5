import * as l10n from '@vscode/l10n';
import type { Span } from '../../../conf/tree';
import type { DialplanProject } from '../../index/project';
import { HINT } from '../../load/extensions';
import type { DialplanProblem, DialplanProblemCode } from '../../load/problems';
import type { Statement } from '../../syntax/syntax';
import type { LintCode } from '../codes';
import type { Finding, Rule } from '../finding';
import { plain } from '../plain';
import { cuttingComment } from './brackets';
import { loadingFixes } from './loadingFixes';
import { finding, related, renaming, spanOf, statementAt } from './kit';
import { advice, Meant, perhapsElsewhere } from './meant';
import { isContextKnown, mayBeElsewhere } from './jumps';

interface Account {
  readonly code: LintCode;
  readonly message: (value: (key: string) => string) => string;
}

/** A context that is included and not there is told in another way. */
type Told = Exclude<DialplanProblemCode, 'unknown-include'>;

type Priorities =
  | 'same-without-extension'
  | 'next-without-priority'
  | 'same-without-priority'
  | 'label-unclosed'
  | 'unknown-label'
  | 'invalid-priority'
  | 'no-extension'
  | 'priority-taken'
  | 'label-taken'
  | 'priority-zero'
  | 'text-after-label';

const ABOUT_PRIORITIES: Readonly<Record<Priorities, Account>> = {
  'same-without-extension': {
    code: 'same-without-extension',
    message: () =>
      l10n.t('“same” repeats the extension above it, and there is none in this section: begin with “exten”.'),
  },
  'next-without-priority': {
    code: 'next-without-start',
    message: () =>
      l10n.t(
        '“n” counts on from the line above it, and there is none in this section: begin with 1. Asterisk ignores the line.',
      ),
  },
  'same-without-priority': {
    code: 'repeat-without-start',
    message: () =>
      l10n.t(
        '“s” as a priority repeats the one above it, and there is none in this section: begin with 1. Asterisk ignores the line.',
      ),
  },
  'label-unclosed': {
    code: 'unclosed-label',
    message: () => l10n.t('The “)” behind the label is missing: Asterisk ignores the line.'),
  },
  'unknown-label': {
    code: 'label-as-priority',
    message: (value) =>
      value('label').trim() === ''
        ? l10n.t('The priority is missing: Asterisk ignores the line.')
        : l10n.t(
            '“{0}” is no priority: it has to be a number, n, s, hint, or a label of this extension from a line above. Asterisk ignores the line.',
            value('label'),
          ),
  },
  'invalid-priority': {
    code: 'invalid-priority',
    message: (value) =>
      l10n.t('“{0}” is no priority: the first one is 1. Asterisk ignores the line.', value('priority')),
  },
  'no-extension': {
    code: 'no-extension',
    message: () => l10n.t('The name of the extension is missing: Asterisk ignores the line.'),
  },
  'priority-taken': {
    code: 'duplicate-priority',
    message: (value) =>
      value('priority') === `${HINT}`
        ? l10n.t('The extension “{0}” has a hint already: Asterisk ignores this line.', value('by'))
        : l10n.t(
            'The extension “{0}” has a priority {1} already: Asterisk ignores this line.',
            value('by'),
            value('priority'),
          ),
  },
  'label-taken': {
    code: 'duplicate-label',
    message: (value) =>
      l10n.t(
        'The label “{0}” is at priority {1} already: Asterisk takes it away from this line.',
        value('label'),
        value('at'),
      ),
  },
  'priority-zero': {
    code: 'priority-zero',
    message: () =>
      l10n.t('“n” behind a hint counts from the hint and comes to nothing: Asterisk leaves the line out. Write 1.'),
  },
  'text-after-label': {
    code: 'text-after-label',
    message: (value) => l10n.t('Asterisk does not read “{0}” behind the label.', value('text')),
  },
};

const ABOUT_THE_REST: Readonly<Record<Exclude<Told, Priorities>, Account>> = {
  'unknown-directive': {
    code: 'unknown-directive',
    message: (value) =>
      l10n.t(
        'Asterisk ignores “{0}”: a context knows exten, same, include, switch, lswitch, eswitch, ignorepat and autohints.',
        value('name'),
      ),
  },
  'include-twice': {
    code: 'duplicate-include',
    message: (value) => l10n.t('“{0}” is included already: Asterisk ignores this line.', value('name')),
  },
  'ignore-pattern-twice': {
    code: 'duplicate-ignorepat',
    message: (value) => l10n.t('“{0}” is ignored already: Asterisk ignores this line.', value('name')),
  },
  'switch-twice': {
    code: 'duplicate-switch',
    message: (value) => l10n.t('The switch “{0}” is here already: Asterisk ignores this line.', value('name')),
  },
  'arguments-unclosed': {
    code: 'unbalanced-parentheses',
    message: (value) => l10n.t('The “)” of {0}( is missing.', value('application')),
  },
  'catch-all': {
    code: 'catch-all',
    message: (value) =>
      l10n.t(
        '“{0}” takes everything, also what Asterisk itself goes to: h, i, t, o and others. Write “_X.” for all numbers.',
        value('name'),
      ),
  },
  'set-unclosed': {
    code: 'unbalanced-brackets',
    message: () => l10n.t('The “]” of this pattern is missing: it matches nothing.'),
  },
  'substitution-unclosed': {
    code: 'unbalanced-braces',
    message: (value) => l10n.t('A “{0}” is missing.', value('missing')),
  },
  'text-after-arguments': {
    code: 'text-after-arguments',
    message: (value) => l10n.t('Asterisk does not read “{0}” behind the last “)”.', value('text')),
  },
  'name-too-long': {
    code: 'name-too-long',
    message: () => l10n.t('No call can be at this extension: names end after 79 bytes.'),
  },
  'not-expanded': {
    code: 'not-expanded',
    message: (value) => l10n.t('What “{0}” stands for when Asterisk loads the file is not known here.', value('text')),
  },
};

const ACCOUNTS: Readonly<Record<Told, Account>> = { ...ABOUT_PRIORITIES, ...ABOUT_THE_REST };

/** What pbx_config leaves out, warns of, or reads otherwise than it looks. */
export const loading: Rule = function* (project) {
  const told = new Set<string>();
  const meant = new Meant();
  for (const problem of project.loaded.problems) {
    const { code, place } = problem;
    // A template's line is loaded once for each section that inherits from it.
    const id = [code, place.file, place.line].join('\0');
    if (told.has(id) || isToldElsewhere(project, problem)) continue;
    told.add(id);
    const statement = statementAt(project.files.get(place.file), place.line);
    if (!statement || isOfComment(project, problem, statement)) continue;
    yield code === 'unknown-include'
      ? unknownInclude(project, problem, statement, meant)
      : accountOf(project, { ...problem, code }, statement);
  }
};

function accountOf(
  project: DialplanProject,
  problem: DialplanProblem & { readonly code: Told },
  statement: Statement,
): Finding {
  const { code, place, data, earlier } = problem;
  const account = ACCOUNTS[code];
  const before = earlier && statementAt(project.files.get(earlier.file), earlier.line);
  const spot = { file: place.file, span: spotOf(problem, statement) };
  return finding(
    codeOf(problem, account),
    spot,
    account.message((key) => plain(data[key] ?? '')),
    {
      related: before ? [related({ file: earlier.file, span: spanOf(before) }, l10n.t('This line came first.'))] : [],
      fixes: loadingFixes(project, problem, statement),
    },
  );
}

function codeOf({ code, data }: DialplanProblem, account: Account): LintCode {
  return code === 'substitution-unclosed' && data['missing'] === ']' ? 'unbalanced-brackets' : account.code;
}

/** What a comment within the arguments does to the rest of the line is told once, with the comment. */
function isOfComment(project: DialplanProject, { code, place }: DialplanProblem, statement: Statement): boolean {
  if (code !== 'arguments-unclosed' && code !== 'text-after-arguments') return false;
  const file = project.files.get(place.file);
  return file !== undefined && cuttingComment(file, statement) !== undefined;
}

/** Asterisk warns of `_.` with each priority, and of a context that AEL or Lua defines later. */
function isToldElsewhere(project: DialplanProject, { code, place, data }: DialplanProblem): boolean {
  if (code === 'unknown-include') return isContextKnown(project, data['name'] ?? '');
  if (code !== 'catch-all') return false;
  const [step] = project.stepsAt(place.file, place.line);
  const [first] = step?.extension.priorities.values() ?? [];
  return step !== undefined && first !== undefined && first.place.line !== place.line;
}

function unknownInclude(
  project: DialplanProject,
  { place: { file }, data }: DialplanProblem,
  statement: Statement,
  meant: Meant,
): Finding {
  const name = data['name'] ?? '';
  const span = statement.kind === 'include' ? statement.context.span : spanOf(statement);
  const nearest = meant.nearest(name, project.loaded.dialplan.contexts.keys());
  const isWritten = statement.kind === 'include' && statement.context.text === name;
  const more = mayBeElsewhere(project, nearest);
  const isLeftOpen = LEFT_OPEN.test(name) && nearest === undefined;
  const sentence =
    name === ''
      ? l10n.t('The context to include is missing.')
      : l10n.t('There is no context “{0}” to include: Asterisk goes on without it.', plain(name));
  const otherwise = name.includes('|')
    ? l10n.t('Commas stand before times, no bars.')
    : isLeftOpen
      ? l10n.t('The name is left open for what people add: write the context, or leave it so.')
      : l10n.t('Correct the name, or delete the line.');
  return finding(
    'unknown-include',
    { file, span },
    `${sentence} ${more ? perhapsElsewhere(project) : advice(nearest, otherwise)}`,
    {
      fixes: isWritten ? renaming(file, { text: name, span }, nearest) : [],
      ...((more || isLeftOpen) && { severity: 'hint' }),
    },
  );
}

/** FreePBX includes such a context everywhere, for people to write it where they want something of their own. */
const LEFT_OPEN = /-(?:custom|additional)$/;

/** What of a line a problem is about. */
function spotOf({ code }: DialplanProblem, statement: Statement): Span {
  const whole = spanOf(statement);
  if (statement.kind === 'include') return statement.context.span;
  if (statement.kind === 'unknown') return statement.entry.keySpan;
  if (statement.kind !== 'extension') return whole;
  const { name, priority, label, call, entry } = statement;
  switch (code) {
    case 'same-without-extension':
      return entry.keySpan;
    case 'next-without-priority':
    case 'same-without-priority':
    case 'label-unclosed':
    case 'unknown-label':
    case 'invalid-priority':
    case 'priority-taken':
    case 'priority-zero':
      return priority && priority.span.end > priority.span.start ? priority.span : whole;
    case 'label-taken':
    case 'text-after-label':
      return label?.span ?? whole;
    case 'catch-all':
    case 'name-too-long':
    case 'set-unclosed':
      return name?.span ?? whole;
    case 'arguments-unclosed':
      return call?.dataSpan ?? whole;
    case 'text-after-arguments':
      return call?.dataRange ? call.source.span(call.dataRange[1] + 1, call.source.text.length) : whole;
    default:
      return whole;
  }
}
