import * as vscode from 'vscode';
import * as channels from '../../ari/operations/channels';
import type { Channel } from '../../ari/resources';
import { UserError } from '../common/report';
import { label, message } from '../common/text';
import type { Server } from '../servers/server';
import { targetFrom } from '../servers/target';
import type { Workbench } from '../servers/workbench';
import { readAnswers } from '../servers/answers';
import type { Answers } from '../servers/answers';
import { pickServer } from '../servers/pickServer';
import { askForCall } from './originateDialog';
import { timeoutProblem } from './originateOptions';
import { isPlan, revivePlan, toPlan, toRequest } from './originatePlan';
import type { Draft, Plan } from './originatePlan';
import { Recent } from './recent';
import { isFunction } from './variableNames';

/** Originate: a call from Asterisk to an endpoint, handed to an application or to the dialplan when it is answered. */
export function registerOriginate(workbench: Workbench): vscode.Disposable {
  return workbench.reporter.command('ari.channel.originate', (argument, given) =>
    originate(workbench, argument, readAnswers(given)),
  );
}

async function originate(workbench: Workbench, argument: unknown, answers: Answers): Promise<Channel> {
  const placeholder = vscode.l10n.t('On which server should the call be made?');
  const server = await pickServer(workbench, argument, { placeholder });
  const recent = recentCalls(workbench, server);
  const draft: Draft = { ...fromTarget(argument), ...fromAnswers(answers) };
  if (!(answers.any && isPlan(draft))) await askForCall(server, draft, recent.list());
  if (!isPlan(draft))
    throw new UserError(vscode.l10n.t('A call needs an endpoint, and an application or an extension.'));
  const plan = toPlan(draft);
  await confirmFunctions(plan, answers);
  // Also what fails is remembered: the phone may be online by the next try.
  await recent.add(plan);
  const channel = await channels.originate(server.rest, toRequest(plan));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Calling {0}…', label(plan.endpoint)), 5000);
  return channel;
}

function recentCalls({ memory }: Workbench, server: Server): Recent<Plan> {
  return new Recent(memory, `originate.calls.${server.name}`, revivePlan, 10);
}

/** On an endpoint's or an application's node, that much is known. */
function fromTarget(argument: unknown): Draft {
  const target = targetFrom(argument);
  if (target?.kind === 'endpoint') return { endpoint: target.id };
  return target?.kind === 'application' ? { application: target.id } : {};
}

function fromAnswers(answers: Answers): Draft {
  const all: Draft = {
    endpoint: answers.text('endpoint'),
    application: answers.text('application'),
    arguments: answers.text('arguments'),
    context: answers.text('context'),
    extension: answers.text('extension'),
    priority: answers.text('priority'),
    callerId: answers.text('callerId'),
    variables: answers.record('variables'),
    timeout: answers.number('timeout'),
  };
  if (all.timeout !== undefined && timeoutProblem(String(all.timeout))) {
    throw new UserError(vscode.l10n.t('The time-out has to be a number of seconds, or -1.'));
  }
  if (all.application !== undefined && all.extension !== undefined) {
    throw new UserError(vscode.l10n.t('A call goes to an application or to an extension, not to both.'));
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** Functions among the variables are run by the server when the channel is made. */
async function confirmFunctions({ variables = {} }: Plan, answers: Answers): Promise<void> {
  const functions = Object.keys(variables).filter(isFunction);
  if (!functions.length) return;
  await answers.confirm({
    question: vscode.l10n.t('Call with values for {0}?', message(functions.join(', '))),
    detail: vscode.l10n.t('These are functions: the server runs them when it makes the channel.'),
    button: vscode.l10n.t('Call'),
  });
}
