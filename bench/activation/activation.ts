import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import util from 'node:util';
import zlib from 'node:zlib';
import * as esbuild from 'esbuild';
import type { Page } from 'playwright-core';
import { progress, ROOT } from '../../test/support/places';
import { openPage, startBrowser } from '../../test/support/vscode/browser';
import { startServer } from '../../test/support/vscode/server';
import { buildVsix } from '../../test/support/vsix';
import { median, number, table } from '../figures';
import { BENCH } from '../peers';
import { installIdle, pack, writeEmpty } from './extensions';
import { REPORT, type Activation } from './names';

const STARTS = 16;
/** VS Code fills its caches in the first. */
const WARM_UP = 2;
const START_LIMIT_MS = 90_000;

/** Starts a real VS Code again and again, and times the activation of ours and of an extension that does nothing. */
export async function activation(): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-bench-'));
  const place = { userData: path.join(folder, 'user-data'), extensions: path.join(folder, 'extensions') };
  fs.mkdirSync(place.extensions);
  try {
    const vsix = await buildVsix();
    for (const one of [vsix, await pack(writeEmpty(folder, 'empty'))]) await installIdle(one, place);
    const target = { extensions: [writeEmpty(folder, 'first')], tests: await compile(folder) };
    const server = await startServer(place);
    try {
      for (let start = 1; start <= STARTS + WARM_UP; start += 1) {
        progress(`start ${start} of ${STARTS + WARM_UP}`);
        await runInHost(server.origin, target);
      }
    } finally {
      await server.dispose();
    }
    return describe(reported(folder).slice(WARM_UP), vsix);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function describe(starts: readonly Activation[], vsix: string): string {
  const [ours, empty] = [starts.map((start) => start.ours), starts.map((start) => start.empty)];
  const line = (name: string, samples: readonly number[]): string[] => [
    name,
    ...[Math.min(...samples), median(samples), Math.max(...samples)].map((ms) => number(ms, 1)),
  ];
  const dist = path.join(ROOT, 'dist');
  const parts = fs.readdirSync(dist).map((name) => fs.readFileSync(path.join(dist, name)));
  const total = (size: (part: Buffer) => number): number => parts.reduce((sum, part) => sum + size(part), 0);
  const first = fs.statSync(path.join(dist, 'extension.js')).size;
  const kilobytes = (bytes: number): string => number(bytes / 1024);
  return [
    `${starts.length} starts of the extension host, in turns as to which is activated first; milliseconds.`,
    table(['extension', 'least', 'median', 'most'], [line('ours', ours), line('one that does nothing', empty)]),
    `Ours takes ${number(median(ours) - median(empty), 1)} ms more (medians). It is ${kilobytes(total(({ length }) => length))} KB ` +
      `of code, ${kilobytes(total((part) => zlib.gzipSync(part).length))} KB in gzip; ${kilobytes(first)} KB of it are loaded at the ` +
      `start. The VSIX has ${kilobytes(fs.statSync(vsix).size)} KB.`,
  ].join('\n\n');
}

function reported(folder: string): Activation[] {
  const lines = fs.readFileSync(path.join(folder, REPORT), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Activation);
}

/** @returns the program's path; what it reports will be beside it. */
async function compile(folder: string): Promise<string> {
  const outfile = path.join(folder, 'inHost.cjs');
  await esbuild.build({
    entryPoints: [path.join(BENCH, 'activation/inHost.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}

/** Opens a window, which starts an extension host, and closes it when the program in the host has ended. */
async function runInHost(origin: string, target: { extensions: string[]; tests: string }): Promise<void> {
  const browser = await startBrowser();
  try {
    const page = await browser.context.newPage();
    const ending = hostEnds(page);
    await openPage(browser.context, origin, target);
    const { code, log } = await ending;
    if (code !== 0) throw new Error(`The program in the extension host failed:\n${log.join('\n')}`);
  } finally {
    await browser.dispose();
  }
}

/** Gives VS Code's page the functions that it calls, as for tests: for console output, and with the program's exit code. */
function hostEnds(page: Page): Promise<{ readonly code: number; readonly log: readonly string[] }> {
  return new Promise((resolve, reject) => {
    const log: string[] = [];
    const note = (_type: string, values: readonly unknown[]): unknown => log.push(util.format(...values));
    page.exposeFunction('codeAutomationLog', note).catch(reject);
    page.exposeFunction('codeAutomationExit', (code: number) => resolve({ code, log })).catch(reject);
    const giveUp = (): void => reject(new Error(`A start took over ${START_LIMIT_MS} ms:\n${log.join('\n')}`));
    setTimeout(giveUp, START_LIMIT_MS).unref();
  });
}
