import * as vscode from 'vscode';
import * as channels from '../../ari/operations/channels';
import type { DialplanTarget } from '../../ari/operations/channels';
import type { LiveChannel } from '../../live/model';
import { askPick, askText, runSteps } from '../common/steps';
import { label } from '../common/text';
import type { Server } from '../servers/server';
import type { Target } from '../servers/target';
import type { Workbench } from '../servers/workbench';
import { readAnswers } from '../servers/answers';
import type { Answers } from '../servers/answers';
import { askApplication } from './applicationNames';
import { endpointItems, isInStasis, nameOf, pickChannel, targetOf } from './pick';
import { askContext, knownContexts, parsePlace, placeProblem } from './places';

/** Continue in the dialplan, move to another application, redirect: where a channel goes next. */
export function registerChannelRouting(workbench: Workbench): vscode.Disposable {
  const command = (
    verb: string,
    run: (workbench: Workbench, argument: unknown, answers: Answers) => Promise<Target>,
  ): vscode.Disposable =>
    workbench.reporter.command(`ari.channel.${verb}`, (argument, given) =>
      run(workbench, argument, readAnswers(given)),
    );
  return vscode.Disposable.from(
    command('continue', continueInDialplan),
    command('move', move),
    command('redirect', redirect),
  );
}

async function continueInDialplan(workbench: Workbench, argument: unknown, answers: Answers): Promise<Target> {
  const placeholder = vscode.l10n.t('Which channel should go on in the dialplan?');
  const found = await pickChannel(workbench, argument, { placeholder, fits: isInStasis });
  const place = answers.any ? placeIn(answers) : await askPlace(found.server, nameOf(found), found.resource);
  await channels.continueInDialplan(found.server.rest, found.id, place);
  return targetOf('channel', found);
}

function placeIn(answers: Answers): DialplanTarget {
  return {
    context: answers.text('context'),
    extension: answers.text('extension'),
    priority: answers.number('priority'),
    label: answers.text('label'),
  };
}

async function askPlace(server: Server, name: string, channel: LiveChannel | undefined): Promise<DialplanTarget> {
  const chosen = { elsewhere: false, context: '', place: '' };
  const { exten = '' } = channel?.resource.dialplan ?? {};
  await runSteps(vscode.l10n.t('Continue “{0}” in the Dialplan', name), [
    async (position) => {
      const items = [
        { label: vscode.l10n.t('On the next line'), description: vscode.l10n.t('after Stasis()'), elsewhere: false },
        {
          label: vscode.l10n.t('Somewhere else…'),
          description: vscode.l10n.t('context, extension, priority'),
          elsewhere: true,
        },
      ];
      const placeholder = vscode.l10n.t('Where should it go on?');
      chosen.elsewhere = (await askPick({ items, placeholder }, position)).elsewhere;
      return 'asked';
    },
    async (position) => {
      if (!chosen.elsewhere) return 'skipped';
      chosen.context = await askContext(knownContexts(server), position);
      return 'asked';
    },
    async (position) => {
      if (!chosen.elsewhere) return 'skipped';
      const prompt = vscode.l10n.t(
        'Extension in {0}, and a priority or label: 1000 or 1000,2 or 1000,again',
        label(chosen.context),
      );
      chosen.place = await askText({ prompt, value: chosen.place || exten, validate: placeProblem }, position);
      return 'asked';
    },
  ]);
  return chosen.elsewhere ? { context: chosen.context, priority: 1, ...parsePlace(chosen.place) } : {};
}

async function move(workbench: Workbench, argument: unknown, answers: Answers): Promise<Target> {
  const placeholder = vscode.l10n.t('Which channel should move to another application?');
  const found = await pickChannel(workbench, argument, { placeholder, fits: isInStasis });
  const app = answers.text('application');
  const to =
    app === undefined
      ? await askMove(found.server, nameOf(found), found.resource)
      : { app, appArgs: answers.text('arguments') };
  await channels.move(found.server.rest, found.id, to);
  return targetOf('channel', found);
}

async function askMove(
  server: Server,
  name: string,
  channel: LiveChannel | undefined,
): Promise<{ app: string; appArgs: string | undefined }> {
  let app = '';
  let appArgs = '';
  await runSteps(vscode.l10n.t('Move “{0}” to an Application', name), [
    async (position) => {
      app = await askApplication(
        server,
        { placeholder: vscode.l10n.t('To which application?'), except: channel?.application },
        position,
      );
      return 'asked';
    },
    async (position) => {
      const prompt = vscode.l10n.t('Arguments for {0}, separated by commas; may be empty', label(app));
      appArgs = await askText({ prompt, value: appArgs }, position);
      return 'asked';
    },
  ]);
  return { app, appArgs: appArgs || undefined };
}

async function redirect(workbench: Workbench, argument: unknown, answers: Answers): Promise<Target> {
  const placeholder = vscode.l10n.t('Which channel should be redirected?');
  const found = await pickChannel(workbench, argument, { placeholder, fits: isInStasis });
  const endpoint = answers.text('endpoint') ?? (await askEndpoint(found.server, found.resource));
  await channels.redirect(found.server.rest, found.id, endpoint);
  return targetOf('channel', found);
}

/** Asterisk takes endpoints of the channel's own technology only. */
async function askEndpoint(server: Server, channel: LiveChannel | undefined): Promise<string> {
  const technology = channel?.resource.name.split('/', 1)[0] ?? 'PJSIP';
  const items = endpointItems(server, (endpoint) => endpoint.technology === technology).map((item) => ({
    ...item,
    endpoint: item.found.id,
  }));
  const placeholder = vscode.l10n.t('Redirect where? Another {0} address can be typed', label(technology));
  const typed = (text: string): vscode.QuickPickItem & { endpoint: string } => {
    const endpoint = text.includes('/') ? text : `${technology}/${text}`;
    return { label: `$(device-mobile) ${label(endpoint)}`, endpoint };
  };
  const choices: readonly (vscode.QuickPickItem & { endpoint: string })[] = items;
  return (await askPick({ items: choices, placeholder, typed })).endpoint;
}
