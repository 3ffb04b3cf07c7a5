import { l10n } from 'vscode';
import type { Finding, Outcome } from '../../ari/doctor/finding';
import { plain } from '../../ari/text';
import { attemptLines } from './attempts';
import type { Change, Subject } from './meaning';
import { meaningOf } from './meanings';
import { dateOf, titleOf } from './words';

/** What a diagnosis found, in data and in words. Holds no secret. */
export interface DoctorReport {
  readonly serverName: string;
  /** Of a server that is being entered: it stands in no settings yet. */
  readonly isEntered: boolean;
  readonly findings: readonly Finding[];
  /** The layer that failed, if one did. */
  readonly failure: Finding | undefined;
  /** One sentence: what is wrong, or that all is well. */
  readonly summary: string;
  /** The whole document. */
  readonly text: string;
}

export interface ReportHead {
  readonly serverName: string;
  readonly username: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly isEntered: boolean;
}

const MARKS: Readonly<Record<Outcome, string>> = { ok: '✓', note: '!', failed: '✗', skipped: '–' };

/** Writes the report. A sentence is a line: the editor wraps it (package.json says how), and a copy is wrapped elsewhere. */
export function makeReport(
  findings: readonly Finding[],
  subject: Omit<Subject, 'layer'>,
  head: ReportHead,
): DoctorReport {
  const failure = findings.find(({ outcome }) => outcome === 'failed');
  const notes = findings.filter(({ outcome }) => outcome === 'note').length;
  const summary = summaryOf(failure, notes, subject);
  const seen = findings.filter(({ diagnosis }) => diagnosis.code !== 'notReached');
  const unseen = findings.filter(({ diagnosis }) => diagnosis.code === 'notReached');
  const lines = [
    l10n.t('Diagnosis of “{0}”', plain(head.serverName, 100)),
    l10n.t('{0} as {1}, on {2}', plain(subject.url, 300), plain(head.username, 100), dateOf(head.at)),
    '',
    `${MARKS[failure ? 'failed' : notes ? 'note' : 'ok']} ${summary}`,
    ...(failure ? changes(failure, subject) : []),
    '',
    l10n.t('What was looked at'),
    ...seen.flatMap((finding) => ['', ...section(finding, subject)]),
  ];
  if (unseen.length > 0) {
    const titles = unseen.map(({ layer }) => titleOf(layer)).join(', ');
    lines.push('', l10n.t('– Not looked at, for it needs what failed: {0}', titles));
  }
  const { serverName, isEntered } = head;
  return { serverName, isEntered, findings, failure, summary, text: `${lines.join('\n')}\n` };
}

function summaryOf(failure: Finding | undefined, notes: number, subject: Omit<Subject, 'layer'>): string {
  if (failure) return `${titleOf(failure.layer)}: ${meaningOf(failure, subject).means}`;
  if (notes > 0) return l10n.t('The connection works. See the lines marked with “!”.');
  return l10n.t('All is well: requests are answered and events arrive.');
}

function section(finding: Finding, subject: Omit<Subject, 'layer'>): string[] {
  const { means } = meaningOf(finding, subject);
  const tried = l10n.t('Tried:');
  const answer = l10n.t('Answer:');
  const width = Math.max(tried.length, answer.length);
  const label = (text: string): string => `    ${text.padEnd(width)} `;
  return [
    `${MARKS[finding.outcome]} ${titleOf(finding.layer)}: ${means}`,
    ...attemptLines(finding.attempts).flatMap(([what, came]) => [`${label(tried)}${what}`, `${label(answer)}${came}`]),
    // What failed stands at the top, with what to do about it.
    ...(finding.outcome === 'failed' ? [] : changes(finding, subject)),
  ];
}

function changes(finding: Finding, subject: Omit<Subject, 'layer'>): string[] {
  const list = meaningOf(finding, subject).changes ?? [];
  return list.length > 0 ? ['', `  ${l10n.t('What to change')}`, ...list.flatMap(changeLines)] : [];
}

function changeLines({ advice, lines = [] }: Change): string[] {
  return ['', `  • ${advice}`, ...lines.map((line) => `        ${plain(line, 500)}`)];
}
