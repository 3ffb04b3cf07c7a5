import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CaptureError } from '../../src/live/capture/captureError';
import type { Entry } from '../../src/live/capture/entry';
import { headLine, jsonLine } from '../../src/live/capture/jsonLines';
import { readCapture } from '../../src/live/capture/readCapture';
import type { CaptureLine } from '../../src/live/capture/readCapture';
import { Recorder } from '../../src/live/capture/recorder';
import type { Sink } from '../../src/live/capture/recorder';
import { RotatingFile } from '../../src/live/capture/rotatingFile';
import type { RotatingFileOptions } from '../../src/live/capture/rotatingFile';
import { until } from '../support/until';

const event = (n: number, filling = ''): Entry => ({
  kind: 'event',
  server: 'lab',
  application: 'app',
  received: n,
  event: { type: 'ChannelVarset', n, filling },
});

const numberOf = (line: CaptureLine): number | undefined => (line['event'] as { n?: number } | undefined)?.n;

async function linesOf(file: string): Promise<CaptureLine[]> {
  const lines: CaptureLine[] = [];
  for await (const line of readCapture(file)) lines.push(line);
  return lines;
}

describe('an event file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-capture-'));
    file = path.join(folder, 'events.jsonl');
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const create = (options: Partial<RotatingFileOptions> = {}): Promise<RotatingFile> =>
    RotatingFile.create({
      file,
      maxBytes: 100_000,
      keep: 10,
      head: (part) =>
        headLine({ format: 1, tool: 'ARI Workbench', version: '0', servers: ['lab'], began: 'now', part }),
      ...options,
    });

  it('begins with what it is, and has each entry on a line', async () => {
    const recorder = new Recorder(await create());
    recorder.record(event(1, 'a\nb\u202ec\u001b[31m'));
    recorder.record({ kind: 'note', server: 'lab', application: 'app', received: 2, text: 'lab: disconnected.' });
    const gap = { from: 1, to: 5_800, how: 'closed', channels: { came: 3, went: 2 } } as const;
    recorder.record({ kind: 'gap', server: 'lab', application: 'app', received: 3, gap });
    const tally = await recorder.stop();
    const text = fs.readFileSync(file, 'utf8');
    assert.doesNotMatch(text, /[\u001b\u202e]/);
    assert.equal(tally.entries, 3);
    assert.deepEqual(await linesOf(file), [
      { capture: { format: 1, tool: 'ARI Workbench', version: '0', servers: ['lab'], began: 'now', part: 1 } },
      { server: 'lab', received: 1, event: { type: 'ChannelVarset', n: 1, filling: 'a\nb\u202ec\u001b[31m' } },
      { server: 'lab', received: 2, note: 'lab: disconnected.' },
      { server: 'lab', received: 3, gap: { from: 1, to: 5_800, how: 'closed', channelsCame: 3, channelsWent: 2 } },
    ]);
  });

  it('is readable by nobody else', async function () {
    if (process.platform === 'win32') this.skip();
    await (await create()).close();
    assert.equal(fs.statSync(file).mode & 0o077, 0);
  });

  it('is written by itself within a second', async () => {
    const recorder = new Recorder(await create());
    recorder.record(event(1));
    const began = performance.now();
    await until(() => fs.readFileSync(file, 'utf8').includes('"n":1'), { what: 'the line', intervalMs: 5 });
    assert.ok(performance.now() - began < 1_000);
    await recorder.stop();
  });

  it('is followed by the next before it is too large, and the oldest are deleted', async () => {
    const rotating = await create({ maxBytes: 10_000, keep: 3 });
    const recorder = new Recorder(rotating, { chunk: 1_000, atOnce: 2_000 });
    for (let n = 0; n < 1_000; n += 1) recorder.record(event(n, 'x'.repeat(100)));
    await recorder.stop();
    const names = fs.readdirSync(folder).sort();
    assert.equal(names.length, 3);
    assert.match(names[0]!, /^events\.0\d\d\.jsonl$/);
    const numbers: number[] = [];
    for (const name of names) {
      assert.ok(fs.statSync(path.join(folder, name)).size <= 10_000);
      const lines = await linesOf(path.join(folder, name));
      assert.equal((lines[0]?.['capture'] as { part: number }).part, Number(name.slice(7, 10)));
      numbers.push(...lines.slice(1).map((line) => numberOf(line)!));
    }
    assert.deepEqual(
      numbers,
      [...Array(numbers.length).keys()].map((n) => 1_000 - numbers.length + n),
    );
    assert.deepEqual(rotating.deleted, { files: rotating.parts - 3, entries: 1_000 - numbers.length });
  });

  it('goes on though an old one cannot be deleted yet', async () => {
    const rotating = await create({ maxBytes: 1_000, keep: 2 });
    const recorder = new Recorder(rotating, { delayMs: 1, atOnce: 1_000 });
    const fill = async (part: number): Promise<void> => {
      const record = (): boolean => (recorder.record(event(part, 'x'.repeat(500))), rotating.parts >= part);
      await until(record, { what: `part ${part}` });
    };
    await fill(2);
    // Nobody can unlink a folder.
    fs.rmSync(file);
    fs.mkdirSync(file);
    await fill(4);
    assert.ok(fs.statSync(file).isDirectory());
    fs.rmdirSync(file);
    fs.writeFileSync(file, '');
    const { lost } = await recorder.stop();
    assert.equal(lost, 0);
    assert.equal(fs.readdirSync(folder).length, 2);
    assert.ok(!fs.existsSync(file));
  });

  it('has every line once, over all files', async () => {
    const rotating = await create({ maxBytes: 5_000, keep: 1_000 });
    const recorder = new Recorder(rotating, { chunk: 700, atOnce: 1_500 });
    for (let n = 0; n < 2_000; n += 1) recorder.record(event(n, 'ä'.repeat(n % 90)));
    await recorder.stop();
    const numbers: (number | undefined)[] = [];
    for (const name of fs.readdirSync(folder).sort((one, other) => partOf(one) - partOf(other))) {
      numbers.push(...(await linesOf(path.join(folder, name))).slice(1).map(numberOf));
    }
    assert.deepEqual(numbers, [...Array(2_000).keys()]);
    assert.deepEqual(rotating.deleted, { files: 0, entries: 0 });
  });

  it('overwrites nothing, unless told so', async () => {
    fs.writeFileSync(file, 'mine');
    const second = await create();
    assert.equal(path.basename(second.name), 'events.002.jsonl');
    await second.close();
    assert.equal(fs.readFileSync(file, 'utf8'), 'mine');
    const instead = await create({ replace: true });
    await instead.close();
    assert.match(fs.readFileSync(file, 'utf8'), /^\{"capture"/);
  });

  it('says why it cannot be made', async () => {
    fs.writeFileSync(path.join(folder, 'no-folder'), '');
    const problemAt = async (...where: string[]): Promise<string> => {
      try {
        await (await create({ file: path.join(folder, ...where) })).close();
        return 'none';
      } catch (error) {
        return (error as CaptureError).problem;
      }
    };
    assert.equal(await problemAt('nowhere', 'events.jsonl'), 'gone');
    assert.equal(await problemAt('no-folder', 'events.jsonl'), 'gone');
  });

  it('that was taken away ends the recording, and says how many entries were not written', async () => {
    const recorder = new Recorder(await create(), { delayMs: 10 });
    let failure: CaptureError | undefined;
    recorder.onFailure((error) => (failure = error));
    fs.rmSync(folder, { recursive: true });
    let told = 0;
    const recordOne = (): boolean => {
      recorder.record(event((told += 1)));
      return failure !== undefined;
    };
    await until(recordOne, { what: 'the failure' });
    assert.equal(failure?.problem, 'gone');
    assert.ok(recorder.tally.lost > 0);
    recorder.record(event(0));
    await recorder.stop();
  });

  it('that another file took the place of ends it too', async () => {
    const rotating = await create();
    fs.renameSync(file, path.join(folder, 'moved'));
    fs.writeFileSync(file, '');
    const recorder = new Recorder(rotating, { delayMs: 10 });
    let failure: CaptureError | undefined;
    recorder.onFailure((error) => (failure = error));
    await until(() => (recorder.record(event(0)), failure), { what: 'the failure' });
    assert.equal(fs.readFileSync(file, 'utf8'), '');
  });

  it('has everything when the process ends in the middle of it', async () => {
    const recorder = new Recorder(await create(), { chunk: 500 });
    for (let n = 0; n < 100; n += 1) recorder.record(event(n));
    // The first chunk is being written now; the others wait.
    recorder.endNow();
    await until(async () => (await linesOf(file)).length === 101, { what: 'all lines' });
    assert.deepEqual((await linesOf(file)).slice(1).map(numberOf), [...Array(100).keys()]);
    assert.ok(!fs.readFileSync(file, 'utf8').includes('\0'));
  });

  it('has everything when the process ends while it is being closed', async () => {
    const recorder = new Recorder(await create(), { chunk: 500, atOnce: 500 });
    for (let n = 0; n < 100; n += 1) recorder.record(event(n));
    const stopped = recorder.stop();
    recorder.endNow();
    assert.deepEqual((await linesOf(file)).slice(1).map(numberOf), [...Array(100).keys()]);
    await stopped;
    assert.deepEqual((await linesOf(file)).slice(1).map(numberOf), [...Array(100).keys()]);
  });

  it('can be read though its last line is torn', async () => {
    fs.writeFileSync(file, `${jsonLine(event(1))}\n${jsonLine(event(2))}\n${jsonLine(event(3)).slice(0, -9)}`);
    assert.deepEqual((await linesOf(file)).map(numberOf), [1, 2]);
  });
});

describe('recording to a slow disk', () => {
  /** A disk that is done with a write when told so. */
  class SlowDisk implements Sink {
    text = '';
    waiting: (() => void) | undefined;
    failing: CaptureError | undefined;
    async write(lines: Buffer): Promise<void> {
      await new Promise<void>((resolve) => (this.waiting = resolve));
      this.waiting = undefined;
      if (this.failing) throw this.failing;
      this.text += lines.toString();
    }
    close(): Promise<void> {
      return Promise.resolve();
    }
    endNow(): void {
      throw new Error('not asked for');
    }
    get lines(): Record<string, unknown>[] {
      const lines = this.text.split('\n').filter(Boolean);
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    }
  }

  it('keeps a bounded amount, and says how many entries were lost and when', async () => {
    const disk = new SlowDisk();
    const recorder = new Recorder(disk, { chunk: 1_000, waiting: 10_000, delayMs: 1 });
    for (let n = 0; n < 1_000; n += 1) recorder.record(event(n));
    const { entries, lost } = recorder.tally;
    assert.equal(entries + lost, 1_000);
    const kept = [...Array(entries).keys()].reduce((sum, n) => sum + jsonLine(event(n)).length, 0);
    assert.ok(kept > 9_000 && kept <= 10_000, String(kept));
    const stopping = until(() => (disk.waiting?.(), disk.lines.some((line) => 'lost' in line)), { what: 'the note' });
    await stopping;
    recorder.record(event(1_000));
    let stopped = false;
    const end = recorder.stop().then(() => (stopped = true));
    await until(() => (disk.waiting?.(), stopped), { what: 'the end' });
    await end;
    const events = disk.lines.filter((line) => 'event' in line);
    assert.equal(events.length, entries + 1);
    const note = disk.lines.find((line) => 'lost' in line);
    assert.deepEqual(note, { received: 999, lost: { entries: lost, from: entries, to: 999 } });
    assert.deepEqual(disk.lines.slice(0, entries).map(numberOf), [...Array(entries).keys()]);
  });

  it('loses an entry that is too long, says so, and none after it', async () => {
    const disk = new SlowDisk();
    const recorder = new Recorder(disk, { waiting: 1_000, delayMs: 1 });
    recorder.record(event(0, 'x'.repeat(2_000)));
    recorder.record(event(1));
    recorder.record(event(2));
    assert.deepEqual(recorder.tally, { entries: 2, lost: 1, bytes: 0 });
    const lines = await until(() => (disk.waiting?.(), disk.lines.length === 3 && disk.lines), { what: 'the lines' });
    assert.deepEqual(lines[0], { received: 0, lost: { entries: 1, from: 0, to: 0 } });
    assert.deepEqual(lines.slice(1).map(numberOf), [1, 2]);
    await recorder.stop();
  });

  it('does not make anybody wait', () => {
    const recorder = new Recorder(new SlowDisk());
    const began = performance.now();
    for (let n = 0; n < 10_000; n += 1) recorder.record(event(n, 'x'.repeat(500)));
    assert.ok(performance.now() - began < 2_000, 'ten thousand entries while nothing is written');
    recorder.onFailure(() => assert.fail('it did not fail'));
  });

  it('ends when the disk is full, once, and nothing more is written', async () => {
    const disk = new SlowDisk();
    const recorder = new Recorder(disk, { chunk: 100 });
    const failures: CaptureError[] = [];
    recorder.onFailure((error) => failures.push(error));
    for (let n = 0; n < 10; n += 1) recorder.record(event(n));
    disk.failing = new CaptureError('/events.jsonl', Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    await until(() => (disk.waiting?.(), failures.length > 0), { what: 'the failure' });
    recorder.record(event(10));
    const tally = await recorder.stop();
    assert.deepEqual([tally.entries, tally.lost, failures.length], [0, 10, 1]);
    assert.equal(failures[0]?.problem, 'full');
  });

  it('tells who stops it that the rest could not be written', async () => {
    const disk = new SlowDisk();
    const recorder = new Recorder(disk);
    recorder.record(event(1));
    disk.failing = new CaptureError('/events.jsonl', Object.assign(new Error('read only'), { code: 'EROFS' }));
    const end = assert.rejects(recorder.stop(), (error) => (error as CaptureError).problem === 'denied');
    await until(() => disk.waiting, { what: 'the write' });
    disk.waiting?.();
    await end;
  });
});

function partOf(name: string): number {
  return Number(/\.(\d{3,})\.jsonl$/.exec(name)?.[1] ?? 1);
}
