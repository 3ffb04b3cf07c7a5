import fs from 'node:fs/promises';
import path from 'node:path';
import { plain } from '../ari/text';
import type { Finding } from '../dialplan/lint/finding';
import { check, type Checked } from './check';
import { HELP, Misuse, readTask, type CheckOptions } from './options';
import { readProduct } from './product';
import { asSarif } from './sarif';
import { asJson, asText } from './texts';

/** Of the bundle, dist/cli.js. */
const ROOT = path.join(__dirname, '..');
const MISUSE = 2;

/** @returns the exit code */
async function main(words: readonly string[]): Promise<number> {
  const task = readTask(words);
  if (task.kind === 'check') return runCheck(task.options);
  process.stdout.write(task.kind === 'help' ? HELP : `${readProduct(ROOT).version}\n`);
  return 0;
}

async function runCheck({ paths, choices, format, output }: CheckOptions): Promise<number> {
  const checked = await check(paths, choices);
  const text = textOf(checked, format);
  if (output === undefined) process.stdout.write(text);
  else await write(output, text);
  return checked.findings.some(isError) ? 1 : 0;
}

function textOf(checked: Checked, format: CheckOptions['format']): string {
  const folder = process.cwd();
  if (format === 'sarif') return asSarif(checked, folder, readProduct(ROOT));
  return format === 'json' ? asJson(checked, folder) : asText(checked, folder);
}

async function write(output: string, text: string): Promise<void> {
  try {
    await fs.writeFile(output, text);
  } catch (cause) {
    throw new Misuse(`${output} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}

// Who reads only the first lines closes the pipe: that is no failure of ours.
process.stdout.on('error', () => undefined);
main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    // Anything but a misuse is a defect of ours, and no statement about the dialplan either.
    const text = error instanceof Misuse ? error.message : String(error instanceof Error ? error.stack : error);
    for (const line of text.split('\n')) process.stderr.write(`${plain(line)}\n`);
    process.exitCode = MISUSE;
  },
);
