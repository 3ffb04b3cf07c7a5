import assert from 'node:assert/strict';
import type { Entry } from '../../src/workbench/events/entry';
import { ChannelFocus } from '../../src/workbench/events/focus';
import { Stream } from '../../src/workbench/events/stream';
import type { StreamOptions } from '../../src/workbench/events/stream';
import { until } from '../support/until';

/** What would be on the screen. */
class Page {
  lines: string[] = [];
  appends = 0;
  append(text: string): void {
    this.appends += 1;
    this.lines.push(...text.split('\n').slice(0, -1));
  }
  replace(text: string): void {
    this.lines = text.split('\n').slice(0, -1);
  }
}

const event = (type: string, n = 0): Entry => ({
  kind: 'event',
  server: 'test',
  application: 'app',
  received: 0,
  event: { type, n },
});

describe('the history’s stream', () => {
  let page: Page;
  let stream: Stream;

  const start = (options: Partial<StreamOptions> = {}): void => {
    page = new Page();
    stream = new Stream({
      screen: page,
      words: {
        skipped: (count) => `skipped ${count}`,
        lost: (count) => `lost ${count}`,
        paused: () => 'paused',
        resumed: () => 'resumed',
        resumedWhenFull: (count) => `full ${count}`,
      },
      render: (entry) =>
        entry.kind === 'event'
          ? `${entry.event.type} ${String((entry.event as unknown as { n: number }).n)}`
          : entry.kind,
      heading: ({ focus }) => focus && `only ${focus.id}`,
      filter: { hidden: new Set(), focus: undefined },
      size: 100,
      limits: () => ({ live: 5, redraw: 20 }),
      delayMs: () => 1,
      ...options,
    });
  };
  const push = (from: number, to: number, type = 'A'): void => {
    for (let n = from; n < to; n += 1) stream.push(event(type, n));
  };
  const numbered = (from: number, to: number): string[] =>
    [...Array(to - from).keys()].map((index) => `A ${from + index}`);

  beforeEach(() => start());
  afterEach(() => stream.dispose());

  it('writes what came in one batch, by itself', async () => {
    push(0, 3);
    assert.deepEqual(page.lines, []);
    await until(() => page.lines.length > 0, { what: 'the batch' });
    assert.deepEqual(page.lines, ['A 0', 'A 1', 'A 2']);
    assert.equal(page.appends, 1);
  });

  it('formats nothing that is not written', () => {
    let formatted = 0;
    start({ render: () => `line ${(formatted += 1)}` });
    push(0, 50);
    stream.flush();
    assert.equal(formatted, 5);
  });

  it('shows the newest of a flood, and how many there were besides', () => {
    push(0, 12);
    stream.flush();
    assert.deepEqual(page.lines, ['skipped 7', ...numbered(7, 12)]);
  });

  it('says what was not even kept', () => {
    push(0, 103);
    stream.flush();
    assert.deepEqual(page.lines.slice(0, 2), ['lost 3', 'skipped 95']);
  });

  it('draws anew what is kept when the filter changes, hidden entries too when it is taken away', () => {
    push(0, 2);
    push(2, 4, 'B');
    stream.push({ kind: 'note', server: 'test', application: undefined, received: 0, text: '' });
    stream.flush();
    stream.filter = { hidden: new Set(['A']), focus: undefined };
    assert.deepEqual(page.lines, ['B 2', 'B 3', 'note']);
    push(4, 6);
    stream.flush();
    assert.deepEqual(page.lines, ['B 2', 'B 3', 'note']);
    stream.filter = { hidden: new Set(), focus: undefined };
    assert.deepEqual(page.lines, ['A 0', 'A 1', 'B 2', 'B 3', 'note', 'A 4', 'A 5']);
  });

  it('says which channel is shown alone', () => {
    push(0, 2);
    stream.filter = { hidden: new Set(), focus: new ChannelFocus('test', '1.1') };
    assert.deepEqual(page.lines, ['only 1.1']);
  });

  it('counts types, hidden or not', () => {
    start({ filter: { hidden: new Set(['A']), focus: undefined } });
    push(0, 3);
    assert.equal(stream.counts.get('A'), 3);
  });

  it('writes everything after a pause, in steps, and nothing meanwhile', async () => {
    push(0, 2);
    stream.pause();
    push(2, 152);
    stream.flush();
    assert.deepEqual(page.lines, ['A 0', 'A 1', 'paused']);
    assert.deepEqual([stream.isPaused, stream.waiting, stream.history.oldest], [true, 150, 2]);
    stream.resume();
    push(152, 155);
    await until(() => stream.waiting === 0, { what: 'the rest' });
    assert.deepEqual(page.lines, ['A 0', 'A 1', 'paused', 'resumed', ...numbered(2, 155)]);
    assert.ok(page.appends > 8, 'in steps');
    assert.equal(stream.history.length, 100);
  });

  it('stays as it was when it is drawn anew during a pause', () => {
    push(0, 2);
    stream.pause();
    push(2, 4);
    stream.redraw();
    assert.deepEqual(page.lines, ['A 0', 'A 1', 'paused']);
    assert.equal(stream.waiting, 2);
  });

  it('resumes by itself when no more can be kept, without a loss', async () => {
    start({ size: 10, keptAtMost: 50 });
    stream.pause();
    push(0, 50);
    assert.equal(stream.isPaused, false);
    await until(() => stream.waiting === 0, { what: 'the rest' });
    assert.deepEqual(page.lines, ['paused', 'full 50', ...numbered(0, 50)]);
  });

  it('forgets all when it is cleared, in a pause too', () => {
    push(0, 2);
    stream.pause();
    push(2, 4);
    stream.clear();
    assert.deepEqual(page.lines, ['paused']);
    push(4, 6);
    assert.equal(stream.waiting, 2);
    stream.resume();
    stream.flush();
    assert.deepEqual(page.lines, ['paused', 'resumed', 'A 4', 'A 5']);
  });

  it('does not let the screen grow without end', () => {
    start({ limits: () => ({ live: 20_000, redraw: 1_000 }), size: 50_000 });
    for (let round = 0; round < 4; round += 1) {
      push(0, 15_000);
      stream.flush();
    }
    assert.equal(page.lines.length, 1_001);
    assert.equal(page.lines.at(-1), 'A 14999');
  });
});
