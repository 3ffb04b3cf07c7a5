import assert from 'node:assert/strict';
import { highlightsIn, termsOf } from '../../src/workbench/explorer/filter';
import { safeJson } from '../../src/ari/text';
import { World, bridge, channel, inStasis } from './explorerWorld';

describe('the filter of the tree', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    world
      .add(
        channel('id-1', 'PJSIP/1000-00000001', {
          ...inStasis('hello'),
          caller: { name: 'Zoë', number: '4711' },
          connected: { name: '', number: '0815' },
        }),
        channel('id-2', 'PJSIP/1001-00000002', {
          dialplan: { context: 'internal', exten: '77', priority: 3, app_name: 'Dial', app_data: 'PJSIP/x,30' },
        }),
      )
      .addBridge(bridge('bridge-1', ['id-2'], { name: 'lobby' }))
      .addEndpoint('PJSIP', '1000')
      .addEndpoint('PJSIP', '2000')
      .addApplication('hello')
      .addApplication('idle');
    world.changed();
  });

  const labels = (group: string): string[] =>
    world.text(world.node(group)).map((line) => line.split(' | ')[0]?.trim() ?? '');

  for (const text of ['1000-0', 'ID-1', 'zoë', '4711', '0815', 'hello', 'STASIS up', '  zoë   4711 ']) {
    it(`finds a channel by ${JSON.stringify(text)}`, () => {
      world.tree.filter(text);
      assert.deepEqual(labels('channels'), ['PJSIP/1000-00000001']);
      assert.equal(world.look(world.node('channels')).description, '1 of 2');
    });
  }

  for (const text of ['internal', '77', 'dial', 'pjsip/x,30']) {
    it(`finds a channel by its dialplan: ${text}`, () => {
      world.tree.filter(text);
      assert.deepEqual(labels('channels'), ['PJSIP/1001-00000002']);
    });
  }

  it('needs all words in one thing', () => {
    world.tree.filter('4711 internal');
    assert.deepEqual(labels('channels'), []);
    assert.equal(world.tree.matchCount, 0);
  });

  it('shows what holds a match, and only the matches inside', () => {
    world.tree.filter('internal');
    assert.deepEqual(labels('bridges'), ['lobby', 'PJSIP/1001-00000002']);
    assert.deepEqual(labels('applications'), []);
    world.tree.filter('lobby');
    assert.deepEqual(labels('bridges'), ['lobby', 'PJSIP/1001-00000002']);
    assert.deepEqual(labels('channels'), []);
  });

  it('counts each thing once, wherever it stands', () => {
    world.tree.filter('1000');
    assert.equal(world.tree.matchCount, 2);
  });

  it('follows what happens', () => {
    world.tree.filter('busy');
    assert.equal(world.tree.matchCount, 0);
    world.add(channel('id-2', 'PJSIP/1001-00000002', { state: 'Busy' }));
    world.changed();
    assert.deepEqual(labels('channels'), ['PJSIP/1001-00000002']);
    world.model.channels.delete('id-2');
    world.changed();
    assert.deepEqual(labels('channels'), []);
    assert.equal(world.tree.matchCount, 0);
  });

  it('keeps the halves of a Local channel together when one matches', () => {
    world.add(
      channel('a', 'Local/1@x-00000001;1'),
      channel('b', 'Local/1@x-00000001;2', { caller: { name: 'needle', number: '' } }),
    );
    world.changed();
    world.tree.filter('needle');
    assert.deepEqual(labels('channels'), ['Local/1@x-00000001;1', ';2']);
    assert.equal(world.tree.matchCount, 1);
  });

  it('finds what is played, on its channel', () => {
    world.play('p', 'channel:id-2');
    world.changed();
    world.tree.filter('sound:hello');
    assert.deepEqual(labels('channels'), ['PJSIP/1001-00000002', 'sound:hello']);
  });

  it('has places of its own, and gives the former ones back', () => {
    const before = world.node('channels');
    world.tree.filter('1000');
    const filtered = world.node('channels');
    assert.notEqual(filtered.path, before.path);
    world.tree.filter('10001');
    assert.equal(world.node('channels').path, filtered.path);
    world.tree.filter(' ');
    assert.equal(world.node('channels'), before);
  });

  it('splits its text into words and highlights each where it stands', () => {
    assert.deepEqual(termsOf('  Foo\tbar '), ['foo', 'bar']);
    assert.deepEqual(highlightsIn('aXbxAB', ['ab', 'x']), [
      [1, 2],
      [3, 6],
    ]);
    assert.deepEqual(highlightsIn('aaa', ['aa', 'a']), [[0, 3]]);
    assert.deepEqual(highlightsIn('İab', ['ab']), []);
    assert.deepEqual(highlightsIn('abc', ['x']), []);
  });
});

describe('JSON of a resource', () => {
  it('shows every character that would hide or reorder text as an escape, and means the same', () => {
    const value = { name: 'a\u202eb\u200b\u0085\u2028\ufeff\udb40\udc41\u001b[31m', plain: 'Zoë 😀' };
    const text = safeJson(value);
    assert.match(text, /\\u202eb\\u200b\\u0085\\u2028\\ufeff\\udb40\\udc41\\u001b/);
    assert.match(text, /Zoë 😀/);
    assert.deepEqual(JSON.parse(text), value);
  });
});
