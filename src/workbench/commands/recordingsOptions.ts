import type { IfExists, RecordOptions, TerminateOn } from '../../ari/operations/media';

/** How to record; everything but the name, which is another one each time. */
export type RecordingSettings = Omit<RecordOptions, 'name'>;

export const IF_EXISTS: readonly IfExists[] = ['fail', 'overwrite', 'append'];
export const TERMINATE_ON: readonly TerminateOn[] = ['none', 'any', '*', '#'];

/** File formats that Asterisk's usual modules write; what else it knows can be typed. Case tells `wav` from `WAV`. */
export const FORMATS = ['wav', 'WAV', 'gsm', 'ulaw', 'alaw', 'wav16', 'g722', 'sln16'] as const;

/** Until somebody chose otherwise. */
export const DEFAULT_SETTINGS: RecordingSettings = {
  format: 'wav',
  maxDurationSeconds: 0,
  maxSilenceSeconds: 0,
  ifExists: 'fail',
  beep: false,
  terminateOn: 'none',
};

/**
 * A name that tells later what was recorded and when: `PJSIP-1000-00000001-20260131-235959`. Nothing in it means
 * anything to a file system.
 *
 * @param subject The name of the channel or bridge.
 */
export function defaultRecordingName(subject: string, at: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  const time = `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
  const readable = subject
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return [readable || 'recording', day, time].join('-');
}

/** Whether Asterisk takes the name: it may have folders, but must stay below those of the recordings. */
export function isRecordingName(name: string): boolean {
  return name.trim() !== '' && !name.startsWith('/') && !name.split('/').some((part) => part === '..' || part === '');
}

/** A whole number of seconds, 0 for none; `undefined` when it is none. */
export function parseSeconds(text: string): number | undefined {
  return /^\d{1,7}$/.test(text.trim()) ? Number(text) : undefined;
}

/** What was remembered, as far as it has the right shape: an older version may have written it. */
export function readSettings(stored: unknown): RecordingSettings {
  if (typeof stored !== 'object' || stored === null) return DEFAULT_SETTINGS;
  const { format, maxDurationSeconds, maxSilenceSeconds, ifExists, beep, terminateOn } = stored as Record<
    string,
    unknown
  >;
  const seconds = (value: unknown): number =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : 0;
  return {
    format: typeof format === 'string' && format ? format : DEFAULT_SETTINGS.format,
    maxDurationSeconds: seconds(maxDurationSeconds),
    maxSilenceSeconds: seconds(maxSilenceSeconds),
    ifExists: IF_EXISTS.find((known) => known === ifExists) ?? 'fail',
    beep: beep === true,
    terminateOn: TERMINATE_ON.find((known) => known === terminateOn) ?? 'none',
  };
}

/** A file name for the disk of whoever saves it: the last part, without what some file systems forbid. */
export function fileNameOf({ name, format }: { name: string; format: string }): string {
  const last = name.split('/').at(-1) ?? '';
  return `${last.replace(/[<>:"\\|?*\u0000-\u001f]/g, '-') || 'recording'}.${format}`;
}
