import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { OUT, ROOT } from '../places';
import { QUIET_SETTINGS } from '../vscode/settings';
import { selectFiles, type Selection } from './layer';

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

/** Runs the layer inside a real VS Code's extension host, on a fresh copy of the fixture workspace. Gives the exit code. */
export async function runVSCodeLayer(selection: Selection, countsFile: string): Promise<number> {
  const files = selectFiles('vscode', selection);
  if (!files.length) return 0;
  const vscodeExecutablePath = program();
  const bundle = fs.mkdtempSync(path.join(OUT, 'vscode-tests-'));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-run-'));
  const [workspace, userData] = [path.join(folder, 'workspace'), path.join(folder, 'user-data')];
  fs.cpSync(path.join(ROOT, 'test/vscode/fixtures/workspace'), workspace, { recursive: true });
  fs.mkdirSync(path.join(userData, 'User'), { recursive: true });
  fs.writeFileSync(path.join(userData, 'User/settings.json'), JSON.stringify(QUIET_SETTINGS));
  const grep = grepOf(selection.options);
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
