import * as vscode from 'vscode';
import type { Entry } from './entry';
import type { ChannelFocus } from './focus';
import { clock } from './line';
import { text as foreign } from './parts';
import type { StreamWords } from './stream';

/** A line that is no event but ours. */
function remark(text: string): string {
  return `— ${text} —`;
}

const counted = (count: number): string => count.toLocaleString('en');

/** What the stream says in its own name. */
export function createWords(): StreamWords {
  return {
    skipped: (count) =>
      remark(vscode.l10n.t('… {0} entries not shown (they are in the history: save as JSON lines)', counted(count))),
    lost: (count) => remark(vscode.l10n.t('… {0} entries came too fast to be kept', counted(count))),
    paused: () => remark(vscode.l10n.t('paused; what happens is kept')),
    resumed: () => remark(vscode.l10n.t('resumed')),
    resumedWhenFull: (count) => remark(vscode.l10n.t('resumed: no more than {0} entries can be kept', counted(count))),
  };
}

/** The first line while one channel is shown only. */
export function headingOf(focus: ChannelFocus | undefined): string | undefined {
  if (!focus) return undefined;
  return remark(vscode.l10n.t('only {0} on {1}', foreign(focus.name ?? focus.id, 200), foreign(focus.server, 100)));
}

/** A note of the stream as a line, with the time of day here. */
export function noteLine({ text, received }: Extract<Entry, { kind: 'note' }>): string {
  return `${clock(received)} ${remark(foreign(text))}`;
}
