import assert from 'node:assert/strict';
import { glob } from '../../../src/conf/glob';
import { loadConf, type EffectiveConf } from '../../../src/conf/load';
import { memoryReader } from './memoryReader';

type Files = Record<string, string>;

function load(files: Files | string): Promise<EffectiveConf> {
  const given = typeof files === 'string' ? { 'main.conf': files } : files;
  const absolute = Object.entries(given).map(([name, text]) => [name.startsWith('/') ? name : `/etc/${name}`, text]);
  return loadConf(memoryReader(Object.fromEntries(absolute) as Files), '/etc/main.conf');
}

function show(conf: EffectiveConf): string {
  return conf.sections
    .map(({ name, template, entries }) => {
      const shown = entries.map(({ key, value }) => `${key}=${value}`).join(' ');
      return `${name}${template ? '!' : ''}(${shown})`;
    })
    .join(' ');
}

async function expect(files: Files | string, shown: string): Promise<void> {
  const conf = await load(files);
  assert.equal(conf.refused, undefined);
  assert.equal(show(conf), shown);
}

async function expectRefused(files: Files | string, code: string, line: number): Promise<void> {
  const { refused } = await load(files);
  assert.deepEqual([refused?.code, refused?.span.line, refused?.file], [code, line, '/etc/main.conf']);
}

// Every expectation here was compared with what AMI's GetConfig answers on 16.28 and 22.10.
describe('loadConf', () => {
  it('inherits from templates and sections, the parents in their order', async () => {
    await expect(
      '[t](!)\na=1\n[u](!,t)\na=2\n[x](u)\na=3\n[y](x,t)\n',
      't!(a=1) u!(a=1 a=2) x(a=1 a=2 a=3) y(a=1 a=2 a=3 a=1)',
    );
  });

  it('remembers where an inherited entry is written', async () => {
    const conf = await load({ 'main.conf': '#include t.conf\n[x](t)\n', 't.conf': '\n[t](!)\na=1\n' });
    const { file, line } = conf.sections[1]!.entries[0]!;
    assert.deepEqual([file, line], ['/etc/t.conf', 2]);
  });

  it('keeps two sections of one name apart', () => expect('[a]\nx=1\n[a]\nx=2\n', 'a(x=1) a(x=2)'));

  it('adds to the first of a name, whatever its case', () =>
    expect('[A]\nx=1\n[a]\ny=1\n[a](+)\nz=1\n', 'A(x=1 z=1) a(y=1)'));

  it('adds what a filter picks', async () => {
    await expect('[a]\nt=x\n[a]\nt=y\n[a](+t=y)\nz=1\n', 'a(t=x) a(t=y z=1)');
    await expect('[a]\nx=10\ny=2\n[a](+x=1&y=.)\nz=3\n', 'a(x=10 y=2 z=3)');
    await expect('[t](!)\n[t](+TEMPLATES=restrict)\nz=1\n', 't!(z=1)');
    await expectRefused('[a]\nt=x\n[a](+t=q)\n', 'unknown-section', 2);
    await expectRefused('[a]\nt=x\n[a](+t)\n', 'unknown-section', 2);
    await expectRefused('[a]\nt=x\n[a](+t=()\n', 'unknown-section', 2);
    await expectRefused('[t](!)\n[t](+)\n', 'unknown-section', 1);
  });

  it('puts what comes before the plus into the existing section', () =>
    expect('[t](!)\nq=1\n[a]\ns=1\n[a](t,!,+)\nz=1\n', 't!(q=1) a!(s=1 q=1 z=1)'));

  it('joins with +=, as oddly as Asterisk', async () => {
    await expect('[a]\nx=1\nX=1\nx+= 2 \nx+=  3\ny+= 4\n', 'a(x=1 2  3 X=1 y=4)');
    await expect('[a]\nu=5\nu=\nu+=x\n', 'a(u=x u=)');
  });

  it('cuts names at 79 bytes', () => expect(`[${'n'.repeat(100)}]\n`, `${'n'.repeat(79)}()`));

  it('refuses what Asterisk refuses', async () => {
    await expectRefused('x=1\n', 'no-section', 0);
    await expectRefused('[a]\n[b\n[c\n', 'missing-bracket', 1);
    await expectRefused('[a]()\n', 'unknown-parent', 0);
    await expectRefused('[t](!)\n[a]( t)\n', 'unknown-parent', 1);
    await expectRefused('[a]\n#include nowhere\n[b\n', 'include-missing', 1);
    await expectRefused('[a]\n\\ x=1\n', 'bad-escape', 1);
    assert.equal((await loadConf(memoryReader({}), '/etc/main.conf')).refused?.code, 'file-missing');
  });

  it('has no end of time or memory for hostile files', async () => {
    const doubling = '[a0]\nx=1\ny=1\n' + Array.from({ length: 60 }, (_, n) => `[a${n + 1}](a${n},a${n})\n`).join('');
    assert.equal((await load(doubling)).refused?.code, 'too-large');
    const twice = await load('[a]\n#include main.conf\n#include main.conf\n');
    assert.ok(twice.problems.some(({ code }) => code === 'include-too-deep'));
    await expect('[a]\nx=1\n[a](+,a)\n', 'a(x=1 x=1)');
  });
});

describe('includes', () => {
  it('go on in the section of the file that includes, and leave it where it was', () =>
    expect(
      {
        'main.conf': '[a]\nx=1\n#include i.conf\ny=2\n#include j.conf\n',
        'i.conf': 'i=1\n[b]\nj=1\n',
        'j.conf': 'k=1\n',
      },
      'a(x=1 i=1 y=2) b(j=1 k=1)',
    ));

  it('take globs sorted, braces in their order, and no hidden files', async () => {
    const reader = memoryReader({ '/e/b1.c': '', '/e/a1.c': '', '/e/.a2.c': '', '/e/sub/x.c': '', '/e/sub2/x.c': '' });
    assert.deepEqual(await glob(reader, '/e/*1.c'), ['/e/a1.c', '/e/b1.c']);
    assert.deepEqual(await glob(reader, '/e/{b,a}?.c'), ['/e/b1.c', '/e/a1.c']);
    assert.deepEqual(await glob(reader, '/e/[!b]1.c'), ['/e/a1.c']);
    assert.deepEqual(await glob(reader, '/e/.a*'), ['/e/.a2.c']);
    assert.deepEqual(await glob(reader, '/e/s*/x.c'), ['/e/sub/x.c', '/e/sub2/x.c']);
    assert.deepEqual(await glob(reader, '/e/nowhere'), ['/e/nowhere']);
    assert.deepEqual(await glob(reader, '/e/z*'), []);
    assert.deepEqual(await glob(reader, '/e/{x'), ['/e/{x']);
  });

  it('carry section and block comment from one file of a glob to the next', () =>
    expect(
      { 'main.conf': '[a]\n#include i*.c\nz=1\n', 'i1.c': '[b]\n;--\n', 'i2.c': 'x=1\n--;\ny=1\n' },
      'a(z=1) b(y=1)',
    ));

  it('may be missing with #tryinclude only', () =>
    expect('[a]\n#tryinclude nowhere\n#tryinclude no*\nx=1\n', 'a(x=1)'));

  it('that are refused are read up to there', async () => {
    const conf = await load({ 'main.conf': '[a]\n#include i.conf\ny=1\n', 'i.conf': 'x=1\n[b\nz=1\n' });
    assert.equal(conf.refused, undefined);
    assert.equal(show(conf), 'a(x=1 y=1)');
    assert.deepEqual(
      conf.problems.map(({ code }) => code),
      ['missing-bracket', 'include-refused'],
    );
  });

  it('end at a depth of ten, after which the file that asked is refused', async () => {
    const conf = await load({
      'main.conf': '[a]\n#include self.conf\nw=1\n',
      'self.conf': 's=1\n#include self.conf\ne=1\n',
    });
    assert.equal(show(conf), `a(${'s=1 '.repeat(10)}${'e=1 '.repeat(9)}w=1)`);
  });

  it('under /etc/asterisk are looked for in the folder first, others where they say', () =>
    expect(
      {
        'main.conf': '[a]\n#include /etc/asterisk/sub/i.conf\n#include /etc/asterisk/j.conf\n#include /srv/k.conf\n',
        'sub/i.conf': 'i=here\n',
        '/etc/asterisk/sub/i.conf': 'i=there\n',
        '/etc/asterisk/j.conf': 'j=there\n',
        '/srv/k.conf': 'k=1\n',
      },
      'a(i=here j=there k=1)',
    ));

  it('never run a program', async () => {
    const conf = await load('[a]\n#exec /bin/true\nx=1\n');
    assert.equal(show(conf), 'a(x=1)');
    assert.equal(conf.problems[0]?.code, 'exec-not-run');
  });
});
