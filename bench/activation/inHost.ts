// What the extension host of the benchmark runs: activates both extensions once and writes down how long each took.
import fs from 'node:fs';
import inspector from 'node:inspector/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { EMPTY, FIRST, OURS, REPORT, type Activation } from './names';

const QUIET_PERIOD_MS = 300;
const QUIET_CPU_MS = 15;
const QUIET_LIMIT_MS = 15_000;
/** A folder for a CPU profile of each activation, to see where the time goes; the figures are not to be compared then. */
const PROFILES = process.env['BENCH_PROFILES'];

/** Until the host's own start is over: it activates what VS Code brings along. */
async function quiet(): Promise<void> {
  const end = performance.now() + QUIET_LIMIT_MS;
  while (performance.now() < end) {
    const before = process.cpuUsage();
    await wait(QUIET_PERIOD_MS);
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1000 < QUIET_CPU_MS) return;
  }
}

async function activate(id: string): Promise<number> {
  const extension = vscode.extensions.getExtension(id);
  if (!extension) throw new Error(`${id} is not installed.`);
  if (extension.isActive) throw new Error(`${id} was activated by somebody else.`);
  return profiled(id, async () => {
    const began = performance.now();
    await extension.activate();
    return performance.now() - began;
  });
}

async function profiled<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (PROFILES === undefined) return work();
  const session = new inspector.Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 100 });
  await session.post('Profiler.start');
  const result = await work();
  const { profile } = await session.post('Profiler.stop');
  fs.writeFileSync(path.join(PROFILES, `${name}-${process.pid}.cpuprofile`), JSON.stringify(profile));
  session.disconnect();
  return result;
}

/** What the extension host calls. */
export async function run(): Promise<void> {
  const report = path.join(__dirname, REPORT);
  const starts = fs.existsSync(report) ? fs.readFileSync(report, 'utf8').split('\n').length : 1;
  const took: Partial<Record<keyof Activation, number>> = {};
  const order = starts % 2 === 0 ? ([OURS, EMPTY] as const) : ([EMPTY, OURS] as const);
  await quiet();
  // What VS Code itself does on the first such occasion is nobody's cost.
  await activate(FIRST);
  for (const id of order) {
    // What one leaves the window to do, the other would wait for.
    await quiet();
    took[id === OURS ? 'ours' : 'empty'] = await activate(id);
  }
  fs.appendFileSync(report, `${JSON.stringify(took)}\n`);
}
