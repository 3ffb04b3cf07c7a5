import assert from 'node:assert/strict';
import { until } from '../until';

const faults: unknown[] = [];
process.on('unhandledRejection', (reason) => faults.push(reason));
process.on('uncaughtExceptionMonitor', (error) => faults.push(error));

/** Ends what a scenario made. */
type Cleanup = () => void | Promise<void>;

/** What a scenario leaves to its frame: ending things, in whatever way it ends itself. */
export class Scene {
  readonly #cleanups: Cleanup[] = [];

  /** Hands through what was made; its end comes with the scenario's, the last made first. */
  keep<T>(made: T, cleanup: (made: T) => void | Promise<void>): T {
    this.#cleanups.push(() => cleanup(made));
    return made;
  }

  /** Ends all of it, and then throws what went wrong first. */
  async end(failures: unknown[]): Promise<void> {
    for (const cleanup of this.#cleanups.reverse()) {
      try {
        await cleanup();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

/** Timers, sockets and requests that keep this process alive, counted by kind. Children are the test bed's own. */
function alive(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) {
    if (/Timeout|Immediate|TCP|TLS|Req|Stream/.test(kind)) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/**
 * A test after which nothing is left: no timer and no socket that was not there before it, no rejection that nobody
 * handled, no error that nobody caught.
 */
export function scenario(title: string, timeoutMs: number, run: (scene: Scene) => Promise<void>): void {
  it(title, async function () {
    this.timeout(timeoutMs);
    faults.length = 0;
    // Mocha sets its own timer for the test once this function has returned its promise.
    await new Promise(setImmediate);
    const before = alive();
    const scene = new Scene();
    const failures: unknown[] = [];
    await run(scene).catch((error: unknown) => failures.push(error));
    await scene.end(failures);
    const excess = (): Record<string, number> =>
      Object.fromEntries(Object.entries(alive()).filter(([kind, count]) => count > (before[kind] ?? 0)));
    let left = excess();
    await until(() => Object.keys((left = excess())).length === 0, {
      what: 'timers and sockets to go',
      timeoutMs: 3000,
    }).catch(() => assert.fail(`Left behind: ${JSON.stringify(left)}; before: ${JSON.stringify(before)}`));
    assert.deepEqual(faults, [], 'nobody handled these');
  });
}
