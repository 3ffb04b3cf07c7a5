import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ended, execute, freePort, guard } from '../processes';
import { until } from '../until';
import { type ConfigurationFiles, type Ports, writeConfiguration } from './configuration';
import { type AsteriskVersion, install, type Installation } from './install';

const START_LIMIT_MS = 30_000;

/** What may differ from the standard Asterisk of the tests. */
export interface AsteriskOptions {
  /** `22` unless told. */
  readonly version?: AsteriskVersion;
  /** Text added at the end of the standard extensions.conf. */
  readonly dialplan?: string;
  /** Files of `etc/` that replace the standard ones or come on top; a function when they need the ports. */
  readonly files?: ConfigurationFiles | ((ports: Ports) => ConfigurationFiles);
  /** Modules to load besides the standard ones, for example `res_prometheus`. */
  readonly modules?: readonly string[];
  /** Fixed ports where free ones will not do. */
  readonly ports?: Partial<Ports>;
}

/**
 * A real, private Asterisk in a folder of its own: free ports on 127.0.0.1, gone with the process that started it.
 * The users are `user` (may do everything) and `readOnlyUser`; the phones are the SIP endpoints 1000 and 1001.
 */
export class Asterisk {
  readonly user = 'hiastar-ari';
  readonly password = 'hiastar';
  readonly readOnlyUser = 'hiastar-ro';
  readonly readOnlyPassword = 'hiastar-ro';
  readonly version: AsteriskVersion;
  /** The run folder, absolute: `etc/`, `log/`, `spool/` … are under it. It is removed by `stop`. */
  readonly folder: string;
  /** The HTTP port. */
  readonly port: number;
  /** The UDP port of SIP. */
  readonly sipPort: number;
  readonly installation: Installation;
  /** Whether ARI answers to `user` when it is up, which a test with its own ari.conf or http.conf may not want. */
  readonly #answers: boolean;
  #child: ChildProcess | undefined;

  private constructor(
    version: AsteriskVersion,
    folder: string,
    ports: Ports,
    installation: Installation,
    answers: boolean,
  ) {
    this.version = version;
    this.folder = folder;
    this.port = ports.http;
    this.sipPort = ports.sip;
    this.installation = installation;
    this.#answers = answers;
  }

  /** Starts an Asterisk and resolves when it is fully up, after about half a second. The first call ever fetches it. */
  static async start(options: AsteriskOptions = {}): Promise<Asterisk> {
    const { version = '22', dialplan = '', modules = [], ports: fixed = {} } = options;
    const installation = await install(version);
    const ports = { http: fixed.http ?? (await freePort()), sip: fixed.sip ?? (await freePort()) };
    const files = typeof options.files === 'function' ? options.files(ports) : (options.files ?? {});
    // Short, because Asterisk cuts the path of a cached sound to the length of the address that it came from.
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-ast-'));
    writeConfiguration(folder, installation, ports, { dialplan, files, modules });
    const answers = !('ari.conf' in files) && !('http.conf' in files);
    const asterisk = new Asterisk(version, folder, ports, installation, answers);
    try {
      await asterisk.startAgain();
    } catch (error) {
      await asterisk.stop();
      throw error;
    }
    return asterisk;
  }

  /** `http://127.0.0.1:PORT`, to which `/ari/…` is added. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The value of an Authorization header for `user`. */
  get authorization(): string {
    return `Basic ${Buffer.from(`${this.user}:${this.password}`).toString('base64')}`;
  }

  /** The id of the running process. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts the process again after `kill`, with the same folder and ports. */
  async startAgain(): Promise<void> {
    if (this.#child) throw new Error('This Asterisk is running already.');
    const output = fs.openSync(path.join(this.folder, 'output.txt'), 'a');
    const child = spawn(this.installation.program, ['-f', '-C', this.#configuration], {
      cwd: this.folder,
      stdio: ['ignore', output, output],
      detached: true,
    });
    fs.closeSync(output);
    guard(child, { folder: this.folder });
    child.unref();
    this.#child = child;
    const what = `Asterisk ${this.version} to start`;
    const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
    await until(() => hasEnded() || this.#isUp(), { what, timeoutMs: START_LIMIT_MS });
    if (!hasEnded()) return;
    this.#child = undefined;
    throw new Error(`Asterisk ended while it started:\n${(await this.log()).slice(-2000)}`);
  }

  /**
   * Sends a signal. One that ends Asterisk (KILL, TERM …) is waited for; with STOP it freezes, with CONT it goes on.
   * TERM takes its time: Asterisk closes its channels and sockets first.
   */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (!child) return;
    child.kill(signal);
    if (['SIGSTOP', 'SIGCONT', 'SIGHUP'].includes(signal)) return;
    await ended(child);
    this.#child = undefined;
    // A socket of a killed Asterisk is taken for a running one.
    for (const name of ['asterisk.ctl', 'asterisk.pid'])
      fs.rmSync(path.join(this.folder, 'run', name), { force: true });
  }

  /** Ends the process at once and removes the run folder. */
  async stop(): Promise<void> {
    await this.kill('SIGKILL');
    fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Runs a command of Asterisk's command line and gives what it answers. */
  cli(command: string): Promise<string> {
    return execute(this.installation.program, ['-C', this.#configuration, '-rx', command]);
  }

  /** Everything that Asterisk logged so far. */
  async log(): Promise<string> {
    const text = (name: string): Promise<string> =>
      fs.promises.readFile(path.join(this.folder, name), 'utf8').catch(() => '');
    return (await text('output.txt')) + (await text('log/messages')) + (await text('log/messages.log'));
  }

  get #configuration(): string {
    return path.join(this.folder, 'etc/asterisk.conf');
  }

  async #isUp(): Promise<boolean> {
    if (!fs.existsSync(path.join(this.folder, 'run/asterisk.ctl'))) return false;
    if (!this.#answers) return (await this.cli('core waitfullybooted')).includes('fully booted');
    // Its web server listens well before ARI's modules are loaded.
    const { status } = await fetch(`${this.url}/ari/asterisk/info`, { headers: { authorization: this.authorization } });
    return status === 200;
  }
}
