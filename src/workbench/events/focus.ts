import { isKnownEvent } from '../../ari/events';
import type { AnyEvent } from '../../ari/events';
import type { Exchange } from '../../ari/rest';
import { localHalf } from '../../live/channelNames';
import { snapshotsIn } from '../../live/snapshots';
import type { Entry } from '../../live/capture/entry';
import { channelsOf } from './line';

/** One channel of one server, with the other half of a Local channel. */
export class ChannelFocus {
  /** `Local/…` without its half, once the channel's name is known. */
  #pair: string | undefined;
  readonly #ids: Set<string>;

  /** @param name the channel's name where it is known: without it the other half is found in the events only. */
  constructor(
    readonly server: string,
    readonly id: string,
    readonly name?: string,
  ) {
    this.#ids = new Set([id]);
    this.#pair = name === undefined ? undefined : localHalf(name)?.pair;
  }

  /** Whether the entry is about the channel; a note is not. Learns from events which the other half is. */
  isAbout(entry: Entry): boolean {
    if (entry.server !== this.server) return false;
    if (entry.kind === 'event') return this.#isAboutEvent(entry.event);
    return entry.kind === 'exchange' && this.#isAboutExchange(entry.exchange);
  }

  #isAboutEvent(event: AnyEvent): boolean {
    if (isKnownEvent(event)) this.#learn(event);
    return channelsOf(event).some((id) => this.#ids.has(id));
  }

  #learn(event: Parameters<typeof snapshotsIn>[0]): void {
    for (const { id, name } of snapshotsIn(event).channels) {
      const pair = typeof name === 'string' ? localHalf(name)?.pair : undefined;
      if (pair === undefined) continue;
      if (id === this.id) this.#pair = pair;
      else if (pair === this.#pair) this.#ids.add(id);
    }
  }

  /** Ids stand whole between the separators of a path or query, or behind `channel:`. */
  #isAboutExchange({ target }: Exchange): boolean {
    return target.split(/[/?&=]/).some((part) =>
      decoded(part)
        .split(',')
        .some((word) => this.#ids.has(word.replace(/^channel:/, ''))),
    );
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
