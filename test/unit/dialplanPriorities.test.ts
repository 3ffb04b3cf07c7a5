import assert from 'node:assert/strict';
import { LineTable } from '../../src/dialplan/index/lineTable';
import { PriorityList } from '../../src/dialplan/load/priorityList';
import type { Priority } from '../../src/dialplan/dialplan';

function priority(number: number): Priority {
  return { number, label: undefined, application: 'NoOp', data: '', place: { file: '/a', line: number } };
}

describe('the priorities of an extension', () => {
  for (const numbers of [[], [1], [1, 2, 3], [3, 4], [-2, 0, 1, 5, 6, 900], [1, 3, 5, 7]]) {
    it(`are found by their numbers as in a map: ${numbers.join()}`, () => {
      const all = numbers.map(priority);
      const [list, map] = [new PriorityList(all), new Map(all.map((one) => [one.number, one]))];
      for (let number = -4; number < 1000; number++) {
        assert.equal(list.get(number), map.get(number));
        assert.equal(list.has(number), map.has(number));
      }
      assert.equal(list.size, map.size);
      assert.deepEqual([...list], [...map]);
      assert.deepEqual([...list.entries()], [...map.entries()]);
      assert.deepEqual([...list.keys()], [...map.keys()]);
      assert.deepEqual([...list.values()], [...map.values()]);
      const visited: [number, Priority][] = [];
      list.forEach((one, number) => visited.push([number, one]));
      assert.deepEqual(visited, [...map]);
    });
  }
});

describe('what came out of lines', () => {
  it('is kept once each, in the order in which it came', () => {
    const lines = new LineTable<string>();
    for (const one of ['a', 'b', 'a', 'c', 'b']) lines.add({ file: '/a', line: 2 }, one);
    lines.add({ file: '/a', line: 0 }, 'd');
    assert.deepEqual(lines.at('/a', 2), ['a', 'b', 'c']);
    assert.equal(lines.firstAt('/a', 2), 'a');
    assert.deepEqual(lines.at('/a', 0), ['d']);
    for (const [file, line] of [
      ['/a', 1],
      ['/a', 7],
      ['/b', 0],
    ] as const) {
      assert.deepEqual(lines.at(file, line), []);
      assert.equal(lines.firstAt(file, line), undefined);
    }
  });
});
