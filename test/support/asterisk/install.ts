import fs from 'node:fs';
import path from 'node:path';
import { hasDebianTools, Suite } from '../debian';
import { installOnce } from '../installOnce';
import { CACHE, progress } from '../places';
import { execute, which } from '../processes';

/** The releases that the project is tested with: the current one, and the oldest in wide use. */
export type AsteriskVersion = '22' | '16';

/** An Asterisk that can be started, and the SIP phone that comes with it. */
export interface Installation {
  /** Absolute path of the program, which takes Asterisk's own arguments. */
  readonly program: string;
  /** Absolute path of the folder with the modules. */
  readonly modules: string;
  /** Absolute path of the folder with documentation, sounds and the like (`astdatadir`). */
  readonly data: string;
  /** Absolute path of sipp, when there is one. */
  readonly sipp?: string;
}

// Raise it when what is put into the folder changes: old folders in people's caches are then left alone.
const RECIPE = 3;
// sid is a moving target, and testing follows it at a few days' distance.
const SUITES: Record<AsteriskVersion, readonly string[]> = { '22': ['sid', 'testing'], '16': ['bullseye'] };
const PACKAGES = ['asterisk', 'asterisk-modules', 'asterisk-core-sounds-en-gsm'];
// For codec_gsm, and for playing http(s) addresses.
const MODULE_LIBRARIES = ['libgsm1', 'libcurl4'];

/** Files of the C library itself: they must come from where the loader comes from. */
async function namesInPackage(deb: string): Promise<Set<string>> {
  const listing = await execute('/bin/sh', ['-c', 'dpkg-deb --fsys-tarfile "$1" | tar -t', 'list', deb]);
  return new Set(
    listing
      .split('\n')
      .map((line) => path.basename(line))
      .filter((name) => name.includes('.so')),
  );
}

function isAtLeast(version: string, other: string): boolean {
  return version.localeCompare(other, 'en', { numeric: true }) >= 0;
}

/** The C library's version on this machine, for example `2.36`; undefined where it is not GNU's. */
async function hostLibraryVersion(): Promise<string | undefined> {
  const answer = await execute('getconf', ['GNU_LIBC_VERSION']).catch(() => '');
  return /glibc ([\d.]+)/.exec(answer)?.[1];
}

function find(folder: string, pattern: RegExp): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => pattern.test(file))
    .map((file) => path.join(folder, file));
}

/** Links to every library of the folder except the C library's, for programs that run on the machine's own. */
async function linkLibraries(folder: string, libc: string): Promise<void> {
  const own = await namesInPackage(libc);
  fs.mkdirSync(path.join(folder, 'libraries'));
  for (const file of find(folder, /^(usr\/)?lib\/([^/]+-linux-gnu\/)?[^/]+\.so[^/]*$/)) {
    const link = path.join(folder, 'libraries', path.basename(file));
    if (own.has(path.basename(file)) || fs.existsSync(link)) continue;
    fs.symlinkSync(path.relative(path.dirname(link), file), link);
  }
}

/**
 * Writes a launcher: programs of a newer Debian need its loader and C library, programs of an older one run on the
 * machine's with the remaining libraries of the folder. `--argv0` keeps Asterisk's `core restart now` working, which
 * executes argv[0] anew.
 */
function writeLauncher(folder: string, program: string, ownLoader: boolean): void {
  const name = path.basename(program);
  const libraries = fs.readdirSync(path.join(folder, 'usr/lib')).filter((entry) => entry.endsWith('-linux-gnu'));
  const search = [
    ...libraries.map((entry) => `$R/usr/lib/${entry}`),
    ...libraries.map((entry) => `$R/lib/${entry}`),
    '$R/usr/lib',
  ];
  const start = ownLoader
    ? `exec "$R/ld.so" --argv0 "$R/${name}" --library-path "${search.join(':')}" "$R/${program}" "$@"`
    : `LD_LIBRARY_PATH="$R/libraries" exec "$R/${program}" "$@"`;
  const script = `#!/bin/sh\nR=$(dirname "$(readlink -f "$0")")\n${start}\n`;
  fs.writeFileSync(path.join(folder, name), script, { mode: 0o755 });
}

/** Gives the sounds their language's plain name, and drops Debian's links to folders that nothing has made. */
function tidySounds(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    if (!fs.existsSync(path.join(folder, name))) fs.rmSync(path.join(folder, name));
  }
  fs.rmSync(path.join(folder, 'en'), { force: true });
  fs.renameSync(path.join(folder, 'en_US_f_Allison'), path.join(folder, 'en'));
}

async function fill(version: AsteriskVersion, suiteName: string, draft: string): Promise<void> {
  const state = path.join(draft, '.apt');
  progress(`Asterisk ${version}: reading the index of Debian ${suiteName}…`);
  const suite = await Suite.open(suiteName, state);
  // One phone is enough, and the newer folder has it.
  const phone = version === '22' ? ['sip-tester'] : [];
  const wanted = await Promise.all(['asterisk', ...phone].map((name) => suite.librariesOf(name)));
  const libraries = await suite.closure([...wanted.flat(), ...MODULE_LIBRARIES]);
  progress(`Asterisk ${version}: fetching ${libraries.length + PACKAGES.length} packages…`);
  const debs = await suite.unpack([...PACKAGES, ...phone, ...libraries], draft);
  const libc = debs.find((file) => path.basename(file).startsWith('libc6_'));
  if (!libc) throw new Error('Debian gave no libc6 with Asterisk.');
  const [own, host] = [/_([\d.]+)/.exec(path.basename(libc))![1]!, await hostLibraryVersion()];
  const ownLoader = !host || !isAtLeast(host, own);
  if (ownLoader) fs.copyFileSync(find(draft, /lib\/[^/]*-linux-gnu\/ld-linux-[^/]*$/)[0]!, path.join(draft, 'ld.so'));
  else await linkLibraries(draft, libc);
  writeLauncher(draft, 'usr/sbin/asterisk', ownLoader);
  if (phone.length) writeLauncher(draft, 'usr/bin/sipp', ownLoader);
  tidySounds(path.join(draft, 'usr/share/asterisk/sounds'));
  fs.rmSync(state, { recursive: true });
  progress(`Asterisk ${version}: ready`);
}

/** Tries the suites one after the other: sid has days on which a package cannot be had. */
async function fillFromAny(version: AsteriskVersion, draft: string): Promise<void> {
  const failures: string[] = [];
  for (const suite of SUITES[version]) {
    try {
      await fill(version, suite, draft);
      return;
    } catch (error) {
      failures.push(`${suite}: ${(error as Error).message}`);
      fs.rmSync(draft, { recursive: true, force: true });
      fs.mkdirSync(draft);
    }
  }
  throw new Error(`Asterisk ${version} could not be fetched from Debian (${failures.join('; ')}).`);
}

function fromPath(version: AsteriskVersion): Installation {
  const program =
    which('asterisk') ??
    ['/usr/sbin/asterisk', '/usr/local/sbin/asterisk', '/opt/homebrew/sbin/asterisk'].find((file) =>
      fs.existsSync(file),
    );
  const modules = [
    '/usr/lib/asterisk/modules',
    '/usr/lib64/asterisk/modules',
    '/usr/local/lib/asterisk/modules',
    '/opt/homebrew/lib/asterisk/modules',
  ].find((folder) => fs.existsSync(folder));
  const data = ['/usr/share/asterisk', '/var/lib/asterisk', '/opt/homebrew/var/lib/asterisk'].find((folder) =>
    fs.existsSync(path.join(folder, 'documentation')),
  );
  if (!program || !modules || !data) {
    throw new Error(
      `Asterisk ${version} is needed: install it with your package manager so that \`asterisk\` is on the PATH, or run this on a Debian with apt and debian-archive-keyring, where it is fetched without being installed.`,
    );
  }
  const sipp = which('sipp');
  return { program, modules, data, ...(sipp && { sipp }) };
}

/**
 * Gives a real Asterisk, from the cache when it is there, else unpacked from Debian's packages into the cache (5 to 10 s,
 * 30 MB), else the machine's own. Nothing is installed and root is not needed.
 *
 * @throws Error with one sentence that says what to do when none of these is possible.
 */
export async function install(version: AsteriskVersion): Promise<Installation> {
  const folder = path.join(CACHE, `asterisk-${version}-r${RECIPE}`);
  if (!fs.existsSync(folder)) {
    if (!hasDebianTools()) return fromPath(version);
    await installOnce(folder, (draft) => fillFromAny(version, draft));
  }
  const modules = find(path.join(folder, 'usr/lib'), /asterisk\/modules$/)[0]!;
  const sipp = path.join(folder, 'sipp');
  return {
    program: path.join(folder, 'asterisk'),
    modules,
    data: path.join(folder, 'usr/share/asterisk'),
    ...(fs.existsSync(sipp) && { sipp }),
  };
}
