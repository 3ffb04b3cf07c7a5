/** Tones that nearly every zone of indications.conf has. */
export const TONES = ['dial', 'ring', 'busy', 'congestion', 'callwaiting', 'dialrecall', 'record', 'info', 'stutter'];

/** Something that was played, to be offered again. */
export interface PlayedMedia {
  readonly media: readonly string[];
  readonly lang?: string;
}

/** What was remembered, if it has the right shape: an older version may have written it. */
export function revivePlayed(stored: unknown): PlayedMedia | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { media, lang } = stored as Record<string, unknown>;
  if (!Array.isArray(media) || !media.length || !media.every((uri) => typeof uri === 'string')) return undefined;
  return { media, ...(typeof lang === 'string' ? { lang } : {}) };
}
