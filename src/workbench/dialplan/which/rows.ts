import * as vscode from 'vscode';
import type { Context, Extension, Place } from '../../../dialplan/dialplan';
import type { Answer, Decision } from '../../../dialplan/match/find';
import { orderingOf, type Ordering, type Takes } from '../../../dialplan/match/ordering';
import { positionsOf } from '../../../dialplan/pattern';
import { label } from '../../common/text';

/** A line of the answer; it leads to a place in a file, if it has one. */
export interface Row extends vscode.QuickPickItem {
  readonly place?: Place;
  readonly isAnswer?: boolean;
}

type Of<Kind extends Decision['kind']> = Extract<Decision, { readonly kind: Kind }>;

/** `_2XX/1001`, as a dialplan writes it. */
export function nameOf({ name, callerId }: Extension): string {
  return callerId === undefined ? name : `${name}/${callerId}`;
}

/** `Goto(sales,s,1)`, shortened. */
export function callOf({ priority }: Answer): string {
  return label(`${priority.application}(${priority.data})`, 80);
}

/** What was decided, and why an extension answers or does not. @param at when it was asked for */
export function rowOf(decision: Decision, answer: Answer | undefined, at = new Date()): Row {
  switch (decision.kind) {
    case 'context':
      return { label: label(`[${decision.context.name}]`), kind: vscode.QuickPickItemKind.Separator };
    case 'extension':
      return extensionRow(decision, answer);
    case 'switch':
      return {
        label: `$(question) switch => ${label(`${decision.switch.name}/${decision.switch.data}`)}`,
        detail: vscode.l10n.t('is asked here; only the server knows whether it has this number'),
        place: decision.switch.place,
      };
    case 'include':
      return includeRow(decision, at);
  }
}

function extensionRow({ context, extension, verdict }: Of<'extension'>, answer: Answer | undefined): Row {
  const place = placeOf(extension);
  const row = {
    description: vscode.l10n.t('{0}, line {1}', choicesOf(extension.name), String((place?.line ?? 0) + 1)),
    ...(place && { place }),
  };
  const name = label(nameOf(extension));
  switch (verdict.kind) {
    case 'answers': {
      const detail = vscode.l10n.t('answers: {0}', answer ? callOf(answer) : '');
      return { ...row, label: `$(pass-filled) ${name}`, detail, isAnswer: true };
    }
    case 'other-caller':
      return {
        ...row,
        label: `$(circle-slash) ${name}`,
        detail: extension.callerId
          ? vscode.l10n.t('is for callers that {0} matches', label(extension.callerId))
          : vscode.l10n.t('is for callers without a number'),
      };
    case 'no-priority':
      return {
        ...row,
        label: `$(circle-slash) ${name}`,
        detail: vscode.l10n.t('has no such priority: the next one that matches is asked'),
      };
    case 'behind':
      return {
        ...row,
        label: `$(circle-outline) ${name}`,
        detail: behindText(verdict.answer, context, extension),
      };
  }
}

function behindText(answer: Answer, context: Context, extension: Extension): string {
  if (answer.context !== context) {
    return vscode.l10n.t('[{0}] is looked through first', label(answer.context.name));
  }
  const ordering = orderingOf(answer.extension, extension);
  return orderingText(ordering, label(nameOf(answer.extension)));
}

function orderingText(ordering: Ordering, first: string): string {
  switch (ordering.kind) {
    case 'literal-first':
      return vscode.l10n.t('{0} comes first: it is this very number, and no pattern', first);
    case 'caller-first':
      return vscode.l10n.t('{0} comes first: it is for certain callers', first);
    case 'other':
      return vscode.l10n.t('{0} comes first', first);
    case 'place':
      return vscode.l10n.t(
        '{0} comes first: at place {1}, {2} is narrower than {3}',
        first,
        String(ordering.place),
        takesText(ordering.first),
        takesText(ordering.second),
      );
  }
}

function takesText(takes: Takes): string {
  switch (takes.kind) {
    case 'characters':
      return `${label(takes.written)} (${takes.count})`;
    case 'any':
      return vscode.l10n.t('“.” (any number)');
    case 'any-or-none':
      return vscode.l10n.t('“!” (any number, or none)');
    case 'end':
      return vscode.l10n.t('the end of the pattern');
    case 'nothing':
      return vscode.l10n.t('what nothing matches');
  }
}

/** The score, as people can read it: how many characters fit at each place. The leftmost smaller number wins. */
function choicesOf(name: string): string {
  if (!name.startsWith('_')) return vscode.l10n.t('a number as it is');
  const choices = positionsOf(name).map(({ kind, fits }) => (kind === 'one' ? String(fits.length) : '∞'));
  return vscode.l10n.t('choices {0}', choices.join('·'));
}

/** `Sun, 31 Jan, 18:30`: what times of includes are about. */
function momentOf(at: Date): string {
  const parts = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(vscode.env.language, parts).format(at);
}

function includeRow({ inclusion, entry }: Of<'include'>, at: Date): Row {
  const { context, timing, place, text } = inclusion;
  const what: Row = { label: `$(arrow-right) include => ${label(text)}`, place };
  const blocked: Row = { ...what, label: `$(circle-slash) include => ${label(text)}` };
  switch (entry) {
    case 'entered':
      return timing.length === 0 ? what : { ...what, detail: vscode.l10n.t('this is the time: it is looked through') };
    case 'wrong-time':
      return { ...blocked, detail: vscode.l10n.t('is not looked through at {0}, this machine’s time', momentOf(at)) };
    case 'visited':
      return { ...blocked, detail: vscode.l10n.t('has been looked through already') };
    case 'no-such-context':
      return { ...blocked, detail: vscode.l10n.t('there is no context [{0}]', label(context)) };
    case 'too-deep':
      return { ...blocked, detail: vscode.l10n.t('Asterisk goes no deeper into includes') };
    case 'behind':
      return {
        ...what,
        label: `$(circle-outline) include => ${label(text)}`,
        detail: vscode.l10n.t('is not looked through any more'),
      };
  }
}

/** Where an extension begins: its lowest priority. */
export function placeOf({ priorities, hint }: Extension): Place | undefined {
  const [first] = [...priorities.values()].sort((a, b) => a.number - b.number);
  return (first ?? hint)?.place;
}
