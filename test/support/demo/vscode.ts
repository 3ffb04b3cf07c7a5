import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { progress } from '../places';
import { execute, freePort, guard, which } from '../processes';
import { until } from '../until';
import { installVSCode } from '../vscode/install';
import { endGroup, installExtension, serverEnvironment, writeSettings } from '../vscode/server';
import { isFreeTcp } from './workspace';

const WEB_PORT = 8090;
const START_LIMIT_MS = 60_000;

/** What the demo's VS Code opens. */
export interface DemoContents {
  /** Absolute folder for the profile, fresh: a demo starts from the beginning. */
  readonly profile: string;
  /** Absolute path of the folder to open. */
  readonly folder: string;
  /** Absolute path of the extension as a VSIX. */
  readonly vsix: string;
  /** User settings of the demo's profile. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The VS Code of the demo, with a profile of its own. */
export interface DemoVSCode {
  /** What to tell the person. */
  readonly message: string;
  readonly child: ChildProcess;
  dispose(): Promise<void>;
}

/** Desktop VS Code's command, when there is one that can open a window here. */
function desktopCode(): string | undefined {
  // In the terminal of a remote VS Code, `code` is another program, which knows no profiles.
  if (process.env['VSCODE_IPC_HOOK_CLI']) return undefined;
  const hasDisplay = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  return hasDisplay ? which('code') : undefined;
}

async function openDesktop(code: string, { profile, folder, vsix, settings }: DemoContents): Promise<DemoVSCode> {
  writeSettings(profile, settings);
  const folders = ['--user-data-dir', profile, '--extensions-dir', path.join(profile, 'extensions')];
  // Chromium refuses its sandbox to root.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  progress('VS Code: installing the extension into a profile of its own…');
  await execute(code, [...root, ...folders, '--install-extension', vsix, '--force']);
  const args = [...root, ...folders, '--disable-workspace-trust', '--new-window', '--wait', folder];
  const child = spawn(code, args, { stdio: 'ignore', detached: true });
  guard(child, { group: true });
  return { message: 'VS Code opens in a window of its own.', child, dispose: () => endGroup(child) };
}

/** code-server's own entry, which also answers the request that the secret storage of a browser needs. */
async function wrapperArguments(profile: string, port: number, folder: string): Promise<[string, string[]]> {
  const { node, serverMain } = await installVSCode();
  const entry = path.resolve(path.dirname(serverMain), '../../../out/node/entry.js');
  const quiet = ['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'];
  return [
    node,
    [
      ...[entry, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-workspace-trust', ...quiet],
      ...['--config', path.join(profile, 'config.yaml'), '--user-data-dir', profile],
      ...['--extensions-dir', path.join(profile, 'extensions'), '--ignore-last-opened', folder],
    ],
  ];
}

async function openWeb({ profile, folder, vsix, settings }: DemoContents): Promise<DemoVSCode> {
  const port = (await isFreeTcp(WEB_PORT)) ? WEB_PORT : await freePort();
  writeSettings(profile, settings);
  const [program, args] = await wrapperArguments(profile, port, folder);
  progress('VS Code: installing the extension into a profile of its own…');
  await installExtension(vsix, { userData: profile });
  const log = path.join(profile, 'server.log');
  const output = fs.openSync(log, 'w');
  const env = serverEnvironment(profile);
  const child = spawn(program, args, { env, stdio: ['ignore', output, output], detached: true });
  fs.closeSync(output);
  guard(child, { group: true });
  const address = `http://127.0.0.1:${port}/`;
  const answers = async (): Promise<boolean> => child.exitCode !== null || (await fetch(address)).ok;
  await until(answers, { what: 'VS Code to answer', timeoutMs: START_LIMIT_MS, intervalMs: 100 });
  if (child.exitCode !== null) throw new Error(`VS Code did not start: ${fs.readFileSync(log, 'utf8').slice(-2000)}`);
  const query = new URLSearchParams({ folder }).toString();
  return { message: `Open this in a browser:  ${address}?${query}`, child, dispose: () => endGroup(child) };
}

/** Opens VS Code with the extension: the desktop's when it can be, else one in the browser. */
export async function openVSCode(contents: DemoContents): Promise<DemoVSCode> {
  const code = desktopCode();
  return code ? openDesktop(code, contents) : openWeb(contents);
}
