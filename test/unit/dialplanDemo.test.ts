import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { FileReader } from '../../src/conf/reader';
import { loadProject } from '../../src/dialplan/index/project';
import { lintProject } from '../../src/dialplan/lint/lint';
import { ROOT } from '../support/places';

const DEMO = path.join(ROOT, 'demo');
const reader: FileReader = {
  read: (file) => Promise.resolve(fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined),
  list: (folder) => Promise.resolve(fs.readdirSync(folder)),
};

async function codesOf(name: string): Promise<string[]> {
  return lintProject(await loadProject(reader, path.join(DEMO, name))).map(({ code, span }) => `${span.line} ${code}`);
}

describe('the demo’s dialplans', () => {
  it('have nothing to find where it is not on purpose', async () => {
    assert.deepEqual(await codesOf('extensions.conf'), []);
  });

  it('have a finding on each line below a comment in the file of mistakes', async () => {
    const lines = fs.readFileSync(path.join(DEMO, 'mistakes.extensions.conf'), 'utf8').split('\n');
    const found = await codesOf('mistakes.extensions.conf');
    const faulty = new Set(found.map((one) => Number.parseInt(one, 10)));
    const told = lines.flatMap((line, at) => (line.startsWith(';') && at > 2 ? [at] : []));
    assert.ok(told.length > 10);
    for (const comment of told) {
      const end = lines.indexOf('', comment);
      assert.ok(
        [...faulty].some((line) => line > comment && line < end),
        `nothing below “${lines[comment]}”`,
      );
    }
  });
});
