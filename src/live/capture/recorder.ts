import { Emitter } from '../../ari/emitter';
import type { CaptureError } from './captureError';
import type { Entry } from './entry';
import { jsonLine, lossLine } from './jsonLines';
import type { LostEntries } from './jsonLines';

/** Where the lines go: a {@link RotatingFile}. */
export interface Sink {
  /** Whole lines, so many entries among them; the next call comes when this one is done. @throws CaptureError */
  write(lines: Buffer, entries: number): Promise<void>;
  /** @throws CaptureError */
  close(): Promise<void>;
  /** Writes what is left before it returns; nothing where it was closed already. */
  endNow(lines: Buffer): void;
}

export interface RecorderLimits {
  /** The longest that a line waits to be written, in ms, while the disk keeps up. */
  readonly delayMs: number;
  /** Characters with which the writing begins before the delay is over. */
  readonly chunk: number;
  /** Characters that are written at once at most, where more than a chunk waits. */
  readonly atOnce: number;
  /** Characters that wait at most; what comes besides is counted and lost. */
  readonly waiting: number;
}

/** 64 MB are two to three seconds of the worst storm that one Asterisk makes. */
const LIMITS: RecorderLimits = {
  delayMs: 500,
  chunk: 256 * 1024,
  atOnce: 4 * 1024 * 1024,
  waiting: 64 * 1024 * 1024,
};

interface Chunk {
  readonly lines: string;
  readonly entries: number;
}

/** What became of a recording so far. */
export interface Tally {
  /** Entries that were written or wait to be. */
  readonly entries: number;
  /** Entries that could not be, because the disk was too slow or the recording failed. */
  readonly lost: number;
  /** Bytes that were written, over all files. */
  readonly bytes: number;
}

/**
 * Writes entries to a file as JSON lines. Whoever tells of an entry never waits for the disk: its line is made at once
 * (3 µs of a 600 byte event, measured; keeping the event until later would cost the same, and memory that nobody knows)
 * and written with others, twice a second at least.
 */
export class Recorder {
  readonly #failures = new Emitter<CaptureError>();
  /** It ended by itself, because nothing more could be written. Told once. */
  readonly onFailure = this.#failures.event;
  readonly #limits: RecorderLimits;
  /** Lines that begin to wait here. */
  #open = '';
  /** How many of them there are. */
  #openEntries = 0;
  /** Full chunks of lines. */
  #chunks: Chunk[] = [];
  /** Characters that wait, all in all. */
  #waiting = 0;
  #entries = 0;
  #bytes = 0;
  #lost = 0;
  #missed: LostEntries | undefined;
  #timer: NodeJS.Timeout | undefined;
  #draining: Promise<void> | undefined;
  #ended = false;

  constructor(
    private readonly sink: Sink,
    limits: Partial<RecorderLimits> = {},
  ) {
    this.#limits = { ...LIMITS, ...limits };
  }

  get tally(): Tally {
    return { entries: this.#entries, lost: this.#lost, bytes: this.#bytes };
  }

  /** O(1); nothing once it has ended. */
  record(entry: Entry): void {
    if (this.#ended) return;
    const line = this.#missed ? undefined : jsonLine(entry);
    if (line === undefined || this.#waiting + line.length > this.#limits.waiting) {
      this.#miss(entry.received);
      // While something waits, this is told when it was written; otherwise nothing would ever be.
      if (this.#waiting === 0) this.#tellMissed();
      return;
    }
    this.#entries += 1;
    this.#append(line, 1);
  }

  /** Writes what waits and closes the file. @throws CaptureError when that does not work. */
  async stop(): Promise<Tally> {
    if (!this.#ended) {
      this.#ended = true;
      this.#tellMissed();
      this.#flush();
    }
    let failure: CaptureError | undefined;
    const failing = this.onFailure((error) => (failure = error));
    await this.#draining;
    failing.dispose();
    await this.sink.close();
    if (failure) throw failure;
    return this.tally;
  }

  /**
   * Writes what waits before it returns, as good as it goes: the process is about to end. What a `stop` that is not done
   * yet has still to write is part of that.
   */
  endNow(): void {
    this.#ended = true;
    this.#tellMissed();
    clearTimeout(this.#timer);
    const rest = [...this.#chunks.map(({ lines }) => lines), this.#open].join('');
    this.#chunks = [];
    this.#open = '';
    this.sink.endNow(Buffer.from(rest));
  }

  #append(line: string, entries: number): void {
    this.#open += `${line}\n`;
    this.#openEntries += entries;
    this.#waiting += line.length + 1;
    if (this.#open.length >= this.#limits.chunk) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), this.#limits.delayMs);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#open) this.#chunks.push({ lines: this.#open, entries: this.#openEntries });
    this.#open = '';
    this.#openEntries = 0;
    if (this.#chunks.length > 0) this.#draining ??= this.#drain();
  }

  async #drain(): Promise<void> {
    while (this.#chunks.length > 0) {
      const { lines, entries } = this.#takeChunks();
      const bytes = Buffer.from(lines);
      try {
        await this.sink.write(bytes, entries);
      } catch (error) {
        this.#fail(error as CaptureError, entries);
        return;
      }
      this.#bytes += bytes.length;
      this.#waiting -= lines.length;
      // Not at the first room there is, or every other line would tell of a loss.
      if (this.#waiting <= this.#limits.waiting / 2) this.#tellMissed();
    }
    this.#draining = undefined;
  }

  /** As many as may be written at once: a busy event loop comes round seldom, and a chunk each time would not do. */
  #takeChunks(): Chunk {
    let taken: Chunk = { lines: '', entries: 0 };
    for (let chunk = this.#chunks[0]; chunk; chunk = this.#chunks[0]) {
      if (taken.lines && taken.lines.length + chunk.lines.length > this.#limits.atOnce) break;
      taken = { lines: taken.lines + chunk.lines, entries: taken.entries + chunk.entries };
      this.#chunks.shift();
    }
    return taken;
  }

  #miss(received: number): void {
    this.#lost += 1;
    const { entries, from } = this.#missed ?? { entries: 0, from: received };
    this.#missed = { entries: entries + 1, from, to: received };
  }

  #tellMissed(): void {
    const missed = this.#missed;
    this.#missed = undefined;
    if (missed) this.#append(lossLine(missed), 0);
  }

  #fail(error: CaptureError, unwritten: number): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    const left = [...this.#chunks.map(({ entries }) => entries), this.#openEntries, unwritten];
    const lost = left.reduce((sum, entries) => sum + entries, 0);
    this.#lost += lost;
    this.#entries -= lost;
    this.#chunks = [];
    this.#open = '';
    void this.sink.close().catch(() => undefined);
    this.#failures.fire(error);
  }
}
