import type { Exchange } from '../../ari/rest';
import { safeJson } from '../../ari/text';
import type { Entry } from './entry';

/**
 * One JSON object on one line: `server`, `received` (ms since the epoch) and one of `event` (as received), `request`
 * with its `response`, or `note`. Control and bidi characters are escaped, which JSON reads as the same characters.
 */
export function jsonLine(entry: Entry): string {
  const { server, received } = entry;
  return safeJson({ server, received, ...contentOf(entry) }, 0);
}

function contentOf(entry: Entry): object {
  switch (entry.kind) {
    case 'event':
      return { event: entry.event };
    case 'exchange':
      return exchangeOf(entry.exchange);
    case 'note':
      return { note: entry.text };
  }
}

function exchangeOf({ method, target, requestBody, status, responseBody, durationMs, error }: Exchange): object {
  return {
    request: { method, target, body: requestBody },
    response: { status, body: responseBody, durationMs, error: error?.serverMessage ?? error?.message },
  };
}
