import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConf } from '../../src/conf/load';
import type { FileReader } from '../../src/conf/reader';
import type { Dialplan } from '../../src/dialplan/dialplan';
import { formatDialplan } from '../../src/dialplan/format/format';
import { loadDialplan } from '../../src/dialplan/load/loadDialplan';
import { parseDialplan } from '../../src/dialplan/syntax/parseDialplan';

const CORPUS = join(__dirname, '../asterisk/dialplan/corpus');

function formatted(text: string): string {
  const ends = text.match(/\r?\n/g) ?? [];
  const lines = text.split(/\r?\n/);
  const edits = formatDialplan(lines, parseDialplan(text)).sort((a, b) => b.span.start - a.span.start);
  for (const { span, text: put } of edits) {
    const line = lines[span.line] ?? '';
    lines[span.line] = line.slice(0, span.start) + put + line.slice(span.end);
  }
  return lines.map((line, index) => line + (ends[index] ?? '')).join('');
}

async function load(text: string): Promise<Dialplan> {
  const reader: FileReader = {
    read: (path) => Promise.resolve(path === '/extensions.conf' ? text : undefined),
    list: () => Promise.resolve([]),
  };
  return loadDialplan(await loadConf(reader, '/extensions.conf')).dialplan;
}

describe('the formatter of dialplans', () => {
  it('puts the arrows of a chain below each other and keeps comments and blank lines', () => {
    assert.equal(
      formatted('[a]\n  exten=>1,1,Answer() ; hi  \n\nsame  =>\tn,Hangup()\t\r\n; end\n'),
      '[a]\nexten => 1,1,Answer() ; hi\n\n same => n,Hangup()\r\n; end\n',
    );
  });

  for (const file of readdirSync(CORPUS).filter((name) => name.endsWith('.conf'))) {
    it(`changes no meaning in ${file}, and nothing the second time`, async () => {
      const text = readFileSync(join(CORPUS, file), 'utf8');
      const once = formatted(text);
      assert.deepEqual(await load(once), await load(text));
      assert.equal(formatted(once), once);
    });
  }
});
