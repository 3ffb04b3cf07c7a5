import * as vscode from 'vscode';
import { askPick, askText, runSteps } from '../common/steps';
import type { Position } from '../common/steps';
import { label } from '../common/text';
import type { RecordOptions } from '../../ari/operations/media';
import { FORMATS, IF_EXISTS, TERMINATE_ON, isRecordingName, parseSeconds } from './recordingsOptions';
import type { RecordingSettings } from './recordingsOptions';

/** What the dialog starts from. */
export interface RecordingQuestion {
  readonly title: string;
  readonly name: string;
  /** As they were chosen the last time. */
  readonly settings: RecordingSettings;
}

/** Asks for name, format and the rest; three times Enter takes what is proposed. @throws Cancelled */
export async function askRecording({ title, name, settings }: RecordingQuestion): Promise<RecordOptions> {
  let chosen = settings;
  let chosenName = name;
  await runSteps(title, [
    async (position) => {
      chosenName = (await askName(chosenName, position)).trim();
      return 'asked';
    },
    async (position) => {
      chosen = { ...chosen, format: await askFormat(chosen.format, position) };
      return 'asked';
    },
    async (position) => {
      chosen = await askRest(chosen, position);
      return 'asked';
    },
  ]);
  return { ...chosen, name: chosenName };
}

/** A name for a recording. @throws Cancelled */
export function askName(value: string, position?: Position): Promise<string> {
  const prompt = vscode.l10n.t('Name of the recording; it may have folders (/)');
  const wrong = vscode.l10n.t('A name without .. and without a / at its beginning or end, please.');
  return askText({ prompt, value, validate: (text) => (isRecordingName(text) ? undefined : wrong) }, position);
}

async function askFormat(former: string, position: Position): Promise<string> {
  const toItem = (format: string): vscode.QuickPickItem & { format: string } => ({
    label: label(format),
    detail: meaningOf(format),
    format,
  });
  const items = [...new Set([former, ...FORMATS])].map(toItem);
  const typed = (text: string): ReturnType<typeof toItem> | undefined =>
    /^\w+$/.test(text) && !items.some(({ format }) => format === text) ? toItem(text) : undefined;
  const placeholder = vscode.l10n.t('File format, or type another one');
  return (await askPick({ items, placeholder, typed }, position)).format;
}

function meaningOf(format: string): string {
  switch (format) {
    case 'wav':
      return vscode.l10n.t('Uncompressed, 8 kHz, 16 bits: plays everywhere, about 1 MB a minute');
    case 'WAV':
    case 'wav49':
      return vscode.l10n.t('GSM in a WAV file: plays nearly everywhere, about 100 KB a minute');
    case 'gsm':
      return vscode.l10n.t('GSM: small, about 100 KB a minute');
    case 'ulaw':
    case 'alaw':
      return vscode.l10n.t('G.711 as on the telephone line, without a header: about 480 KB a minute');
    case 'wav16':
      return vscode.l10n.t('Uncompressed wideband, 16 kHz: about 2 MB a minute');
    case 'g722':
      return vscode.l10n.t('G.722 wideband, without a header: about 480 KB a minute');
    case 'sln16':
      return vscode.l10n.t('Raw samples, 16 kHz, without a header: about 2 MB a minute');
    default:
      return vscode.l10n.t('If this Asterisk has the module for it');
  }
}

interface OptionItem extends vscode.QuickPickItem {
  /** Asks for another value; the first line of the list has none and starts the recording. */
  readonly change?: () => Promise<RecordingSettings>;
}

async function askRest(former: RecordingSettings, position: Position): Promise<RecordingSettings> {
  for (let settings = former; ;) {
    const placeholder = vscode.l10n.t('Start, or change how it is recorded');
    const { change } = await askPick({ items: optionItems(settings), placeholder }, position);
    if (!change) return settings;
    settings = await change();
  }
}

function optionItems(settings: RecordingSettings): readonly OptionItem[] {
  const {
    maxDurationSeconds = 0,
    maxSilenceSeconds = 0,
    ifExists = 'fail',
    beep = false,
    terminateOn = 'none',
  } = settings;
  const seconds = (value: number): string => (value ? vscode.l10n.t('{0} s', value) : vscode.l10n.t('off'));
  return [
    { label: `$(record) ${vscode.l10n.t('Start Recording')}` },
    {
      label: `$(clock) ${vscode.l10n.t('Stop after a time')}`,
      description: seconds(maxDurationSeconds),
      change: async () => ({ ...settings, maxDurationSeconds: await askSeconds(maxDurationSeconds) }),
    },
    {
      label: `$(mute) ${vscode.l10n.t('Stop after silence')}`,
      description: seconds(maxSilenceSeconds),
      change: async () => ({ ...settings, maxSilenceSeconds: await askSeconds(maxSilenceSeconds) }),
    },
    {
      label: `$(files) ${vscode.l10n.t('When the file exists')}`,
      description: ifExistsText(ifExists),
      change: async () => ({ ...settings, ifExists: await askOne(IF_EXISTS, ifExistsText) }),
    },
    {
      label: `$(bell) ${vscode.l10n.t('Beep before')}`,
      description: beep ? vscode.l10n.t('on') : vscode.l10n.t('off'),
      change: () => Promise.resolve({ ...settings, beep: !beep }),
    },
    {
      label: `$(keyboard) ${vscode.l10n.t('Stop by a key')}`,
      description: terminateOnText(terminateOn),
      change: async () => ({ ...settings, terminateOn: await askOne(TERMINATE_ON, terminateOnText) }),
    },
  ];
}

async function askSeconds(former: number): Promise<number> {
  const wrong = vscode.l10n.t('A whole number of seconds, please.');
  const text = await askText({
    prompt: vscode.l10n.t('Seconds; 0 for never'),
    value: String(former),
    validate: (value) => (parseSeconds(value) === undefined ? wrong : undefined),
  });
  return parseSeconds(text) ?? 0;
}

async function askOne<T extends string>(words: readonly T[], textOf: (word: T) => string): Promise<T> {
  const items = words.map((word) => ({ label: textOf(word), word }));
  return (await askPick({ items, placeholder: vscode.l10n.t('Pick one') })).word;
}

function ifExistsText(word: (typeof IF_EXISTS)[number]): string {
  switch (word) {
    case 'fail':
      return vscode.l10n.t('do not record');
    case 'overwrite':
      return vscode.l10n.t('overwrite it');
    case 'append':
      return vscode.l10n.t('record at its end');
  }
}

function terminateOnText(word: (typeof TERMINATE_ON)[number]): string {
  switch (word) {
    case 'none':
      return vscode.l10n.t('off');
    case 'any':
      return vscode.l10n.t('any key');
    default:
      return word;
  }
}
