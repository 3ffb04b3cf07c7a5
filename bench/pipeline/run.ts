import { type ChildProcess, fork, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import type { Asterisk } from '../../test/support/asterisk/asterisk';
import { ROOT } from '../../test/support/places';
import { ended, guard } from '../../test/support/processes';
import { until } from '../../test/support/until';
import { BENCH } from '../peers';
import type { Measured } from './meter';
import { APPLICATION } from './recording';
import type { Told } from './replayServer';

export const READERS = ['bare', 'model', 'whole', 'ariClient', 'ipcom', 'wscat'] as const;
export type Reader = (typeof READERS)[number];

/** What one reader did with one replay. */
export interface Run extends Measured {
  /** From the first byte sent until the last event was read. */
  readonly ms: number;
}

/** Where everything of one benchmark is. */
export interface Place {
  readonly asterisk: Asterisk;
  /** The recording. */
  readonly file: string;
  /** How often the recording is sent, one time after the other. */
  readonly passes: number;
  /** For what the readers write. */
  readonly folder: string;
}

const RUN_LIMIT_MS = 120_000;
/** A folder for a CPU profile of each reader, to see where the time goes; the figures are not to be compared then. */
const PROFILES = process.env['BENCH_PROFILES'];

/** Compiles readers and server as the extension is compiled, and gives the folder of the programs. */
export async function compile(): Promise<string> {
  // Below bench/, so that the peers are found in its node_modules.
  const outdir = path.join(BENCH, 'out');
  await esbuild.build({
    entryPoints: [
      path.join(BENCH, 'pipeline/replayServer.ts'),
      ...READERS.map((reader) => path.join(BENCH, `pipeline/readers/${reader}.ts`)),
    ],
    outdir,
    entryNames: '[name]',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    minify: PROFILES === undefined,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
    // The limit is that of the `ws` that we use, not of a peer's.
    alias: { ws: path.join(ROOT, 'node_modules/ws') },
  });
  return outdir;
}

/** Replays the recording to one reader in a process of its own. */
export async function run(reader: Reader, programs: string, place: Place): Promise<Run> {
  const { asterisk, file, passes, folder } = place;
  const server = fork(path.join(programs, 'replayServer.cjs'), [file, String(passes), String(asterisk.port)]);
  guard(server);
  const told: Told[] = [];
  server.on('message', (message) => told.push(message as Told));
  const port = await until(() => told.find((one) => one.kind === 'listening')?.port, { what: 'the replay server' });
  const report = path.join(folder, `${reader}.json`);
  const child = start(reader, programs, place, { BENCH_PORT: String(port), BENCH_REPORT: report });
  try {
    const isAlive = (): void => {
      if (child.exitCode !== null) throw new Error(`${reader} ended: see ${folder}/${reader}.log`);
    };
    await waitFor(() => told.some(({ kind }) => kind === 'open'), isAlive, `${reader} to connect`);
    // Its first requests are no part of the measured time.
    await quiet(child);
    child.kill('SIGUSR2');
    await waitFor(() => fs.existsSync(`${report}.begun`), isAlive, `${reader} to begin`);
    server.send('go');
    const done = await waitFor(() => told.find((one) => one.kind === 'done'), isAlive, `${reader} to read`);
    child.kill('SIGTERM');
    await ended(child);
    const measured = JSON.parse(fs.readFileSync(report, 'utf8')) as Measured;
    const events = measured.events ?? linesIn(path.join(folder, `${reader}.log`));
    return { ...measured, events, ms: done.ms };
  } finally {
    child.kill('SIGKILL');
    server.kill('SIGKILL');
    for (const made of [report, `${report}.begun`]) fs.rmSync(made, { force: true });
  }
}

function start(reader: Reader, programs: string, { asterisk, folder }: Place, env: NodeJS.ProcessEnv): ChildProcess {
  const output = fs.openSync(path.join(folder, `${reader}.log`), 'w');
  const profiling = PROFILES === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${PROFILES}`];
  const child = spawn(process.execPath, [...profiling, path.join(programs, `${reader}.cjs`)], {
    stdio: ['pipe', output, 'inherit'],
    env: {
      ...process.env,
      ...env,
      BENCH_USER: asterisk.user,
      BENCH_PASSWORD: asterisk.password,
      BENCH_APPLICATION: APPLICATION,
      BENCH_FOLDER: folder,
    },
  });
  fs.closeSync(output);
  guard(child);
  return child;
}

async function waitFor<T>(
  condition: () => T,
  check: () => void,
  what: string,
): Promise<Exclude<T, undefined | null | false>> {
  let failure: unknown;
  const found = await until(
    () => {
      try {
        check();
      } catch (error) {
        failure = error;
        return 'over' as const;
      }
      return condition();
    },
    { what, timeoutMs: RUN_LIMIT_MS },
  );
  if (failure !== undefined) throw failure as Error;
  return found as Exclude<T, undefined | null | false>;
}

/** Until the process used no processor for 200 ms. */
async function quiet(child: ChildProcess): Promise<void> {
  const ticks = (): string =>
    /\) (?:\S+ ){11}(\S+ \S+)/.exec(fs.readFileSync(`/proc/${child.pid}/stat`, 'utf8'))?.[1] ?? '';
  if (!fs.existsSync('/proc/self/stat')) return;
  let before = '';
  await until(
    () => {
      const now = ticks();
      const isQuiet = now === before;
      before = now;
      return isQuiet;
    },
    { what: 'a reader to come to rest', intervalMs: 200, timeoutMs: 20_000 },
  );
}

function linesIn(file: string): number {
  let lines = 0;
  for (const byte of fs.readFileSync(file)) if (byte === 10) lines += 1;
  return lines;
}
