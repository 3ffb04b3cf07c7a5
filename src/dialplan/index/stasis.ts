import { applicationKey } from '../syntax/call';
import type { DialplanSyntax, Word } from '../syntax/syntax';

/** A call that hands a channel to an application of ARI, and the application's name where it is written. */
export function* stasisCalls({ sections }: DialplanSyntax): Iterable<Word> {
  for (const { statements } of sections) {
    for (const statement of statements) {
      // Most lines are not worth a reading of their parts.
      if (statement.kind !== 'extension' || !/stasis/i.test(statement.entry.value)) continue;
      if (!statement.call || applicationKey(statement.call.name.text) !== 'stasis') continue;
      const [name] = statement.call.arguments;
      if (!name || name.parts.some(({ kind }) => kind !== 'literal')) continue;
      const text = name.text.trim();
      const start = name.span.start + name.text.indexOf(text);
      if (text !== '') yield { text, span: { line: name.span.line, start, end: start + text.length } };
    }
  }
}
