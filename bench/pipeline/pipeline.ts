import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Asterisk } from '../../test/support/asterisk/asterisk';
import { progress } from '../../test/support/places';
import { median, number, table } from '../figures';
import { installPeers } from '../peers';
import { OFFICE, record } from './recording';
import { compile, READERS, run } from './run';
import type { Reader, Run } from './run';

const PASSES = 3;
const ROUNDS = 5;

const NAMES: Readonly<Record<Reader, string>> = {
  bare: '(a) the limit: bare `ws` and `JSON.parse`',
  model: '(b) ours up to the live model',
  whole: '(c) ours with formatting and output batches',
  ariClient: '(d) `ari-client`',
  ipcom: '(e) `@ipcom/asterisk-ari`',
  wscat: '(f) `wscat` to a file',
};

/** Reads recorded real events with each reader, in turns, and compares them. */
export async function pipeline(): Promise<string> {
  await installPeers();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-bench-'));
  const asterisk = await Asterisk.start({ dialplan: OFFICE });
  try {
    const file = path.join(folder, 'recording.bin');
    progress('recording real calls and a storm…');
    const recorded = await record(asterisk, file);
    const programs = await compile();
    const runs: Record<Reader, Run[]> = { bare: [], model: [], whole: [], ariClient: [], ipcom: [], wscat: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const reader of READERS) {
        progress(`round ${round + 1} of ${ROUNDS}: ${reader}`);
        runs[reader].push(await run(reader, programs, { asterisk, file, passes: PASSES, folder }));
      }
    }
    return describe(recorded, fs.statSync(file).size, runs);
  } finally {
    await asterisk.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function describe(recorded: number, bytes: number, runs: Readonly<Record<Reader, readonly Run[]>>): string {
  const sent = recorded * PASSES;
  const of = (reader: Reader, value: (run: Run) => number): number => median(runs[reader].map(value));
  const rate = (reader: Reader): number => of(reader, ({ ms }) => sent / (ms / 1000));
  const rows = READERS.map((reader) => {
    const delivered = of(reader, ({ events = 0 }) => events / sent);
    return [
      NAMES[reader],
      number(rate(reader)),
      `${number((rate(reader) / rate('bare')) * 100)} %`,
      number(
        of(reader, ({ cpuMs }) => cpuMs / 1000),
        2,
      ),
      number(of(reader, ({ peakMb }) => peakMb)),
      `${number(delivered * 100, delivered === 1 ? 0 : 1)} %`,
    ];
  });
  const ratio = (one: Reader, other: Reader): string => number(rate(one) / rate(other), 2);
  return [
    `${number(recorded)} recorded real events of ${number(bytes / recorded)} bytes on average, ${PASSES} times over; medians of ${ROUNDS} rounds in turns.`,
    table(['reader', 'events/s', 'of the limit', 'CPU seconds', 'peak memory, MB', 'events delivered'], rows),
    `(b) is ${ratio('model', 'bare')} of (a); (c) is ${ratio('whole', 'bare')} of (a) and ${ratio('whole', 'ariClient')} times (d).`,
  ].join('\n\n');
}
