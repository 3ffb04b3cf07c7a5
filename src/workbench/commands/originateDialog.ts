import * as vscode from 'vscode';
import { askPick, askText, runSteps } from '../common/steps';
import type { Position, Step } from '../common/steps';
import { label } from '../common/text';
import type { Server } from '../servers/server';
import { applicationItems, typedApplication } from './applicationNames';
import { describeDestination, describeOptions } from './originatePlan';
import type { Draft, Plan } from './originatePlan';
import { askOptions } from './originateOptions';
import { endpointItems, separator } from './pick';
import { askContext, knownContexts, parsePlace, placeProblem } from './places';

/** A line of one of the pickers, by what it stands for. */
interface Choice extends vscode.QuickPickItem {
  readonly plan?: Plan;
  readonly endpoint?: string;
  readonly application?: string;
  readonly local?: boolean;
  readonly dialplan?: boolean;
}

/** What the steps share. */
interface Dialog {
  readonly server: Server;
  /** Filled in step by step. */
  readonly draft: Draft;
  /** What was known before the first question: it is not asked. */
  readonly given: Readonly<Draft>;
  /** Former calls that are like what was given. */
  readonly recent: readonly Plan[];
  local: boolean;
  again: boolean;
}

/**
 * Asks for what a call needs and the draft does not hold. A former call is offered first: one press repeats it.
 * @throws Cancelled
 */
export async function askForCall(server: Server, draft: Draft, former: readonly Plan[]): Promise<void> {
  const recent = former.filter(
    (plan) =>
      (draft.endpoint === undefined || plan.endpoint === draft.endpoint) &&
      (draft.application === undefined || plan.application === draft.application),
  );
  const dialog: Dialog = { server, draft, given: { ...draft }, recent, local: false, again: false };
  // The list is refreshed while the first question is read.
  void server.live?.refresh(['application', 'endpoint']);
  const steps: readonly ((dialog: Dialog) => Step)[] = [
    endpointStep,
    localContextStep,
    localExtensionStep,
    destinationStep,
    argumentsStep,
    contextStep,
    extensionStep,
    optionsStep,
  ];
  await runSteps(
    vscode.l10n.t('Originate a Call on {0}', label(server.name)),
    steps.map((step) => step(dialog)),
    { counted: false },
  );
}

function endpointStep(dialog: Dialog): Step {
  return async (position) => {
    if (dialog.given.endpoint !== undefined) return 'skipped';
    const online = endpointItems(dialog.server, ({ state }) => state === 'online');
    const others = endpointItems(dialog.server, ({ state }) => state !== 'online');
    const items: Choice[] = [
      // Where the destination is said already, somebody else is to be called than last time.
      ...(saysWhere(dialog.given) ? [] : againItems(dialog.recent)),
      separator(vscode.l10n.t('Endpoints')),
      ...[...online, ...others].map((item) => ({ ...item, endpoint: item.found.id })),
      separator(vscode.l10n.t('Dialplan')),
      { label: `$(symbol-namespace) Local…`, description: vscode.l10n.t('an extension of the dialplan'), local: true },
    ];
    const placeholder = vscode.l10n.t('Whom to call? Any TECH/resource can be typed');
    const typed = (text: string): Choice | undefined =>
      isEndpoint(text) ? { label: `$(call-outgoing) ${label(text)}`, endpoint: text } : undefined;
    const chosen = await askPick({ items, placeholder, typed }, position);
    take(dialog, chosen);
    dialog.draft.endpoint = chosen.endpoint ?? chosen.plan?.endpoint;
    dialog.local = chosen.local === true;
    return 'asked';
  };
}

function localContextStep(dialog: Dialog): Step {
  return async (position) => {
    if (!dialog.local) return 'skipped';
    dialog.draft.endpoint = `Local/@${await askContext(contextsFor(dialog), position)}`;
    return 'asked';
  };
}

function localExtensionStep(dialog: Dialog): Step {
  return async (position) => {
    if (!dialog.local) return 'skipped';
    const context = dialog.draft.endpoint?.replace(/^.*@/, '') ?? '';
    const validate = (text: string): string | undefined =>
      /^[^\s@,/]+$/.test(text) ? undefined : vscode.l10n.t('Enter an extension, such as 1000.');
    const extension = await askText({ prompt: vscode.l10n.t('Extension in {0}', label(context)), validate }, position);
    dialog.draft.endpoint = `Local/${extension}@${context}`;
    return 'asked';
  };
}

function destinationStep(dialog: Dialog): Step {
  return async (position) => {
    const { draft, given, server } = dialog;
    if (dialog.again || saysWhere(given)) return 'skipped';
    const items: Choice[] = [
      ...(given.endpoint === undefined ? [] : againItems(dialog.recent)),
      separator(vscode.l10n.t('Application')),
      ...applicationItems(server),
      separator(vscode.l10n.t('Dialplan')),
      { label: `$(symbol-namespace) ${vscode.l10n.t('Context, extension, priority…')}`, dialplan: true },
    ];
    const placeholder = vscode.l10n.t('Where does the call go when {0} answers?', label(draft.endpoint ?? ''));
    const chosen = await askPick({ items, placeholder, typed: typedApplication }, position);
    take(dialog, chosen);
    draft.application = chosen.application ?? chosen.plan?.application;
    return 'asked';
  };
}

function argumentsStep(dialog: Dialog): Step {
  return async (position) => {
    const { draft, given } = dialog;
    if (dialog.again || draft.application === undefined || given.arguments !== undefined) return 'skipped';
    const prompt = vscode.l10n.t('Arguments for {0}, separated by commas; may be empty', label(draft.application));
    draft.arguments = await askText({ prompt, value: draft.arguments }, position);
    return 'asked';
  };
}

function contextStep(dialog: Dialog): Step {
  return async (position) => {
    const { draft, given } = dialog;
    if (dialog.again || draft.application !== undefined || given.extension !== undefined) return 'skipped';
    draft.context = await askContext(contextsFor(dialog), position);
    return 'asked';
  };
}

function extensionStep(dialog: Dialog): Step {
  return async (position) => {
    const { draft, given } = dialog;
    if (dialog.again || draft.application !== undefined || given.extension !== undefined) return 'skipped';
    const prompt = vscode.l10n.t(
      'Extension in {0}, and a priority or label: 1000 or 1000,2 or 1000,again',
      label(draft.context ?? ''),
    );
    const place = parsePlace(await askText({ prompt, value: draft.extension, validate: placeProblem }, position));
    draft.extension = place?.extension;
    draft.priority = place?.label ?? String(place?.priority ?? 1);
    return 'asked';
  };
}

function optionsStep(dialog: Dialog): Step {
  return async (position: Position) => {
    if (dialog.again) return 'skipped';
    await askOptions(dialog.draft, position);
    return 'asked';
  };
}

function saysWhere({ application, extension }: Dialog['given']): boolean {
  return application !== undefined || extension !== undefined;
}

/** One press repeats a former call. */
function againItems(recent: readonly Plan[]): readonly Choice[] {
  if (!recent.length) return [];
  const items = recent.slice(0, 5).map((plan) => ({
    label: `$(history) ${vscode.l10n.t('Again: {0} → {1}', label(plan.endpoint), label(describeDestination(plan)))}`,
    description: label(describeOptions(plan)),
    plan,
  }));
  return [separator(vscode.l10n.t('Last calls')), ...items];
}

function take(dialog: Dialog, { plan }: Choice): void {
  dialog.again = plan !== undefined;
  if (plan) Object.assign(dialog.draft, plan);
}

function contextsFor({ server, recent }: Dialog): readonly string[] {
  const used = recent.flatMap(({ context, endpoint }) => [context, /^Local\/.*@([^/]+)/.exec(endpoint)?.[1]]);
  return knownContexts(
    server,
    used.filter((context) => context !== undefined),
  );
}

function isEndpoint(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9]*\/\S/.test(text);
}
