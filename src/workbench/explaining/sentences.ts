import * as vscode from 'vscode';
import type { AriError } from '../../ari/errors';
import type { Reason } from '../../live/explaining/reason';
import { explain } from '../common/explain';
import { name } from './words';
import { CALLS } from './wordsForCalls';
import { THINGS } from './wordsForThings';

/** Reasons that need no case to be explained: {@link explain} has their words. */
type Plain =
  | 'unreachable'
  | 'garbled'
  | 'untrusted'
  | 'readOnlyHere'
  | 'wrongPassword'
  | 'readOnlyUser'
  | 'accessList'
  | 'starting'
  | 'internal'
  | 'other';

const GENERAL = {
  notConnected: ({ returning }) =>
    returning
      ? vscode.l10n.t('The connection is lost and being made again. Try once more in a moment.')
      : vscode.l10n.t('This server is not connected. Connect it first.'),
  unanswered: ({ method }) =>
    method === undefined || method === 'GET'
      ? undefined
      : vscode.l10n.t('Asterisk did not answer in time. It may have done it all the same: look before you repeat it.'),
  tooLarge: () => vscode.l10n.t('The request is too large: Asterisk takes no more than 40,960 bytes.'),
  notAri: () =>
    vscode.l10n.t(
      'A web server answered, but there is no ARI at this address. Check the prefix in the URL, and enabled = yes in ari.conf.',
    ),
  unknownRequest: ({ request }) =>
    vscode.l10n.t(
      'This Asterisk does not know the request {0}: its version is too old for it, or the module is not loaded.',
      name(request),
    ),
  parameter: ({ name: parameter, value }) => parameterSentence(parameter, value),
  badBody: () => vscode.l10n.t('Asterisk could not read the JSON that was sent. Check its brackets and quotes.'),
} satisfies { readonly [K in Exclude<Reason['kind'], Plain | keyof typeof CALLS | keyof typeof THINGS>]: Word<K> };

type Word<K extends Reason['kind']> = (reason: Extract<Reason, { kind: K }>) => string | undefined;

const WORDS: Partial<Record<Reason['kind'], (reason: never) => string | undefined>> = {
  ...GENERAL,
  ...CALLS,
  ...THINGS,
};

/** What happened, why, and what to do, in a sentence or two; nothing in it can act (links, icons). */
export function sentenceOf(reason: Reason, error: AriError): string {
  const say = WORDS[reason.kind] as ((reason: Reason) => string | undefined) | undefined;
  return say?.(reason) ?? explain(error);
}

function parameterSentence(parameter: string | undefined, value: string | undefined): string | undefined {
  if (parameter === undefined) return undefined;
  if (value === undefined || value === '') return vscode.l10n.t('“{0}” is missing.', name(parameter));
  return vscode.l10n.t('“{0}” is not something that {1} can be.', name(value), name(parameter));
}
