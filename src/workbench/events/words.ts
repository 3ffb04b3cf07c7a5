import * as vscode from 'vscode';
import type { GapEntry, NoteEntry } from '../../live/capture/entry';
import type { RecordingTo } from './fileRecording';
import type { ChannelFocus } from './focus';
import { gapText } from './gapText';
import type { GapWords } from './gapText';
import { clock } from './line';
import { text as foreign } from './parts';
import type { StreamWords } from './stream';

/** A line that is no event but ours. */
function remark(text: string): string {
  return `— ${text} —`;
}

/** With its digits grouped as people here do it. */
export function counted(count: number, decimals = 0): string {
  return count.toLocaleString(vscode.env.language, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/** What the stream has to know for what it says. */
export interface WordsContext {
  /** The event file, while there is one. */
  readonly recordingTo: () => RecordingTo | undefined;
  /** How many entries are kept. */
  readonly kept: () => number;
}

/** What the stream says in its own name. */
export function createWords({ recordingTo, kept }: WordsContext): StreamWords {
  return {
    skipped: (count) => {
      const recording = recordingTo();
      if (recording) return remark(whereRecorded(counted(count), recording));
      return remark(whereKept(counted(count), counted(kept())));
    },
    // They may have come before a recording began.
    older: (count) => remark(whereKept(counted(count), counted(kept()))),
    lost: (count) => remark(vscode.l10n.t('… {0} entries came too fast to be kept', counted(count))),
    paused: () => remark(vscode.l10n.t('paused; what happens is kept')),
    resumed: () => remark(vscode.l10n.t('resumed')),
    resumedWhenFull: (count) => remark(vscode.l10n.t('resumed: no more than {0} entries can be kept', counted(count))),
  };
}

function whereRecorded(count: string, { file, isComplete }: RecordingTo): string {
  return isComplete
    ? vscode.l10n.t('… {0} lines not shown; all are in {1}', count, foreign(file))
    : vscode.l10n.t('… {0} lines not shown; {1} has the newest, not all are recorded', count, foreign(file));
}

function whereKept(count: string, kept: string): string {
  return vscode.l10n.t('… {0} lines not shown; “Save Events” has the newest {1}', count, kept);
}

/** The first line while one channel is shown only. */
export function headingOf(focus: ChannelFocus | undefined): string | undefined {
  if (!focus) return undefined;
  return remark(vscode.l10n.t('only {0} on {1}', foreign(focus.name ?? focus.id, 200), foreign(focus.server, 100)));
}

/** A note of the stream as a line, with the time of day here. */
export function noteLine({ text, received }: NoteEntry): string {
  return `${clock(received)} ${remark(foreign(text))}`;
}

/** A gap as a line: `12:03:09.871 — lab: no events from 12:03:04.120 to 12:03:09.871 (5.8 s) … —`. */
export function gapLine({ server, received, gap }: GapEntry): string {
  return `${clock(received)} ${remark(`${foreign(server, 100)}: ${gapText(gap, GAP_WORDS)}`)}`;
}

const GAP_WORDS: GapWords = {
  gap: (from, to, duration, why, channels) =>
    vscode.l10n.t('no events from {0} to {1} ({2}): {3}; {4}', from, to, duration, why, channels),
  why: (how) => {
    switch (how) {
      case 'closed':
        return vscode.l10n.t('the connection was lost');
      case 'silent':
        return vscode.l10n.t('the server fell silent');
      case 'replaced':
        return vscode.l10n.t('another client had the application');
    }
  },
  unknown: () => vscode.l10n.t('which channels came and went is not known'),
  same: () => vscode.l10n.t('the channels are the same as before'),
  came: (count) =>
    count === 1
      ? vscode.l10n.t('meanwhile 1 channel began')
      : vscode.l10n.t('meanwhile {0} channels began', counted(count)),
  went: (count) =>
    count === 1
      ? vscode.l10n.t('meanwhile 1 channel ended')
      : vscode.l10n.t('meanwhile {0} channels ended', counted(count)),
  cameAndWent: (came, went) =>
    came === 1
      ? vscode.l10n.t('meanwhile 1 channel began and {0} ended', counted(went))
      : vscode.l10n.t('meanwhile {0} channels began and {1} ended', counted(came), counted(went)),
  seconds: (count) => vscode.l10n.t('{0} s', counted(count, 1)),
  minutes: (minutes, seconds) => vscode.l10n.t('{0} min {1} s', minutes, seconds),
  hours: (hours, minutes) => vscode.l10n.t('{0} h {1} min', counted(hours), minutes),
};
