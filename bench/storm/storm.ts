import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { progress, ROOT } from '../../test/support/places';
import { buildExtension } from '../../test/support/layers/layer';
import { chromium } from '../../test/support/vscode/chromium';
import { installVSCode } from '../../test/support/vscode/install';
import { QUIET_SETTINGS } from '../../test/support/vscode/settings';
import { median, number, table } from '../figures';
import { BENCH } from '../peers';
import { REPORT, type StormRun } from './names';

/** Lets a real Asterisk send all that it can to the extension in a real VS Code and to a bare reader at the same time. */
export async function storm(): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-bench-'));
  try {
    await installVSCode();
    await chromium();
    await buildExtension();
    progress('storms in an extension host: about two minutes…');
    const report = path.join(folder, 'report.json');
    const settings = path.join(folder, 'user-data/User/settings.json');
    fs.mkdirSync(path.dirname(settings), { recursive: true });
    fs.writeFileSync(settings, JSON.stringify(QUIET_SETTINGS));
    await runTests({
      vscodeExecutablePath: path.join(ROOT, 'test/support/vscode/launcher.mjs'),
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: await compile(folder),
      launchArgs: [folder, '--disable-extensions', `--user-data-dir=${path.join(folder, 'user-data')}`],
      extensionTestsEnv: { ARI_WORKBENCH_ROOT: ROOT, [REPORT]: report },
    });
    return describe(JSON.parse(fs.readFileSync(report, 'utf8')) as StormRun[]);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function compile(folder: string): Promise<string> {
  const outfile = path.join(folder, 'inHost.cjs');
  await esbuild.build({
    entryPoints: [path.join(BENCH, 'storm/inHost.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}

function describe(runs: readonly StormRun[]): string {
  const modes = [false, true].map((recording) => runs.filter((run) => run.recording === recording));
  const of = (value: (run: StormRun) => number, decimals = 0): string[] =>
    modes.map((mode) => number(median(mode.map(value)), decimals));
  const sum = (value: (run: StormRun) => number): string[] =>
    modes.map((mode) => number(mode.reduce((total, run) => total + value(run), 0)));
  const told = modes.map((mode) => mode.flatMap((run) => run.told).join(', ') || 'none');
  const rows = [
    ['events/s', ...of(({ made, seconds }) => made / seconds)],
    ['seconds', ...of(({ seconds }) => seconds, 1)],
    ['events that the dialplan made, all storms', ...sum(({ made }) => made)],
    ['heard by the bare reader', ...sum(({ reference }) => reference)],
    ['heard by the extension', ...sum(({ heard }) => heard)],
    ['entries in the event file', '', sum(({ recorded = 0 }) => recorded)[1] ?? ''],
    ['changes of the connection, and gaps', ...told],
    ['event loop delay p50, ms', ...of(({ delay }) => delay.p50, 1)],
    ['event loop delay p99, ms', ...of(({ delay }) => delay.p99, 1)],
    [
      'event loop delay, longest of all storms, ms',
      ...modes.map((mode) => number(Math.max(...mode.map(({ delay }) => delay.max)), 1)),
    ],
    ['the same p99 but for what else the machine did, ms', ...of(({ own }) => own?.p99 ?? NaN, 1)],
    ['the same longest, ms', ...modes.map((mode) => number(Math.max(...mode.map(({ own }) => own?.max ?? NaN)), 1))],
    ['of one processor, used by the extension host', ...of(({ cpu }) => cpu * 100).map((share) => `${share} %`)],
  ];
  return [
    `Medians of ${modes[0]?.length ?? 0} storms each, in turns. Delays are those of the extension host, beyond the 10 ms between two ` +
      'timers that measure them; the reference is a bare `ws` in a process of its own that counts the same storm.',
    table(['', 'events shown', 'events shown and recorded to a file'], rows),
  ].join('\n\n');
}
