import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { OUT, ROOT } from '../places';
import { QUIET_SETTINGS } from '../vscode/settings';
import { type Counts, runProgram, selectFiles, type Selection } from './layer';

const LAUNCHER = path.join(ROOT, 'test/support/vscode/launcher.mjs');

/** Mocha's `-g`, the one option that reaches into the extension host. */
function grepOf(options: readonly string[]): string {
  const at = options.findIndex((option) => ['-g', '--grep', '-f', '--fgrep'].includes(option));
  return at < 0
    ? (options.find((option) => option.startsWith('--grep='))?.slice('--grep='.length) ?? '')
    : (options[at + 1] ?? '');
}

/** Bundles the tests for the extension host, which loads CommonJS only, and gives the path of the module to run. */
async function bundleTests(files: readonly string[], folder: string): Promise<string> {
  const imports = files.map((file) => `import ${JSON.stringify(`./${file}`)};`).join('\n');
  const shared: esbuild.BuildOptions = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  };
  const stdin: esbuild.StdinOptions = { contents: imports, resolveDir: ROOT, loader: 'ts' };
  await esbuild.build({ ...shared, stdin, outfile: path.join(folder, 'tests.cjs') });
  const entryPoints = [path.join(ROOT, 'test/support/vscode/suite.ts')];
  await esbuild.build({ ...shared, entryPoints, outfile: path.join(folder, 'suite.cjs') });
  return path.join(folder, 'suite.cjs');
}

/**
 * The program to run the tests in: the one that VSCODE_EXECUTABLE names, desktop VS Code as downloaded by
 * @vscode/test-electron when ARI_TEST_DESKTOP is 1, else code-server's VS Code behind a headless browser.
 */
function program(): string | undefined {
  if (process.env['VSCODE_EXECUTABLE']) return process.env['VSCODE_EXECUTABLE'];
  if (process.env['ARI_TEST_DESKTOP'] === '1') return undefined;
  return LAUNCHER;
}

/**
 * Runs test files inside a real VS Code's extension host, on a fresh copy of the fixture workspace, and gives the exit
 * code.
 */
export async function runInVSCode(files: readonly string[], grep: string, countsFile: string): Promise<number> {
  const vscodeExecutablePath = program();
  const bundle = fs.mkdtempSync(path.join(OUT, 'vscode-tests-'));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-run-'));
  const [workspace, userData] = [path.join(folder, 'workspace'), path.join(folder, 'user-data')];
  fs.cpSync(path.join(ROOT, 'test/vscode/fixtures/workspace'), workspace, { recursive: true });
  fs.mkdirSync(path.join(userData, 'User'), { recursive: true });
  fs.writeFileSync(path.join(userData, 'User/settings.json'), JSON.stringify(QUIET_SETTINGS));
  try {
    return await runTests({
      ...(vscodeExecutablePath && { vscodeExecutablePath }),
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: await bundleTests(files, bundle),
      launchArgs: [workspace, '--disable-extensions', `--user-data-dir=${userData}`],
      extensionTestsEnv: { ARI_WORKBENCH_ROOT: ROOT, ARI_TEST_COUNTS: countsFile, ARI_TEST_GREP: grep },
    });
  } catch (error) {
    if (error instanceof TestRunFailedError) return error.code ?? 1;
    throw error;
  } finally {
    for (const made of [bundle, folder]) fs.rmSync(made, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** What takes long, in seconds (measured): any other file takes about 4. Only who shares the work depends on it. */
const SLOW: Readonly<Record<string, number>> = {
  playbacks: 32,
  connection: 18,
  recordings: 17,
  tls: 14,
  servers: 11,
  events: 11,
};
/** They look at what the extension host bears, and have the machine for themselves. */
const ALONE: ReadonlySet<string> = new Set(['capture', 'load', 'storm']);
/** So few files are not worth a second VS Code. */
const FEW = 4;

/** The files in two halves that take about as long as each other, most of which they wait for calls. */
function halves(files: readonly string[]): string[][] {
  if (files.length <= FEW) return [[...files]];
  const seconds = (file: string): number => SLOW[nameOf(file)] ?? 4;
  const found: { files: string[]; seconds: number }[] = [
    { files: [], seconds: 0 },
    { files: [], seconds: 0 },
  ];
  for (const file of [...files].sort((a, b) => seconds(b) - seconds(a))) {
    const lighter = found.reduce((a, b) => (a.seconds <= b.seconds ? a : b));
    lighter.files.push(file);
    lighter.seconds += seconds(file);
  }
  return found.map((half) => half.files.sort());
}

function nameOf(file: string): string {
  return path.basename(file, '.test.ts');
}

/** Runs the layer: two instances of VS Code side by side, then what needs the machine for itself. Gives the exit code. */
export async function runVSCodeLayer(selection: Selection, countsFile: string): Promise<number> {
  const files = selectFiles('vscode', selection);
  const grep = grepOf(selection.options);
  const alone = files.filter((file) => ALONE.has(nameOf(file)));
  const rounds = [halves(files.filter((file) => !alone.includes(file))), [alone]];
  const parts: string[] = [];
  let failed = 0;
  for (const round of rounds) {
    const running = round
      .filter((group) => group.length > 0)
      .map((group, at) => {
        const part = `${countsFile}.${parts.length}`;
        parts.push(part);
        return runApart(group, grep, part, at > 0);
      });
    for (const code of await Promise.all(running)) failed ||= code;
  }
  mergeCounts(parts, countsFile);
  return failed;
}

/** Runs files in a process of its own. @param held its output is shown when it is over, for another's is shown meanwhile */
function runApart(files: readonly string[], grep: string, countsFile: string, held: boolean): Promise<number> {
  const script = path.join(ROOT, 'test/support/layers/vscodeRun.ts');
  return runProgram(process.execPath, ['--import', 'tsx', script, countsFile, grep, ...files], {}, held);
}

function mergeCounts(parts: readonly string[], countsFile: string): void {
  const counts = parts.filter((part) => fs.existsSync(part)).map(readCounts);
  const passed = counts.reduce((sum, part) => sum + part.passed, 0);
  fs.writeFileSync(countsFile, JSON.stringify({ passed, failures: counts.flatMap(({ failures }) => failures) }));
  for (const part of parts) fs.rmSync(part, { force: true });
}

function readCounts(file: string): Counts {
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Counts;
}
