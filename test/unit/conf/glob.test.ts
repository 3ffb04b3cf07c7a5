import assert from 'node:assert/strict';
import { glob } from '../../../src/conf/glob';
import { memoryReader } from './memoryReader';

const NAMES = [
  'a.conf',
  'ab.conf',
  'b.conf',
  'B.conf',
  '.hidden.conf',
  'x-1.conf',
  'x-22.conf',
  '[set].conf',
  '😀.conf',
];

describe('the files that a pattern stands for', () => {
  const files = Object.fromEntries([...NAMES, 'a'.repeat(60)].map((name) => [`/etc/${name}`, '']));
  const found = async (pattern: string): Promise<string[]> => {
    const paths = await glob(memoryReader(files), `/etc/${pattern}`);
    return paths.map((path) => path.replace('/etc/', ''));
  };

  for (const [pattern, ...expected] of [
    ['a*.conf', 'a.conf', 'ab.conf'],
    ['?.conf', 'B.conf', 'a.conf', 'b.conf', '😀.conf'],
    ['[ab].conf', 'a.conf', 'b.conf'],
    ['[!a-z].conf', 'B.conf', '😀.conf'],
    ['x-*2*.conf', 'x-22.conf'],
    ['x-??.conf', 'x-22.conf'],
    ['*b*', 'ab.conf', 'b.conf'],
    ['.h*', '.hidden.conf'],
    ['[[]set].conf', '[set].conf'],
    ['{b,a}.conf', 'b.conf', 'a.conf'],
    ['missing.conf', 'missing.conf'],
    ['missing*.conf'],
    ['./sub/..//a.conf', 'a.conf'],
  ] as const) {
    it(pattern, async () => assert.deepEqual(await found(pattern), expected));
  }

  it('are found in time, however many stars there are', async () => {
    assert.deepEqual(await found(`${'*a'.repeat(20)}*b`), []);
    assert.equal((await found(`${'*a'.repeat(20)}*`)).length, 1);
  }).timeout(1_000);

  it('are no more than somebody can mean', async () => {
    const many = await found('{a,b}'.repeat(30));
    assert.equal(many.length, 1_000);
  }).timeout(1_000);
});
