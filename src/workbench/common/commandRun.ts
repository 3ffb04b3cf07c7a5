import { AsyncLocalStorage } from 'node:async_hooks';

/** What is asked before something is done. @throws Cancelled when the answer is no. */
type Ask = () => Promise<void>;

/** One run of a command, and what a person said yes to in it. */
class CommandRun {
  readonly #approvals = new Map<string, Promise<void>>();
  #over = false;

  constructor(readonly approvesProduction: boolean) {}

  get isOver(): boolean {
    return this.#over;
  }

  approved(server: string): void {
    this.#approvals.set(server, Promise.resolve());
  }

  /** A no holds for the rest of the run as well: what tidies up after a command asks nothing more. */
  once(server: string, ask: Ask): Promise<void> {
    const asked = this.#approvals.get(server) ?? ask();
    this.#approvals.set(server, asked);
    return asked;
  }

  end(): void {
    this.#over = true;
  }
}

/** Follows a run through everything that it awaits, so that no command has to hand it on, and none can forget to. */
const runs = new AsyncLocalStorage<CommandRun>();

/**
 * Runs a command, in which each server's writes are approved once at most.
 * @param answers what the command was told beforehand; `production: true` approves them for every server
 */
export async function runCommand<T>(answers: unknown, run: () => T | Promise<T>): Promise<T> {
  const approves =
    typeof answers === 'object' && answers !== null && (answers as { production?: unknown }).production === true;
  const current = new CommandRun(approves);
  try {
    return await runs.run(current, run);
  } finally {
    current.end();
  }
}

/** Asks before the first write of this run to a server; outside of a run, before each. @throws Cancelled */
export async function approveWrite(server: string, ask: Ask): Promise<void> {
  const run = runs.getStore();
  if (!run || run.isOver) return ask();
  if (!run.approvesProduction) await run.once(server, ask);
}

/** Notes that a person was asked about this run's writes to a server, and said yes. */
export function writeApproved(server: string): void {
  runs.getStore()?.approved(server);
}
