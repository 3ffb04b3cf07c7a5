import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Entry } from '../../live/capture/entry';
import { jsonLine } from '../../live/capture/jsonLines';
import type { Reporter } from '../common/report';
import { message } from '../common/text';
import { askWhere } from './askWhere';
import type { History } from './history';
import { offerToOpen } from './offerToOpen';

/** Entries that are turned into text before others have their turn. */
const AT_ONCE = 1_000;

export interface Saved {
  readonly uri: vscode.Uri;
  readonly entries: number;
}

/** Writes all that is kept, shown or not, as JSON lines. @param to asked for when not given @throws Cancelled */
export async function saveHistory(reporter: Reporter, history: History<Entry>, to?: vscode.Uri): Promise<Saved> {
  const uri = to ?? (await askWhere({ title: vscode.l10n.t('Save Events as JSON Lines') }));
  const { content, entries } = await jsonLinesOf(history);
  await vscode.workspace.fs.writeFile(uri, content);
  const name = message(vscode.workspace.asRelativePath(uri));
  offerToOpen(reporter, vscode.l10n.t('Saved {0} entries to {1}.', entries, name), uri);
  return { uri, entries };
}

async function jsonLinesOf(history: History<Entry>): Promise<{ content: Uint8Array; entries: number }> {
  const parts: Buffer[] = [];
  const end = history.next;
  let lines: string[] = [];
  let entries = 0;
  for (const { number, item } of history.from(history.oldest)) {
    if (number >= end) break;
    lines.push(`${jsonLine(item)}\n`);
    entries += 1;
    if (lines.length < AT_ONCE) continue;
    parts.push(Buffer.from(lines.join('')));
    lines = [];
    await setImmediate();
  }
  parts.push(Buffer.from(lines.join('')));
  return { content: Buffer.concat(parts), entries };
}
