import * as vscode from 'vscode';
import * as asterisk from '../../ari/operations/asterisk';
import * as channels from '../../ari/operations/channels';
import { AriError } from '../../ari/errors';
import { UserError } from '../common/report';
import { askPick, askText } from '../common/steps';
import { label, message } from '../common/text';
import type { Server } from '../servers/server';
import type { Workbench } from '../servers/workbench';
import { readAnswers } from '../servers/answers';
import type { Answers } from '../servers/answers';
import { pickServer } from '../servers/pickServer';
import { isInStasis, nameOf, pickChannel, separator } from './pick';
import { recentTexts } from './recent';
import { COMMON_CHANNEL_VARIABLES, COMMON_GLOBAL_VARIABLES, isActiveRead, isFunction } from './variableNames';

/** A variable and its value, which is what the commands return. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** Where variables live: on a channel, or on the server for all. */
interface Scope {
  /** Of whom a message speaks; safe to show. */
  readonly owner: string;
  readonly server: Server;
  readonly common: readonly string[];
  readonly read: (name: string) => Promise<string>;
  readonly write: (setting: { name: string; value: string; reportEvents: boolean | undefined }) => Promise<void>;
}

type FindScope = (workbench: Workbench, argument: unknown, readOnly: boolean) => Promise<Scope>;

/** Get and set variables, of a channel and global ones. */
export function registerVariables(workbench: Workbench): vscode.Disposable {
  const command = (
    id: string,
    run: (workbench: Workbench, find: FindScope, argument: unknown, answers: Answers) => Promise<NamedValue>,
    find: FindScope,
  ): vscode.Disposable =>
    workbench.reporter.command(id, (argument, given) => run(workbench, find, argument, readAnswers(given)));
  return vscode.Disposable.from(
    command('ari.channel.getVariable', getVariable, channelScope),
    command('ari.channel.setVariable', setVariable, channelScope),
    command('ari.server.getVariable', getVariable, globalScope),
    command('ari.server.setVariable', setVariable, globalScope),
  );
}

/** Any channel's variables can be read; written only those of a channel in a Stasis application. */
async function channelScope(workbench: Workbench, argument: unknown, readOnly: boolean): Promise<Scope> {
  const found = await pickChannel(workbench, argument, {
    placeholder: readOnly
      ? vscode.l10n.t('A variable of which channel?')
      : vscode.l10n.t('Set a variable of which channel?'),
    readOnly,
    ...(readOnly ? {} : { fits: isInStasis }),
  });
  const { rest } = found.server;
  const reported = Object.keys(found.resource?.resource.channelvars ?? {});
  return {
    owner: nameOf(found),
    server: found.server,
    common: [...new Set([...reported, ...COMMON_CHANNEL_VARIABLES])],
    read: async (name) => (await channels.getVariable(rest, found.id, name)).value,
    write: ({ name, value, reportEvents }) =>
      channels.setVariable(rest, found.id, { variable: name, value, report_events: reportEvents }),
  };
}

async function globalScope(workbench: Workbench, argument: unknown, readOnly: boolean): Promise<Scope> {
  const placeholder = vscode.l10n.t('A global variable of which server?');
  const server = await pickServer(workbench, argument, { placeholder, readOnly });
  const { rest } = server;
  return {
    owner: message(server.name),
    server,
    common: COMMON_GLOBAL_VARIABLES,
    read: async (name) => (await asterisk.getVariable(rest, name)).value,
    write: ({ name, value }) => asterisk.setVariable(rest, name, value),
  };
}

async function getVariable(
  workbench: Workbench,
  find: FindScope,
  argument: unknown,
  answers: Answers,
): Promise<NamedValue> {
  const scope = await find(workbench, argument, true);
  const name = await nameFor(workbench, scope, answers);
  if (isActiveRead(name)) {
    await answers.confirm({
      question: vscode.l10n.t('Read “{0}”?', message(name)),
      detail: vscode.l10n.t('Reading this function makes the server run it: it does more than look.'),
      button: vscode.l10n.t('Read'),
    });
  }
  const value = await scope.read(name);
  show({ name, value });
  return { name, value };
}

async function setVariable(
  workbench: Workbench,
  find: FindScope,
  argument: unknown,
  answers: Answers,
): Promise<NamedValue> {
  const scope = await find(workbench, argument, false);
  const name = await nameFor(workbench, scope, answers);
  const value = answers.text('value') ?? (await askValue(scope, name));
  if (isFunction(name)) {
    await answers.confirm({
      question: vscode.l10n.t('Write “{0}” to “{1}”?', message(value), message(name)),
      detail: vscode.l10n.t(
        'This is a function: the server runs it. SHELL, FILE, CURL, DB and others reach outside of the call, and Asterisk before 22.10.1 runs them even without live_dangerously.',
      ),
      button: vscode.l10n.t('Write'),
      on: scope.server,
    });
  }
  await scope.write({ name, value, reportEvents: answers.flag('reportEvents') });
  vscode.window.setStatusBarMessage(vscode.l10n.t('{0} is set for {1}', label(name), label(scope.owner)), 5000);
  return { name, value };
}

async function nameFor({ memory }: Workbench, scope: Scope, answers: Answers): Promise<string> {
  const recent = recentTexts(memory, 'variables.names');
  const given = answers.text('name');
  if (given !== undefined && nameProblem(given)) throw new UserError(nameProblem(given) ?? '');
  const name = given ?? (await askName(scope, recent.list()));
  await recent.add(name);
  return name;
}

async function askName(scope: Scope, recent: readonly string[]): Promise<string> {
  const toItem = (name: string): vscode.QuickPickItem & { name: string } => ({
    label: `$(${isFunction(name) ? 'symbol-function' : 'symbol-variable'}) ${label(name)}`,
    name,
  });
  const common = scope.common.filter((name) => !recent.includes(name));
  const items: (vscode.QuickPickItem & { name?: string })[] = [
    ...(recent.length ? [separator(vscode.l10n.t('Recently used')), ...recent.map(toItem)] : []),
    separator(vscode.l10n.t('Common')),
    ...common.map(toItem),
  ];
  const placeholder = vscode.l10n.t('Which variable of {0}? Any name or function can be typed', label(scope.owner));
  const typed = (text: string): (typeof items)[number] | undefined =>
    nameProblem(text) === undefined ? toItem(text) : undefined;
  return (await askPick({ items, placeholder, typed })).name ?? '';
}

function nameProblem(name: string): string | undefined {
  return name.trim() ? undefined : vscode.l10n.t('Enter the name of a variable.');
}

/** Starts from the present value, unless to look is to act. */
async function askValue(scope: Scope, name: string): Promise<string> {
  const present = isActiveRead(name) ? '' : await scope.read(name).catch(emptyWhenRefused);
  return askText({ prompt: vscode.l10n.t('New value of {0}', label(name)), value: present });
}

/** A variable that was never set is refused with 404: it can be set all the same. */
function emptyWhenRefused(error: unknown): string {
  if (error instanceof AriError && error.failure === 'refused') return '';
  throw error;
}

function show({ name, value }: NamedValue): void {
  const copy = vscode.l10n.t('Copy');
  const text = value
    ? vscode.l10n.t('{0} = {1}', message(name), message(value, 500))
    : vscode.l10n.t('{0} is empty.', message(name));
  const buttons = value ? [copy] : [];
  void vscode.window.showInformationMessage(text, ...buttons).then((chosen) => {
    if (chosen === copy) void vscode.env.clipboard.writeText(value);
  });
}
