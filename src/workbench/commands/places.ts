import * as vscode from 'vscode';
import { askPick } from '../common/steps';
import type { Position } from '../common/steps';
import { label } from '../common/text';
import type { Server } from '../servers/server';

/** A place in the dialplan to send a call to. */
export interface Place {
  readonly extension: string;
  readonly priority?: number;
  /** Instead of a priority. */
  readonly label?: string;
}

/** Contexts that channels were seen in, the most used first: ARI has no list of them. */
export function knownContexts(server: Server, more: readonly string[] = []): readonly string[] {
  const counts = new Map<string, number>(more.map((context) => [context, 1]));
  for (const { resource } of server.model?.channels.values() ?? []) {
    const { context } = resource.dialplan;
    // Asterisk makes contexts of its own for every Stasis application; nothing is to be found there.
    if (context && !context.startsWith('stasis-')) counts.set(context, (counts.get(context) ?? 0) + 1);
  }
  const seen = [...counts].sort(([, one], [, other]) => other - one).map(([context]) => context);
  return seen.includes('default') ? seen : [...seen, 'default'];
}

/** A context that is known, or another one. @throws Cancelled */
export async function askContext(contexts: readonly string[], position?: Position): Promise<string> {
  const items = contexts.map((context) => ({ label: `$(symbol-namespace) ${label(context)}`, context }));
  const placeholder = vscode.l10n.t('In which context? One that is not listed can be typed');
  const typed = (text: string): (typeof items)[number] | undefined =>
    /\s/.test(text) ? undefined : { label: `$(symbol-namespace) ${label(text)}`, context: text };
  return (await askPick({ items, placeholder, typed }, position)).context;
}

/** Reads `1000`, `1000,2` or `1000,label`; nothing when it is none of these. */
export function parsePlace(text: string): Place | undefined {
  const [, extension, priority] = /^([^\s,@]+)(?:,([^\s,]+))?$/.exec(text.trim()) ?? [];
  if (extension === undefined) return undefined;
  return { extension, ...parsePriority(priority) };
}

/** A priority, or a label when it is no number. */
export function parsePriority(text: string | undefined): Omit<Place, 'extension'> {
  if (text === undefined || text === '') return {};
  return /^\d+$/.test(text) ? { priority: Number(text) } : { label: text };
}

export function placeProblem(text: string): string | undefined {
  return parsePlace(text)
    ? undefined
    : vscode.l10n.t('An extension, and a priority or label after a comma if need be.');
}
