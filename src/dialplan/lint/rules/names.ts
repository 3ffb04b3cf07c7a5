import * as l10n from '@vscode/l10n';
import { APPLICATIONS, applicationNamed, goneApplication } from '../../names/applications';
import { FUNCTIONS, goneFunction } from '../../names/functions';
import type { LintCode } from '../codes';
import type { Finding, Rule } from '../finding';
import { plain } from '../plain';
import { finding, renaming, statementsOf } from './kit';
import { advice, Meant } from './meant';
import type { Unknown } from './unknownNames';

/** Applications and functions that Asterisk 22 does not have. */
export const names: Rule = function* (project) {
  const meant = new Meant();
  for (const { file, facts } of statementsOf(project)) {
    for (const unknown of facts.unknown) yield findingOf(file.path, unknown, meant);
  }
};

function findingOf(file: string, unknown: Unknown, meant: Meant): Finding {
  const { kind, text, span } = unknown;
  const isApplication = kind === 'application';
  const gone = isApplication ? goneApplication(text) : goneFunction(text);
  if (gone) {
    const code: LintCode = isApplication ? 'removed-application' : 'removed-function';
    return finding(code, { file, span }, goneSentence(gone.name, gone.instead, isApplication));
  }
  const stripped = text.trim();
  const isBlank = isApplication && stripped !== text && applicationNamed(stripped) !== undefined;
  const isName = /^\w+$/.test(stripped);
  const all = isApplication ? APPLICATIONS : FUNCTIONS;
  const near = isBlank ? stripped : isName ? meant.nearest(stripped, all) : undefined;
  const sentence = isBlank
    ? l10n.t(
        'The blank behind “{0}” is a part of the name for Asterisk, which has no such application.',
        plain(stripped),
      )
    : isApplication
      ? l10n.t('Asterisk 22 has no application “{0}”.', plain(text))
      : l10n.t('Asterisk 22 has no function “{0}”.', plain(text));
  const otherwise = text.includes(',')
    ? l10n.t('Arguments stand in parentheses.')
    : l10n.t('If a module of your own has it, ignore this.');
  const behind = isBlank ? '' : ` ${advice(near, otherwise)}`;
  const code: LintCode = isApplication ? 'unknown-application' : 'unknown-function';
  return finding(code, { file, span }, sentence + behind, { fixes: renaming(file, { text, span }, near) });
}

function goneSentence(name: string, instead: string | undefined, isApplication: boolean): string {
  const sentence = isApplication
    ? l10n.t('Asterisk 22 has no application “{0}” any more; 16 had it.', name)
    : l10n.t('Asterisk 22 has no function “{0}” any more; 16 had it.', name);
  return instead === undefined ? sentence : `${sentence} ${l10n.t('Write {0} instead.', instead)}`;
}
