import assert from 'node:assert/strict';
import { orderingOf, type Ordering, type Takes } from '../../src/dialplan/match/ordering';
import { compareExtensions, type ExtensionKey } from '../../src/dialplan/order';

const key = (text: string): ExtensionKey => {
  const [name = '', callerId] = text.split('/');
  return { name, callerId };
};

describe('why one extension comes before another', () => {
  const characters = (written: string, count: number): Takes => ({ kind: 'characters', written, count });
  const cases: readonly (readonly [first: string, second: string, why: Ordering])[] = [
    ['205', '_2XX', { kind: 'literal-first' }],
    ['_2[1-4]X', '_2XX', { kind: 'place', place: 2, first: characters('[1-4]', 4), second: characters('X', 10) }],
    ['_NXX', '_X.', { kind: 'place', place: 1, first: characters('N', 8), second: characters('X', 10) }],
    ['_2-XX', '_2X.', { kind: 'place', place: 3, first: characters('X', 10), second: { kind: 'any' } }],
    ['_2X.', '_2X!', { kind: 'place', place: 3, first: { kind: 'any' }, second: { kind: 'any-or-none' } }],
    ['_2X!', '_2X', { kind: 'place', place: 3, first: { kind: 'any-or-none' }, second: { kind: 'end' } }],
    ['_2XX/1001', '_2XX', { kind: 'caller-first' }],
    ['_2XX/1001', '_2XX/_10XX', { kind: 'other' }],
    ['_éX', '_é', { kind: 'place', place: 3, first: characters('X', 10), second: { kind: 'end' } }],
  ];
  for (const [first, second, why] of cases) {
    it(`${first} before ${second}`, () => {
      assert.deepEqual(orderingOf(key(first), key(second)), why);
      assert.ok(compareExtensions(key(first), key(second)) < 0);
    });
  }
});
