import * as l10n from '@vscode/l10n';
import { baseName } from '../../../conf/reader';
import type { DialplanProject } from '../../index/project';
import { nearestName } from '../../names/nearest';
import { plain } from '../plain';

/** A dialplan with more names that are wrong is wrong as a whole: no names are proposed for the rest of them. */
const MOST_SEARCHES = 200;
const MOST_SOURCES = 3;

/** Finds the name that was meant. */
export class Meant {
  #left = MOST_SEARCHES;

  nearest(name: string, candidates: Iterable<string>): string | undefined {
    // One number or letter is as good as another.
    if (!isWord(name) || this.#left <= 0) return undefined;
    this.#left--;
    return nearestName(name, [...candidates].filter(isWord));
  }
}

function isWord(name: string): boolean {
  return name.length > 2 && /\p{L}/u.test(name);
}

/** “Did you mean …?”, or what to do where nothing is near. */
export function advice(meant: string | undefined, otherwise: string): string {
  return meant === undefined ? otherwise : l10n.t('Did you mean “{0}”?', plain(meant));
}

/** A sentence about who may define what is missing. */
export function perhapsElsewhere({ elsewhere, loaded, root }: DialplanProject): string {
  const names = elsewhere.unseen.map(({ reason, name }) =>
    reason === 'exec' ? '#exec' : reason === 'switch' ? l10n.t('the switch {0}', plain(name)) : plain(name),
  );
  const override = loaded.dialplan.options.overrideSwitch;
  if (override !== undefined) names.push(l10n.t('the switch {0}', plain(override)));
  for (const { file } of elsewhere.contexts.values()) names.push(plain(baseName(file)));
  const sources = [...new Set(names)].slice(0, MOST_SOURCES);
  if (sources.length === 0 && !root.endsWith('/extensions.conf'))
    return l10n.t('The file that includes this one may define it.');
  if (sources.length === 0) return l10n.t('Another source may define it.');
  return l10n.t('Another source may define it: {0}.', sources.join(', '));
}
