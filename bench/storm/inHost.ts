// What the extension host of the benchmark runs: storms on the extension as it is connected by a person, with its events
// to be seen. It measures itself, since its own event loop is what a person waits for.
import fs from 'node:fs';
import inspector from 'node:inspector/promises';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { AnyEvent } from '../../src/ari/events';
import { isKnownEvent } from '../../src/ari/events';
import type { Server } from '../../src/workbench/servers/server';
import { Asterisk } from '../../test/support/asterisk/asterisk';
import { Reference } from '../../test/support/storm/reference';
import type { Counts } from '../../test/support/storm/storm';
import {
  STORM_CONTEXT,
  STORM_DIALPLAN,
  STORM_VARIABLE,
  beginStorm,
  channelsOf,
  eventsOf,
} from '../../test/support/storm/storm';
import { until } from '../../test/support/until';
import { connectTo, internals } from '../../test/vscode/support';
import { percentile } from '../figures';
import { REPORT, type StormRun } from './names';

const SIZE = { calls: 4, rounds: 33_000 };
const ROUNDS = 3;
const STORM_LIMIT_MS = 180_000;
/** Between two timers of the measurement, in ms. */
const RESOLUTION_MS = 10;
const QUIET_MS = 3_000;
/** A folder for a CPU profile of each storm, to see where the time goes; the figures are not to be compared then. */
const PROFILES = process.env['BENCH_PROFILES'];

/** Counts what is heard of a storm, and when. */
class Ear {
  readonly told: string[] = [];
  heard = 0;
  ended = 0;
  firstAt = 0;
  lastAt = 0;
  readonly #hearing: vscode.Disposable;

  constructor(server: Server, registry: Awaited<ReturnType<typeof internals>>['workbench']['registry']) {
    this.#hearing = vscode.Disposable.from(
      server.onState(({ kind }) => this.told.push(kind)),
      registry.onGap(() => this.told.push('gap')),
      registry.onEvent(({ event }) => this.#count(event)),
    );
  }

  dispose(): void {
    this.#hearing.dispose();
  }

  #count(event: AnyEvent): void {
    if (!isKnownEvent(event)) return;
    if (event.type === 'ChannelDestroyed') this.ended += 1;
    const isOfStorm =
      (event.type === 'ChannelVarset' && event.variable === STORM_VARIABLE) ||
      (event.type === 'ChannelDialplan' && event.channel.dialplan.context === STORM_CONTEXT);
    if (!isOfStorm) return;
    this.heard += 1;
    this.lastAt = performance.now();
    this.firstAt ||= this.lastAt;
  }
}

/** Processor time of the main thread, in µs, which newer versions of Node tell. */
interface WithThreadCpu {
  readonly threadCpuUsage?: () => { readonly user: number; readonly system: number };
}

/**
 * How long the main thread computed without letting a timer run: what is left of a delay on a machine that is busy with
 * other things.
 */
class Stretches {
  readonly #used = (process as WithThreadCpu).threadCpuUsage;
  readonly #samples: number[] = [];
  #timer: NodeJS.Timeout | undefined;

  start(): void {
    let before = this.#cpuMs();
    this.#timer = setInterval(() => {
      const now = this.#cpuMs();
      this.#samples.push(Math.max(0, now - before - RESOLUTION_MS));
      before = now;
    }, RESOLUTION_MS);
  }

  stop(): StormRun['own'] {
    clearInterval(this.#timer);
    return this.#used && { p99: percentile(this.#samples, 0.99), max: Math.max(...this.#samples) };
  }

  #cpuMs(): number {
    const { user, system } = this.#used?.call(process) ?? { user: 0, system: 0 };
    return (user + system) / 1000;
  }
}

/** What the extension host calls. */
export async function run(): Promise<void> {
  const asterisk = await Asterisk.start({ dialplan: STORM_DIALPLAN });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-bench-'));
  try {
    const server = await connectTo(asterisk);
    await vscode.commands.executeCommand('ari.explorer.focus');
    await vscode.commands.executeCommand('ari.events.show');
    const runs: StormRun[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const recording of [false, true]) {
        if (recording) await record(path.join(folder, `round${round}.jsonl`));
        await wait(QUIET_MS);
        runs.push(await storm(asterisk, server, `${round}-${recording ? 'recording' : 'watching'}`));
        if (recording) await vscode.commands.executeCommand('ari.events.stopRecording');
      }
    }
    fs.writeFileSync(process.env[REPORT] ?? '', JSON.stringify(runs));
  } finally {
    await asterisk.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function record(file: string): Promise<void> {
  await vscode.commands.executeCommand('ari.events.record', undefined, { uri: vscode.Uri.file(file).toString() });
}

async function storm(asterisk: Asterisk, server: Server, name: string): Promise<StormRun> {
  const { workbench, events } = await internals();
  const reference = await Reference.start(asterisk);
  const before = events.recording.current?.entries;
  const ear = new Ear(server, workbench.registry);
  const stopProfile = await profile(name);
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const begun = process.cpuUsage();
  const beganAt = performance.now();
  const stretches = new Stretches();
  delays.enable();
  stretches.start();
  try {
    await beginStorm(asterisk, SIZE);
    const isOver = ({ byType }: Counts): boolean => (byType['ChannelDestroyed'] ?? 0) >= channelsOf(SIZE);
    await until(() => ear.ended >= channelsOf(SIZE) && isOver(reference.counts), {
      what: 'the storm to be over for both',
      timeoutMs: STORM_LIMIT_MS,
      intervalMs: 100,
    }).catch(() => undefined);
    delays.disable();
    const own = stretches.stop();
    const { user, system } = process.cpuUsage(begun);
    const { values, steps } = eventsOf(SIZE);
    return {
      recording: before !== undefined,
      seconds: (ear.lastAt - ear.firstAt) / 1000,
      made: values + steps,
      heard: ear.heard,
      reference: reference.counts.values + reference.counts.steps,
      recorded: before === undefined ? undefined : (events.recording.current?.entries ?? 0) - before,
      told: ear.told,
      delay: { p50: excess(delays.percentile(50)), p99: excess(delays.percentile(99)), max: excess(delays.max) },
      own,
      cpu: (user + system) / 1000 / (performance.now() - beganAt),
    };
  } finally {
    ear.dispose();
    await stopProfile();
    await reference.stop();
  }
}

/** Node reports the time between two timers, in ns, of which only the part beyond their period is a delay. */
function excess(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
}

async function profile(name: string): Promise<() => Promise<void>> {
  if (PROFILES === undefined) return () => Promise.resolve();
  const session = new inspector.Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  return async () => {
    const stopped = await session.post('Profiler.stop');
    fs.writeFileSync(path.join(PROFILES, `storm-${name}.cpuprofile`), JSON.stringify(stopped.profile));
    session.disconnect();
  };
}
