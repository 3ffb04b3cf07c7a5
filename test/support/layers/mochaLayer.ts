import path from 'node:path';
import { ROOT } from '../places';
import { runProgram, selectFiles, type Layer, type Selection } from './layer';

// Almost all of their time they wait for time-outs and for Asterisk to end or to begin.
const AT_ONCE = ['--parallel', '--jobs', '5'];

/** Runs a layer in mocha, in plain Node, and gives the exit code. The faults run in processes of their own, by file. */
export async function runMochaLayer(layer: Layer, selection: Selection, countsFile: string): Promise<number> {
  const files = selectFiles(layer, selection);
  if (!files.length) return 0;
  const mocha = path.join(ROOT, 'node_modules/mocha/bin/mocha.js');
  const reporter = path.join(ROOT, 'test/support/reporter.cjs');
  const options = [...(layer === 'faults' ? AT_ONCE : []), ...selection.options];
  return runProgram(process.execPath, [mocha, '--reporter', reporter, ...options, ...files], {
    ARI_TEST_COUNTS: countsFile,
  });
}
