import { randomBytes } from 'node:crypto';
import { EventSocket } from '../eventSocket';
import type { EventSocketOptions } from '../eventSocket';

/** An event socket under a name of its own, which takes nothing from anybody. */
export class Ears {
  #heard: string | undefined;
  #waiting: ((type: string) => void) | undefined;
  #socket: EventSocket | undefined;

  private constructor(
    readonly application: string,
    readonly subscribeAll: boolean,
  ) {}

  /** @throws AriError as {@link EventSocket.open} does */
  static async open(options: EventSocketOptions, signal: AbortSignal): Promise<Ears> {
    const ears = new Ears(options.application, options.subscribeAll);
    const handlers = { onMessage: (text: string) => ears.#hear(text), onClose: () => undefined };
    // It lives for seconds: a heartbeat would come too late to tell anything.
    ears.#socket = await EventSocket.open(options, handlers, { intervalMs: 0, timeoutMs: 0 }, signal);
    return ears;
  }

  /** The type of the first event that came. Waits for it as long as the signal lets it. */
  first(signal: AbortSignal): Promise<string> {
    if (this.#heard !== undefined) return Promise.resolve(this.#heard);
    return new Promise((resolve, reject) => {
      this.#waiting = resolve;
      signal.addEventListener('abort', () => reject(new Error('aborted', { cause: signal.reason })), { once: true });
    });
  }

  async close(): Promise<void> {
    await this.#socket?.close();
  }

  #hear(text: string): void {
    if (this.#heard !== undefined) return;
    this.#heard = typeOf(text);
    this.#waiting?.(this.#heard);
  }
}

/** A name that nobody else has. @param length at least that of the name that it stands in for, in characters */
export function throwAwayName(length: number): string {
  return `ari-workbench-doctor-${randomBytes(4).toString('hex')}`.padEnd(length, 'x');
}

function typeOf(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && 'type' in parsed) return String(parsed.type);
  } catch {
    // Garbage is an answer too.
  }
  return '?';
}
