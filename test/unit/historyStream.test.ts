import assert from 'node:assert/strict';
import type { Entry } from '../../src/live/capture/entry';
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
  /** ms */
  let clock: number;
  let stream: Stream;

  const start = (options: Partial<StreamOptions> = {}): void => {
    page = new Page();
    clock = 0;
    stream = new Stream({
      screen: page,
      words: {
        skipped: (count) => `skipped ${count}`,
        older: (count) => `older ${count}`,
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
      limits: () => ({ burst: 5, perSecond: 2, redraw: 20, step: 5 }),
      now: () => clock,
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

  it('counts those too that are no longer kept', () => {
    push(0, 103);
    stream.flush();
    assert.deepEqual(page.lines, ['skipped 98', ...numbered(98, 103)]);
  });

  it('writes no more a second than somebody can read, and tells of all the others', () => {
    let told = 0;
    for (let second = 0; second <= 10; second += 1) {
      clock = second * 1_000;
      push(second * 40, second * 40 + 40);
      stream.flush();
    }
    const lines = page.lines.filter((line) => line.startsWith('A '));
    for (const line of page.lines) told += Number(/^skipped (\d+)$/.exec(line)?.[1] ?? 0);
    assert.equal(lines.length, 5 + 10 * 2);
    assert.equal(lines.length + told, 11 * 40);
    assert.equal(page.lines.at(-1), 'A 439', 'the newest are shown');
    clock += 60_000;
    push(440, 445);
    stream.flush();
    assert.deepEqual(page.lines.slice(-5), numbered(440, 445), 'a burst again after a quiet time');
  });

  it('loses no entry of a filter among however many others', () => {
    stream.filter = { hidden: new Set(['A']), focus: undefined };
    push(0, 1, 'B');
    push(0, 5_000);
    push(1, 2, 'B');
    stream.flush();
    assert.deepEqual(page.lines, ['B 0', 'B 1']);
  });

  it('draws much anew in steps, with what came meanwhile behind it', async () => {
    push(0, 30);
    stream.redraw();
    push(30, 33);
    assert.deepEqual(page.lines, ['older 10', ...numbered(10, 15)]);
    clock += 60_000;
    await until(() => stream.waiting === 0, { what: 'the rest' });
    assert.deepEqual(page.lines, ['older 10', ...numbered(10, 33)]);
  });

  it('is drawn anew in a pause, in steps, and goes on where it was', async () => {
    push(0, 12);
    stream.pause();
    push(12, 14);
    stream.redraw();
    await until(() => page.lines.at(-1) === 'paused', { what: 'the end of it' });
    assert.deepEqual(page.lines, [...numbered(0, 12), 'paused']);
    stream.resume();
    await until(() => stream.waiting === 0, { what: 'the rest' });
    assert.deepEqual(page.lines, [...numbered(0, 12), 'paused', 'resumed', ...numbered(12, 14)]);
  });

  it('can be paused while it is being drawn', async () => {
    push(0, 12);
    stream.redraw();
    stream.pause();
    push(12, 14);
    assert.deepEqual(page.lines, [...numbered(0, 5), 'paused']);
    stream.resume();
    await until(() => stream.waiting === 0, { what: 'the rest' });
    assert.deepEqual(page.lines, [...numbered(0, 5), 'paused', 'resumed', ...numbered(5, 14)]);
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
    stream.flush();
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

  it('counts no more types than there are, however many a server makes up', () => {
    for (let n = 0; n < 5_000; n += 1) push(n, n + 1, `Made up ${n}`);
    push(0, 1, 'x'.repeat(1_000_000));
    push(0, 2, 'ChannelVarset');
    push(0, 2, 'Made up 1');
    assert.ok(stream.counts.size <= 300, `${stream.counts.size} types`);
    assert.ok([...stream.counts.keys()].every((type) => type.length <= 100));
    assert.deepEqual([stream.counts.get('ChannelVarset'), stream.counts.get('Made up 1')], [2, 3]);
  });

  it('writes everything after a pause, in steps, and nothing meanwhile', async () => {
    push(0, 2);
    stream.pause();
    push(2, 152);
    stream.flush();
    clock += 60_000;
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
    start({ size: 10, heldAtMost: 50 });
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

  describe('of a large history, drawn anew through a filter', () => {
    const SIZE = 60_000;
    const only = (type: string): void => {
      stream.filter = { hidden: new Set(type === 'A' ? ['B'] : ['A']), focus: undefined };
    };
    beforeEach(() => {
      start({ size: SIZE });
      for (let n = 0; n < SIZE; n += 1) stream.push(event(n % 1_000 === 0 ? 'B' : 'A', n));
      stream.flush();
      clock += 60_000;
    });
    const rare = (from: number, to: number): string[] => numbered(from, to).map((_, n) => `B ${(from + n) * 1_000}`);

    it('looks at a part of it at once, with the page as it was meanwhile', async () => {
      const former = page.lines;
      let looked = 0;
      const hidden = new Set(['A']);
      const has = hidden.has.bind(hidden);
      hidden.has = (type) => ((looked += 1), has(type));
      stream.filter = { hidden, focus: undefined };
      assert.ok(looked <= 20_000, `${looked} at once`);
      assert.equal(page.lines, former);
      await until(() => page.lines.length === 21, { what: 'the new page' });
      assert.deepEqual(page.lines, ['older 40', ...rare(40, 60)]);
    });

    it('goes on with what came meanwhile', async () => {
      only('B');
      stream.push(event('B', 60_000));
      await until(() => page.lines.length === 22, { what: 'the new page' });
      assert.deepEqual(page.lines, ['older 39', ...rare(40, 61)]);
    });

    it('can be paused and resumed meanwhile', async () => {
      only('B');
      stream.pause();
      stream.push(event('B', 60_000));
      await until(() => page.lines.at(-1) === 'paused' && page.lines.length === 22, { what: 'the new page' });
      assert.deepEqual(page.lines, ['older 39', ...rare(40, 60), 'paused']);
      only('B');
      stream.resume();
      await until(() => page.lines.at(-1) === 'B 60000', { what: 'the rest' });
      assert.deepEqual(page.lines, ['older 40', ...rare(41, 61)]);
    });

    it('needs no look where nothing is hidden', () => {
      stream.filter = { hidden: new Set(), focus: undefined };
      assert.equal(page.lines[0], `older ${SIZE - 20}`);
    });

    it('may be forgotten meanwhile', () => {
      only('B');
      stream.clear();
      assert.deepEqual(page.lines, []);
    });

    it('ends although the page is full', async () => {
      start({ limits: () => ({ burst: 60_000, perSecond: 1e9, redraw: 20, step: 5 }), size: SIZE });
      stream.filter = { hidden: new Set(['B']), focus: undefined };
      for (let n = 0; n < SIZE; n += 1) stream.push(event('A', n));
      stream.flush();
      await until(() => page.lines.length === 21, { what: 'the new page' });
      assert.equal(page.lines[0], `older ${SIZE - 20}`);
    });
  });

  it('does not let the screen grow without end', () => {
    start({ limits: () => ({ burst: 20_000, perSecond: 1e9, redraw: 1_000, step: 1_000 }), size: 50_000 });
    for (let round = 0; round < 4; round += 1) {
      push(0, 15_000);
      clock += 1_000;
      stream.flush();
    }
    assert.equal(page.lines.length, 1_001);
    assert.equal(page.lines.at(-1), 'A 14999');
  });
});
