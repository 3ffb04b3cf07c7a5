import type { AnyEvent } from '../../ari/events';
import type { Exchange } from '../../ari/rest';
import type { Gap } from '../gap';

/** What all entries have in common. */
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

/** A time in which events were not heard. */
export interface GapEntry extends Received {
  readonly kind: 'gap';
  readonly gap: Gap;
}

/** One of what happens on the servers, as it came: it is formatted only when somebody may see it. */
export type Entry = EventEntry | ExchangeEntry | NoteEntry | GapEntry;
