import path from 'node:path';
import * as esbuild from 'esbuild';
import { progress } from '../../test/support/places';
import { execute } from '../../test/support/processes';
import { number, table } from '../figures';
import { BENCH } from '../peers';
import type { Measured, Update } from './measure';

const SIZES = [100, 1_000, 10_000] as const;

const ROWS: readonly (readonly [title: string, kind: keyof Measured])[] = [
  ['20 shown channels changed', 'steps'],
  ['10 channels came, 10 went', 'comings'],
];

/** Updates the explorer of servers of several sizes by equally many changes. */
export async function tree(): Promise<string> {
  const program = await compile();
  const measured: Measured[] = [];
  for (const size of SIZES) {
    progress(`the tree of ${size} channels`);
    measured.push(JSON.parse(await execute(process.execPath, [program, String(size)])) as Measured);
  }
  const row = (title: string, kind: keyof Measured, value: (update: Update) => number): string[] => [
    title,
    ...measured.map((one) => number(value(one[kind]))),
  ];
  const rows = ROWS.flatMap(([title, kind]) => [
    row(`${title}: finding what looks different, µs`, kind, ({ findUs }) => findUs),
    row(`${title}: answering VS Code, µs`, kind, ({ answerUs }) => answerUs),
    row(`${title}: rows that VS Code asks for`, kind, ({ rows: asked }) => asked),
  ]);
  return [
    'One update, which there are four of a second at most; medians of 300.',
    table(['', ...SIZES.map((size) => `${number(size)} channels`)], rows),
  ].join('\n\n');
}

/** Compiles as the extension is compiled, but with a stand-in for VS Code, whose own work is not ours. */
async function compile(): Promise<string> {
  const outfile = path.join(BENCH, 'out/tree.cjs');
  await esbuild.build({
    entryPoints: [path.join(BENCH, 'tree/measure.ts')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
    alias: { vscode: path.join(BENCH, 'tree/vscode.ts') },
  });
  return outfile;
}
