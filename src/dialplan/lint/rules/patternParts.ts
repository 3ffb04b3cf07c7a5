import * as l10n from '@vscode/l10n';
import type { Span } from '../../../conf/tree';
import { isEmptySet } from '../../pattern';
import type { Phrase } from '../../syntax/syntax';
import type { Finding, Rule } from '../finding';
import { plain } from '../plain';
import { extensionsOf, finding } from './kit';

/** Parts of patterns that match nothing, and parts that Asterisk does not look at. */
export const patternParts: Rule = function* (project) {
  for (const { file, facts } of extensionsOf(project)) {
    for (const odd of facts.oddParts) yield findingOf(file.path, odd);
  }
};

/** A part of a pattern that does not do what it seems to. */
export interface OddPart {
  readonly code: 'empty-set' | 'text-after-wildcard';
  readonly text: string;
  readonly span: Span;
}

/** Those of an extension's name. None where it is not written as it is read. */
export function oddPartsOf({ text, span, parts }: Phrase): OddPart[] {
  const isWritten = span.end - span.start === text.length && parts.every(({ kind }) => kind === 'literal');
  if (!isWritten || !text.trimStart().startsWith('_')) return [];
  const found: OddPart[] = [];
  const add = (code: OddPart['code'], start: number, end: number): void => {
    const at = { line: span.line, start: span.start + start, end: span.start + end };
    found.push({ code, text: text.slice(start, end), span: at });
  };
  for (const { 0: whole, 1: set, 2: wildcard, index } of text.matchAll(/\[([^\]]*)\]|([.!])/g)) {
    const end = index + whole.length;
    if (wildcard === undefined) {
      if (isEmptySet(set ?? '')) add('empty-set', index, end);
      continue;
    }
    const rest = text.slice(end).trimEnd();
    if (rest.replace(/[-\s]/g, '') !== '') add('text-after-wildcard', end, end + rest.length);
    break;
  }
  return found;
}

function findingOf(file: string, { code, text, span }: OddPart): Finding {
  const message =
    code === 'empty-set'
      ? l10n.t(
          'There is no character in “{0}”: no number fits. A range goes from the lower one to the higher.',
          plain(text),
        )
      : l10n.t('Asterisk does not look at “{0}”: “.” and “!” match whatever follows.', plain(text));
  return finding(code, { file, span }, message);
}
