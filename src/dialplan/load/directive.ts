import { withoutCase } from './bytes';

/** What an entry of a context is for. */
export type Directive = 'same' | 'exten' | 'include' | 'ignorepat' | 'switch' | 'lswitch' | 'eswitch' | 'autohints';

const DIRECTIVES: ReadonlyMap<string, Directive> = new Map(
  (['same', 'exten', 'include', 'ignorepat', 'switch', 'lswitch', 'eswitch', 'autohints'] as const).map((name) => [
    name,
    name,
  ]),
);

/** Without case; all that begins with `same` is `same`. Undefined: Asterisk warns and leaves the entry out. */
export function directiveOf(key: string): Directive | undefined {
  // Almost always it is written so.
  const plain = DIRECTIVES.get(key);
  if (plain) return plain;
  const name = withoutCase(key);
  return name.startsWith('same') ? 'same' : DIRECTIVES.get(name);
}
