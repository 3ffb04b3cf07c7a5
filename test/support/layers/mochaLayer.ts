import path from 'node:path';
import { ROOT } from '../places';
import { runProgram, selectFiles, type Layer, type Selection } from './layer';

/** Runs a layer in mocha, in one process of plain Node, and gives the exit code. */
export async function runMochaLayer(layer: Layer, selection: Selection, countsFile: string): Promise<number> {
  const files = selectFiles(layer, selection);
  if (!files.length) return 0;
  const mocha = path.join(ROOT, 'node_modules/mocha/bin/mocha.js');
  const reporter = path.join(ROOT, 'test/support/reporter.cjs');
  return runProgram(process.execPath, [mocha, '--reporter', reporter, ...selection.options, ...files], {
    ARI_TEST_COUNTS: countsFile,
  });
}
