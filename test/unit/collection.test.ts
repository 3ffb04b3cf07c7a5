import assert from 'node:assert/strict';
import { Collection } from '../../src/live/collection';

interface Entry {
  readonly n: number;
}

describe('a collection', () => {
  let collection: Collection<Entry>;
  beforeEach(() => (collection = new Collection()));

  const drained = (): object | undefined => {
    const changes = collection.drain();
    return changes && { added: [...changes.added], changed: [...changes.changed], removed: [...changes.removed] };
  };

  it('tells what came, changed and went, once', () => {
    collection.set('a', { n: 1 });
    collection.set('b', { n: 1 });
    assert.deepEqual(drained(), { added: ['a', 'b'], changed: [], removed: [] });
    collection.set('a', { n: 2 });
    collection.delete('b');
    assert.deepEqual(drained(), { added: [], changed: ['a'], removed: ['b'] });
    assert.equal(drained(), undefined);
  });

  it('does not speak of what came and went between two looks', () => {
    collection.set('a', { n: 1 });
    collection.delete('a');
    assert.equal(drained(), undefined);
  });

  it('calls what went and came back between two looks changed', () => {
    collection.set('a', { n: 1 });
    collection.drain();
    collection.delete('a');
    collection.revive('a');
    collection.set('a', { n: 2 });
    assert.deepEqual(drained(), { added: [], changed: ['a'], removed: [] });
  });

  it('lets the dead rest until they are revived', () => {
    collection.set('a', { n: 1 });
    collection.delete('a');
    collection.set('a', { n: 2 });
    assert.equal(collection.has('a'), false);
    collection.revive('a');
    collection.set('a', { n: 3 });
    assert.deepEqual(collection.get('a'), { n: 3 });
  });

  it('forgets the oldest dead only', () => {
    for (let index = 0; index <= 10_000; index += 1) collection.delete(`id${index}`);
    assert.equal(collection.isBuried('id0'), false);
    assert.equal(collection.isBuried('id1'), true);
    assert.equal(collection.isBuried('id10000'), true);
  });

  it('becomes equal to a list, and counts the difference', async () => {
    collection.set('stays', { n: 1 });
    collection.set('goes', { n: 1 });
    const listed = new Map([
      ['stays', { n: 2 }],
      ['comes', { n: 1 }],
    ]);
    assert.deepEqual(await collection.reconcile(() => Promise.resolve(listed)), { came: 1, gone: 1 });
    assert.deepEqual([...collection.ids()], ['stays', 'comes']);
    assert.deepEqual(collection.get('stays'), { n: 2 });
  });

  it('believes events over a list that was loading meanwhile', async () => {
    collection.set('ended', { n: 1 });
    let answer: (list: ReadonlyMap<string, Entry>) => void = () => undefined;
    const done = collection.reconcile(() => new Promise((resolve) => (answer = resolve)));
    collection.delete('ended');
    collection.set('began', { n: 9 });
    answer(
      new Map([
        ['ended', { n: 1 }],
        ['began', { n: 1 }],
      ]),
    );
    assert.deepEqual(await done, { came: 0, gone: 0 });
    assert.equal(collection.has('ended'), false);
    assert.deepEqual(collection.get('began'), { n: 9 });
  });

  it('takes one entry from the server, unless an event spoke of it meanwhile', async () => {
    for (const id of ['a', 'b', 'c']) collection.set(id, { n: 1 });
    assert.equal(await collection.refresh('a', () => Promise.resolve({ n: 2 })), true);
    assert.equal(await collection.refresh('b', () => Promise.resolve(undefined)), true);
    const answer = async (): Promise<Entry> => {
      collection.set('c', { n: 9 });
      return Promise.resolve({ n: 2 });
    };
    assert.equal(await collection.refresh('c', answer), false);
    await collection.refresh('never seen', () => Promise.resolve(undefined));
    assert.deepEqual(
      [...collection.ids()].map((id) => [id, collection.get(id)?.n]),
      [
        ['a', 2],
        ['c', 9],
      ],
    );
    assert.deepEqual([collection.isBuried('b'), collection.isBuried('never seen')], [true, false]);
  });

  it('stays as it was when the list cannot be had', async () => {
    collection.set('a', { n: 1 });
    await assert.rejects(collection.reconcile(() => Promise.reject(new Error('no'))));
    assert.equal(collection.has('a'), true);
  });

  it('tells its owner of every write', () => {
    const writes: string[] = [];
    const watched = new Collection<Entry>((id, before, after) =>
      writes.push(`${id} ${before?.n ?? '-'} ${after?.n ?? '-'}`),
    );
    watched.set('a', { n: 1 });
    watched.set('a', { n: 2 });
    watched.delete('a');
    watched.delete('a');
    assert.deepEqual(writes, ['a - 1', 'a 1 2', 'a 2 -']);
  });
});
