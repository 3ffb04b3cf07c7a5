/** Requests about the sounds that are installed on the server. */
import type { Sound } from '../resources';
import { pathOf } from '../path';
import type { Requester } from '../rest';

/** Which sounds. */
export interface SoundFilter {
  /** Only those in this language, such as `en`. */
  readonly lang?: string | undefined;
  /** Only those in this format, such as `gsm`. */
  readonly format?: string | undefined;
}

/** All sounds: some hundred per language. Errors: 404 none is as the filter wants. */
export function list(ari: Requester, filter: SoundFilter = {}): Promise<Sound[]> {
  return ari.request({ method: 'GET', path: 'sounds', query: { ...filter } });
}

/** One sound. Errors: 404. */
export function get(ari: Requester, soundId: string): Promise<Sound> {
  return ari.request({ method: 'GET', path: pathOf`sounds/${soundId}` });
}
