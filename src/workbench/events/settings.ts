import * as vscode from 'vscode';
import { KEPT_AT_MOST } from './history';

export const DETAILS = ['line', 'json'] as const;
/** One line an entry, or its JSON below as well. */
export type Detail = (typeof DETAILS)[number];

/** What `ari.events.*` in the settings says; what makes no sense there counts as not set. */
export interface EventSettings {
  readonly hiddenTypes: ReadonlySet<string>;
  readonly detail: Detail;
  /** How many entries are kept. */
  readonly historySize: number;
}

const DEFAULT_SIZE = 10_000;
const SMALLEST_SIZE = 100;

export function readSettings(): EventSettings {
  const section = vscode.workspace.getConfiguration('ari.events');
  const hidden = section.get<unknown>('hiddenTypes');
  const size = section.get<unknown>('historySize');
  return {
    hiddenTypes: new Set(Array.isArray(hidden) ? hidden.filter((type) => typeof type === 'string') : []),
    detail: DETAILS.find((detail) => detail === section.get<unknown>('detail')) ?? 'line',
    historySize:
      typeof size === 'number' ? Math.min(Math.max(Math.floor(size), SMALLEST_SIZE), KEPT_AT_MOST) : DEFAULT_SIZE,
  };
}

/** Saves one of them where it is set already, so that it takes effect; for all workspaces when it is not. */
export async function saveSetting(name: 'hiddenTypes' | 'detail', value: Detail | readonly string[]): Promise<void> {
  const section = vscode.workspace.getConfiguration('ari.events');
  const isOfWorkspace = section.inspect(name)?.workspaceValue !== undefined;
  const target = isOfWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await section.update(name, value, target);
}
