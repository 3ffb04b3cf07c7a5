import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { loadConf, type EffectiveConf } from '../../src/conf/load';
import { loadDialplan } from '../../src/dialplan/load/loadDialplan';
import { expectedLog, grammarLog, loggedLines } from './dialplan/logged';
import { ROOT } from '../support/places';
import { DialplanLoader } from './dialplan/loader';
import { generateDialplan } from './dialplan/generate';
import { expectedLines, expectedList, listedLines, shownLines } from './dialplan/shown';

type Files = Readonly<Record<string, string>>;

const CORPUS = path.join(ROOT, 'test/asterisk/dialplan/corpus');
const GENERATED = 300;

/** The files of a case: one file, or a folder with an extensions.conf. */
function corpusFiles(name: string): Files {
  const whole = path.join(CORPUS, name);
  if (name.endsWith('.conf')) return { 'extensions.conf': fs.readFileSync(whole, 'utf8') };
  const names = fs.readdirSync(whole, { recursive: true, encoding: 'utf8' });
  const files = names.filter((file) => fs.statSync(path.join(whole, file)).isFile());
  return Object.fromEntries(files.map((file) => [file, fs.readFileSync(path.join(whole, file), 'utf8')]));
}

function load(files: Files): Promise<EffectiveConf> {
  const inFolder = (file: string): string => file.replace(/^\/etc\/asterisk\/?/, '');
  const list = (folder: string): string[] => {
    const prefix = inFolder(folder) === '' ? '' : `${inFolder(folder)}/`;
    const below = Object.keys(files).filter((name) => name.startsWith(prefix));
    return [...new Set(below.map((name) => name.slice(prefix.length).split('/')[0] ?? ''))];
  };
  const reader = {
    read: (file: string) => Promise.resolve(files[inFolder(file)]),
    list: (folder: string) => Promise.resolve(list(folder)),
  };
  return loadConf(reader, '/etc/asterisk/extensions.conf');
}

/** What Asterisk and we make of the same files. */
async function compare(loader: DialplanLoader, files: Files): Promise<void> {
  const asterisk = await loader.load(files);
  const conf = await load(files);
  if (conf.refused) {
    // Asterisk then keeps what it had: nothing.
    assert.deepEqual(shownLines(asterisk.shown), {});
    return;
  }
  const loaded = loadDialplan(conf);
  assert.deepEqual(shownLines(asterisk.shown), expectedLines(loaded.dialplan));
  assert.deepEqual(listedLines(asterisk.listed), expectedList(loaded.dialplan));
  const globals = [...loaded.dialplan.globals].map(([name, value]) => `${name}=${value}`).reverse();
  assert.deepEqual(asterisk.globals, globals);
  assert.deepEqual(loggedLines(asterisk.log), [...expectedLog(loaded), ...grammarLog(conf)].sort());
}

describe('dialplans as Asterisk loads them', function () {
  this.timeout(60_000);
  for (const version of ['22', '16'] as const) {
    describe(`Asterisk ${version}`, () => {
      let loader: DialplanLoader;
      before(async () => {
        loader = await DialplanLoader.start(version);
      });
      after(() => loader.stop());

      for (const name of fs.readdirSync(CORPUS)) {
        it(name, () => compare(loader, corpusFiles(name)));
      }

      for (const sample of ['samples/extensions.conf.sample', 'basic-pbx/extensions.conf']) {
        it(`its own ${sample}`, async function () {
          const text = loader.sample(sample);
          if (text === undefined) this.skip();
          await compare(loader, { 'extensions.conf': text });
        });
      }

      it(`${GENERATED} generated dialplans`, async () => {
        for (let seed = 1; seed <= GENERATED; seed++) {
          const text = generateDialplan(seed);
          await compare(loader, { 'extensions.conf': text }).catch((error: unknown) => {
            throw new Error(`Seed ${seed}:\n${text}`, { cause: error });
          });
        }
      });
    });
  }
});
