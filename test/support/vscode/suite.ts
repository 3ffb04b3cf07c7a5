import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import type { Counts } from '../layers/layer';
import { ROOT } from '../places';

const TIMEOUT_MS = 30_000;

/** An error that is neither the extension's nor a test's: of VS Code's own extensions, or its way of saying "never mind". */
function isForeign(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'Canceled') return true;
  const stack = error.stack ?? '';
  return stack.includes('/lib/vscode/extensions/') && !stack.includes(ROOT);
}

/** Counts what nobody awaited or caught. VS Code only logs it, and would still exit with 0. */
function watchForStrayErrors(stray: Set<unknown>): () => void {
  const note = (error: unknown): void => {
    if (!isForeign(error)) stray.add(error);
  };
  // Not chained: the extension host's own process.on gives nothing back.
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  return () => {
    process.off('unhandledRejection', note);
    process.off('uncaughtException', note);
  };
}

function addFailures(stray: ReadonlySet<unknown>): void {
  const file = process.env['ARI_TEST_COUNTS'];
  if (!file || !fs.existsSync(file)) return;
  const counts = JSON.parse(fs.readFileSync(file, 'utf8')) as Counts;
  const failures = [
    ...counts.failures,
    ...Array.from(stray, (error) => `an error that nobody caught: ${String(error)}`),
  ];
  fs.writeFileSync(file, JSON.stringify({ ...counts, failures }));
}

/** What the extension host calls: runs all tests of the bundle beside this file; rejects when one fails. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    color: false,
    timeout: TIMEOUT_MS,
    reporter: path.join(ROOT, 'test/support/reporter.cjs'),
    forbidOnly: true,
    ...(process.env['ARI_TEST_GREP'] && { grep: process.env['ARI_TEST_GREP'] }),
  });
  mocha.addFile(path.join(__dirname, 'tests.cjs'));
  // A set, because VS Code passes one error on more than once.
  const stray = new Set<unknown>();
  const stopWatching = watchForStrayErrors(stray);
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  // What the last test left behind comes up in the next turns of the event loop.
  await new Promise((resolve) => setTimeout(resolve, 50));
  stopWatching();
  for (const error of stray) console.error('An error that nobody caught:', error);
  addFailures(stray);
  if (failures + stray.size) throw new Error(`${failures} tests failed, ${stray.size} errors were not caught`);
}
