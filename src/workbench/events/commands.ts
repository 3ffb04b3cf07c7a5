import type * as vscode from 'vscode';
import { targetFrom } from '../servers/target';
import type { Workbench } from '../servers/workbench';
import { askTypes } from './askTypes';
import type { EventStream } from './eventStream';
import { findFocus } from './findFocus';
import { uriIn } from './recordCommands';
import { saveHistory } from './save';
import { DETAILS, saveSetting } from './settings';
import type { Detail } from './settings';

/**
 * Registers `ari.events.*`. Each takes `(target?, answers?)`, of which these are read:
 * `hideTypes` {types: string[]}, `toggleDetail` {detail: 'line' | 'json'}, `save` {uri: string | Uri}.
 */
export function eventCommands({ registry, reporter }: Workbench, output: EventStream): readonly vscode.Disposable[] {
  const { stream } = output;
  return [
    reporter.command('ari.events.show', () => output.show()),
    reporter.command('ari.events.pause', () => output.pause()),
    reporter.command('ari.events.resume', () => output.resume()),
    reporter.command('ari.events.clear', () => stream.clear()),
    reporter.command('ari.events.hideTypes', async (_target, answers) => {
      const types = typesIn(answers) ?? (await askTypes(output.settings.hiddenTypes, stream.counts));
      await saveSetting('hiddenTypes', types);
      return types;
    }),
    reporter.command('ari.events.toggleDetail', async (_target, answers): Promise<Detail> => {
      const other = output.settings.detail === 'json' ? 'line' : 'json';
      const detail = DETAILS.find((known) => known === answer(answers, 'detail')) ?? other;
      await saveSetting('detail', detail);
      return detail;
    }),
    reporter.command('ari.events.onlyChannel', async (argument) => {
      const focus = await findFocus(registry, stream.history, targetFrom(argument, 'channel'));
      output.focus(focus);
      output.show();
      return focus.id;
    }),
    reporter.command('ari.events.allChannels', () => output.focus(undefined)),
    reporter.command('ari.events.save', (_target, answers) => saveHistory(reporter, stream.history, uriIn(answers))),
  ];
}

function answer(answers: unknown, name: string): unknown {
  return typeof answers === 'object' && answers !== null ? (answers as Record<string, unknown>)[name] : undefined;
}

function typesIn(answers: unknown): readonly string[] | undefined {
  const types = answer(answers, 'types');
  return Array.isArray(types) && types.every((type) => typeof type === 'string') ? types : undefined;
}
