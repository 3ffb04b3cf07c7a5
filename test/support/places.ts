import os from 'node:os';
import path from 'node:path';

/** The checkout. In the extension host the working folder is another one, so whoever starts it passes ours on. */
export const ROOT = process.env['ARI_WORKBENCH_ROOT'] ?? process.cwd();

/** Screenshots, bundles of tests, the VSIX: everything that is made and never committed. */
export const OUT = path.join(ROOT, 'out');

/**
 * Where downloads are kept between runs and between checkouts, outside of both. A VS Code under test has a home of its own,
 * so whoever starts it passes ours on.
 */
export const CACHE =
  process.env['ARI_WORKBENCH_CACHE'] ??
  path.join(process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'ari-workbench');

const begin = performance.now();

/** Says on stderr that a long step begins, with the seconds since this process began. */
export function progress(step: string): void {
  const seconds = String(Math.round((performance.now() - begin) / 1000));
  process.stderr.write(`[${seconds.padStart(3)} s] ${step}\n`);
}
