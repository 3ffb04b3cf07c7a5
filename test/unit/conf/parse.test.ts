import assert from 'node:assert/strict';
import { parseConf } from '../../../src/conf/parse';
import type { ConfEntry, ConfTree } from '../../../src/conf/tree';

function codes(tree: ConfTree): string[] {
  return tree.problems.map(({ code, span }) => `${span.line} ${code}`);
}

function entries(text: string): string[] {
  const tree = parseConf(text);
  return [...tree.preamble, ...tree.sections.flatMap((section) => section.items)].map((item) =>
    item.kind === 'entry' ? `${item.key}${item.operator}${item.value}` : item.kind,
  );
}

function onlyEntry(text: string): ConfEntry {
  const [item] = parseConf(text).preamble;
  assert.equal(item?.kind, 'entry');
  return item;
}

describe('parseConf', () => {
  it('keeps sections, entries and directives in order', () => {
    const tree = parseConf('a=1\n[x](!,t)\nb=>2\n#include "f"\n[y]\n');
    assert.equal(tree.preamble.length, 1);
    assert.deepEqual(
      tree.sections.map(({ header, items }) => [header.name, header.options.map(({ text }) => text), items.length]),
      [
        ['x', ['!', 't'], 2],
        ['y', [], 0],
      ],
    );
    assert.deepEqual(tree.problems, []);
  });

  it('knows the operators', () => {
    const text = 'a=1\nb => 2\nc += 3\nd= >4\ne=5=6\nf =+ 7\n\\=g=8\n\\+=9';
    assert.deepEqual(entries(text), ['a=1', 'b=>2', 'c+=3', 'd=>4', 'e=5=6', 'f=+ 7', '=g=8', '+=9']);
  });

  it('strips blanks and the carriage return, but not inside', () => {
    assert.deepEqual(entries('\t a \t=\t b\tc \r\n  d=\r\n'), ['a=b\tc', 'd=']);
    assert.equal(onlyEntry('a +=  b').rawValue, '  b');
  });

  it('says where things are, comments and escapes taken out', () => {
    const entry = onlyEntry('  key ;-- x --; = a\\;b ;c');
    assert.deepEqual(entry.keySpan, { line: 0, start: 2, end: 5 });
    assert.deepEqual(entry.operatorSpan, { line: 0, start: 16, end: 17 });
    assert.equal(entry.value, 'a;b');
    assert.deepEqual(entry.valueSpan, { line: 0, start: 18, end: 22 });
    const [section] = parseConf('\n [a b](t,+x=1) rest').sections;
    assert.deepEqual(section!.header.nameSpan, { line: 1, start: 2, end: 5 });
    assert.deepEqual(section!.header.options[1]!.span, { line: 1, start: 9, end: 13 });
  });

  it('skips a byte order mark at the very beginning only', () => {
    assert.equal(parseConf('\ufeff[a]\n').sections.length, 1);
    assert.deepEqual(codes(parseConf('\n\ufeff[a]\n')), ['1 no-equals']);
    assert.equal(parseConf('\ufeff[a]\n', { continues: true }).sections.length, 0);
  });

  it('ends a section name at the bracket, and ignores what is not right behind it', () => {
    const headers = parseConf('[a] (!)\n[b]x\n[c](!)(d)\n[]\n').sections.map(({ header }) => header);
    assert.deepEqual(
      headers.map(({ name, options }) => `${name}:${options.length}`),
      ['a:0', 'b:0', 'c:1', ':0'],
    );
  });

  it('marks the statements at which Asterisk refuses the file, and reads on', () => {
    const tree = parseConf('[a\nx=1\n[b](c\n\\ y=1\n\\\n\\é=1\nz=1\n');
    assert.deepEqual(codes(tree), [
      '0 missing-bracket',
      '2 missing-parenthesis',
      '3 bad-escape',
      '4 bad-escape',
      '5 bad-escape',
    ]);
    assert.equal(tree.sections[0]?.header.refused, 'missing-bracket');
    assert.equal(tree.sections[1]?.items.at(-1)?.kind, 'entry');
  });

  it('warns of lines that mean nothing', () => {
    assert.deepEqual(codes(parseConf('words\n=1\n+=1\n#nope x\n#include\n# include f\n')), [
      '0 no-equals',
      '1 no-key',
      '2 no-key',
      '3 unknown-directive',
      '4 directive-without-argument',
      '5 unknown-directive',
    ]);
  });

  it('takes the quotes off a file name only in pairs', () => {
    const names = ['"a b"', '<a>', 'a', '"a', '<a"', '"', '\ta'].map((argument) => {
      const [item] = parseConf(`#TryInclude ${argument}`).preamble;
      return item?.kind === 'directive' ? `${item.name} ${item.argument ?? '-'}` : '';
    });
    const expected = ['a b', 'a', 'a', '"a', '<a"', '', 'a'];
    assert.deepEqual(
      names,
      expected.map((name) => `tryinclude ${name}`),
    );
  });

  it('skips lines of more than 8190 bytes', () => {
    const fits = `x=${'y'.repeat(8188)}`;
    assert.deepEqual(codes(parseConf(`${fits}\n${fits}y\n`)), ['1 line-too-long']);
    assert.deepEqual(codes(parseConf(`x=${'é'.repeat(4094)}\nx=${'é'.repeat(4095)}`)), ['1 line-too-long']);
  });

  it('keeps no value in a problem', () => {
    const tree = parseConf(`password=${'s3cret'.repeat(2000)}\npassword s3cret\n`);
    assert.equal(tree.problems.length, 2);
    assert.ok(!JSON.stringify(tree.problems).includes('s3cret'));
  });

  it('cuts a line at a NUL', () => assert.deepEqual(entries('a=1\0b=2\nc=3'), ['a=1', 'c=3']));

  it('gives a tree for any text', () => {
    for (const text of [
      '',
      '\0',
      '[',
      ']',
      '(',
      '[](',
      '#',
      '\\',
      ';--',
      '--;',
      ';-- --; --;',
      '\ud800',
      '=\n+=\n=>',
    ]) {
      assert.ok(parseConf(text).sections.length <= 1, JSON.stringify(text));
    }
  });
});

describe('comments of a .conf file', () => {
  it('ends a value at a semicolon that is not escaped', () => {
    assert.deepEqual(entries('a=1;2\nb=1\\;2\\\\;3\n;c=1\nd="x;y"'), ['a=1', 'b=1;2\\;3', 'd="x']);
  });

  it('nests block comments and reads on behind them', () => {
    const tree = parseConf('a=1;-- x ;-- y --;\nb=2\n--; c=3;--z--;4\n;--- d\ne=5\n;----;\nf=6');
    assert.deepEqual(
      tree.preamble.map((item) => (item.kind === 'entry' ? item.key + item.value : '')),
      ['a1', 'c34', 'e5', 'f6'],
    );
    assert.deepEqual(
      tree.comments.map(({ kind, startLine, startColumn, endLine, endColumn }) => [
        kind,
        startLine,
        startColumn,
        endLine,
        endColumn,
      ]),
      [
        ['block', 0, 3, 2, 3],
        ['block', 2, 7, 2, 14],
        ['line', 3, 0, 3, 6],
        ['line', 5, 0, 5, 6],
      ],
    );
  });

  it('counts no dash twice', () => {
    const tree = parseConf(';--;\na=1\n');
    assert.deepEqual(codes(tree), ['0 unterminated-comment']);
    assert.equal(tree.commentDepth, 1);
    assert.equal(parseConf('--; a=1', tree).preamble.length, 1);
  });

  it('hides everything behind an end too many', () => {
    const tree = parseConf('a=1 --; x\nb=2\n;-- c=3\nd=4\n');
    assert.deepEqual(entries('a=1 --; x\nb=2\n;-- c=3\nd=4\n'), ['a=1 --; x', 'd=4']);
    assert.deepEqual(codes(tree), ['0 stray-comment-end']);
  });

  it('stops nesting at 128', () => {
    const tree = parseConf(';-- '.repeat(130));
    assert.equal(tree.commentDepth, 128);
    assert.equal(tree.problems.filter(({ code }) => code === 'comment-too-deep').length, 2);
  });
});
