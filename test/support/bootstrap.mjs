// The door of every npm command that needs more than Node: installs the packages of a fresh clone, then runs
// what does the command. It may import nothing but Node itself, because nothing else is there yet.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const COMMANDS = {
  demo: 'test/support/demo.ts',
  test: 'test/support/test.ts',
  package: 'test/support/package.ts',
  bench: 'bench/bench.ts',
};
const MINIMUM = [20, 18, 1];
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

function fail(message) {
  console.error(message);
  process.exit(1);
}

function isOldNode() {
  const now = process.versions.node.split('.').map(Number);
  const index = MINIMUM.findIndex((part, place) => part !== now[place]);
  return index >= 0 && now[index] < MINIMUM[index];
}

function installPackages() {
  const lock = createHash('sha256')
    .update(fs.readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = path.join(root, 'node_modules', '.ari-workbench-lock');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === lock) return;
  const started = Date.now();
  console.error('npm ci: installing the packages of package-lock.json (about half a minute the first time)…');
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) fail(`npm ci failed${error ? `: ${error.message}` : ''}. Check the network and the npm registry.`);
  fs.writeFileSync(stamp, lock);
  console.error(`npm ci: done in ${Math.round((Date.now() - started) / 1000)} s`);
}

const [command, ...rest] = process.argv.slice(2);
if (!Object.hasOwn(COMMANDS, command ?? '')) {
  fail(`Usage: node test/support/bootstrap.mjs ${Object.keys(COMMANDS).join('|')} [arguments]`);
}
if (isOldNode()) fail(`Node ${MINIMUM.join('.')} or newer is needed; this is ${process.versions.node}.`);
installPackages();

const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, COMMANDS[command]), ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ARI_WORKBENCH_ROOT: root },
});
// The command ends what it started and then itself; this process only waits for it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => signal === 'SIGINT' || child.kill(signal));
}
child.on('exit', (code, signal) => process.exit(code ?? 128 + (os.constants.signals[signal] ?? 0)));
