import type { Disposable } from '../ari/emitter';

export interface UpkeepTasks {
  /** Asks for all applications again. */
  readonly applications: () => Promise<void>;
  /** Asks for these bridges again. */
  readonly bridges: (ids: ReadonlySet<string>) => Promise<void>;
}

/** How often the applications are asked for, in ms: no event tells an observer that one came or went. */
const APPLICATIONS_PERIOD_MS = 5_000;
/** At the soonest after an event that hints at a change, in ms. */
const APPLICATIONS_PAUSE_MS = 1_000;
/** A bridge may change its technology shortly after a member came or left, and no event says so (measured), in ms. */
const BRIDGES_PAUSE_MS = 500;

/**
 * Asks now and then for what no event tells, while the connection stands and somebody watches; otherwise it costs
 * nothing.
 */
export class Upkeep implements Disposable {
  #watchers = 0;
  #connected = false;
  #applicationsTimer: NodeJS.Timeout | undefined;
  #applicationsDueAt = Infinity;
  #bridgesTimer: NodeJS.Timeout | undefined;
  #bridges = new Set<string>();

  constructor(private readonly tasks: UpkeepTasks) {}

  /** From now on somebody looks, until what is returned is disposed. */
  watch(): Disposable {
    this.#watchers += 1;
    if (this.#watchers === 1) this.#askForApplications(0);
    let watching = true;
    return {
      dispose: () => {
        if (!watching) return;
        watching = false;
        this.#watchers -= 1;
        if (this.#watchers === 0) this.#stop();
      },
    };
  }

  connected(connected: boolean): void {
    this.#connected = connected;
    if (connected) this.#askForApplications(APPLICATIONS_PERIOD_MS);
    else this.#stop();
  }

  /** Something happened that may have changed an application. */
  applicationsMayDiffer(): void {
    this.#askForApplications(APPLICATIONS_PAUSE_MS);
  }

  /** Members came or left. */
  bridgeMayDiffer(id: string): void {
    if (!this.#active) return;
    this.#bridges.add(id);
    this.#bridgesTimer ??= setTimeout(() => {
      const ids = this.#bridges;
      this.#bridges = new Set();
      this.#bridgesTimer = undefined;
      void this.tasks.bridges(ids);
    }, BRIDGES_PAUSE_MS);
  }

  dispose(): void {
    this.#watchers = 0;
    this.#stop();
  }

  get #active(): boolean {
    return this.#connected && this.#watchers > 0;
  }

  #askForApplications(delayMs: number): void {
    const dueAt = Date.now() + delayMs;
    if (!this.#active || dueAt >= this.#applicationsDueAt) return;
    clearTimeout(this.#applicationsTimer);
    this.#applicationsDueAt = dueAt;
    this.#applicationsTimer = setTimeout(() => {
      void this.tasks.applications().then(() => {
        this.#applicationsDueAt = Infinity;
        this.#askForApplications(APPLICATIONS_PERIOD_MS);
      });
    }, delayMs);
  }

  #stop(): void {
    clearTimeout(this.#applicationsTimer);
    clearTimeout(this.#bridgesTimer);
    this.#applicationsDueAt = Infinity;
    this.#bridgesTimer = undefined;
    this.#bridges = new Set();
  }
}
