/** What playing and recording take, alike for channels and bridges. */

/** What to play, and how. */
export interface PlayOptions {
  /**
   * Media URIs, played one after the other: `sound:NAME`, `sound:https://…`, `recording:NAME`, `number:N`, `digits:N`,
   * `characters:TEXT`, `tone:NAME`. Asterisk accepts any text: media that it cannot make sense of are skipped without a
   * PlaybackFinished.
   */
  readonly media: readonly string[];
  /** Language of sounds; the channel's own when not given. */
  readonly lang?: string | undefined;
  /** How much of the first medium to leave out, in ms. */
  readonly offsetms?: number | undefined;
  /** How far `forward` and `reverse` jump, in ms; 3,000 when not given. */
  readonly skipms?: number | undefined;
  /** Id for the playback, so that it is known before the answer comes. */
  readonly playbackId?: string | undefined;
}

/** What to do when the recording's file exists. */
export type IfExists = 'fail' | 'overwrite' | 'append';

/** Which DTMF digits end a recording. */
export type TerminateOn = 'none' | 'any' | '*' | '#';

/** How to record. */
export interface RecordOptions {
  /** File name without format, below the server's recording folder; may have folders (`/`), but no `..`. */
  readonly name: string;
  /** File format, such as `wav` (signed linear) or `WAV` (GSM). */
  readonly format: string;
  /** When to stop, in seconds; 0 for never. */
  readonly maxDurationSeconds?: number | undefined;
  /** After how much silence to stop, in seconds; 0 for never. */
  readonly maxSilenceSeconds?: number | undefined;
  /** What to do when the file exists; `fail` when not given. */
  readonly ifExists?: IfExists | undefined;
  /** Whether to beep before. */
  readonly beep?: boolean | undefined;
  /** Digits that end it; `none` when not given. */
  readonly terminateOn?: TerminateOn | undefined;
}
