/** What can be played, as Asterisk reads it (res_stasis_playback.c): `scheme:rest`. */
export const SCHEMES = ['sound', 'recording', 'number', 'digits', 'characters', 'tone'] as const;
export type MediaScheme = (typeof SCHEMES)[number];

/** Why Asterisk could not play it; for `scheme` and `number` it would not even say so, and never end the playback. */
export type MediaProblem = 'empty' | 'scheme' | 'number' | 'digits' | 'address';

/** Numbers are read into 32 bits. */
const LARGEST_NUMBER = 2_147_483_647;

/** One that a person or a script named, in the form that Asterisk wants: an address is a sound. */
export function toMediaUri(text: string): string {
  const trimmed = text.trim();
  return /^https?:\/\//i.test(trimmed) ? `sound:${trimmed}` : trimmed;
}

/** Scheme and rest of a media URI; nothing when it has no scheme that Asterisk knows. */
export function splitMedia(uri: string): { readonly scheme: MediaScheme; readonly rest: string } | undefined {
  const colon = uri.indexOf(':');
  const scheme = SCHEMES.find((known) => known === uri.slice(0, Math.max(colon, 0)));
  return scheme && { scheme, rest: uri.slice(colon + 1) };
}

/** What is wrong with a media URI; nothing when Asterisk can make sense of it. Whether a file exists only it knows. */
export function mediaProblem(uri: string): MediaProblem | undefined {
  const parts = splitMedia(uri);
  if (!parts) return uri.trim() ? 'scheme' : 'empty';
  const { scheme, rest } = parts;
  if (!rest.trim()) return 'empty';
  switch (scheme) {
    case 'number':
      return /^-?\d{1,10}$/.test(rest) && Math.abs(Number(rest)) <= LARGEST_NUMBER ? undefined : 'number';
    case 'digits':
      return /^[-0-9*#]+$/.test(rest) ? undefined : 'digits';
    case 'sound':
      return rest.includes('://') && !isWebAddress(rest) ? 'address' : undefined;
    default:
      return undefined;
  }
}

function isWebAddress(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol) && !/\s/.test(text);
  } catch {
    return false;
  }
}
