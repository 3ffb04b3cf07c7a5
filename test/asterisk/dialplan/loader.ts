import fs from 'node:fs';
import path from 'node:path';
import { Asterisk } from '../../support/asterisk/asterisk';
import { freePort } from '../../support/processes';
import { until } from '../../support/until';
import { Ami, type AmiMessage } from './ami';

/** What Asterisk says of a dialplan that it has loaded. */
export interface Loaded {
  /** `dialplan show`. */
  readonly shown: readonly string[];
  /** AMI's ShowDialPlan, which knows all labels and cuts nothing. */
  readonly listed: readonly AmiMessage[];
  /** `dialplan show globals`, without the count. */
  readonly globals: readonly string[];
  /** What it logged meanwhile, without time and thread: `WARNING pbx.c: …`. */
  readonly log: readonly string[];
}

const MODULES_CONF = '[modules]\nautoload=no\nload=pbx_config.so\nload=func_global.so\n';
// Otherwise it drops messages of a dialplan with many problems.
const LOGGER_CONF = '[general]\nlogger_queue_limit=100000\n[logfiles]\nmessages => notice,warning,error,verbose\n';
// Global variables outlive a reload, unless the dialplan before it says so.
const BLANK = '[general]\nclearglobalvars=yes\n';

/** An Asterisk that loads one dialplan after the other. */
export class DialplanLoader {
  private logged = 0;
  private marks = 0;

  private constructor(
    private readonly asterisk: Asterisk,
    private readonly ami: Ami,
  ) {}

  static async start(version: '22' | '16'): Promise<DialplanLoader> {
    const port = await freePort();
    const asterisk = await Asterisk.start({
      version,
      files: {
        'modules.conf': MODULES_CONF,
        'extensions.conf': BLANK,
        'logger.conf': LOGGER_CONF,
        'ari.conf': '[general]\nenabled=no\n',
        'manager.conf': `[general]\nenabled=yes\nport=${port}\nbindaddr=127.0.0.1\n[test]\nsecret=test\nread=all\nwrite=all\n`,
      },
    });
    return new DialplanLoader(asterisk, await Ami.connect(port, 'test', 'test'));
  }

  /** The folder of its configuration. */
  get folder(): string {
    return path.join(this.asterisk.folder, 'etc');
  }

  /** A file of the examples that come with it; undefined where they are not installed. */
  sample(name: string): string | undefined {
    const file = path.join(this.asterisk.installation.data, 'conf', name);
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
  }

  async stop(): Promise<void> {
    this.ami.close();
    await this.asterisk.stop();
  }

  /** @param files by name, `extensions.conf` among them; they are removed again */
  async load(files: Readonly<Record<string, string>>): Promise<Loaded> {
    this.write({ 'extensions.conf': BLANK });
    await this.ami.command('dialplan reload');
    await this.log();
    this.write(files);
    await this.ami.command('dialplan reload');
    const shown = await this.ami.command('dialplan show');
    const listed = await this.ami.list('ShowDialPlan');
    const globals = (await this.ami.command('dialplan show globals')).filter((line) => line.includes('='));
    const log = await this.log();
    for (const name of Object.keys(files)) fs.rmSync(path.join(this.folder, name));
    return { shown, listed, globals: globals.map((line) => line.slice(3)), log };
  }

  private write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(this.folder, name)), { recursive: true });
      fs.writeFileSync(path.join(this.folder, name), text);
    }
  }

  /** What was logged since the last look. Asterisk writes its log behind its own back: a mark says that it is there. */
  private async log(): Promise<string[]> {
    const mark = `the end of part ${++this.marks}`;
    await this.ami.command(`dialplan set global MARK "${mark}"`);
    const file = path.join(this.asterisk.folder, 'log/messages');
    const read = (): string => {
      const text = fs.readFileSync(file, 'utf8').slice(this.logged);
      return text.includes(`${mark}'\n`) ? text : '';
    };
    const text = await until(() => read() || undefined, { what: 'the log', intervalMs: 2 });
    this.logged += text.length;
    const lines = text.split('\n').map((line) => line.replace(/^\[[^\]]*\] (\w+)\[\d+\](?:\[[^\]]*\])? /, '$1 '));
    return lines.filter((line) => line !== '' && !line.startsWith('VERBOSE'));
  }
}
