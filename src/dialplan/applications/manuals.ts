import { applicationNamed } from '../names/applications';
import { applicationKey } from '../syntax/call';
import { CALLING } from './calling';
import { FLOW } from './flow';
import { FUNCTION_TEXTS } from './functions';
import type { HarvestedManuals } from './harvest';
import { readManuals, type Manual } from './manual';
import { MEDIA } from './media';

/**
 * What is known about applications and functions: our own texts for the most used ones, in English (they are
 * documentation, no part of the interface), and for the others those of an Asterisk on this machine.
 */
export class Manuals {
  readonly #applications: ReadonlyMap<string, Manual>;
  readonly #functions: ReadonlyMap<string, Manual>;

  constructor(private readonly harvested?: HarvestedManuals) {
    const ours = [CALLING, FLOW, MEDIA].flatMap(readManuals);
    this.#applications = new Map(ours.map((manual) => [applicationKey(manual.name), manual]));
    this.#functions = new Map(readManuals(FUNCTION_TEXTS).map((manual) => [manual.name, manual]));
  }

  /** @param name in any case, as Asterisk finds it; a name without text gets none */
  application(name: string): Manual | undefined {
    const key = applicationKey(name);
    return this.#applications.get(key) ?? this.harvested?.applications.get(applicationNamed(key) ?? name.trim());
  }

  /** Case counts. */
  function(name: string): Manual | undefined {
    return this.#functions.get(name) ?? this.harvested?.functions.get(name);
  }
}
