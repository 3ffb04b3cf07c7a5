import { typeOf } from './entry';
import type { Entry } from './entry';
import { isShown } from './filter';
import type { Filter } from './filter';
import { History, KEPT_AT_MOST } from './history';

/** Where the text goes. */
export interface Screen {
  append(text: string): void;
  /** Shows this instead of everything. */
  replace(text: string): void;
}

/** The sentences that the stream itself says; each becomes a line. */
export interface StreamWords {
  /** So many entries were too many to read at once. */
  skipped(count: number): string;
  /** So many entries came too fast to be kept. */
  lost(count: number): string;
  paused(): string;
  resumed(): string;
  /** Went on by itself, because no more could be kept. */
  resumedWhenFull(count: number): string;
}

export interface StreamOptions {
  readonly screen: Screen;
  readonly words: StreamWords;
  /** Formats one entry: one or more lines, without a line break at the end. */
  readonly render: (entry: Entry) => string;
  /** What to say first when all is drawn anew. */
  readonly heading: (filter: Filter) => string | undefined;
  /** What is shown at first. */
  readonly filter: Filter;
  /** How many entries are kept. */
  readonly size: number;
  /** The most entries that are drawn at once. */
  readonly limits: () => Limits;
  /** Waiting time from an entry to its line, in ms. */
  readonly delayMs: () => number;
  readonly keptAtMost?: number;
}

/** How many entries are written at once, at most. */
export interface Limits {
  /** Those that just came; more than that nobody can read. */
  readonly live: number;
  /** When everything is drawn anew, and in each step of catching up after a pause. */
  readonly redraw: number;
}

/** After so many entries written the screen is drawn anew, so that it does not grow without end. */
const WRITTEN_AT_MOST = 50_000;

/** Keeps what happens and writes it, filtered, in batches. An entry costs O(1) until it is written. */
export class Stream {
  readonly history: History<Entry>;
  /** How many entries of each type came so far; notes have no type. */
  readonly counts = new Map<string, number>();
  readonly #keptAtMost: number;
  #filter: Filter;
  /** The number of the first entry that was not considered for the screen. */
  #next = 0;
  #written = 0;
  #timer: NodeJS.Timeout | undefined;
  #mode: 'live' | 'paused' | 'catchingUp' = 'live';

  constructor(private readonly options: StreamOptions) {
    this.#keptAtMost = options.keptAtMost ?? KEPT_AT_MOST;
    this.#filter = options.filter;
    this.history = new History(options.size, this.#keptAtMost);
  }

  get isPaused(): boolean {
    return this.#mode === 'paused';
  }

  /** How many entries wait to be shown. */
  get waiting(): number {
    return this.history.next - this.#next;
  }

  get filter(): Filter {
    return this.#filter;
  }

  /** Shows what is kept, through this filter. */
  set filter(filter: Filter) {
    this.#filter = filter;
    this.redraw();
  }

  push(entry: Entry): void {
    this.history.push(entry);
    const type = typeOf(entry);
    if (type !== undefined) this.counts.set(type, (this.counts.get(type) ?? 0) + 1);
    if (this.#mode !== 'paused') this.#schedule();
    else if (this.waiting >= this.#keptAtMost) this.#resume(this.options.words.resumedWhenFull(this.waiting));
  }

  /** Writes what came, now. After a pause, writes all of it in several steps. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#mode === 'paused') return;
    const { live, redraw } = this.options.limits();
    const lines = this.#mode === 'live' ? this.#newest(this.#next, live) : this.#oldest(redraw);
    if (this.#mode === 'catchingUp') {
      const done = this.waiting === 0;
      if (done) this.#mode = 'live';
      else this.#schedule();
      this.history.hold(done ? Infinity : this.#next);
    }
    this.#written += lines.length;
    if (this.#written > WRITTEN_AT_MOST) this.redraw();
    else if (lines.length) this.options.screen.append(textOf(lines));
  }

  /** Draws everything anew that was to be seen, as filter and detail are now. */
  redraw(): void {
    const paused = this.isPaused;
    const heading = this.options.heading(this.#filter);
    const upTo = this.#mode === 'live' ? Infinity : this.#next;
    const lines = this.#newest(this.history.oldest, this.options.limits().redraw, upTo);
    if (heading !== undefined) lines.unshift(heading);
    if (paused) lines.push(this.options.words.paused());
    this.#written = lines.length;
    this.options.screen.replace(textOf(lines));
  }

  pause(): void {
    if (this.isPaused) return;
    this.flush();
    this.#mode = 'paused';
    this.history.hold(this.#next);
    this.#say(this.options.words.paused());
  }

  resume(): void {
    if (this.isPaused) this.#resume(this.options.words.resumed());
  }

  /** Forgets everything. What was counted stays. */
  clear(): void {
    this.history.clear();
    this.#next = this.history.next;
    if (!this.isPaused) this.#mode = 'live';
    this.history.hold(this.isPaused ? this.#next : Infinity);
    this.redraw();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#mode = 'paused';
  }

  #resume(saying: string): void {
    this.#mode = 'catchingUp';
    this.#say(saying);
    this.#schedule();
  }

  #say(line: string): void {
    this.#written += 1;
    this.options.screen.append(textOf([line]));
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => this.flush(), this.options.delayMs());
  }

  /** The lines of the newest entries from that number on, and how many there are besides. */
  #newest(from: number, limit: number, upTo = Infinity): string[] {
    const shown: Entry[] = [];
    for (const { number, item } of this.history.from(from)) {
      if (number >= upTo) break;
      if (isShown(item, this.#filter)) shown.push(item);
    }
    const lost = this.#consumed(from, Math.min(upTo, this.history.next));
    const lines = shown.slice(-limit).map(this.options.render);
    const skipped = shown.length - lines.length;
    return [...lost, ...(skipped > 0 ? [this.options.words.skipped(skipped)] : []), ...lines];
  }

  /** The lines of the next entries, without leaving any out. */
  #oldest(limit: number): string[] {
    const lines: string[] = [];
    let end = this.#next;
    for (const { number, item } of this.history.from(this.#next)) {
      if (lines.length >= limit) break;
      if (isShown(item, this.#filter)) lines.push(this.options.render(item));
      end = number + 1;
    }
    return [...this.#consumed(this.#next, end), ...lines];
  }

  /** Notes that entries from one number to another were considered; says how many of them were no longer kept. */
  #consumed(from: number, to: number): string[] {
    const lost = Math.max(0, Math.min(to, this.history.oldest) - from);
    this.#next = to;
    return lost > 0 ? [this.options.words.lost(lost)] : [];
  }
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
