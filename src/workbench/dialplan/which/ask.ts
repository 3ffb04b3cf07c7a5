import * as vscode from 'vscode';
import type { DialplanProject } from '../../../dialplan/index/project';
import { examplesOf, numberFor } from '../../../dialplan/match/examples';
import type { Search } from '../../../dialplan/match/find';
import type { Answers } from '../../servers/answers';
import { UserError } from '../../common/report';
import { askPick, askText, runSteps, type Step } from '../../common/steps';
import { label, message } from '../../common/text';
import type { DialplanProjects } from '../projects';

/** What is asked, and in which dialplan. */
export interface Question {
  readonly project: DialplanProject;
  readonly search: Search;
}

/** What is known before anything is asked. */
export interface Known {
  /** The file from which it is asked; the active editor's unless told. */
  readonly uri?: vscode.Uri;
  readonly context?: string;
  /** The line (from 0) of an extension: a number that reaches it is proposed. */
  readonly line?: number;
  /** Stands in the input for the number, to be changed. */
  readonly typed?: string;
  readonly number?: string;
  readonly callerId?: string;
  readonly at?: Date;
}

/** @throws UserError for answers that cannot be meant */
export function knownFrom(target: unknown, answers: Answers): Known {
  const { uri, context, line, typed } = typeof target === 'object' && target !== null ? (target as Partial<Known>) : {};
  const at = answers.text('at');
  const file = answers.text('file');
  const all = {
    uri: file === undefined ? (uri instanceof vscode.Uri ? uri : undefined) : vscode.Uri.file(file),
    context: answers.text('context') ?? (typeof context === 'string' ? context : undefined),
    line: typeof line === 'number' ? line : undefined,
    typed: typeof typed === 'string' ? typed : undefined,
    number: answers.text('number'),
    callerId: answers.text('callerId'),
    at: at === undefined ? undefined : timeOf(at),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** @throws UserError when it is no time */
export function timeOf(text: string): Date {
  const at = new Date(text.trim().replace(' ', 'T'));
  if (Number.isNaN(at.getTime())) {
    throw new UserError(vscode.l10n.t('“{0}” is no time such as 2026-01-31 18:30.', message(text)));
  }
  return at;
}

interface ContextItem extends vscode.QuickPickItem {
  readonly project: DialplanProject;
  readonly context: string;
}

/**
 * Asks for the context and the number, as far as they are not known.
 * @throws UserError where there is no dialplan, Cancelled
 */
export async function askQuestion(projects: DialplanProjects, known: Known): Promise<Question> {
  const editor = vscode.window.activeTextEditor;
  const uri = known.uri ?? editor?.document.uri;
  const all = await projectsOf(projects, uri);
  let { context, number, callerId, typed } = known;
  let project = all.find(({ loaded }) => context === undefined || loaded.dialplan.contexts.has(context)) ?? all[0];
  const askContext: Step = async (position) => {
    if (known.context !== undefined) return 'skipped';
    const placeholder = vscode.l10n.t('In which context is the number dialled?');
    const items = contextItems(all);
    const here = editor && uri && all[0]?.contextsAt(uri.path, editor.selection.active.line)[0];
    const active = items.find((item) => item.context === (context ?? here));
    const chosen = await askPick({ items, placeholder, active }, position);
    ({ context, project } = chosen);
    return 'asked';
  };
  const askNumber: Step = async (position) => {
    if (known.number !== undefined) return 'skipped';
    const prompt = vscode.l10n.t('What is dialled in [{0}]? Behind a slash, who calls: 205 or 205/1001', context ?? '');
    const validate = (text: string): string | undefined =>
      /^[^/\s]+(\/[^/\s]*)?$/.test(text.trim()) ? undefined : vscode.l10n.t('Enter a number, such as 205.');
    typed = await askText({ prompt, value: typed ?? proposal(project, uri, known, context), validate }, position);
    [number, callerId = known.callerId] = typed.trim().split('/');
    return 'asked';
  };
  await runSteps(vscode.l10n.t('Which Extension Answers?'), [askContext, askNumber], { counted: false });
  if (!project || context === undefined || number === undefined) throw new Error('Nothing was asked, nor known.');
  const others = { ...(callerId !== undefined && { callerId }), ...(known.at && { at: known.at }) };
  return { project, search: { context, number, ...others } };
}

/** Those that a file belongs to; without one, all that there are. @throws UserError where there is none */
async function projectsOf(
  projects: DialplanProjects,
  uri: vscode.Uri | undefined,
): Promise<readonly DialplanProject[]> {
  const near = uri ? await projects.of(uri) : [];
  const all = near.length > 0 ? near : await projects.all();
  if (all.length > 0) return all;
  throw new UserError(vscode.l10n.t('There is no dialplan: open an extensions.conf, or a folder that has one.'));
}

/** A number that reaches the line from which it is asked, or one that its pattern matches at least. */
function proposal(
  project: DialplanProject | undefined,
  uri: vscode.Uri | undefined,
  { line }: Known,
  context?: string,
): string {
  if (!project || !uri || line === undefined) return '';
  const step = project.stepsAt(uri.path, line).find((one) => one.context.name === context);
  if (!step) return '';
  const reach = numberFor(project.matcher, step.context, step.extension);
  if (reach.number === undefined) return examplesOf(step.extension.name, 1)[0] ?? '';
  return reach.callerId ? `${reach.number}/${reach.callerId}` : reach.number;
}

function contextItems(projects: readonly DialplanProject[]): ContextItem[] {
  return projects.flatMap((project) =>
    [...project.loaded.dialplan.contexts.values()].map(({ name, extensions }) => ({
      label: `$(symbol-namespace) ${label(name)}`,
      description: vscode.l10n.t('{0} extensions', String(extensions.length)),
      ...(projects.length > 1 && { detail: label(vscode.workspace.asRelativePath(project.root)) }),
      project,
      context: name,
    })),
  );
}
