import fs from 'node:fs';
import { progress } from '../places';
import { execute, which } from '../processes';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const PACKAGES = ['chromium', 'fonts-liberation', 'fonts-dejavu-core'];
const MACOS = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

const onPath = (): string | undefined => NAMES.map(which).find(Boolean) ?? (fs.existsSync(MACOS) ? MACOS : undefined);

async function mayBecomeRoot(): Promise<readonly string[] | undefined> {
  if (process.getuid?.() === 0) return [];
  if (!which('sudo')) return undefined;
  return execute('sudo', ['-n', 'true']).then(
    () => ['sudo', '-n'],
    () => undefined,
  );
}

/**
 * Gives the browser that shows VS Code's workbench: the one named by CHROMIUM, else one on the PATH, else Debian's, which
 * is installed when this user may (a minute, 400 MB).
 *
 * @throws Error with one sentence that says what to do when there is none and none can be installed.
 */
export async function chromium(): Promise<string> {
  const present = process.env['CHROMIUM'] ?? onPath();
  if (present) return present;
  const prefix = which('apt-get') ? await mayBecomeRoot() : undefined;
  if (prefix) {
    progress('Chromium: installing it with apt-get…');
    const apt = async (...args: string[]): Promise<void> => {
      const [program, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args];
      await execute(program!, rest);
    };
    await apt('update').catch(() => undefined);
    await apt('install', '-y', '--no-install-recommends', ...PACKAGES);
    progress('Chromium: ready');
  }
  const installed = onPath();
  if (!installed) {
    throw new Error(
      'A Chromium browser is needed: install it (Debian: apt install chromium) or set CHROMIUM to its path.',
    );
  }
  return installed;
}
