import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../test/support/places';

/**
 * A dialplan of so many lines: a small company's, again and again, with names of its own each time, also where they are
 * inherited from, included and jumped to: Asterisk takes it.
 */
export function dialplanOf(lines: number): string {
  const company = fs.readFileSync(path.join(ROOT, 'test/asterisk/dialplan/corpus/real.conf'), 'utf8');
  const names = [...company.matchAll(/^\[(?!general\]|globals\])([\w-]+)\]/gm)].map(([, name]) => name);
  const mentioned = new RegExp(`(?<![\\w-])(?:${names.join('|')})(?![\\w-])`, 'g');
  const found: string[] = [];
  for (let times = 0; found.length < lines; times += 1) {
    found.push(...company.replace(mentioned, (name) => `${name}-${times}`).split('\n'));
  }
  return found.slice(0, lines).join('\n');
}
