// npm run bench [-- part…] [--write]: prints Markdown; --write puts it into docs/benchmarks.md.
import fs from 'node:fs';
import path from 'node:path';
import * as prettier from 'prettier';
import { progress, ROOT } from '../test/support/places';
import { activation } from './activation/activation';
import { dialplan } from './dialplan/dialplan';
import { describeMachine } from './machine';
import { memory } from './memory';
import { pipeline } from './pipeline/pipeline';
import { requests } from './requests';
import { storm } from './storm/storm';
import { tree } from './tree/tree';
import { workbench } from './workbench';

const PARTS: Readonly<Record<string, { readonly title: string; readonly run: () => Promise<string> }>> = {
  pipeline: { title: 'Reading events', run: pipeline },
  storm: { title: 'A storm', run: storm },
  requests: { title: 'Asking', run: requests },
  tree: { title: 'Updating the tree', run: tree },
  activation: { title: 'Starting', run: activation },
  workbench: { title: 'How it feels', run: workbench },
  dialplan: { title: 'Editing a dialplan', run: dialplan },
  memory: { title: 'Memory', run: memory },
};

const DOCUMENT = path.join(ROOT, 'docs/benchmarks.md');

function marks(part: string): readonly [begin: string, end: string] {
  return [`<!-- ${part}: begin -->`, `<!-- ${part}: end -->`];
}

/** Puts a text between the marks of its part; what people wrote around them stays. */
async function write(part: string, text: string): Promise<void> {
  const [begin, end] = marks(part);
  const document = fs.readFileSync(DOCUMENT, 'utf8');
  const [start, stop] = [document.indexOf(begin), document.indexOf(end)];
  if (start < 0 || stop < start) throw new Error(`${DOCUMENT} has no place for ${part}.`);
  const written = `${document.slice(0, start)}${begin}\n\n${text}\n\n${document.slice(stop)}`;
  const style = await prettier.resolveConfig(DOCUMENT);
  fs.writeFileSync(DOCUMENT, await prettier.format(written, { ...style, filepath: DOCUMENT }));
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
    if (args.includes('--write')) await write(part, text);
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
