import * as vscode from 'vscode';
import * as channels from '../../ari/operations/channels';
import type { HangupReason } from '../../ari/operations/channels';
import { writeApproved } from '../common/commandRun';
import { Cancelled } from '../common/report';
import { askPick } from '../common/steps';
import { productionNote } from '../servers/production';
import type { Server } from '../servers/server';
import type { Target } from '../servers/target';
import type { Workbench } from '../servers/workbench';
import { readAnswers } from '../servers/answers';
import type { Answers } from '../servers/answers';
import { nameOf, pickChannel, targetOf } from './pick';

/** The setting that makes hanging up ask first. */
const CONFIRM = 'confirmHangup';

/** Hang up, and hang up with a reason. Any channel can be hung up, in a Stasis application or not. */
export function registerHangup(workbench: Workbench): vscode.Disposable {
  const { reporter } = workbench;
  return vscode.Disposable.from(
    reporter.command('ari.channel.hangup', (argument, given) => hangup(workbench, argument, readAnswers(given))),
    reporter.command('ari.channel.hangupWithReason', (argument, given) =>
      hangupWithReason(workbench, argument, readAnswers(given)),
    ),
  );
}

async function hangup(workbench: Workbench, argument: unknown, answers: Answers): Promise<Target> {
  const found = await pickChannel(workbench, argument, { placeholder: vscode.l10n.t('Which channel to hang up?') });
  if (answers.flag('confirmed') !== true) await confirm(nameOf(found), found.server);
  await channels.hangup(found.server.rest, found.id);
  return targetOf('channel', found);
}

/** @throws Cancelled */
async function confirm(name: string, { name: serverName, profile }: Server): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('ari');
  if (configuration.get(CONFIRM) === false) return;
  const once = vscode.l10n.t('Hang Up');
  const always = vscode.l10n.t('Hang Up and Never Ask Again');
  const question = vscode.l10n.t('Hang up “{0}”?', name);
  // There it would be asked again all the same.
  const [buttons, detail] = profile.production
    ? [[once], { detail: productionNote(serverName) }]
    : [[once, always], {}];
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, ...detail }, ...buttons);
  if (chosen === undefined) throw new Cancelled();
  writeApproved(serverName);
  if (chosen === always) await configuration.update(CONFIRM, false, vscode.ConfigurationTarget.Global);
}

async function hangupWithReason(workbench: Workbench, argument: unknown, answers: Answers): Promise<Target> {
  const found = await pickChannel(workbench, argument, { placeholder: vscode.l10n.t('Which channel to hang up?') });
  const reason = reasonIn(answers) ?? (await askReason(nameOf(found)));
  await channels.hangup(found.server.rest, found.id, reason);
  return targetOf('channel', found);
}

function reasonIn(answers: Answers): HangupReason | number | undefined {
  const known = reasons().map(({ reason }) => reason);
  return answers.number('cause') ?? answers.oneOf('reason', known);
}

/** Choosing a reason is a yes as well: nothing more is asked. */
async function askReason(name: string): Promise<HangupReason> {
  const items = reasons().map(({ reason, detail }) => ({ label: reason, description: detail, reason }));
  return (await askPick({ items, placeholder: vscode.l10n.t('Hang up “{0}” for which reason?', name) })).reason;
}

/** The names that ARI has for Q.850 causes (res/ari/resource_channels.c), and what the caller understands by them. */
function reasons(): readonly { reason: HangupReason; detail: string }[] {
  return [
    { reason: 'normal', detail: vscode.l10n.t('16: the call is over') },
    { reason: 'busy', detail: vscode.l10n.t('17: busy') },
    { reason: 'no_answer', detail: vscode.l10n.t('19: it rang, nobody answered') },
    { reason: 'rejected', detail: vscode.l10n.t('21: declined') },
    { reason: 'congestion', detail: vscode.l10n.t('34: no line is free') },
    { reason: 'timeout', detail: vscode.l10n.t('18: no word from the other side') },
    { reason: 'unallocated', detail: vscode.l10n.t('1: there is no such number') },
    { reason: 'number_incomplete', detail: vscode.l10n.t('28: digits are missing') },
    { reason: 'answered_elsewhere', detail: vscode.l10n.t('26: somebody else took the call') },
    { reason: 'codec_mismatch', detail: vscode.l10n.t('58: no codec in common') },
    { reason: 'interworking', detail: vscode.l10n.t('127: another network failed') },
    { reason: 'failure', detail: vscode.l10n.t('38: the network is out of order') },
    { reason: 'normal_unspecified', detail: vscode.l10n.t('31: no reason told') },
  ];
}
