import fs from 'node:fs';
import path from 'node:path';
import { installOnce } from '../installOnce';
import { CACHE, progress, ROOT } from '../places';
import { execute } from '../processes';

// Pinned: code-server 4.139 carries VS Code 1.139, which wants Node 24 (`module.registerHooks`).
const CODE_SERVER = '4.139.1';
const NODE = '24.21.0';
// Raise it when what is put into the folder changes.
const RECIPE = 2;

/** A VS Code server with its web workbench, complete with the Node that it needs. */
export interface VSCodeInstallation {
  /** Absolute path of Node's program. */
  readonly node: string;
  /** Absolute path of the server's main script, without code-server's own wrapper. */
  readonly serverMain: string;
}

// Agents, other platforms' binaries and the like: half of 800 MB that no test needs.
const LEFT_OUT = [
  'node_modules/@github',
  'node_modules/@microsoft/mxc-sdk',
  'extensions/copilot',
  'extensions/mermaid-markdown-features',
];

/** Installs packages from the registry that npm is configured for, without running any package's scripts. */
async function npmInstall(folder: string, ...args: string[]): Promise<void> {
  const manifest = path.join(folder, 'package.json');
  fs.mkdirSync(folder, { recursive: true });
  if (!fs.existsSync(manifest)) fs.writeFileSync(manifest, '{ "private": true }\n');
  const quiet = ['--no-fund', '--no-audit', '--loglevel=error', '--ignore-scripts'];
  await execute('npm', ['install', ...quiet, ...args], { cwd: folder });
}

/**
 * Puts plain JavaScript in the place of the two native modules that VS Code loads in any case, so that no compiler, make
 * or Python is needed. (node-pty and the file watcher come with binaries.)
 */
function replaceNativeModules(vscode: string): void {
  for (const name of ['spdlog', 'native-watchdog']) {
    const folder = path.join(vscode, 'node_modules/@vscode', name);
    const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
    fs.rmSync(folder, { recursive: true });
    fs.mkdirSync(folder);
    const plain = { name: `@vscode/${name}`, version: manifest.version, main: 'index.cjs' };
    fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(plain));
    fs.copyFileSync(path.join(ROOT, 'test/support/vscode', `${name}.cjs`), path.join(folder, 'index.cjs'));
  }
}

function slim(vscode: string): void {
  for (const folder of LEFT_OUT) fs.rmSync(path.join(vscode, folder), { recursive: true, force: true });
  const platform = `${process.platform}-${process.arch}`;
  for (const home of ['node_modules/node-pty/prebuilds', 'node_modules/@vscode/ripgrep-universal/bin']) {
    const folder = path.join(vscode, home);
    if (!fs.existsSync(path.join(folder, platform))) continue;
    for (const name of fs.readdirSync(folder)) {
      if (name !== platform) fs.rmSync(path.join(folder, name), { recursive: true });
    }
  }
}

const inside = (folder: string): { node: string; vscode: string } => ({
  node: path.join(folder, `node/node_modules/node-${process.platform}-${process.arch}/bin/node`),
  vscode: path.join(folder, 'code-server/node_modules/code-server/lib/vscode'),
});

async function fill(draft: string): Promise<void> {
  progress('VS Code: fetching code-server and Node 24 from npm (250 MB once)…');
  await Promise.all([
    npmInstall(path.join(draft, 'node'), `node-${process.platform}-${process.arch}@${NODE}`),
    npmInstall(path.join(draft, 'code-server'), `code-server@${CODE_SERVER}`),
  ]);
  const { vscode } = inside(draft);
  progress('VS Code: fetching the packages of its server and its extensions…');
  // `npm ci` refuses code-server's shrinkwrap, which is out of step with its manifest.
  await Promise.all([npmInstall(vscode, '--omit=dev'), npmInstall(path.join(vscode, 'extensions'), '--omit=dev')]);
  replaceNativeModules(vscode);
  slim(vscode);
  progress('VS Code: ready');
}

/** Gives a real VS Code server, from the cache when it is there, else from npm (about a minute, 400 MB of disk). */
export async function installVSCode(): Promise<VSCodeInstallation> {
  const folder = path.join(CACHE, `vscode-${CODE_SERVER}-node-${NODE}-r${RECIPE}`);
  if (!fs.existsSync(folder)) {
    await installOnce(folder, fill).catch((error: unknown) => {
      throw new Error(`VS Code could not be fetched: check the network and the npm registry. ${String(error)}`, {
        cause: error,
      });
    });
  }
  const { node, vscode } = inside(folder);
  return { node, serverMain: path.join(vscode, 'out/server-main.js') };
}
