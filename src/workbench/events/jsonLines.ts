import type { Exchange } from '../../ari/rest';
import type { Entry } from './entry';

// JSON may hold these as they are, but an editor or a terminal that shows the file would obey them.
const UNSAFE = /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
const UNSAFE_TAG = /[\u{e0000}-\u{e007f}]/gu;

/**
 * One JSON object on one line: `server`, `received` (ms since the epoch) and one of `event` (as received), `request`
 * with its `response`, or `note`. Control and bidi characters are escaped, which JSON reads as the same characters.
 */
export function jsonLine(entry: Entry): string {
  const { server, received } = entry;
  const line = JSON.stringify({ server, received, ...contentOf(entry) });
  return line.replace(UNSAFE, escaped).replace(UNSAFE_TAG, (tag) => tag.replace(/[^]/g, escaped));
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

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
