// npm run bench [-- part…] [--write]: prints Markdown; --write puts it into docs/benchmarks.md.
import fs from 'node:fs';
import path from 'node:path';
import { progress, ROOT } from '../test/support/places';
import { describeMachine } from './machine';
import { pipeline } from './pipeline/pipeline';

const PARTS: Readonly<Record<string, { readonly title: string; readonly run: () => Promise<string> }>> = {
  pipeline: { title: 'Reading events', run: pipeline },
};

const DOCUMENT = path.join(ROOT, 'docs/benchmarks.md');

function marks(part: string): readonly [begin: string, end: string] {
  return [`<!-- ${part}: begin -->`, `<!-- ${part}: end -->`];
}

/** Puts a text between the marks of its part; what people wrote around them stays. */
function write(part: string, text: string): void {
  const [begin, end] = marks(part);
  const document = fs.readFileSync(DOCUMENT, 'utf8');
  const [start, stop] = [document.indexOf(begin), document.indexOf(end)];
  if (start < 0 || stop < start) throw new Error(`${DOCUMENT} has no place for ${part}.`);
  fs.writeFileSync(DOCUMENT, `${document.slice(0, start)}${begin}\n\n${text}\n\n${document.slice(stop)}`);
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const asked = args.filter((argument) => !argument.startsWith('--'));
  const unknown = asked.find((part) => !(part in PARTS));
  if (unknown !== undefined) throw new Error(`No part ${unknown}: there are ${Object.keys(PARTS).join(', ')}.`);
  const isWanted = (part: string): boolean => asked.length === 0 || asked.includes(part);
  const machine = `${await describeMachine()}; ${new Date().toISOString().slice(0, 10)}`;
  for (const [part, { title, run }] of Object.entries(PARTS)) {
    if (!isWanted(part)) continue;
    progress(title);
    const text = `${await run()}\n\nOn: ${machine}`;
    console.log(`\n## ${title}\n\n${text}`);
    if (args.includes('--write')) write(part, text);
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
