import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { CaptureError } from './captureError';

export interface Rotation {
  /** Bytes after which the next file is begun. */
  readonly maxBytes: number;
  /** How many files are kept; the oldest of ours are deleted. */
  readonly keep: number;
}

export interface RotatingFileOptions extends Rotation {
  /** The first file. The next are named after it: `events.jsonl`, `events.002.jsonl`, … */
  readonly file: string;
  /** Whether a first file that exists may be replaced; otherwise the next free number is taken. */
  readonly replace?: boolean;
  /** What each file begins with, without a line break. @param part 1 for the first */
  readonly head: (part: number) => string;
}

/** What was deleted again, so that no more than `keep` files are there. */
export interface Deleted {
  readonly files: number;
  readonly entries: number;
}

interface OpenFile {
  readonly name: string;
  readonly handle: FileHandle;
  /** Which file it is on the disk: another one may come by its name. */
  readonly identity: string;
  readonly headBytes: number;
  /** Bytes that are written for certain. */
  size: number;
}

interface Part {
  readonly name: string;
  entries: number;
}

const PRESENCE_PERIOD_MS = 1_000;
const HIGHEST_NUMBER = 100_000;

/**
 * A text that grows over several files. Nothing that was there before is ever overwritten unless told so.
 *
 * What `write` has written outlives this process, however it ends: it is the system's by then. Only a crash of the system
 * itself could lose it, against which each write would have to wait for the disk (fsync); it does not.
 */
export class RotatingFile {
  /** Those that are there, oldest first; the last is being written. */
  readonly #files: Part[] = [];
  #deleted: Deleted = { files: 0, entries: 0 };
  #number = 0;
  #part = 0;
  #presentAt = Date.now();
  /** Names of files that are to be deleted. */
  #doomed: string[] = [];
  /** What a `write` that is not done yet was given. */
  #unwritten: Buffer | undefined;
  #ended = false;

  private constructor(
    private readonly options: RotatingFileOptions,
    private current: OpenFile,
  ) {
    this.#began(current);
  }

  /** Makes the first file. @throws CaptureError */
  static async create(options: RotatingFileOptions): Promise<RotatingFile> {
    try {
      if (options.replace === true) await fs.promises.rm(options.file, { force: true });
      const { opened, number } = await openNext(options, 1, 1);
      const file = new RotatingFile(options, opened);
      file.#number = number;
      return file;
    } catch (cause) {
      throw new CaptureError(options.file, cause);
    }
  }

  /** The file that is being written, an absolute path. */
  get name(): string {
    return this.current.name;
  }

  /** How many files there have been. */
  get parts(): number {
    return this.#part;
  }

  /** The oldest files that are gone. */
  get deleted(): Deleted {
    return this.#deleted;
  }

  /** Whole lines, which stay together in one file. One call at a time. @throws CaptureError */
  async write(lines: Buffer, entries: number): Promise<void> {
    this.#unwritten = lines;
    try {
      await this.#checkPresence();
      const { size, headBytes } = this.current;
      if (size > headBytes && size + lines.length > this.options.maxBytes) await this.#rotate();
      await this.#put(lines);
      const last = this.#files.at(-1);
      if (last) last.entries += entries;
    } catch (cause) {
      throw new CaptureError(this.name, cause);
    } finally {
      this.#unwritten = undefined;
    }
  }

  /** @throws CaptureError */
  async close(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    try {
      await this.current.handle.close();
      await this.#clearAway();
    } catch (cause) {
      throw new CaptureError(this.name, cause);
    }
  }

  /**
   * Writes these lines, and first what an unfinished `write` was given, before it returns: for the moment at which this
   * process ends. Both write the same bytes to the same place, so it does not matter which of them is first.
   * @throws NodeJS.ErrnoException
   */
  endNow(lines: Buffer): void {
    if (this.#ended) return;
    this.#ended = true;
    const all = Buffer.concat([this.#unwritten ?? Buffer.alloc(0), lines]);
    const { handle, size } = this.current;
    for (let done = 0; done < all.length;) {
      done += fs.writeSync(handle.fd, all, done, all.length - done, size + done);
    }
    // Waits for a write that is under way.
    void handle.close().catch(() => undefined);
  }

  async #put(lines: Buffer): Promise<void> {
    const { handle, size } = this.current;
    for (let done = 0; done < lines.length && !this.#ended;) {
      const { bytesWritten } = await handle.write(lines, done, lines.length - done, size + done);
      done += bytesWritten;
    }
    this.current.size += lines.length;
  }

  /** A file that was deleted can be written to for ever without an error, and nobody would ever read it. */
  async #checkPresence(): Promise<void> {
    const now = Date.now();
    if (now - this.#presentAt < PRESENCE_PERIOD_MS) return;
    this.#presentAt = now;
    const { name, identity } = this.current;
    if (identityOf(await fs.promises.stat(name, { bigint: true })) === identity) return;
    throw Object.assign(new Error('another file took its place'), { code: 'ENOENT' });
  }

  async #rotate(): Promise<void> {
    const { opened, number } = await openNext(this.options, this.#number + 1, this.#part + 1);
    if (this.#ended) {
      await opened.handle.close();
      await fs.promises.rm(opened.name, { force: true });
      return;
    }
    const former = this.current;
    this.current = opened;
    this.#number = number;
    this.#began(opened);
    // At once: nobody shall be told of the new file that it belongs to all there was.
    this.#letGo();
    // All of it was written, and its lines are the system's: nothing is lost by an error here.
    await former.handle.close().catch(() => undefined);
    await this.#clearAway();
  }

  /** A file that cannot be deleted now, as another program has it open, must not keep new lines from being written. */
  async #clearAway(): Promise<void> {
    const left: string[] = [];
    for (const name of this.#doomed) await fs.promises.rm(name, { force: true }).catch(() => left.push(name));
    this.#doomed = left;
  }

  /** Those that are too many count as deleted from now on. */
  #letGo(): void {
    const tooOld = this.#files.splice(0, this.#files.length - this.options.keep);
    const files = this.#deleted.files + tooOld.length;
    this.#deleted = { files, entries: tooOld.reduce((sum, { entries }) => sum + entries, this.#deleted.entries) };
    this.#doomed.push(...tooOld.map(({ name }) => name));
  }

  #began({ name }: OpenFile): void {
    this.#files.push({ name, entries: 0 });
    this.#part += 1;
  }
}

/** Makes a file with the first free number from that one on. */
async function openNext(
  { file, head }: RotatingFileOptions,
  from: number,
  part: number,
): Promise<{ opened: OpenFile; number: number }> {
  for (let number = from; ; number += 1) {
    const name = numbered(file, number);
    try {
      return { opened: await openNew(name, Buffer.from(`${head(part)}\n`)), number };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || number >= HIGHEST_NUMBER) throw error;
    }
  }
}

async function openNew(name: string, head: Buffer): Promise<OpenFile> {
  // What was said on calls is nobody else's business.
  const handle = await fs.promises.open(name, 'wx', 0o600);
  try {
    await handle.writeFile(head);
    const identity = identityOf(await handle.stat({ bigint: true }));
    return { name, handle, identity, headBytes: head.length, size: head.length };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function identityOf({ dev, ino }: fs.BigIntStats): string {
  return `${dev}:${ino}`;
}

function numbered(file: string, number: number): string {
  if (number === 1) return path.resolve(file);
  const { dir, name, ext } = path.parse(path.resolve(file));
  return path.join(dir, `${name}.${String(number).padStart(3, '0')}${ext}`);
}
