import type { Loss } from '../ari/eventSocket';
import { isKnownEvent } from '../ari/events';
import type { AnyEvent } from '../ari/events';

/** A time in which events were not heard: Asterisk sends none of them again. */
export interface Gap {
  /** When the server was last heard of, ms since the epoch. */
  readonly from: number;
  /** When the events came again, ms since the epoch. */
  readonly to: number;
  readonly how: Loss['how'] | 'replaced';
  /**
   * Channels that are there now and began unseen, and those that ended unseen; nothing when the lists could not be had.
   * Those that began and ended in between left no trace.
   */
  readonly channels: { readonly came: number; readonly went: number } | undefined;
}

/**
 * Counts what was missed, while the lists are loaded anew. What events tell meanwhile was not missed: it is told apart
 * from what only the lists show.
 */
export class Missed {
  readonly #born = new Set<string>();
  readonly #died = new Set<string>();

  /** @param before ids of the channels known when the events stopped. */
  constructor(private readonly before: ReadonlySet<string>) {}

  /** To be told of every event from the new connection's first on. */
  take(event: AnyEvent): void {
    if (!isKnownEvent(event)) return;
    switch (event.type) {
      case 'ChannelCreated':
      case 'StasisStart':
        this.#born.add(event.channel.id);
        break;
      case 'ChannelDestroyed':
      case 'StasisEnd':
        this.#died.add(event.channel.id);
        break;
      default:
    }
  }

  /** @param now ids of the channels that the server has now. */
  count(now: Iterable<string>): { came: number; went: number } {
    const present = new Set(now);
    const began = (id: string): boolean => !this.before.has(id) && !this.#born.has(id);
    const alsoDied = [...this.#died].filter((id) => !present.has(id));
    return {
      came: [...present, ...alsoDied].filter(began).length,
      went: [...this.before].filter((id) => !present.has(id) && !this.#died.has(id)).length,
    };
  }
}
