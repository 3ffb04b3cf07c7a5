import type { AnyEvent } from '../../ari/events';
import type { Exchange } from '../../ari/rest';

/** What all entries of the stream have in common. */
interface Received {
  /** The server's name. */
  readonly server: string;
  /** Our application there, when it came. */
  readonly application: string | undefined;
  /** ms since the epoch. */
  readonly received: number;
}

export interface EventEntry extends Received {
  readonly kind: 'event';
  readonly event: AnyEvent;
}

export interface ExchangeEntry extends Received {
  readonly kind: 'exchange';
  readonly exchange: Exchange;
}

/** What we have to say ourselves, such as that the connection broke off. */
export interface NoteEntry extends Received {
  readonly kind: 'note';
  readonly text: string;
}

/** One of the stream, as it came: it is formatted only when somebody may see it. */
export type Entry = EventEntry | ExchangeEntry | NoteEntry;

/** What the filter calls our own requests. No event type has this name. */
export const REQUESTS = 'Requests';

/** What the filter for types goes by; a note has none and is always shown. */
export function typeOf(entry: Entry): string | undefined {
  switch (entry.kind) {
    case 'event':
      return entry.event.type;
    case 'exchange':
      return REQUESTS;
    case 'note':
      return undefined;
  }
}
