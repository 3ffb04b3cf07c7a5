import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { Asterisk } from '../asterisk/asterisk';
import { ROOT } from '../places';
import { ended, guard } from '../processes';
import { until } from '../until';
import type { Counts } from './storm';

const PROGRAM = path.join(ROOT, 'test/support/storm/reader.ts');
const APPLICATION = 'reference';

/** What it tells. */
export interface Told extends Counts {
  /** By how much its own timer was late at most, in ms: it does next to nothing, so the machine had no time for it. */
  lateMs: number;
}

/** A bare reader of all events of a server, in a process of its own: what it hears, everybody else should have heard. */
export class Reference {
  #counts: Told | undefined;

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (counts) => (this.#counts = counts as Told));
  }

  /** Resolves when it reads. */
  static async start(asterisk: Asterisk): Promise<Reference> {
    const url = `${asterisk.url.replace('http', 'ws')}/ari/events?app=${APPLICATION}&subscribeAll=true`;
    const child = fork(PROGRAM, [url, asterisk.authorization], { cwd: ROOT, execArgv: ['--import', 'tsx'] });
    guard(child);
    const reference = new Reference(child);
    await until(() => reference.#counts, { what: 'the reference reader to connect', timeoutMs: 20_000 });
    return reference;
  }

  /** What it counted, as of a tenth of a second ago; what it heard before the end of a channel is in it with that end. */
  get counts(): Told {
    if (!this.#counts || this.child.exitCode !== null) throw new Error('The reference reader does not read.');
    return this.#counts;
  }

  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await ended(this.child);
  }
}
