// npm test: runs the layers of tests one after the other and ends with one line, `N passed, N failed`.
import path from 'node:path';
import { install } from './asterisk/install';
import { buildExtension, type Counts, countTests, type Layer, LAYERS, type Selection } from './layers/layer';
import { runMochaLayer } from './layers/mochaLayer';
import { runVSCodeLayer } from './layers/vscodeLayer';
import { ROOT } from './places';
import { chromium } from './vscode/chromium';
import { installVSCode } from './vscode/install';

function isLayer(word: string): word is Layer {
  return (LAYERS as readonly string[]).includes(word);
}

/** `[layer…] [test file…] [mocha's options…]` */
function parse(args: readonly string[]): { layers: readonly Layer[]; selection: Selection } {
  const end = args.findIndex((argument) => !isLayer(argument));
  const layers = (end < 0 ? args : args.slice(0, end)).filter(isLayer);
  const rest = end < 0 ? [] : args.slice(end);
  const files = rest.filter((argument) => argument.endsWith('.test.ts'));
  const relative = files.map((file) => path.relative(ROOT, path.resolve(file)).split(path.sep).join('/'));
  const options = rest.filter((argument) => !files.includes(argument));
  return { layers: layers.length ? layers : LAYERS, selection: { files: relative, options } };
}

/** Fetches and builds what a layer needs, so that no test's time limit has to allow for it. */
async function prepare(layer: Layer): Promise<void> {
  if (layer === 'unit') return;
  // One after the other: each is limited by the network, and their progress stays readable.
  await install('22');
  await install('16');
  if (layer === 'asterisk' || layer === 'faults') return;
  await installVSCode();
  await chromium();
  await buildExtension();
}

async function runLayer(layer: Layer, selection: Selection): Promise<Counts> {
  console.log(`\n── ${layer} ──`);
  return countTests(layer, async (countsFile) => {
    await prepare(layer);
    return layer === 'vscode' ? runVSCodeLayer(selection, countsFile) : runMochaLayer(layer, selection, countsFile);
  }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(reason);
    return { passed: 0, failures: [reason] };
  });
}

async function main(): Promise<void> {
  // Golden files show times of day.
  process.env['TZ'] = 'UTC';
  const { layers, selection } = parse(process.argv.slice(2));
  let passed = 0;
  const failures: string[] = [];
  for (const layer of layers) {
    const counts = await runLayer(layer, selection);
    const ranNone = counts.passed + counts.failures.length === 0;
    passed += counts.passed;
    failures.push(...(ranNone ? ['ran no test'] : counts.failures).map((failure) => `${layer}: ${failure}`));
  }
  process.exitCode = failures.length ? 1 : 0;
  // Once more at the end, where whoever sees only the end of a log looks.
  for (const failure of failures) console.log(`✗ ${failure}`);
  console.log(`\n${passed} passed, ${failures.length} failed`);
}

void main();
