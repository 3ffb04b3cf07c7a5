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

/**
 * Follows what is not heard of a server, and tells each gap once: when the list of channels after it has come or failed,
 * or when the connection is lost again before.
 */
export class Deafness {
  #since: Pick<Gap, 'from' | 'how'> | undefined;
  /** Since when it is heard again, ms since the epoch. */
  #heardSince: number | undefined;
  /** Of what was known before the first loss: a model of which no list came since is no measure. */
  #missed: Missed | undefined;
  /** Whether the channels that we know are those of the server. */
  #known = false;

  /**
   * @param since when a former connection of the same server ended, which nobody here followed
   * @param ids of the channels that are known
   */
  constructor(
    since: Pick<Gap, 'from' | 'how'> | undefined,
    private readonly ids: () => Iterable<string>,
    private readonly tell: (gap: Gap) => void,
  ) {
    this.#since = since;
  }

  /** To be told of a loss; again and again, with every try to come back. */
  lost({ at, how }: Loss): void {
    if (this.#since && this.#heardSince !== undefined) this.#tell(this.#since, this.#heardSince, undefined);
    this.#since ??= { from: at, how };
    this.#heardSince = undefined;
    if (this.#known) this.#missed = new Missed(new Set(this.ids()));
    this.#known = false;
  }

  /** @param at ms since the epoch */
  connected(at: number): void {
    this.#heardSince = at;
  }

  /** Nothing is known any more, and nobody tries to come back. */
  ended(): void {
    this.#heardSince = undefined;
    this.#known = false;
  }

  /** To be told of every event, before the channels change by it. */
  take(event: AnyEvent): void {
    this.#missed?.take(event);
  }

  /** @param known the channels are the server's now; otherwise it could not be asked */
  listed(known: boolean): void {
    if (known) this.#known = true;
    const missed = this.#missed;
    this.#missed = undefined;
    if (!this.#since || this.#heardSince === undefined) return;
    this.#tell(this.#since, this.#heardSince, known ? missed?.count(this.ids()) : undefined);
  }

  #tell(since: Pick<Gap, 'from' | 'how'>, to: number, channels: Gap['channels']): void {
    this.#since = undefined;
    this.tell({ ...since, to, channels });
  }
}
