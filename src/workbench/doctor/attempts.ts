import { l10n } from 'vscode';
import type { Answer, Attempt, Tried } from '../../ari/doctor/finding';
import { plain } from '../../ari/text';
import { nameOf, namesOf } from './certificateMeanings';
import { dateOf, seconds } from './words';

/** More than these are told as one. */
const AT_MOST = 4;

/** What was tried and what came back: a pair of lines for each attempt. Cleaned for display. */
export function attemptLines(attempts: readonly Attempt[]): readonly (readonly [tried: string, answer: string])[] {
  if (attempts.length <= AT_MOST) return attempts.map((attempt) => [triedText(attempt.tried), answerText(attempt)]);
  // One request for each of many things: only what is odd among the answers is worth a line.
  const paths = attempts.flatMap(({ tried }) => (tried.kind === 'request' ? [resourceOf(tried.path)] : []));
  const odd = attempts.filter(({ answer }) => answer.kind !== 'response' || answer.message === 'Resource not found');
  const total = attempts.reduce((sum, { tookMs }) => Math.max(sum, tookMs), 0);
  return [
    [
      `GET ${paths.sort().join(', ')}`,
      l10n.t('{0} of {1} answer ({2})', attempts.length - odd.length, attempts.length, seconds(total)),
    ],
    ...odd.map((attempt): readonly [string, string] => [triedText(attempt.tried), answerText(attempt)]),
  ];
}

function resourceOf(path: string): string {
  return plain(/\/ari\/(\w+)/.exec(path)?.[1] ?? path, 60);
}

function triedText(tried: Tried): string {
  switch (tried.kind) {
    case 'lookup':
      return l10n.t('Look up {0}', plain(tried.host));
    case 'connect':
      return l10n.t('Connect to {0}', endpoint(tried));
    case 'tunnel':
      return l10n.t('Connect to {0} through the proxy {1}', endpoint(tried), plain(tried.proxy));
    case 'handshake':
      return l10n.t('TLS handshake with {0}', endpoint(tried));
    case 'request':
      return tried.user === undefined
        ? l10n.t('{0} {1}, without credentials', tried.method, plain(tried.path, 200))
        : l10n.t('{0} {1}, as {2}', tried.method, plain(tried.path, 200), plain(tried.user));
    case 'upgrade':
      return l10n.t('WebSocket {0}, as {1}', plain(tried.path, 200), plain(tried.user));
    case 'listen':
      return l10n.t('Wait for an event of {0}', plain(tried.application));
  }
}

function endpoint({ host, port }: { readonly host: string; readonly port: number }): string {
  return l10n.t('{0}, port {1}', plain(host), port);
}

function answerText({ tried, answer, tookMs }: Attempt): string {
  // Who answers is worth knowing once, before anybody says who he is.
  const isFront = tried.kind === 'request' && tried.user === undefined;
  return `${answerWords(answer, isFront)} (${seconds(tookMs)})`;
}

function answerWords(answer: Answer, withServer: boolean): string {
  switch (answer.kind) {
    case 'addresses':
      return plain(answer.addresses.join(', '));
    case 'connected':
      return l10n.t('connected to {0}', answer.address);
    case 'certificate': {
      const { protocol, subject, issuer, validFrom, validTo } = answer.certificate;
      const shown = l10n.t(
        'certificate “{0}” for {1}, signed by “{2}”, valid from {3} to {4}',
        nameOf(subject),
        namesOf(answer.certificate),
        nameOf(issuer),
        dateOf(validFrom),
        dateOf(validTo),
      );
      return [protocol, shown, answer.problem].filter(Boolean).join(', ');
    }
    case 'response': {
      const said = answer.message === undefined ? undefined : `“${plain(answer.message, 200)}”`;
      return [String(answer.status), said, withServer && answer.server && `Server: ${plain(answer.server, 100)}`]
        .filter(Boolean)
        .join(', ');
    }
    case 'upgraded':
      return l10n.t('101, the socket is open');
    case 'event':
      return plain(answer.type, 60);
    case 'bytes':
      return l10n.t('no HTTP: “{0}”', plain(answer.text, 80));
    case 'closed':
      return l10n.t('the connection was ended without a word');
    case 'silence':
      return l10n.t('nothing');
    case 'error':
      return plain(answer.code, 60);
  }
}
