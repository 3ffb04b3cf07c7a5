import * as vscode from 'vscode';
import * as channels from '../../ari/operations/channels';
import type { DtmfOptions, MuteDirection } from '../../ari/operations/channels';
import { UserError } from '../common/report';
import { askPick, askText, runSteps } from '../common/steps';
import type { Step } from '../common/steps';
import { label } from '../common/text';
import type { Target } from '../servers/target';
import type { Workbench } from '../servers/workbench';
import { readAnswers } from '../servers/answers';
import type { Answers } from '../servers/answers';
import { isInStasis, nameOf, pickChannel, targetOf } from './pick';
import { recentTexts } from './recent';

/** Mute, digits and music on hold: what takes one question more than which channel. */
export function registerChannelMedia(workbench: Workbench): vscode.Disposable {
  const command = (
    verb: string,
    run: (workbench: Workbench, argument: unknown, answers: Answers) => Promise<Target>,
  ): vscode.Disposable =>
    workbench.reporter.command(`ari.channel.${verb}`, (argument, given) =>
      run(workbench, argument, readAnswers(given)),
    );
  return vscode.Disposable.from(
    command('mute', (...call) => setMute(channels.mute, ...call)),
    command('unmute', (...call) => setMute(channels.unmute, ...call)),
    command('dtmf', sendDtmf),
    command('moh', startMoh),
  );
}

async function setMute(
  set: typeof channels.mute,
  workbench: Workbench,
  argument: unknown,
  answers: Answers,
): Promise<Target> {
  const muting = set === channels.mute;
  const placeholder = muting ? vscode.l10n.t('Which channel to mute?') : vscode.l10n.t('Which channel to unmute?');
  const found = await pickChannel(workbench, argument, { placeholder, fits: isInStasis });
  const given = answers.oneOf('direction', ['both', 'in', 'out']);
  const direction = given ?? (answers.any ? 'both' : await askDirection(muting, nameOf(found)));
  await set(found.server.rest, found.id, direction);
  return targetOf('channel', found);
}

async function askDirection(muting: boolean, name: string): Promise<MuteDirection> {
  const items: readonly (vscode.QuickPickItem & { direction: MuteDirection })[] = [
    { label: vscode.l10n.t('Both ways'), direction: 'both' },
    { label: vscode.l10n.t('What it says'), description: 'in', direction: 'in' },
    { label: vscode.l10n.t('What it hears'), description: 'out', direction: 'out' },
  ];
  const placeholder = muting
    ? vscode.l10n.t('Mute what of “{0}”?', name)
    : vscode.l10n.t('Unmute what of “{0}”?', name);
  return (await askPick({ items, placeholder })).direction;
}

/** Length of each digit and of the pause between two, in ms. */
interface Timing {
  readonly duration: number;
  readonly between: number;
}

async function sendDtmf(workbench: Workbench, argument: unknown, answers: Answers): Promise<Target> {
  const placeholder = vscode.l10n.t('To which channel should digits be sent?');
  const found = await pickChannel(workbench, argument, { placeholder, fits: isInStasis });
  const options = dtmfIn(answers) ?? (await askDtmf(workbench, nameOf(found)));
  await channels.sendDtmf(found.server.rest, found.id, options);
  return targetOf('channel', found);
}

function dtmfIn(answers: Answers): DtmfOptions | undefined {
  const dtmf = answers.text('digits');
  if (dtmf === undefined) return undefined;
  const problem = digitsProblem(dtmf);
  if (problem !== undefined) throw new UserError(problem);
  return {
    dtmf,
    before: answers.number('before'),
    between: answers.number('between'),
    duration: answers.number('duration'),
    after: answers.number('after'),
  };
}

async function askDtmf({ memory }: Workbench, name: string): Promise<DtmfOptions> {
  const recent = recentTexts(memory, 'dtmf.digits');
  let dtmf = '';
  let timing: Timing = { duration: 100, between: 100 };
  await runSteps(vscode.l10n.t('Send DTMF to “{0}”', name), [
    async (position) => {
      const prompt = vscode.l10n.t('Digits: 0–9, A–D, * and #; w waits half a second');
      const value = dtmf || recent.list()[0];
      dtmf = await askText({ prompt, value, validate: digitsProblem }, position);
      return 'asked';
    },
    askTiming((chosen) => (timing = chosen)),
  ]);
  await recent.add(dtmf);
  return { dtmf, ...timing };
}

function askTiming(take: (timing: Timing) => void): Step {
  return async (position) => {
    const items = [
      { label: vscode.l10n.t('Normal'), duration: 100, between: 100 },
      { label: vscode.l10n.t('Slow'), duration: 250, between: 250 },
      { label: vscode.l10n.t('Long'), duration: 1000, between: 250 },
    ].map((item) => ({
      ...item,
      description: vscode.l10n.t('{0} ms each, {1} ms between', item.duration, item.between),
    }));
    const placeholder = vscode.l10n.t('How fast? Or type both times in ms, for example 80 40');
    const typed = (text: string): (typeof items)[number] | undefined => {
      const [, duration, between] = /^(\d{1,5})[ ,/]+(\d{1,5})$/.exec(text) ?? [];
      if (duration === undefined || between === undefined) return undefined;
      const description = vscode.l10n.t('{0} ms each, {1} ms between', duration, between);
      return { label: label(text), description, duration: Number(duration), between: Number(between) };
    };
    take(await askPick({ items, placeholder, typed }, position));
    return 'asked';
  };
}

/** What res_ari makes of other characters is silence, so they are refused here. */
function digitsProblem(digits: string): string | undefined {
  return /^[0-9A-Da-d*#wW]+$/.test(digits)
    ? undefined
    : vscode.l10n.t('Only 0–9, A–D, *, # and w (a pause) can be sent.');
}

async function startMoh(workbench: Workbench, argument: unknown, answers: Answers): Promise<Target> {
  const placeholder = vscode.l10n.t('Which channel should hear music?');
  const found = await pickChannel(workbench, argument, { placeholder, fits: isInStasis });
  const given = answers.text('class');
  const mohClass = given ?? (answers.any ? undefined : await askMohClass(workbench));
  await channels.startMoh(found.server.rest, found.id, mohClass);
  return targetOf('channel', found);
}

/** ARI cannot list the classes of musiconhold.conf: those used before are offered. */
async function askMohClass({ memory }: Workbench): Promise<string | undefined> {
  const recent = recentTexts(memory, 'moh.classes');
  const items: (vscode.QuickPickItem & { mohClass?: string })[] = [
    { label: vscode.l10n.t('The channel’s own'), description: vscode.l10n.t('or “default”') },
    ...recent.list().map((mohClass) => ({ label: label(mohClass), mohClass })),
  ];
  const placeholder = vscode.l10n.t('Which music? A class of musiconhold.conf can be typed');
  const typed = (text: string): (typeof items)[number] => ({ label: label(text), mohClass: text });
  const { mohClass } = await askPick({ items, placeholder, typed });
  if (mohClass !== undefined) await recent.add(mohClass);
  return mohClass;
}
