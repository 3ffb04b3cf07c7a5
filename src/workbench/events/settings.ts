import * as vscode from 'vscode';
import type { Rotation } from '../../live/capture/rotatingFile';

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

const HISTORY_SIZE = { least: 100, most: 1_000_000, otherwise: 10_000 };

export function readSettings(): EventSettings {
  const section = vscode.workspace.getConfiguration('ari.events');
  const hidden = section.get<unknown>('hiddenTypes');
  const size = section.get<unknown>('historySize');
  return {
    hiddenTypes: new Set(Array.isArray(hidden) ? hidden.filter((type) => typeof type === 'string') : []),
    detail: DETAILS.find((detail) => detail === section.get<unknown>('detail')) ?? 'line',
    historySize: wholeNumber(size, HISTORY_SIZE),
  };
}

/** Saves one of them where it is set already, so that it takes effect; for all workspaces when it is not. */
export async function saveSetting(name: 'hiddenTypes' | 'detail', value: Detail | readonly string[]): Promise<void> {
  const section = vscode.workspace.getConfiguration('ari.events');
  const isOfWorkspace = section.inspect(name)?.workspaceValue !== undefined;
  const target = isOfWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await section.update(name, value, target);
}

const MEGABYTE = 1_000_000;

/** `ari.events.file.*` in the settings: how event files grow. */
export function readRotation(): Rotation {
  const section = vscode.workspace.getConfiguration('ari.events.file');
  return {
    maxBytes: wholeNumber(section.get<unknown>('maxSizeMB'), { least: 1, most: 10_000, otherwise: 100 }) * MEGABYTE,
    keep: wholeNumber(section.get<unknown>('keep'), { least: 1, most: 1_000, otherwise: 10 }),
  };
}

function wholeNumber(value: unknown, range: { least: number; most: number; otherwise: number }): number {
  if (typeof value !== 'number' || Number.isNaN(value)) return range.otherwise;
  return Math.min(Math.max(Math.floor(value), range.least), range.most);
}
