import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { Cancelled } from '../common/report';
import { message } from '../common/text';
import type { Entry } from './entry';
import type { History } from './history';
import { jsonLine } from './jsonLines';

/** Entries that are turned into text before others have their turn. */
const AT_ONCE = 1_000;

export interface Saved {
  readonly uri: vscode.Uri;
  readonly entries: number;
}

/** Writes all that is kept, shown or not, as JSON lines. @param to asked for when not given @throws Cancelled */
export async function saveHistory(history: History<Entry>, to?: vscode.Uri): Promise<Saved> {
  const uri = to ?? (await askWhere());
  const { content, entries } = await jsonLinesOf(history);
  await vscode.workspace.fs.writeFile(uri, content);
  void offerToOpen(uri, entries);
  return { uri, entries };
}

async function askWhere(): Promise<vscode.Uri> {
  const name = `ari-events-${new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-')}.jsonl`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : { defaultUri: vscode.Uri.file(name) }),
    filters: { [vscode.l10n.t('JSON lines')]: ['jsonl'] },
    title: vscode.l10n.t('Save Events as JSON Lines'),
  });
  if (!uri) throw new Cancelled();
  return uri;
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
