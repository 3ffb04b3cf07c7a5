import type { Entry } from '../../live/capture/entry';
import { typeOf } from './entryType';
import { isShown } from './filter';
import type { Filter } from './filter';
import { History } from './history';
import { Allowance } from './limits';
import type { Limits } from './limits';
import { Newest } from './newest';
import { TypeCounts } from './typeCounts';

/** Where the text goes. */
export interface Screen {
  append(text: string): void;
  /** Shows this instead of everything. */
  replace(text: string): void;
}

/** The sentences that the stream itself says; each becomes a line. */
export interface StreamWords {
  /** So many entries were too many to read at once: they came just now. */
  skipped(count: number): string;
  /** So many entries that are kept are older than those that are shown. */
  older(count: number): string;
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
  readonly limits: () => Limits;
  /** Waiting time from an entry to its line, in ms. */
  readonly delayMs: () => number;
  /** How many entries are kept for the time after a pause. */
  readonly heldAtMost?: number;
  /** ms of a clock that only goes forward. */
  readonly now?: () => number;
}

/** Some 200 MB, measured. */
const HELD_AT_MOST = 200_000;
/** After so many entries written the screen is drawn anew, so that it does not grow without end. */
const WRITTEN_AT_MOST = 50_000;
/** Between two steps of drawing much, in ms. */
const STEP_DELAY_MS = 10;
/** Entries that are looked at in one step, shown or not. */
const LOOKED_AT = 10_000;

/** What is kept and still to be drawn, all of it. */
interface Backlog {
  next: number;
  readonly end: number;
}

/**
 * Keeps what happens and writes it, filtered, in batches. An entry costs O(1) until it is written, and no more are
 * written than somebody can read: the others are counted.
 */
export class Stream {
  readonly history: History<Entry>;
  readonly #heldAtMost: number;
  readonly #counts = new TypeCounts();
  readonly #allowance = new Allowance();
  #filter: Filter;
  /** The newest of those to show that came since the last batch. */
  #pending: Entry[] = [];
  /** How many of them there were besides. */
  #skipped = 0;
  /** While what is to be drawn anew is still looked for; the screen stays as it is until then. */
  #search: Newest | undefined;
  #backlog: Backlog | undefined;
  /** The number of the first entry that came in the pause. */
  #pausedAt: number | undefined;
  #written = 0;
  #timer: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(private readonly options: StreamOptions) {
    this.#heldAtMost = options.heldAtMost ?? HELD_AT_MOST;
    this.#filter = options.filter;
    this.history = new History(options.size, this.#heldAtMost);
  }

  /** How many entries of each type came so far; our own words have no type. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts.all;
  }

  get isPaused(): boolean {
    return this.#pausedAt !== undefined;
  }

  /** How many entries wait to be shown. */
  get waiting(): number {
    if (this.#pausedAt !== undefined) return this.history.next - this.#pausedAt;
    const { next, end } = this.#backlog ?? { next: 0, end: 0 };
    return end - next + this.#pending.length;
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
    if (type !== undefined) this.#counts.count(type);
    if (this.#pausedAt === undefined) {
      if (isShown(entry, this.#filter)) this.#pend(entry);
    } else if (this.waiting >= this.#heldAtMost) {
      this.#resume(this.options.words.resumedWhenFull(this.waiting));
    }
  }

  /** Writes what came, or the next step of what is to be drawn, now. */
  flush(): void {
    this.#stopTimer();
    if (this.#search) this.#seek(this.#search);
    else if (this.#backlog) this.#drawBacklog(this.#backlog);
    if (this.#search || this.#backlog) this.#schedule();
    else if (!this.isPaused) this.#drawPending();
    if (this.#written > WRITTEN_AT_MOST) this.redraw();
  }

  /** Draws everything anew that was to be seen, as filter and detail are now: much of it in several steps. */
  redraw(): void {
    this.#stopTimer();
    this.#pending = [];
    this.#skipped = 0;
    this.#backlog = undefined;
    this.#hold();
    this.#written = 0;
    const end = this.#pausedAt ?? this.history.next;
    this.#search = new Newest(this.history, this.#filter, end, this.options.limits().redraw);
    this.flush();
  }

  pause(): void {
    if (this.isPaused) return;
    if (this.#search) {
      this.#pausedAt = this.history.next;
      this.redraw();
      return;
    }
    if (!this.#backlog) this.#drawPending();
    this.#pausedAt = this.#backlog?.next ?? this.history.next;
    this.#backlog = undefined;
    this.#pending = [];
    this.#skipped = 0;
    this.#stopTimer();
    this.history.hold(this.#pausedAt);
    this.#write([this.options.words.paused()]);
  }

  resume(): void {
    if (this.isPaused) this.#resume(this.options.words.resumed());
  }

  /** Forgets everything. What was counted stays. */
  clear(): void {
    this.history.clear();
    if (this.isPaused) this.#pausedAt = this.history.next;
    this.history.hold(this.#pausedAt ?? Infinity);
    this.redraw();
  }

  dispose(): void {
    this.#disposed = true;
    this.#stopTimer();
  }

  #resume(saying: string): void {
    if (this.#search) {
      this.#pausedAt = undefined;
      this.redraw();
      return;
    }
    const next = this.#backlog?.next ?? this.#pausedAt ?? this.history.next;
    this.#pausedAt = undefined;
    this.#write([saying]);
    this.#catchUp({ next, end: this.history.next });
    this.#schedule();
  }

  #catchUp(backlog: Backlog): void {
    this.#backlog = backlog;
    this.#hold();
  }

  /** Nothing is let go that is still to be drawn. */
  #hold(): void {
    this.history.hold(Math.min(this.#backlog?.next ?? Infinity, this.#pausedAt ?? Infinity));
  }

  #pend(entry: Entry): void {
    const { burst } = this.options.limits();
    this.#pending.push(entry);
    if (this.#pending.length >= 2 * burst) {
      this.#skipped += this.#pending.length - burst;
      this.#pending = this.#pending.slice(-burst);
    }
    this.#schedule();
  }

  #drawPending(): void {
    const limits = this.options.limits();
    const allowed = this.#allowance.left(limits, (this.options.now ?? performance.now.bind(performance))());
    const shown = this.#pending.slice(Math.max(0, this.#pending.length - allowed));
    const skipped = this.#skipped + this.#pending.length - shown.length;
    this.#pending = [];
    this.#skipped = 0;
    this.#allowance.spend(shown.length);
    const lines = shown.map(this.options.render);
    this.#write(skipped > 0 ? [this.options.words.skipped(skipped), ...lines] : lines);
  }

  #drawBacklog(backlog: Backlog): void {
    const { next, end } = backlog;
    const { step } = this.options.limits();
    const lost = Math.min(this.history.oldest, end) - next;
    const lines = lost > 0 ? [this.options.words.lost(lost)] : [];
    backlog.next = Math.max(next, Math.min(this.history.oldest, end));
    const most = Math.min(end, backlog.next + LOOKED_AT);
    for (const { number, item } of this.history.from(backlog.next)) {
      if (number >= most || lines.length >= step) break;
      if (isShown(item, this.#filter)) lines.push(this.options.render(item));
      backlog.next = number + 1;
    }
    if (backlog.next >= end) {
      this.#backlog = undefined;
      if (this.isPaused) lines.push(this.options.words.paused());
    }
    this.#hold();
    this.#write(lines);
  }

  /** One step of looking for what to draw anew; with the last one drawing begins. */
  #seek(search: Newest): void {
    search.look(LOOKED_AT);
    if (!search.isDone) return;
    this.#search = undefined;
    const { first, older, end } = search;
    const heading = this.options.heading(this.#filter);
    const lines = heading === undefined ? [] : [heading];
    if (older > 0) lines.push(this.options.words.older(older));
    this.#written = lines.length;
    this.options.screen.replace(textOf(lines));
    const backlog = { next: first, end };
    this.#catchUp(backlog);
    this.#drawBacklog(backlog);
  }

  #write(lines: readonly string[]): void {
    this.#written += lines.length;
    if (lines.length > 0) this.options.screen.append(textOf(lines));
  }

  #schedule(): void {
    if (this.#disposed) return;
    const delay = this.#search || this.#backlog ? STEP_DELAY_MS : this.options.delayMs();
    this.#timer ??= setTimeout(() => this.flush(), delay);
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
