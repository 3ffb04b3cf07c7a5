import { type ChildProcess, execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const OUTPUT_LIMIT = 64 * 1024 * 1024;

/** Runs a program to its end and gives what it wrote to stdout. Rejects with its stderr when it fails. */
export async function execute(
  file: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  const { stdout } = await run(file, [...args], { maxBuffer: OUTPUT_LIMIT, ...options });
  return stdout;
}

/** The absolute path of a program on the PATH, or undefined. */
export function which(program: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, program))
    .find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile());
}

/** A TCP port on 127.0.0.1 that nobody listens on now. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/**
 * Lets a child die with this process, however this process ends (SIGKILL and crashes included), and removes its folder then.
 *
 * A shell waits on a pipe whose other end only this process holds: the kernel closes it when we are gone.
 *
 * @param group the child leads a process group, which ends as a whole
 */
export function guard(child: ChildProcess, { folder = '', group = false } = {}): void {
  const { pid } = child;
  if (pid === undefined) return;
  const script = 'read -r _; kill -s KILL -- "$1" 2>/dev/null; sleep 0.2; [ -z "$2" ] || rm -rf -- "$2"';
  const watcher = spawn('/bin/sh', ['-c', script, 'guard', String(group ? -pid : pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watcher.unref();
  (watcher.stdin as unknown as net.Socket).unref();
  child.once('exit', () => watcher.kill('SIGKILL'));
}

/** Resolves when the child has ended; at once when it has already. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  await new Promise((resolve) => child.once('exit', resolve));
}
