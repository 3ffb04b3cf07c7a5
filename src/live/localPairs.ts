import { localHalf } from './channelNames';
import { Groups } from './groups';

/** What of a channel decides on where it stands beside its other half. */
export interface Half {
  readonly resource: { readonly name: string };
  readonly application: string | undefined;
}

/** The pairs of Local channels, whose halves count and are shown as one. Each change costs O(1). */
export class LocalPairs {
  readonly #halves = new Groups();
  /** Of each half, what it has in common with the other. */
  readonly #pairOf = new Map<string, string>();
  readonly #secondHalves = new Set<string>();
  /** The halves that are in an application, by its name. */
  readonly #inside = new Map<string, Groups>();

  #revision = 0;

  /** Goes up whenever other channels than before are a first or a second half. */
  get revision(): number {
    return this.#revision;
  }

  /** How many channels have their other half before them. */
  get followers(): number {
    return this.#halves.followers;
  }

  /** The same of the channels that are in an application together. */
  followersIn(application: string): number {
    return this.#inside.get(application)?.followers ?? 0;
  }

  isSecondHalf(id: string): boolean {
    return this.#secondHalves.has(id);
  }

  /** The channel's other half, while it lives. */
  otherOf(id: string): string | undefined {
    const pair = this.#pairOf.get(id);
    if (pair === undefined) return undefined;
    for (const other of this.#halves.of(pair)) if (other !== id) return other;
    return undefined;
  }

  /** A channel came, changed (both given) or went. */
  update(id: string, before: Half | undefined, after: Half | undefined): void {
    const [old, half] = [before, after].map((state) => state && localHalf(state.resource.name));
    if (!old && !half) return;
    if (old?.pair !== half?.pair || old?.half !== half?.half) this.#revision += 1;
    this.#halves.move(id, old?.pair, half?.pair);
    if (half) this.#pairOf.set(id, half.pair);
    else this.#pairOf.delete(id);
    if (half?.half === 2) this.#secondHalves.add(id);
    else this.#secondHalves.delete(id);
    if (before?.application !== undefined) this.#moveIn(before.application, id, old?.pair, undefined);
    if (after?.application !== undefined) this.#moveIn(after.application, id, undefined, half?.pair);
  }

  #moveIn(application: string, id: string, from: string | undefined, to: string | undefined): void {
    const halves = this.#inside.get(application) ?? new Groups();
    halves.move(id, from, to);
    if (halves.isEmpty) this.#inside.delete(application);
    else this.#inside.set(application, halves);
  }
}
