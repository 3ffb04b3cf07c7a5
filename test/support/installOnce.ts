import fs from 'node:fs';
import path from 'node:path';
import { until } from './until';

const INSTALL_LIMIT_MS = 900_000;

/** Is the process with this id still there? One that belongs to somebody else counts too. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Takes the lock file for this process; a lock whose owner is gone is taken away first. */
function tryLock(lock: string): boolean {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  try {
    const owner = Number(fs.readFileSync(lock, 'utf8'));
    // An empty file is a lock that is being written this moment.
    if (owner > 0 && !isAlive(owner)) fs.rmSync(lock, { force: true });
  } catch {
    // Its owner removed it between the two calls: the next look takes it.
  }
  return false;
}

function moveIntoPlace(from: string, to: string): void {
  try {
    fs.renameSync(from, to);
  } catch (error) {
    // Somebody else's finished folder is as good as ours.
    if (!fs.existsSync(to)) throw error;
    fs.rmSync(from, { recursive: true, force: true });
  }
}

/**
 * Makes `folder` with `fill` unless it is there already. Any number of processes may ask at the same time: one fills, the
 * others wait for it. The folder appears complete or not at all, because it is filled elsewhere and renamed.
 *
 * @param folder absolute path of the folder to be
 * @param fill puts everything into the empty folder it is given, which will be moved: nothing in it may know its own path
 */
export async function installOnce(folder: string, fill: (draft: string) => Promise<void>): Promise<string> {
  if (fs.existsSync(folder)) return folder;
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  const lock = `${folder}.lock`;
  const mine = await until(() => (fs.existsSync(folder) ? 'there' : tryLock(lock) && 'mine'), {
    what: `another process to finish ${folder} (remove ${lock} when there is none)`,
    timeoutMs: INSTALL_LIMIT_MS,
    intervalMs: 100,
  });
  if (mine === 'there') return folder;
  const draft = `${folder}.${process.pid}.draft`;
  try {
    if (fs.existsSync(folder)) return folder;
    fs.rmSync(draft, { recursive: true, force: true });
    fs.mkdirSync(draft);
    await fill(draft);
    moveIntoPlace(draft, folder);
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
    fs.rmSync(lock, { force: true });
  }
  return folder;
}
