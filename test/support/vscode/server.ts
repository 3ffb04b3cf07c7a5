import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { CACHE } from '../places';
import { ended, execute, guard } from '../processes';
import { until } from '../until';
import { installVSCode } from './install';
import { QUIET_SETTINGS } from './settings';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5000;

/** How a VS Code server differs from the quiet, trusting standard. */
export interface ServerOptions {
  /** Absolute folder of user data, logs and settings. Kept between two servers, it keeps the user's settings. */
  readonly userData: string;
  /** Absolute folder of installed extensions; one under `userData` unless told. */
  readonly extensions?: string;
  /** User settings on top of the quiet ones. They are written only when given, or when there are none yet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Workspaces are opened in restricted mode, until they are trusted. Off unless told: everything is trusted. */
  readonly workspaceTrust?: boolean;
  /** A fixed port, for a browser profile that is to find its secrets again. */
  readonly port?: number;
}

/** A running VS Code server. */
export interface Server {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly child: ChildProcess;
  /** What it wrote to stdout and stderr so far. */
  log(): string;
  dispose(): Promise<void>;
}

/** The environment of a VS Code: its own home, our caches, and nothing of a VS Code that this runs inside. */
export function serverEnvironment(userData: string): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_(?!TEST_)|XDG_|ELECTRON_RUN_AS_NODE$|NODE_OPTIONS$)/;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const home = path.join(userData, 'home');
  fs.mkdirSync(home, { recursive: true });
  return { EXTENSIONS_GALLERY: '{}', ...Object.fromEntries(kept), HOME: home, ARI_WORKBENCH_CACHE: CACHE };
}

/** Writes the user's settings.json. */
export function writeSettings(userData: string, settings: Readonly<Record<string, unknown>>): void {
  const file = path.join(userData, 'User/settings.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2));
}

const extensionsFolder = ({ userData, extensions }: ServerOptions): string =>
  extensions ?? path.join(userData, 'extensions');

function serverArguments(options: ServerOptions): string[] {
  return [
    ...['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--without-connection-token'],
    ...['--accept-server-license-terms', '--disable-telemetry', '--disable-update-check', '--disable-experiments'],
    ...['--telemetry-level', 'off', '--disable-getting-started-override', '--app-name', 'VS Code'],
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...['--user-data-dir', options.userData, '--server-data-dir', path.join(options.userData, 'server')],
    ...['--extensions-dir', extensionsFolder(options)],
  ];
}

/** Ends a child that leads a process group, and everything in the group. */
export async function endGroup(child: ChildProcess, limitMs = STOP_LIMIT_MS): Promise<void> {
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(-child.pid!, name);
    } catch {
      // Nobody is left in the group.
    }
  };
  if (child.exitCode === null && child.signalCode === null) {
    signal('SIGTERM');
    const timer = setTimeout(() => signal('SIGKILL'), limitMs);
    await ended(child);
    clearTimeout(timer);
  }
  signal('SIGKILL');
}

/** Starts VS Code's server on 127.0.0.1 and resolves when it listens. It ends with this process at the latest. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { node, serverMain } = await installVSCode();
  fs.mkdirSync(extensionsFolder(options), { recursive: true });
  if (options.settings || !fs.existsSync(path.join(options.userData, 'User/settings.json'))) {
    writeSettings(options.userData, options.settings ?? {});
  }
  const env = serverEnvironment(options.userData);
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  const child = spawn(node, [serverMain, ...serverArguments(options)], { env, stdio: [...stdio], detached: true });
  guard(child, { group: true });
  let output = '';
  const hear = (data: Buffer): void => {
    output += data.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const address = (): string | undefined => /Web UI available at (http:\/\/[^\s/?]+)/.exec(output)?.[1];
  await until(() => address() ?? child.exitCode !== null, {
    what: 'the VS Code server to listen',
    timeoutMs: START_LIMIT_MS,
  });
  const origin = address();
  if (!origin) throw new Error(`The VS Code server ended while it started:\n${output.slice(-4000)}`);
  return { origin: new URL(origin).origin, child, log: () => output, dispose: () => endGroup(child) };
}

/** Installs a VSIX into the folder of extensions, as `code --install-extension` does. */
export async function installExtension(
  vsix: string,
  options: Pick<ServerOptions, 'userData' | 'extensions'>,
): Promise<void> {
  const { node, serverMain } = await installVSCode();
  const folders = ['--user-data-dir', options.userData, '--extensions-dir', extensionsFolder(options)];
  const env = serverEnvironment(options.userData);
  await execute(node, [serverMain, ...folders, '--install-extension', vsix, '--force'], { env });
}
