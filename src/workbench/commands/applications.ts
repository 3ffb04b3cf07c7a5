import * as vscode from 'vscode';
import * as applications from '../../ari/operations/applications';
import type { Application } from '../../ari/resources';
import { UserError } from '../common/report';
import { askPick } from '../common/steps';
import { label, message } from '../common/text';
import type { Server } from '../servers/server';
import type { Workbench } from '../servers/workbench';
import { readAnswers } from '../servers/answers';
import type { Answers } from '../servers/answers';
import { bridgeItems, channelItems, endpointItems, pickApplication, separator } from './pick';

interface SourceItem extends vscode.QuickPickItem {
  /** `channel:ID`, `bridge:ID`, `endpoint:TECH/RESOURCE`, `deviceState:NAME`. */
  readonly source?: string;
}

type Change = typeof applications.subscribe;

/** Subscribe and unsubscribe: what an application hears of besides its own calls. */
export function registerApplications(workbench: Workbench): vscode.Disposable {
  return vscode.Disposable.from(
    workbench.reporter.command('ari.application.subscribe', (argument, given) =>
      change(workbench, argument, readAnswers(given), applications.subscribe),
    ),
    workbench.reporter.command('ari.application.unsubscribe', (argument, given) =>
      change(workbench, argument, readAnswers(given), applications.unsubscribe),
    ),
  );
}

async function change(workbench: Workbench, argument: unknown, answers: Answers, send: Change): Promise<Application> {
  const subscribing = send === applications.subscribe;
  const placeholder = subscribing
    ? vscode.l10n.t('Which application should hear of more?')
    : vscode.l10n.t('Which application should hear of less?');
  const { server, id } = await pickApplication(workbench, argument, { placeholder });
  const sources = sourcesIn(answers) ?? [await askSource(server, id, subscribing)];
  const changed = await send(server.rest, id, sources);
  await server.live?.refresh(['application']);
  vscode.window.setStatusBarMessage(
    subscribing
      ? vscode.l10n.t('{0} now hears of {1}', label(id), label(sources.join(', ')))
      : vscode.l10n.t('{0} no longer hears of {1}', label(id), label(sources.join(', '))),
    5000,
  );
  return changed;
}

function sourcesIn(answers: Answers): readonly string[] | undefined {
  const sources = answers.list('eventSource');
  const wrong = sources?.find((source) => !isSource(source));
  if (wrong === undefined) return sources;
  throw new UserError(
    vscode.l10n.t(
      '“{0}” is no event source: it starts with channel:, bridge:, endpoint: or deviceState:.',
      message(wrong),
    ),
  );
}

async function askSource(server: Server, application: string, subscribing: boolean): Promise<string> {
  const items = subscribing ? liveSources(server) : await presentSources(server, application);
  const placeholder = subscribing
    ? vscode.l10n.t(
        'What should {0} hear of? channel:…, bridge:…, endpoint:… or deviceState:… can be typed',
        label(application),
      )
    : vscode.l10n.t('What should {0} no longer hear of?', label(application));
  const typed = (text: string): SourceItem | undefined =>
    isSource(text) ? { label: `$(rss) ${label(text)}`, source: text } : undefined;
  return (await askPick({ items, placeholder, typed, matchOnDetail: true })).source ?? '';
}

function liveSources(server: Server): readonly SourceItem[] {
  const technologies = [...new Set([...(server.model?.endpoints.values() ?? [])].map(({ technology }) => technology))];
  return [
    separator(vscode.l10n.t('Channels')),
    ...channelItems(server).map((item) => ({ ...item, source: `channel:${item.found.id}` })),
    separator(vscode.l10n.t('Bridges')),
    ...bridgeItems(server).map((item) => ({ ...item, source: `bridge:${item.found.id}` })),
    separator(vscode.l10n.t('Endpoints')),
    ...endpointItems(server).map((item) => ({ ...item, source: `endpoint:${item.found.id}` })),
    ...technologies.map((technology) => ({
      label: `$(device-mobile) ${label(technology)}`,
      description: vscode.l10n.t('every endpoint of it'),
      source: `endpoint:${technology}`,
    })),
  ];
}

/** Asked of the server: events do not tell of subscriptions. */
async function presentSources(server: Server, name: string): Promise<readonly SourceItem[]> {
  const application = await applications.get(server.rest, name);
  const toItems = (kind: string, ids: readonly string[]): readonly SourceItem[] =>
    ids.map((id) => {
      const known = server.model?.channels.get(id)?.resource.name ?? server.model?.bridges.get(id)?.name;
      return { label: `$(rss) ${label(`${kind}:${id}`)}`, description: label(known ?? ''), source: `${kind}:${id}` };
    });
  const items = [
    ...toItems('channel', application.channel_ids),
    ...toItems('bridge', application.bridge_ids),
    ...toItems('endpoint', application.endpoint_ids),
    ...toItems('deviceState', application.device_names),
  ];
  if (items.length) return items;
  throw new UserError(
    vscode.l10n.t(
      '“{0}” has no subscriptions of its own: it hears of everything, or of its own calls only.',
      message(name),
    ),
  );
}

function isSource(text: string): boolean {
  return /^(channel|bridge|endpoint|deviceState):[^\s,]/.test(text);
}
