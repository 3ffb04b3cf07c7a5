import type { ChildProcess } from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import { ended } from '../processes';
import { until } from '../until';

/** What a phone is told; the scenarios wait for requests of these names. */
type Order = 'ANSWER' | 'REJECT' | 'HANGUP' | 'DIGIT';

/** The running sipp of one call. */
export interface Run {
  readonly child: ChildProcess;
  /** UDP port that it listens on. */
  readonly port: number;
  /** File with a line for each step of the scenario. */
  readonly log: string;
  /** File with what sipp did not like. */
  readonly errors: string;
}

function read(file: string): string {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}

/** A call of a phone, from either side. */
export class Call {
  /** Resolves when the phone is talking; rejects when the call ended without it. */
  readonly answered: Promise<void>;
  /** Resolves when the call is over, whoever ended it. */
  readonly ended: Promise<void>;
  readonly #run: Run;
  #over = false;

  constructor(run: Run) {
    this.#run = run;
    this.ended = ended(run.child).then(() => {
      this.#over = true;
    });
    this.answered = this.#reached('answered');
    // Not every test asks for it, and an unasked failure must not fail another test.
    this.answered.catch(() => undefined);
  }

  /** Waits until somebody calls this phone. Only for a phone that waits for a call. */
  async ringing(): Promise<void> {
    await this.#reached('call ');
  }

  /** Picks up. */
  async answer(): Promise<void> {
    await this.#tell('ANSWER');
    await this.answered;
  }

  /** Answers 486 Busy Here instead of picking up. */
  async reject(): Promise<void> {
    await this.#tell('REJECT');
    await this.ended;
  }

  /** Hangs up an answered call, on the phone's side, and waits for Asterisk's consent. */
  async hangup(): Promise<void> {
    await this.answered;
    await this.#tell('HANGUP');
    await this.ended;
  }

  /** Presses keys (0-9, A-D, *, #), one after the other, by SIP INFO. */
  async press(digits: string): Promise<void> {
    await this.answered;
    for (const digit of digits) {
      const line = `digit ${digit}\n`;
      const count = (): number => read(this.#run.log).split(line).length;
      const before = count();
      await this.#tell('DIGIT', digit);
      await until(() => count() > before || this.#over, { what: `the phone to press ${digit}` });
      if (count() === before) throw new Error(`The call ended before ${digit} was pressed.`);
    }
  }

  async #reached(step: string): Promise<void> {
    const log = (): boolean => read(this.#run.log).includes(step);
    await until(() => log() || this.#over, { what: `the phone's step "${step}"`, timeoutMs: 30_000 });
    if (!log()) throw new Error(`The call ended before "${step}". ${read(this.#run.errors).slice(-1000)}`);
  }

  async #tell(order: Order, digit = ''): Promise<void> {
    await this.#reached('call ');
    const id = /^call (\S+)/m.exec(read(this.#run.log))?.[1] ?? '';
    const lines = [
      `${order} sip:phone@127.0.0.1 SIP/2.0`,
      'Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKorder',
      'From: <sip:test@127.0.0.1>;tag=test',
      'To: <sip:phone@127.0.0.1>',
      `Call-ID: ${id}`,
      `CSeq: 1 ${order}`,
      `X-Digit: ${digit}`,
      'Content-Length: 0',
      '',
      '',
    ];
    const socket = dgram.createSocket('udp4');
    await new Promise<void>((resolve, reject) => {
      socket.send(lines.join('\r\n'), this.#run.port, '127.0.0.1', (error) => (error ? reject(error) : resolve()));
    });
    socket.close();
  }
}
