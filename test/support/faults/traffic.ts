import type { Asterisk } from '../asterisk/asterisk';
import { ask } from './truth';

/** Where the calls of the traffic go: some stay, some are over at once; `stormN` sets the variable I from 0 to N. */
export const TRAFFIC_DIALPLAN = `
[traffic]
exten => long,1,Answer()
 same => n,Wait(300)
exten => short,1,Answer()
 same => n,Set(I=0)
 same => n(loop),Set(I=$[\${I}+1])
 same => n,GotoIf($[\${I}<5]?loop)
 same => n,Hangup()
exten => dial,1,Dial(Local/long@traffic,20)
exten => _storm.,1,Set(I=0)
 same => n(loop),Set(I=$[\${I}+1])
 same => n,GotoIf($[\${I}<\${EXTEN:5}]?loop)
 same => n,Hangup()
`;

const CALLS = ['short', 'short', 'long', 'short', 'dial'];
const LIMIT = 20;

/** Calls that are originated one after the other, whatever becomes of Asterisk meanwhile. */
export class Traffic {
  #running = true;
  #paused = false;
  #made = 0;
  readonly #done: Promise<void>;

  constructor(private readonly asterisk: Asterisk) {
    this.#done = this.#run();
  }

  /** How many calls were made. */
  get made(): number {
    return this.#made;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#done;
  }

  async #run(): Promise<void> {
    for (let call = 0; this.#running; call += 1) {
      if (!this.#paused) await this.#call(CALLS[call % CALLS.length] ?? 'short').catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async #call(extension: string): Promise<void> {
    const channels = await ask<readonly { id: string }[]>(this.asterisk, 'channels');
    // An office, not a flood: the oldest end when there are many.
    for (const { id } of channels.slice(LIMIT)) await ask(this.asterisk, `channels/${id}`, 'DELETE');
    await ask(
      this.asterisk,
      `channels?endpoint=Local/${extension}@traffic&context=traffic&extension=long&priority=1`,
      'POST',
    );
    this.#made += 1;
  }
}
