import * as vscode from 'vscode';
import type { Answer, Explanation, Matcher, Search } from '../../../dialplan/match/find';
import { label } from '../../common/text';
import { nameOf, type Row } from './rows';

/** What else there is to know of a number, besides who answers it. */
export interface Besides {
  /** Where nobody answers: `i` or `e`, which take a call that is in the dialplan already. */
  readonly instead: Answer | undefined;
  /** Could answer with more digits: Asterisk waits for them where somebody types. */
  readonly more: Answer | undefined;
}

/** Facts: calls with Goto, ARI's originate and continue, and typed digits, on 16.28 and 22.10. */
export function besidesOf(matcher: Matcher, search: Search, { answer }: Explanation): Besides {
  const find = (number: string): Answer | undefined => matcher.find({ ...search, number });
  return {
    instead: answer ? undefined : (find('i') ?? find('e')),
    more: matcher.more(search),
  };
}

/** Whether the number goes to the answer for sure: nothing is asked before it that only the server knows. */
export function isCertain({ override, otherSearch, askedBefore }: Explanation): boolean {
  return override === undefined && !otherSearch && askedBefore.length === 0;
}

/** Lines above all that was looked at. */
export function rowsBefore({ override, otherSearch }: Explanation): Row[] {
  const rows: Row[] = [];
  if (override !== undefined) {
    rows.push({
      label: `$(question) overrideswitch = ${label(override)}`,
      detail: vscode.l10n.t('is asked before everything; only the server knows whether it has this number'),
    });
  }
  if (otherSearch) {
    rows.push({
      label: '$(warning) extenpatternmatchnew = yes',
      detail: vscode.l10n.t('Asterisk searches in another way then, and may take another one of those that match'),
    });
  }
  return rows;
}

/** Lines below it. */
export function rowsBehind({ answer, unknownContext }: Explanation, { instead, more }: Besides): Row[] {
  const rows: Row[] = [];
  if (!answer && !unknownContext) {
    rows.push({ label: vscode.l10n.t('nobody answers'), kind: vscode.QuickPickItemKind.Separator });
    rows.push(instead ? rowOfInstead(instead) : NOBODY);
  }
  if (more) {
    rows.push({ label: vscode.l10n.t('typed digit by digit'), kind: vscode.QuickPickItemKind.Separator });
    rows.push({
      ...rowOf(more, 'watch'),
      detail: vscode.l10n.t('takes more digits: in a menu, Asterisk waits for them first'),
    });
  }
  return rows;
}

const NOBODY: Row = {
  label: '$(circle-slash) i',
  detail: vscode.l10n.t('is not there either: calls from outside are refused, those that come with Goto are hung up'),
};

function rowOfInstead(instead: Answer): Row {
  const isInvalid = instead.extension.name === 'i';
  return {
    ...rowOf(instead, 'debug-step-over'),
    detail: isInvalid
      ? vscode.l10n.t('takes it where a call is there already: in a menu, or after a Goto')
      : vscode.l10n.t('takes it after a Goto'),
  };
}

function rowOf({ context, extension, priority }: Answer, icon: string): Row {
  return {
    label: `$(${icon}) ${label(nameOf(extension))}`,
    description: vscode.l10n.t('[{0}], line {1}', label(context.name), String(priority.place.line + 1)),
    place: priority.place,
  };
}
