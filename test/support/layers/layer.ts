import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { OUT, ROOT } from '../places';

/** The layers of tests, in the order from fast to slow. */
export const LAYERS = ['unit', 'asterisk', 'faults', 'vscode', 'ui'] as const;
export type Layer = (typeof LAYERS)[number];

/** How many tests of a layer passed, and the ones that failed, each with its whole title and its reason in a line. */
export interface Counts {
  readonly passed: number;
  readonly failures: readonly string[];
}

/** What a person gave after the names of the layers. */
export interface Selection {
  /** Test files, relative to the checkout; all of the layer when there is none. */
  readonly files: readonly string[];
  /** Mocha's other options, for example `-g pattern`. */
  readonly options: readonly string[];
}

/** Every test file of a layer, relative to the checkout. */
export function testFiles(layer: Layer): string[] {
  const folder = path.join(ROOT, 'test', layer);
  if (!fs.existsSync(folder)) return [];
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'));
  return files.sort().map((file) => path.posix.join('test', layer, file.split(path.sep).join('/')));
}

/** The files of the layer that the selection names, or all of the layer's. */
export function selectFiles(layer: Layer, selection: Selection): string[] {
  const all = testFiles(layer);
  return selection.files.length ? all.filter((file) => selection.files.includes(file)) : all;
}

/** Builds the extension's bundle as it is shipped, which the layers in a real VS Code load. */
export async function buildExtension(): Promise<void> {
  const code = await runProgram(process.execPath, ['esbuild.mjs']);
  if (code !== 0) throw new Error('The extension could not be built.');
}

/**
 * Runs a program in the checkout with our own output, and gives its exit code; 1 when a signal ended it.
 * @param held its output is shown when it is over
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  held = false,
): Promise<number> {
  const said: Buffer[] = [];
  const child = spawn(program, [...args], {
    cwd: ROOT,
    stdio: held ? ['inherit', 'pipe', 'pipe'] : 'inherit',
    env: { ...process.env, ...env },
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => said.push(data));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once(held ? 'close' : 'exit', (ended: number | null) => resolve(ended ?? 1));
  });
  process.stdout.write(Buffer.concat(said));
  return code;
}

/**
 * Counts the tests of a layer that `run` runs in processes of its own. A layer that died is a failure, even if every test
 * that it came to passed.
 *
 * @param run is given the file for the reporter's counts, gives an exit code
 */
export async function countTests(layer: Layer, run: (countsFile: string) => Promise<number>): Promise<Counts> {
  fs.mkdirSync(OUT, { recursive: true });
  const file = path.join(OUT, `counts-${layer}-${process.pid}.json`);
  try {
    const code = await run(file);
    const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '{"passed":0,"failures":[]}';
    const { passed, failures } = JSON.parse(text) as Counts;
    const died = code !== 0 && failures.length === 0;
    return { passed, failures: died ? [`ended with ${code} though no test failed`] : failures };
  } finally {
    fs.rmSync(file, { force: true });
  }
}
