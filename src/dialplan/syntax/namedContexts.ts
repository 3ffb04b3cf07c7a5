import type { ConfEntry } from '../../conf/tree';
import { PhraseReader } from './phrase';
import { Source, type Range } from './source';
import type { Statement } from './syntax';
import type { TargetPart } from './targetKinds';
import { VARIABLES_OF_CONTEXTS } from './targetTable';

/**
 * The context that a line names without a call: `switch => Loopback/number@context:priority/pattern`, and a global
 * variable in which Asterisk looks for one. The contexts of other switches are none of this dialplan. Fact:
 * pbx/pbx_loopback.c.
 */
export function namedContext(statement: Statement): TargetPart | undefined {
  if (statement.kind === 'switch')
    return /^loopback$/i.test(statement.name.text.trim()) ? ofLoopback(statement.entry) : undefined;
  if (statement.kind !== 'global' || !VARIABLES_OF_CONTEXTS.has(statement.entry.key)) return undefined;
  const source = new Source(statement.entry);
  return part(new PhraseReader(source, 0, source.text.length), [0, source.text.length]);
}

function ofLoopback(entry: ConfEntry): TargetPart | undefined {
  const source = new Source(entry);
  const start = source.text.indexOf('/') + 1;
  const reader = new PhraseReader(source, start, source.text.length);
  const [place] = reader.splitAtAll(start, source.text.length, '/');
  const at = place ? reader.find('@', ...place) : -1;
  if (!place || at < 0) return undefined;
  const [context] = reader.splitAtAll(at + 1, place[1], ':');
  return context && part(reader, context);
}

function part(reader: PhraseReader, [start, end]: Range): TargetPart | undefined {
  const { text } = reader.source;
  let [from, to] = [start, end];
  while (from < to && text.charCodeAt(from) <= 32) from++;
  while (to > from && text.charCodeAt(to - 1) <= 32) to--;
  return from < to ? { ...reader.source.word(from, to), isDynamic: reader.isReplaced(from, to) } : undefined;
}
