import v8 from 'node:v8';
import vm from 'node:vm';
import type { FileReader } from '../../src/conf/reader';
import { loadProject, type DialplanProject } from '../../src/dialplan/index/project';
import { allOccurrences } from '../../src/dialplan/index/symbols';
import { lintProject } from '../../src/dialplan/lint/lint';
import { SyntaxCache } from '../../src/dialplan/syntax/parseDialplan';
import { TokenCache } from '../../src/dialplan/syntax/tokenCache';
import { Asterisk } from '../../test/support/asterisk/asterisk';
import { median, number, percentile, table } from '../figures';
import { dialplanOf } from './sample';

const ROUNDS = 7;
const KEY_STROKES = 100;
const FINDS = 2_000;
const LINES = 50_000;
const PATH = '/etc/extensions.conf';

/** Each goal of dialplans, and what came out. */
export async function loading(): Promise<string> {
  // First: what a garbage collector has to go through of the larger ones is no part of a key stroke.
  const keys = await typingWithFindings(dialplanOf(5_000));
  const text = dialplanOf(LINES);
  const { ours, asterisk } = await besideAsterisk(text);
  const find = await finding(10_000);
  const rows = [
    ['50,000 lines read and indexed, ms', `at most ${number(asterisk)}, as Asterisk's own`, number(ours)],
    ['memory of that, bytes for each byte of source', 'at most 40', number(await memoryOf(text), 1)],
    [
      'who answers among 10,000 extensions, ms',
      'at most 1',
      `${number(find.middle, 4)}, 99 %: ${number(find.late, 4)}`,
    ],
    ['a key in 5,000 lines: colours, ms', 'with findings at most 16', number(keys.tokens, 1)],
    ['the same with the findings of the whole dialplan, ms', 'at most 16', number(keys.whole, 1)],
  ];
  const what = `Medians: of ${ROUNDS} times in turns with \`dialplan reload\` of the same file by a real Asterisk 22, of ${number(FINDS)} searches, of ${KEY_STROKES} key strokes.`;
  return `${what}\n\n${table(['what', 'target', 'result'], rows)}`;
}

function readerOf(text: () => string): FileReader {
  return {
    read: (path) => Promise.resolve(path === PATH ? text() : undefined),
    list: () => Promise.resolve(['extensions.conf']),
  };
}

/** Reads everything that is known about a dialplan. */
async function indexed(text: string): Promise<DialplanProject> {
  const project = await loadProject(
    readerOf(() => text),
    PATH,
  );
  project.locate(PATH, 0);
  project.contextsAt(PATH, 0);
  allOccurrences(project);
  return project;
}

async function besideAsterisk(text: string): Promise<{ ours: number; asterisk: number }> {
  const server = await Asterisk.start({ files: { 'extensions.conf': text } });
  const [ours, theirs]: [number[], number[]] = [[], []];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      let start = performance.now();
      await indexed(text);
      ours.push(performance.now() - start);
      start = performance.now();
      await server.cli('dialplan reload');
      theirs.push(performance.now() - start);
    }
    // One that it refuses it is quick to reload.
    const [, priorities] = /\((\d+) priorities\)/.exec(await server.cli('dialplan show')) ?? [];
    if (!(Number(priorities) > LINES / 4)) throw new Error('Asterisk has not taken the dialplan.');
  } finally {
    await server.stop();
  }
  return { ours: median(ours), asterisk: median(theirs) };
}

function collectGarbage(): void {
  v8.setFlagsFromString('--expose-gc');
  (vm.runInNewContext('gc') as () => void)();
}

/** Bytes in memory for each byte of source, after a full collection of garbage. */
async function memoryOf(text: string): Promise<number> {
  const used = (): number => {
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  const project = await indexed(text);
  const after = used();
  return project.files.size > 0 ? (after - before) / Buffer.byteLength(text) : NaN;
}

async function finding(count: number): Promise<{ middle: number; late: number }> {
  const lines = Array.from({ length: count }, (_, at) =>
    at % 10 === 0 ? `exten => _${20_000 + at}X.,1,NoOp()` : `exten => ${20_000 + at},1,NoOp()`,
  );
  const { matcher } = await loadProject(
    readerOf(() => ['[many]', ...lines].join('\n')),
    PATH,
  );
  const taken = Array.from({ length: FINDS }, (_, at) => {
    const start = performance.now();
    matcher.find({ context: 'many', number: `${20_000 + ((at * 7919) % count)}${at % 2 === 0 ? '' : '55'}` });
    return performance.now() - start;
  });
  return { middle: median(taken), late: percentile(taken, 0.99) };
}

/** A letter in the middle: the new colours, and with them the new findings of the whole dialplan. */
async function typingWithFindings(first: string): Promise<{ tokens: number; whole: number }> {
  const [cache, tokens] = [new SyntaxCache(), new TokenCache()];
  const middle = first.indexOf('\n', first.length / 2) + 1;
  let text = first;
  let project: DialplanProject | undefined;
  const [colours, wholes]: [number[], number[]] = [[], []];
  for (let times = 0; times <= KEY_STROKES; times += 1) {
    const start = performance.now();
    tokens.update(cache.parse(text), text.split('\n'));
    const coloured = performance.now();
    project = await loadProject(
      readerOf(() => text),
      PATH,
      project,
      () => cache,
    );
    lintProject(project);
    if (times > 0) {
      colours.push(coloured - start);
      wholes.push(performance.now() - start);
    }
    text = `${text.slice(0, middle)}x${text.slice(middle)}`;
  }
  return { tokens: median(colours), whole: median(wholes) };
}
