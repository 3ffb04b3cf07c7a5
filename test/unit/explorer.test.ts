import assert from 'node:assert/strict';
import { AriError } from '../../src/ari/errors';
import { PAGE_SIZE } from '../../src/workbench/explorer/pages';
import { World, bridge, channel, inStasis } from './explorerWorld';

const target = (kind: 'channel' | 'bridge' | 'endpoint' | 'application' | 'playback', id: string) => ({
  kind,
  serverName: 'pbx',
  id,
});

describe('the tree', () => {
  let world: World;
  beforeEach(() => (world = new World()));

  it('shows a server with everything that is on it', () => {
    world
      .add(
        channel('1', 'PJSIP/1000-00000001', {
          ...inStasis('ours,arg'),
          caller: { name: 'Alice', number: '1000' },
          connected: { name: '', number: '1001' },
        }),
      )
      .addBridge(bridge('b', ['1'], { name: 'lobby' }))
      .addEndpoint('PJSIP', '1000')
      .addApplication('zebra', { channel_ids: ['x', 'y'], endpoint_ids: ['PJSIP/1000'] })
      .addApplication('ours', {
        channel_ids: ['__AST_CHANNEL_ALL_TOPIC'],
        bridge_ids: ['__AST_BRIDGE_ALL_TOPIC'],
        endpoint_ids: ['__AST_ENDPOINT_ALL_TOPIC'],
        device_names: ['__AST_DEVICE_STATE_ALL_TOPIC'],
      })
      .play('p', 'channel:1')
      .record('r', 'bridge:b', 'paused');
    const line = 'PJSIP/1000-00000001 | Up · playing · Alice <1000> → 1001 · default,1,2 Stasis(ours,arg)';
    assert.deepEqual(world.text(), [
      'applications | 2',
      '  ours | ours · 1 ch · everything',
      `    ${line}`,
      '      sound:hello | playing',
      '  zebra | hears channel 2, endpoint 1',
      'channels | 1',
      `  ${line}`,
      '    sound:hello | playing',
      'bridges | 1',
      '  lobby | mixing · simple_bridge · 1 ch',
      '    r.wav | paused',
      `    ${line}`,
      '      sound:hello | playing',
      'endpoints | 1',
      '  PJSIP/1000 | online · 1 ch',
      `    ${line}`,
      '      sound:hello | playing',
    ]);
  });

  it('shows an application that holds channels though the server does not list it', () => {
    world.add(channel('1', 'PJSIP/1-00000001', inStasis('ghost')));
    assert.deepEqual(
      world.text(world.node('applications')).map((line) => line.split(' | ')[0]),
      ['ghost', '  PJSIP/1-00000001'],
    );
  });

  it('groups endpoints by technology when there are several, sorted as people count', () => {
    world.addEndpoint('PJSIP', '10').addEndpoint('PJSIP', '9', 'offline');
    assert.deepEqual(world.text(world.node('endpoints')), ['PJSIP/9 | offline', 'PJSIP/10 | online']);
    world.addEndpoint('IAX2', 'trunk', 'unknown');
    world.changed();
    assert.deepEqual(world.text(world.node('endpoints')), [
      'IAX2 | 1',
      '  trunk | unknown',
      'PJSIP | 2',
      '  9 | offline',
      '  10 | online',
    ]);
  });

  it('keeps the halves of a Local channel together, whichever came first', () => {
    world.add(channel('b', 'Local/1@x-00000001;2'), channel('a', 'Local/1@x-00000001;1'));
    assert.deepEqual(world.text(world.node('channels')), [
      'Local/1@x-00000001;1 | Up · default,s,1',
      '  ;2 | Up · default,s,1',
    ]);
    assert.equal(
      world.look(world.node('channels', 'Local/1@x-00000001;1', ';2')).spoken.split(', ')[1],
      'Local/1@x-00000001;2',
    );
    assert.equal(world.look(world.node('channels')).description, '2');
  });

  it('shows a second half alone where the first one is not in the same list', () => {
    world.add(channel('a', 'Local/1@x-00000001;1'), channel('b', 'Local/1@x-00000001;2', inStasis('ours')));
    assert.deepEqual(world.text(world.node('applications', 'ours')), [
      'Local/1@x-00000001;2 | Up · default,1,2 Stasis(ours)',
    ]);
    world.addBridge(bridge('k', ['a', 'b']));
    assert.equal(world.text(world.node('bridges', 'k')).length, 2);
  });

  it('has a place for ids with half a surrogate pair in them, each its own', () => {
    world.add(channel('a\ud800', 'PJSIP/1-00000001'), channel('a\ud801', 'PJSIP/2-00000001'));
    assert.equal(world.text(world.node('channels')).length, 2);
  });

  it('says why a list could not be had, in its place', () => {
    world.addBridge(bridge('b', []));
    world.failures.set('bridge', new AriError({ failure: 'timeout', request: 'GET bridges' }));
    assert.deepEqual(world.text(world.node('bridges')), ['GET bridges: timeout']);
    assert.equal(world.tree.children(world.node('bridges'))[0]?.kind, 'failure');
  });

  it('shows nothing below a server that is not connected, and the last known while it comes back', () => {
    world.add(channel('1', 'PJSIP/1-00000001'));
    const reconnecting = { kind: 'reconnecting', attempt: 1, retryAt: 0, error: undefined } as const;
    world.view = {
      ...world.view,
      state: { ...reconnecting, loss: { at: 7, how: 'closed', code: 1006 } },
    };
    assert.equal(world.look(world.node('channels')).description, '1 · as of 7');
    world.view = { ...world.view, state: { kind: 'disconnected' } };
    assert.deepEqual(world.text(), []);
    assert.equal(world.look(world.node()).collapsible, false);
  });

  it('gives flags for menus', () => {
    world
      .add(channel('1', 'PJSIP/1-00000001', inStasis('ours')), channel('2', 'PJSIP/2-00000001', { state: 'Down' }))
      .addBridge(bridge('b', ['1']))
      .play('p', 'channel:1')
      .record('r', 'channel:1');
    const flags = (...labels: string[]): string => world.look(world.node(...labels)).contextValue;
    assert.equal(flags('channels', 'PJSIP/1-00000001'), 'channel+writable+stasis+bridged+up+playing+recording');
    assert.equal(flags('channels', 'PJSIP/2-00000001'), 'channel+writable');
    assert.equal(flags('applications', 'ours'), 'application+writable+own');
    assert.equal(flags(), 'server+connected+writable');
    world.view = { ...world.view, profile: { ...world.view.profile, readOnly: true } };
    assert.equal(flags('channels', 'PJSIP/2-00000001'), 'channel');
    assert.equal(flags(), 'server+connected+readOnly');
    assert.match(world.look(world.node()).description, /read-only/);
  });

  it('marks a production server, and one of which any certificate is believed, in words and colour', () => {
    const world = new World();
    const change = (profile: Partial<typeof world.view.profile>): ReturnType<typeof world.look> => {
      world.view = { ...world.view, profile: { ...world.view.profile, ...profile } };
      return world.look(world.node());
    };
    const production = change({ production: true });
    assert.match(production.description, /^production · /);
    assert.equal(production.color, 'charts.red');
    assert.match(production.contextValue, /\+production/);
    const insecure = change({ production: false, acceptAnyCertificate: true, url: 'https://pbx:8089' });
    assert.match(insecure.description, /^believes any certificate · /);
    assert.deepEqual([insecure.icon, insecure.color], ['unlock', 'charts.orange']);
    assert.match(insecure.contextValue, /\+tls\+insecure/);
    const both = change({ production: true });
    assert.match(both.description, /^production · believes any certificate · /);
    assert.deepEqual([both.icon, both.color], ['unlock', 'charts.red']);
    const unencrypted = change({ production: false, url: 'http://pbx:8088' });
    assert.doesNotMatch(unencrypted.description, /certificate/, 'there is none');
    assert.doesNotMatch(unencrypted.contextValue, /tls|insecure/);
  });

  it('shows no control, bidi or invisible character of what strangers wrote', () => {
    const hostile = 'a\u202e\u001b[31m\u0000\u200bb\nc';
    world
      .add(
        channel('1', `PJSIP/${hostile}-00000001`, {
          caller: { name: hostile, number: hostile },
          dialplan: { context: hostile, exten: hostile, priority: 1, app_name: hostile, app_data: hostile },
        }),
      )
      .addBridge(bridge('b', ['1'], { name: hostile, technology: hostile }))
      .addApplication(hostile);
    world.model.playbacks.set('p', { id: 'p', media_uri: hostile, target_uri: 'channel:1', state: 'playing' });

    assert.doesNotMatch(world.text().join(''), /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]/);
    assert.match(world.text().join(''), /ab c/);
  });
});

describe('the places of the tree', () => {
  let world: World;
  beforeEach(() => (world = new World()));

  it('are the same objects after an update', () => {
    world.add(channel('1', 'PJSIP/1-00000001'));
    const before = world.node('channels', 'PJSIP/1-00000001');
    world.add(channel('1', 'PJSIP/1-00000001', { state: 'Busy' }), channel('2', 'PJSIP/2-00000001'));
    world.changed();
    assert.equal(world.node('channels', 'PJSIP/1-00000001'), before);
  });

  it('have paths that are unique, though a channel stands in several places', () => {
    world
      .add(channel('a/b', 'PJSIP/1-00000001', inStasis('a')), channel('b', 'PJSIP/1-00000002', inStasis('a/b')))
      .addBridge(bridge('a', ['a/b', 'b']))
      .addEndpoint('PJSIP', '1');
    const paths: string[] = [];
    const walk = (node = world.node()): void => {
      paths.push(node.path);
      world.tree.children(node).forEach((child) => walk(child));
    };
    walk();
    assert.equal(new Set(paths).size, paths.length);
    assert.equal(paths.length, 1 + 4 + 4 + 2 + 3 + 3);
  });

  it('are told apart: only what a change touched is drawn anew', () => {
    world.add(channel('1', 'PJSIP/1-00000001'), channel('2', 'PJSIP/2-00000001')).addBridge(bridge('b', ['1']));
    world.text();
    world.changed();
    world.add(channel('1', 'PJSIP/1-00000001', { state: 'Busy' }));
    const touched = [...world.changed()].map(({ path }) => path);
    assert.ok(touched.includes(world.node('channels', 'PJSIP/1-00000001').path));
    assert.ok(touched.includes(world.node('bridges', 'b', 'PJSIP/1-00000001').path));
    assert.ok(!touched.includes(world.node('channels', 'PJSIP/2-00000001').path));
  });

  it('touch what a playback plays on, when it comes and when it goes', () => {
    world.add(channel('1', 'PJSIP/1-00000001'));
    world.text();
    world.changed();
    const node = world.node('channels', 'PJSIP/1-00000001');
    world.play('p', 'channel:1');
    assert.ok(world.changed().has(node));
    world.text();
    world.model.playbacks.delete('p');
    assert.ok(world.changed().has(node));
    assert.equal(world.look(node).collapsible, false);
  });

  it('touch the first half of a pair when the second comes and goes', () => {
    world.add(channel('a', 'Local/1@x-00000001;1'));
    world.text();
    world.changed();
    const node = world.node('channels', 'Local/1@x-00000001;1');
    world.add(channel('b', 'Local/1@x-00000001;2'));
    assert.ok(world.changed().has(node));
    world.text();
    world.model.channels.delete('b');
    assert.ok(world.changed().has(node));
  });

  it('are forgotten with what they showed', () => {
    world.add(channel('1', 'PJSIP/1-00000001'));
    world.text();
    assert.equal([...world.tree.places(target('channel', '1'))].length, 1);
    world.model.channels.delete('1');
    world.changed();
    world.text();
    assert.equal([...world.tree.places(target('channel', '1'))].length, 0);
  });

  it('are open as they were left', () => {
    world.addEndpoint('PJSIP', '1');
    assert.equal(world.node('endpoints').expanded, false);
    const other = new World().addEndpoint('PJSIP', '1');
    other.expansions.set(world.node('endpoints').path, true);
    assert.equal(other.node('endpoints').expanded, true);
  });
});

describe('long lists', () => {
  let world: World;
  const TOTAL = 10_000;
  beforeEach(() => {
    world = new World();
    for (let index = 0; index < TOTAL; index += 1) world.add(channel(`id${index}`, `PJSIP/${index}-00000001`));
    world.changed();
  });

  it('come in pages, with the count of what is left', () => {
    const group = world.node('channels');
    const shown = world.tree.children(group);
    assert.equal(shown.length, PAGE_SIZE + 1);
    assert.equal(world.look(shown.at(-1)!).label, `more (${TOTAL - PAGE_SIZE})`);
    assert.equal(world.look(group).description, String(TOTAL));
    group.pages += 1;
    assert.equal(world.tree.children(group).length, 2 * PAGE_SIZE + 1);
    assert.equal(world.tree.children(group)[0], shown[0]);
  });

  it('open so far as it takes to reveal an entry', () => {
    const node = world.tree.locate(target('channel', 'id5000'));
    assert.deepEqual([node?.id, node?.parent?.pages], ['id5000', 26]);
    assert.equal(world.tree.locate(target('channel', 'nobody')), undefined);
  });

  it('touch no more places than changed, however many there are', () => {
    world.tree.children(world.node('channels'));
    world.add(channel('id3', 'PJSIP/3-00000001', { state: 'Busy' }));
    const touched = world.changed();
    assert.ok(touched.size <= 8, `${touched.size} places`);
    world.tree.filter('9999');
    assert.equal(world.tree.matchCount, 1);
  });
});

describe('revealing', () => {
  it('finds everything in its own group', () => {
    const world = new World();
    world
      .add(channel('a', 'Local/1@x-00000001;1', inStasis('app')), channel('b', 'Local/1@x-00000001;2'))
      .addBridge(bridge('k', ['a']))
      .addEndpoint('PJSIP', '1')
      .addEndpoint('IAX2', '2')
      .addApplication('app')
      .play('p', 'bridge:k');
    const way = (kind: Parameters<typeof target>[0], id: string): string | undefined =>
      world.tree.locate(target(kind, id))?.path;
    assert.equal(way('channel', 'a'), '/server:pbx/group:channels/channel:a');
    assert.equal(way('channel', 'b'), '/server:pbx/group:channels/channel:a/channel:b');
    assert.equal(way('bridge', 'k'), '/server:pbx/group:bridges/bridge:k');
    assert.equal(way('endpoint', 'PJSIP/1'), '/server:pbx/group:endpoints/technology:PJSIP/endpoint:PJSIP%2F1');
    assert.equal(way('application', 'app'), '/server:pbx/group:applications/application:app');
    assert.equal(way('playback', 'p'), '/server:pbx/group:bridges/bridge:k/playback:p');
    assert.equal(way('playback', 'q'), undefined);
  });
});
