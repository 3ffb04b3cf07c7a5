import assert from 'node:assert/strict';
import { plain } from '../../src/ari/text';

describe('plain', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['ordinary text', 'Zoë 王 👩‍👧 Müller', 'Zoë 王 👩‍👧 Müller'],
    ['ANSI colours, whole', '\u001b[31mred\u001b[0m', 'red'],
    ['a title sequence', '\u001b]0;owned\u0007name', 'name'],
    ['an unfinished escape', 'a\u001b[', 'a'],
    ['C1 control sequences', 'a\u009b31mb', 'ab'],
    ['line breaks', 'one\r\ntwo\u2028three', 'one two three'],
    ['control characters', 'a\u0000\u0007\u0008b\u007f', 'ab'],
    ['bidi overrides and isolates', 'a\u202egpj.exe\u202c\u2066x\u2069', 'agpj.exex'],
    ['invisible characters', 'pay\u200bpal\ufeff\u2060', 'paypal'],
    ['tag characters', 'a\u{e0041}\u{e0042}b', 'ab'],
    ['lone surrogates', 'a\ud800b\udc00', 'a\ufffdb\ufffd'],
  ];
  for (const [what, hostile, clean] of cases) it(`treats ${what}`, () => assert.equal(plain(hostile), clean));

  it('cuts what is too long, and says so', () => {
    assert.equal(plain('x'.repeat(2000)).length, 1000);
    assert.ok(plain('x'.repeat(2000)).endsWith('…'));
    assert.equal(plain('abcdef', 4), 'abc…');
  });
});
