import * as vscode from 'vscode';
import { askPick } from '../common/steps';
import type { Position } from '../common/steps';
import { label } from '../common/text';
import type { Server } from '../servers/server';

/** A line of a picker that stands for an application. */
export interface ApplicationItem extends vscode.QuickPickItem {
  readonly application: string;
}

/** The applications that the server knows, this window's own first. */
export function applicationItems(server: Server): readonly ApplicationItem[] {
  const names = new Set([
    ...(server.model?.applications.ids() ?? []),
    ...(server.application ? [server.application] : []),
  ]);
  const own = (name: string): boolean => name === server.application;
  return [...names]
    .sort((one, other) => Number(own(other)) - Number(own(one)) || one.localeCompare(other))
    .map((application) => ({
      label: `$(symbol-event) ${label(application)}`,
      ...(own(application) ? { description: vscode.l10n.t('this window') } : {}),
      application,
    }));
}

/** An application that is not listed. */
export function typedApplication(text: string): ApplicationItem | undefined {
  if (/[\s,]/.test(text)) return undefined;
  return { label: `$(symbol-event) ${label(text)}`, description: vscode.l10n.t('not listed'), application: text };
}

/** An application of the server, or another name. @throws Cancelled */
export async function askApplication(
  server: Server,
  { placeholder, except }: { placeholder: string; except?: string | undefined },
  position?: Position,
): Promise<string> {
  await server.live?.refresh(['application']);
  const items = applicationItems(server).filter(({ application }) => application !== except);
  return (await askPick({ items, placeholder, typed: typedApplication }, position)).application;
}
