import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { progress, ROOT } from '../test/support/places';
import { execute } from '../test/support/processes';

/** The folder of the packages that we compare with, and of nothing else. */
export const BENCH = path.join(ROOT, 'bench');

/** Installs the packages that we compare with, as the lock file beside this names them. */
export async function installPeers(): Promise<void> {
  const lock = createHash('sha256')
    .update(fs.readFileSync(path.join(BENCH, 'package-lock.json')))
    .digest('hex');
  const stamp = path.join(BENCH, 'node_modules/.lock');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === lock) return;
  progress('installing what we compare with…');
  await execute('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], { cwd: BENCH });
  fs.writeFileSync(stamp, lock);
}
