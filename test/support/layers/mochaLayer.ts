import path from 'node:path';
import { ROOT } from '../places';
import { runProgram, selectFiles, type Layer, type Selection } from './layer';

/**
 * How many files of a layer run at once, each in a process of its own: most of their time they wait for time-outs, for
 * Asterisk to end or to begin, and for calls. The layers that are not here run one file after the other.
 */
const AT_ONCE: Partial<Record<Layer, number>> = { asterisk: 4, faults: 5, ui: 2 };

/** Runs a layer in mocha, in plain Node, and gives the exit code. */
export async function runMochaLayer(layer: Layer, selection: Selection, countsFile: string): Promise<number> {
  const files = selectFiles(layer, selection);
  if (!files.length) return 0;
  const mocha = path.join(ROOT, 'node_modules/mocha/bin/mocha.js');
  const reporter = path.join(ROOT, 'test/support/reporter.cjs');
  const jobs = AT_ONCE[layer];
  const options = [...(jobs ? ['--parallel', '--jobs', `${jobs}`] : []), ...selection.options];
  return runProgram(process.execPath, [mocha, '--reporter', reporter, ...options, ...files], {
    ARI_TEST_COUNTS: countsFile,
  });
}
