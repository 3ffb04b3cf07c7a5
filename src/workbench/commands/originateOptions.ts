import * as vscode from 'vscode';
import { Cancelled } from '../common/report';
import { askPick, askText } from '../common/steps';
import type { Position } from '../common/steps';
import { label } from '../common/text';
import { describeDestination } from './originatePlan';
import type { Draft } from './originatePlan';
import { isFunction, parseAssignment } from './variableNames';

interface OptionItem extends vscode.QuickPickItem {
  /** Changes the draft; the line without it makes the call. */
  readonly edit?: () => Promise<void>;
}

/** What a call may have besides, on one page: Enter calls at once, any other line changes something first. */
export async function askOptions(draft: Draft, position: Position): Promise<void> {
  const placeholder = vscode.l10n.t('Call, or set something first');
  for (;;) {
    const { edit } = await askPick({ items: optionItems(draft), placeholder }, position);
    if (!edit) return;
    await edit().catch(stayOnPage);
  }
}

function optionItems(draft: Draft): readonly OptionItem[] {
  const none = vscode.l10n.t('none');
  const names = Object.entries(draft.variables ?? {}).map(([name, value]) => `${name}=${value}`);
  return [
    {
      label: `$(call-outgoing) ${vscode.l10n.t('Call')}`,
      description: label(`${draft.endpoint ?? ''} → ${describeDestination(draft)}`),
    },
    {
      label: `$(account) ${vscode.l10n.t('Caller ID…')}`,
      description: label(draft.callerId || none),
      edit: () => editCallerId(draft),
    },
    {
      label: `$(symbol-variable) ${vscode.l10n.t('Variables…')}`,
      description: label(names.join(', ') || none),
      edit: () => editVariables(draft),
    },
    {
      label: `$(watch) ${vscode.l10n.t('Time-Out…')}`,
      description: describeTimeout(draft.timeout),
      edit: () => editTimeout(draft),
    },
  ];
}

function describeTimeout(timeout: number | undefined): string {
  return timeout === -1 ? vscode.l10n.t('rings for ever') : vscode.l10n.t('{0} s', timeout ?? 30);
}

/** Escape in a question of the page comes back to the page. */
function stayOnPage(error: unknown): void {
  if (!(error instanceof Cancelled)) throw error;
}

async function editCallerId(draft: Draft): Promise<void> {
  const prompt = vscode.l10n.t('Who calls: a number, or Name <number>');
  draft.callerId = await askText({ prompt, value: draft.callerId, placeholder: 'Alice <1000>' });
}

async function editTimeout(draft: Draft): Promise<void> {
  const prompt = vscode.l10n.t('How long may it ring, in seconds? -1: for ever');
  const text = await askText({ prompt, value: String(draft.timeout ?? 30), validate: timeoutProblem });
  draft.timeout = Number(text);
}

export function timeoutProblem(text: string): string | undefined {
  return /^(-1|[1-9]\d{0,5})$/.test(text.trim()) ? undefined : vscode.l10n.t('A number of seconds, or -1.');
}

/** A small list of its own: a line typed is added, a line chosen is taken out. */
async function editVariables(draft: Draft): Promise<void> {
  for (;;) {
    const variables = { ...draft.variables };
    const done = { label: `$(check) ${vscode.l10n.t('Done')}`, next: undefined };
    const present = Object.entries(variables).map(([name, value]) => ({
      label: `$(trash) ${label(`${name}=${value}`)}`,
      description: vscode.l10n.t('remove'),
      next: Object.fromEntries(Object.entries(variables).filter(([other]) => other !== name)),
    }));
    const items: readonly (vscode.QuickPickItem & { next: Record<string, string> | undefined })[] = [done, ...present];
    const typed = (text: string): (typeof items)[number] | undefined => {
      const assignment = parseAssignment(text);
      if (!assignment) return undefined;
      const { name, value } = assignment;
      const description = isFunction(name)
        ? vscode.l10n.t('add; a function that the server runs')
        : vscode.l10n.t('add');
      return { label: `$(add) ${label(`${name}=${value}`)}`, description, next: { ...variables, [name]: value } };
    };
    const placeholder = vscode.l10n.t('Type NAME=value to add a variable');
    const { next } = await askPick({ items, placeholder, typed });
    if (!next) return;
    draft.variables = next;
  }
}
