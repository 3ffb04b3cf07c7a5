import type { Entry } from '../../live/capture/entry';

/** What the filter calls our own requests. No event type has this name. */
export const REQUESTS = 'Requests';

/** What the filter for types goes by; what is said by ourselves has none and is always shown. */
export function typeOf(entry: Entry): string | undefined {
  switch (entry.kind) {
    case 'event':
      return entry.event.type;
    case 'exchange':
      return REQUESTS;
    case 'note':
    case 'gap':
      return undefined;
  }
}
