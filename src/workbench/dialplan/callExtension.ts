import * as vscode from 'vscode';
import type { DialplanProject, Step } from '../../dialplan/index/project';
import { numberFor } from '../../dialplan/match/examples';
import { UserError } from '../common/report';
import { askPick, askText } from '../common/steps';
import { label, message } from '../common/text';
import { requireTrust } from '../common/trust';
import { readAnswers } from '../servers/answers';
import { pickServer } from '../servers/pickServer';
import { targetOf } from '../servers/target';
import type { Workbench } from '../servers/workbench';
import type { DialplanProjects } from './projects';

/** Calls what a line of a dialplan answers: a Local channel goes there, its other end comes to our application. */
export class CallExtension {
  constructor(
    private readonly projects: DialplanProjects,
    private readonly workbench: Workbench,
  ) {}

  /**
   * @param target `{ uri, line }` (from 0) of a lens; the cursor's place without one
   * @param given `number`: what to dial, which is not asked then
   * @returns the channel, as `ari.channel.originate` does
   * @throws UserError, Cancelled
   */
  async run(target: unknown, given: unknown): Promise<unknown> {
    requireTrust(
      vscode.l10n.t('Which call is made says a file of this folder, which is not trusted yet. Trust it first.'),
    );
    const answers = readAnswers(given);
    const { uri, line } = placeOf(target);
    const found = (await this.projects.of(uri)).flatMap((project) =>
      project.stepsAt(uri.path, line).map((step) => ({ project, step })),
    );
    const { project, step } = await oneOf(found, uri);
    const placeholder = vscode.l10n.t('On which server should the call be made?');
    const server = await pickServer(this.workbench, undefined, { placeholder });
    const { number, callerId } = await numberOf(project, step, answers.text('number'));
    return vscode.commands.executeCommand('ari.channel.originate', targetOf(server), {
      endpoint: `Local/${number}@${step.context.name}`,
      ...(server.application !== undefined && { application: server.application }),
      ...(callerId !== undefined && callerId !== '' && { callerId }),
    });
  }
}

function placeOf(target: unknown): { readonly uri: vscode.Uri; readonly line: number } {
  const { uri, line } = (typeof target === 'object' && target !== null ? target : {}) as Record<string, unknown>;
  if (uri instanceof vscode.Uri && typeof line === 'number') return { uri, line };
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw new UserError(vscode.l10n.t('Open a dialplan and put the cursor on an extension.'));
  return { uri: editor.document.uri, line: editor.selection.active.line };
}

type Found = { readonly project: DialplanProject; readonly step: Step };

/** A template's line belongs to several contexts: one of them is called. */
async function oneOf(found: readonly Found[], uri: vscode.Uri): Promise<Found> {
  const [first] = found;
  if (!first) {
    const file = message(vscode.workspace.asRelativePath(uri));
    throw new UserError(vscode.l10n.t('Asterisk makes no extension of this line of {0}.', file));
  }
  if (found.length === 1) return first;
  const items = found.map((one) => ({ label: `$(symbol-namespace) ${label(one.step.context.name)}`, one }));
  const placeholder = vscode.l10n.t('In which context should {0} be called?', label(first.step.extension.name));
  return (await askPick({ items, placeholder })).one;
}

interface Dialled {
  readonly number: string;
  readonly callerId?: string | undefined;
}

async function numberOf(project: DialplanProject, { context, extension }: Step, given?: string): Promise<Dialled> {
  if (!extension.priorities.has(1)) {
    const name = message(extension.name);
    throw new UserError(vscode.l10n.t('{0} has no priority 1: nobody can call it.', name));
  }
  const reach = numberFor(project.matcher, context, extension);
  const callerId = reach.number === undefined ? undefined : reach.callerId;
  if (given !== undefined) return { number: given, callerId };
  if (!extension.name.startsWith('_') && reach.number !== undefined) return { number: reach.number, callerId };
  if (reach.number === undefined && reach.instead) {
    const [never, instead] = [extension.name, reach.instead.name].map((name) => message(name));
    throw new UserError(
      vscode.l10n.t('{0} is never reached: {1} answers everything that it matches.', never ?? '', instead ?? ''),
    );
  }
  const { matcher } = project;
  const isReached = (number: string): boolean => {
    const search = { context: context.name, number, ...(callerId !== undefined && { callerId }) };
    return matcher.find(search)?.extension === extension;
  };
  const number = await askText({
    prompt: vscode.l10n.t('What to dial in [{0}], so that {1} answers', label(context.name), label(extension.name)),
    value: reach.number ?? '',
    validate: (text) => (isReached(text.trim()) ? undefined : vscode.l10n.t('Another extension answers this.')),
  });
  return { number: number.trim(), callerId };
}
