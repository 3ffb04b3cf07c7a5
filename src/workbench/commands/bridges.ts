import * as vscode from 'vscode';
import * as bridges from '../../ari/operations/bridges';
import type { BridgeAttribute, CreateOptions } from '../../ari/operations/bridges';
import type { Bridge } from '../../ari/resources';
import { UserError } from '../common/report';
import { askMany, askPick, askText, runSteps } from '../common/steps';
import { label } from '../common/text';
import type { Target } from '../servers/target';
import type { Workbench } from '../servers/workbench';
import { readAnswers } from '../servers/answers';
import type { Answers } from '../servers/answers';
import { pickServer } from '../servers/pickServer';
import { nameOf, pickBridge, targetOf } from './pick';

/** What a mixing bridge can be besides; `holding` goes with none of them. */
const FEATURES = ['dtmf_events', 'proxy_media', 'video_sfu', 'video_single', 'sdp_label'] as const;
const ATTRIBUTES: readonly BridgeAttribute[] = ['mixing', 'holding', ...FEATURES];

/**
 * `ari.bridge.create` (answers `type`: a list, `name`, `id`) gives the bridge; `ari.bridge.destroy` (`confirmed`),
 * `.startMoh` (`mohClass`) and `.stopMoh` give its target.
 */
export function registerBridges(workbench: Workbench): vscode.Disposable {
  const { reporter } = workbench;
  return vscode.Disposable.from(
    reporter.command('ari.bridge.create', (target, given) => create(workbench, target, readAnswers(given))),
    reporter.command('ari.bridge.destroy', (target, given) => destroy(workbench, target, readAnswers(given))),
    reporter.command('ari.bridge.startMoh', (target, given) => startMoh(workbench, target, readAnswers(given))),
    reporter.command('ari.bridge.stopMoh', (target) => stopMoh(workbench, target)),
  );
}

async function create(workbench: Workbench, argument: unknown, answers: Answers): Promise<Bridge> {
  const placeholder = vscode.l10n.t('On which server');
  const { rest, name } = await pickServer(workbench, argument, { placeholder });
  const options = answers.any ? optionsIn(answers) : await askOptions(vscode.l10n.t('New Bridge on {0}', label(name)));
  return bridges.create(rest, options);
}

function optionsIn(answers: Answers): CreateOptions {
  const given = answers.list('type') ?? ['mixing'];
  const type = given.map((word) => {
    const known = ATTRIBUTES.find((attribute) => attribute === word);
    if (known) return known;
    throw new UserError(vscode.l10n.t('A bridge can be: {0}.', ATTRIBUTES.join(', ')));
  });
  if (type.includes('holding') && type.length > 1) {
    throw new UserError(vscode.l10n.t('A holding bridge cannot be anything else besides.'));
  }
  return { type: withMixing(type), name: answers.text('name'), bridgeId: answers.text('id') };
}

/** Asterisk refuses most features alone, in words that speak of a duplicate id. */
function withMixing(type: readonly BridgeAttribute[]): readonly BridgeAttribute[] {
  return type.includes('holding') || type.includes('mixing') ? type : ['mixing', ...type];
}

async function askOptions(title: string): Promise<CreateOptions> {
  const chosen: { type: 'mixing' | 'holding' } = { type: 'mixing' };
  let features: readonly BridgeAttribute[] = [];
  let name = '';
  await runSteps(title, [
    async (position) => {
      const items = [
        { label: vscode.l10n.t('Mixing'), detail: vscode.l10n.t('Everybody hears everybody'), type: 'mixing' as const },
        {
          label: vscode.l10n.t('Holding'),
          detail: vscode.l10n.t('Participants wait with music and hear only announcers'),
          type: 'holding' as const,
        },
      ];
      chosen.type = (await askPick({ items, placeholder: vscode.l10n.t('What kind of bridge') }, position)).type;
      return 'asked';
    },
    async (position) => {
      if (chosen.type === 'holding') return 'skipped';
      const items = FEATURES.map((feature) => ({
        label: feature,
        detail: meaningOf(feature),
        picked: features.includes(feature),
        feature,
      }));
      const placeholder = vscode.l10n.t('What else it shall do; nothing is fine');
      features = (await askMany({ items, placeholder }, position)).map(({ feature }) => feature);
      return 'asked';
    },
    async (position) => {
      name = (await askText({ prompt: vscode.l10n.t('Name, if it shall have one'), value: name }, position)).trim();
      return 'asked';
    },
  ]);
  return { type: chosen.type === 'holding' ? ['holding'] : ['mixing', ...features], name: name || undefined };
}

function meaningOf(feature: (typeof FEATURES)[number]): string {
  switch (feature) {
    case 'dtmf_events':
      return vscode.l10n.t('Digits are heard and told as events, so audio passes through Asterisk');
    case 'proxy_media':
      return vscode.l10n.t('Audio always passes through Asterisk, so it can be recorded and played to at any time');
    case 'video_sfu':
      return vscode.l10n.t('Everybody sees everybody');
    case 'video_single':
      return vscode.l10n.t('Everybody sees one of them');
    case 'sdp_label':
      return vscode.l10n.t('Video streams are labelled with the channel they come from');
  }
}

async function destroy(workbench: Workbench, argument: unknown, answers: Answers): Promise<Target> {
  const found = await pickBridge(workbench, argument, { placeholder: vscode.l10n.t('Which bridge to destroy') });
  const members = found.resource?.channels.length ?? 0;
  await answers.confirm({
    question: vscode.l10n.t('Destroy the bridge “{0}”?', nameOf(found)),
    detail: members
      ? vscode.l10n.t('Its {0} channels stay, but do not hear each other any more.', members)
      : vscode.l10n.t('No channel is in it.'),
    button: vscode.l10n.t('Destroy'),
    on: found.server,
  });
  await bridges.destroy(found.server.rest, found.id);
  return targetOf('bridge', found);
}

async function startMoh(workbench: Workbench, argument: unknown, answers: Answers): Promise<Target> {
  const found = await pickBridge(workbench, argument, { placeholder: vscode.l10n.t('In which bridge to play music') });
  const prompt = vscode.l10n.t('Music class (musiconhold.conf); empty for the usual one');
  const mohClass = answers.any ? answers.text('mohClass') : (await askText({ prompt })).trim();
  await bridges.startMoh(found.server.rest, found.id, mohClass || undefined);
  return targetOf('bridge', found);
}

async function stopMoh(workbench: Workbench, argument: unknown): Promise<Target> {
  const found = await pickBridge(workbench, argument, {
    placeholder: vscode.l10n.t('In which bridge to end the music'),
  });
  await bridges.stopMoh(found.server.rest, found.id);
  return targetOf('bridge', found);
}
