import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Entry } from '../../live/capture/entry';
import { jsonLine } from '../../live/capture/jsonLines';
import { message } from '../common/text';
import { askWhere } from './askWhere';
import type { History } from './history';

/** Entries that are turned into text before others have their turn. */
const AT_ONCE = 1_000;

export interface Saved {
  readonly uri: vscode.Uri;
  readonly entries: number;
}

/** Writes all that is kept, shown or not, as JSON lines. @param to asked for when not given @throws Cancelled */
export async function saveHistory(history: History<Entry>, to?: vscode.Uri): Promise<Saved> {
  const uri = to ?? (await askWhere({ title: vscode.l10n.t('Save Events as JSON Lines') }));
  const { content, entries } = await jsonLinesOf(history);
  await vscode.workspace.fs.writeFile(uri, content);
  void offerToOpen(uri, entries);
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

async function offerToOpen(uri: vscode.Uri, entries: number): Promise<void> {
  const open = vscode.l10n.t('Open');
  const saved = vscode.l10n.t('Saved {0} entries to {1}.', entries, message(vscode.workspace.asRelativePath(uri)));
  if ((await vscode.window.showInformationMessage(saved, open)) === open) await vscode.window.showTextDocument(uri);
}
