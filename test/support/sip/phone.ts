import { type ChildProcess, spawn } from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Asterisk } from '../asterisk/asterisk';
import { install } from '../asterisk/install';
import { ROOT } from '../places';
import { ended, guard, which } from '../processes';
import { until } from '../until';
import { Call, type Run } from './call';

const VOICE_SECONDS = 1;
const SAMPLES_PER_SECOND = 8000;

/** An even UDP port on 127.0.0.1 that is free now; the next one is RTCP's. */
async function freeUdpPort(): Promise<number> {
  for (;;) {
    const socket = dgram.createSocket('udp4');
    const port = await new Promise<number>((resolve, reject) => {
      socket.once('error', reject).bind(0, '127.0.0.1', () => resolve(socket.address().port));
    });
    await new Promise<void>((resolve) => socket.close(resolve));
    if (port % 2 === 0) return port;
  }
}

/** Does anybody listen on this UDP port? Where there is no /proc, the answer is always yes. */
function isBound(port: number): boolean {
  const table = '/proc/net/udp';
  return (
    !fs.existsSync(table) ||
    fs.readFileSync(table, 'utf8').includes(`:${port.toString(16).toUpperCase().padStart(4, '0')} `)
  );
}

/** One second of a square wave at 400 Hz in µ-law: what the phone says, over and over. */
function voice(): Buffer {
  const [high, low, halfPeriod] = [0x90, 0x10, 10];
  return Buffer.from(
    Array.from({ length: VOICE_SECONDS * SAMPLES_PER_SECOND }, (_, at) =>
      Math.floor(at / halfPeriod) % 2 ? low : high,
    ),
  );
}

async function sippProgram(): Promise<string> {
  const program = (await install('22')).sipp ?? which('sipp');
  if (!program) throw new Error('SIP phones need sipp: install it (Debian: sip-tester) so that it is on the PATH.');
  return program;
}

/** A real SIP phone (sipp) at one of the endpoints 1000 and 1001 of the tests' Asterisk, registered. */
export class Phone {
  readonly name: string;
  readonly #asterisk: Asterisk;
  readonly #program: string;
  readonly #folder: string;
  readonly #port: number;
  readonly #children = new Set<ChildProcess>();
  #runs = 0;

  private constructor(asterisk: Asterisk, name: string, program: string, port: number) {
    this.#asterisk = asterisk;
    this.name = name;
    this.#program = program;
    this.#port = port;
    this.#folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-phone-'));
    fs.writeFileSync(path.join(this.#folder, 'voice.ul'), voice());
  }

  /** Registers the phone with its password; resolves when Asterisk has accepted it. */
  static async register(asterisk: Asterisk, name = '1000'): Promise<Phone> {
    const phone = new Phone(asterisk, name, await sippProgram(), await freeUdpPort());
    await phone.#register(300);
    return phone;
  }

  /**
   * Dials an extension of the context `default`.
   *
   * @param durationMs hangs up by itself after this time of talking; without it the call stays until somebody ends it
   */
  async call(extension: string, { durationMs }: { durationMs?: number } = {}): Promise<Call> {
    const call = new Call(await this.#run('call.xml', extension, await freeUdpPort()));
    if (durationMs !== undefined) {
      const timer = call.answered.then(() => setTimeout(() => void call.hangup(), durationMs));
      timer.catch(() => undefined);
      void call.ended.then(async () => clearTimeout(await timer.catch(() => undefined)));
    }
    return call;
  }

  /** Waits for the next call to this phone and answers it. Resolves when the phone is ready for it, not when it came. */
  async answer(): Promise<Call> {
    const call = await this.ring();
    void call.ringing().then(
      () => call.answer(),
      () => undefined,
    );
    return call;
  }

  /** Waits for the next call to this phone and lets it ring until `answer` or `reject` of the call. */
  async ring(): Promise<Call> {
    const run = await this.#run('answer.xml', this.name, this.#port);
    // Asterisk repeats a request that nobody took only after half a second.
    await until(() => isBound(this.#port), { what: `the phone ${this.name} to listen` });
    return new Call(run);
  }

  /** Takes the registration back. */
  async unregister(): Promise<void> {
    await this.#register(0);
  }

  /** Ends every call of the phone at once, without a word to Asterisk, and removes its files. */
  async dispose(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    await Promise.all([...this.#children].map(ended));
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }

  async #register(expires: number): Promise<void> {
    const { child, errors } = await this.#run('register.xml', this.name, this.#port, [
      '-key',
      'expires',
      String(expires),
    ]);
    await ended(child);
    if (child.exitCode === 0) return;
    const reason = fs.existsSync(errors) ? fs.readFileSync(errors, 'utf8') : '';
    throw new Error(`The phone ${this.name} could not register. ${reason.slice(-1000)}`);
  }

  async #run(scenario: string, service: string, port: number, extra: readonly string[] = []): Promise<Run> {
    const media = await freeUdpPort();
    const base = path.join(this.#folder, String(++this.#runs));
    const files = { log: `${base}.log`, errors: `${base}.errors` };
    const child = spawn(
      this.#program,
      [
        `127.0.0.1:${this.#asterisk.sipPort}`,
        ...['-sf', path.join(ROOT, 'test/support/sip', scenario), '-m', '1', '-nostdin', '-s', service],
        ...['-i', '127.0.0.1', '-p', String(port), '-mi', '127.0.0.1'],
        ...['-min_rtp_port', String(media), '-max_rtp_port', String(media + 10)],
        ...['-au', this.name, '-ap', `secret${this.name}`, '-key', 'caller', this.name],
        ...['-key', 'voice', path.join(this.#folder, 'voice.ul')],
        ...['-trace_logs', '-log_file', files.log, '-trace_err', '-error_file', files.errors],
        ...extra,
      ],
      { cwd: this.#folder, stdio: 'ignore', detached: true, env: { ...process.env, TERM: 'dumb' } },
    );
    guard(child, { folder: this.#folder });
    child.unref();
    this.#children.add(child);
    return { child, port, ...files };
  }
}
