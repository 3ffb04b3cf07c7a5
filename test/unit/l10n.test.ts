import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';

const ROOT = path.resolve(__dirname, '../..');

describe('what translators are given', function () {
  // All of the code is parsed: seconds on a machine that has other work.
  this.timeout(60_000);

  it('is every string of the code: run "npm run l10n" when it is not', async () => {
    const files = fs
      .readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => ({ extension: '.ts' as const, contents: fs.readFileSync(path.join(ROOT, 'src', name), 'utf8') }));
    const inCode = Object.keys(await getL10nJson(files)).sort();
    const bundle = JSON.parse(fs.readFileSync(path.join(ROOT, 'l10n/bundle.l10n.json'), 'utf8')) as object;
    assert.deepEqual(Object.keys(bundle).sort(), inCode);
  });
});
