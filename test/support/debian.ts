import fs from 'node:fs';
import path from 'node:path';
import { execute, which } from './processes';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const LEFT_OUT = [
  './usr/share/doc',
  './usr/share/man',
  './usr/share/locale',
  './usr/share/info',
  './usr/lib/*/gconv',
  './lib/*/gconv',
];

/** Can this machine fetch packages from Debian? It need not be root, and need not run Debian's own apt as such. */
export function hasDebianTools(): boolean {
  return ['apt-get', 'apt-cache', 'dpkg-deb', 'tar'].every(which) && fs.existsSync(KEYRING);
}

/** The Debian archive that the machine's own apt uses: its mirror and its proxy are the ones that work here. */
async function mirror(): Promise<string> {
  const targets = await execute('apt-get', ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages']).catch(
    () => '',
  );
  const address = targets.split('\n').find((uri) => /\/debian\/?$/.test(uri));
  if (!address) throw new Error("apt's configuration on this machine names no Debian archive.");
  return address;
}

/** What apt needs to work on another suite without touching the machine: all its state is in one folder. */
function aptConfiguration(state: string, architecture: string): string {
  const lines = {
    'Dir::State': state,
    'Dir::State::lists': `${state}/lists`,
    'Dir::State::status': `${state}/status`,
    'Dir::State::extended_states': `${state}/extended`,
    'Dir::Cache': state,
    'Dir::Cache::archives': `${state}/archives`,
    'Dir::Etc::sourcelist': `${state}/sources.list`,
    'Dir::Etc::sourceparts': `${state}/none`,
    'Dir::Etc::preferences': `${state}/none/preferences`,
    'Dir::Etc::preferencesparts': `${state}/none`,
    'APT::Architecture': architecture,
    'APT::Install-Recommends': 'false',
    // The machine's unprivileged apt user may not write into this folder.
    'APT::Sandbox::User': '',
    'Acquire::Languages': 'none',
    // A mirror that is a snapshot serves sid's index after its Valid-Until.
    'Acquire::Check-Valid-Until': 'false',
    'Acquire::Retries': '3',
  };
  const text = Object.entries(lines).map(([key, value]) => `${key} "${value}";`);
  return [...text, `APT::Architectures { "${architecture}"; };`, ''].join('\n');
}

/** One suite of Debian's archive, seen through an apt of its own. */
export class Suite {
  readonly #state: string;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(state: string) {
    this.#state = state;
    this.#env = { ...process.env, APT_CONFIG: path.join(state, 'apt.conf'), LC_ALL: 'C' };
  }

  /**
   * Reads the suite's index (about 10 MB).
   *
   * @param suite for example `sid`
   * @param state an absolute folder for apt's own files, to be removed afterwards
   */
  static async open(suite: string, state: string): Promise<Suite> {
    const architecture = (await execute('dpkg', ['--print-architecture'])).trim();
    for (const folder of ['lists/partial', 'archives/partial', 'none', 'debs']) {
      fs.mkdirSync(path.join(state, folder), { recursive: true });
    }
    fs.writeFileSync(path.join(state, 'status'), '');
    const source = `deb [arch=${architecture} signed-by=${KEYRING}] ${await mirror()} ${suite} main\n`;
    fs.writeFileSync(path.join(state, 'sources.list'), source);
    fs.writeFileSync(path.join(state, 'apt.conf'), aptConfiguration(state, architecture));
    const opened = new Suite(state);
    await opened.#apt('apt-get', ['-qq', '-o', 'APT::Update::Error-Mode=any', 'update']);
    return opened;
  }

  #apt(program: string, args: string[]): Promise<string> {
    return execute(program, args, { cwd: path.join(this.#state, 'debs'), env: this.#env });
  }

  /** The names of the libraries that a package itself depends on, first alternatives only. */
  async librariesOf(name: string): Promise<string[]> {
    const record = await this.#apt('apt-cache', ['show', '--no-all-versions', name]);
    const depends = /^Depends: (.*)$/m.exec(record)?.[1] ?? '';
    return depends
      .split(',')
      .map((one) => one.trim().replace(/[ (|].*/, ''))
      .filter((one) => /^(lib|zlib)/.test(one));
  }

  /** Libraries with everything that they need in turn, by name. */
  async closure(libraries: readonly string[]): Promise<string[]> {
    const uris = await this.#apt('apt-get', ['install', '-y', '--print-uris', ...libraries]);
    const names = [...uris.matchAll(/^'[^']+' ([^_\s]+)_/gm)].map((match) => match[1]!);
    return [...new Set(names)].filter((name) => /^(lib|zlib)/.test(name) && !/gconv|icu-data/.test(name)).sort();
  }

  /** Fetches packages and unpacks them into a folder, without installing them. Gives the paths of the .deb files. */
  async unpack(packages: readonly string[], folder: string): Promise<string[]> {
    await this.#apt('apt-get', ['-qq', 'download', ...packages]);
    const debs = fs.readdirSync(path.join(this.#state, 'debs')).map((file) => path.join(this.#state, 'debs', file));
    const excludes = LEFT_OUT.map((pattern) => `--exclude=${pattern}`);
    for (const deb of debs) {
      const pipe =
        'deb=$1 folder=$2; shift 2; dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$folder" --no-same-owner "$@"';
      await execute('/bin/sh', ['-c', pipe, 'unpack', deb, folder, ...excludes]);
    }
    return debs;
  }
}
