import assert from 'node:assert/strict';
import * as bridges from '../../src/ari/operations/bridges';
import * as channels from '../../src/ari/operations/channels';
import type { Bridge } from '../../src/ari/resources';
import { until } from '../support/until';
import { MediaBench, isGone, statusOf } from './media';

describe('bridges', () => {
  let bench: MediaBench;
  let first: string;
  let second: string;
  before(async function () {
    this.timeout(120_000);
    bench = await MediaBench.start();
    [first, second] = await Promise.all([bench.channel('Local/s@wait'), bench.channel('Local/s@wait')]);
  });
  after(() => bench.stop());

  const create = (answers: object): Promise<Bridge> =>
    bench.run('ari.bridge.create', bench.target('server', bench.server.name), answers);
  const members = async (id: string): Promise<readonly string[]> =>
    [...(await bridges.get(bench.ari, id)).channels].sort();
  const has = (id: string, ...expected: readonly string[]): Promise<true> => {
    const wanted = JSON.stringify([...expected].sort());
    return until(async () => JSON.stringify(await members(id)) === wanted, { what: `the members ${wanted}` });
  };

  it('creates a mixing bridge with a name', async () => {
    const { id } = await create({ name: 'conference' });
    const bridge = await bridges.get(bench.ari, id);
    assert.deepEqual([bridge.name, bridge.bridge_type], ['conference', 'mixing']);
    await bridges.destroy(bench.ari, id);
  });

  it('creates the other kinds, with what Asterisk needs besides', async () => {
    const kinds = [
      { type: 'holding', id: 'b-holding', expected: ['holding', 'holding_bridge'] },
      { type: ['dtmf_events', 'proxy_media'], id: 'b-dtmf', expected: ['mixing', 'simple_bridge'] },
      { type: ['mixing', 'video_sfu'], id: 'b-sfu', expected: ['mixing', 'softmix'] },
    ];
    for (const { type, id, expected } of kinds) {
      await create({ type, id });
      const bridge = await bridges.get(bench.ari, id);
      assert.deepEqual([bridge.bridge_type, bridge.technology], expected);
      await bridges.destroy(bench.ari, id);
    }
  });

  it('refuses kinds that do not go together or do not exist, and an id that is taken', async () => {
    const server = bench.target('server', bench.server.name);
    assert.match(
      (await bench.refused('ari.bridge.create', server, { type: ['holding', 'mixing'] })).sentence,
      /holding/,
    );
    assert.match((await bench.refused('ari.bridge.create', server, { type: 'round' })).sentence, /mixing, holding/);
    const { id } = await create({ id: 'once', name: 'a' });
    const report = await bench.refused('ari.bridge.create', server, { id: 'once', name: 'b' });
    assert.match(report.sentence, /a bridge with the id “once” already/);
    await bridges.destroy(bench.ari, id);
  });

  it('adds channels and removes them again', async () => {
    const { id } = await create({});
    const added = await bench.run<Bridge>('ari.bridge.addChannels', bench.target('bridge', id), {
      channels: [first, second],
    });
    assert.equal(added.id, id);
    await has(id, first, second);
    await bench.run('ari.bridge.removeChannels', bench.target('bridge', id), { channels: [first] });
    await has(id, second);
    assert.equal((await channels.get(bench.ari, first)).dialplan.app_name, 'Stasis', 'it stays in the application');
    await bridges.destroy(bench.ari, id);
  });

  it('adds and removes one channel from the channel’s side', async () => {
    const { id } = await create({});
    await bench.run('ari.bridge.addChannels', bench.target('channel', first), { bridge: id });
    await has(id, first);
    await until(() => bench.server.model?.channels.get(first)?.bridgeId === id, { what: 'the model to follow' });
    await bench.run('ari.bridge.removeChannels', bench.target('channel', first));
    await has(id);
    await until(() => bench.server.model?.channels.get(first)?.bridgeId === undefined, { what: 'the model to follow' });
    const report = await bench.refused('ari.bridge.removeChannels', bench.target('channel', first));
    assert.match(report.sentence, /in no bridge/);
    await bridges.destroy(bench.ari, id);
  });

  it('adds a participant to a holding bridge, and nobody in a role that there is not', async () => {
    const { id } = await create({ type: 'holding' });
    await bench.run('ari.bridge.addChannels', bench.target('bridge', id), { channels: [first], role: 'participant' });
    await has(id, first);
    await bench.refused('ari.bridge.addChannels', bench.target('bridge', id), { channels: [first], role: 'king' });
    await bridges.destroy(bench.ari, id);
  });

  it('shows the server’s refusal for channels that cannot be added or removed', async () => {
    const { id } = await create({});
    const bridge = bench.target('bridge', id);
    const plain = await bench.plainChannel();
    const outside = await bench.refused('ari.bridge.addChannels', bridge, { channels: [plain] });
    assert.match(outside.sentence, /^“Local\/s@wait-.*” is in no Stasis application/);
    const missing = await bench.refused('ari.bridge.addChannels', bridge, { channels: ['nobody'] });
    assert.match(missing.sentence, /^The channel “nobody” is not there/);
    const absent = await bench.refused('ari.bridge.removeChannels', bridge, { channels: [first] });
    assert.match(absent.sentence, /is in no bridge any more/);
    assert.deepEqual(await members(id), []);
    await bridges.destroy(bench.ari, id);
  });

  it('destroys a bridge; its channels stay', async () => {
    const { id } = await create({});
    await bridges.addChannel(bench.ari, id, { channel: [first] });
    await bench.run('ari.bridge.destroy', bench.target('bridge', id), { confirmed: true });
    // Asterisk answers before it has taken the bridge down.
    await until(() => isGone(bridges.get(bench.ari, id)), { what: 'the bridge to go' });
    assert.equal((await channels.get(bench.ari, first)).state, 'Up');
    const report = await bench.refused('ari.bridge.destroy', bench.target('bridge', id), { confirmed: true });
    assert.equal(statusOf(report.error), 404);
  });

  it('starts and stops music on hold', async () => {
    const { id } = await create({});
    await bridges.addChannel(bench.ari, id, { channel: [first, second] });
    const bridge = bench.target('bridge', id);
    const music = async (): Promise<boolean> => (await bench.asterisk.cli(`bridge show ${id}`)).includes('ARI_MOH');
    assert.ok(!(await music()));
    await bench.run('ari.bridge.startMoh', bridge, { mohClass: 'default' });
    await until(music, { what: 'the channel that plays the music' });
    await bench.run('ari.bridge.stopMoh', bridge);
    await until(async () => !(await music()), { what: 'that channel to go' });
    const report = await bench.refused('ari.bridge.stopMoh', bridge);
    assert.match(report.sentence, /No music on hold is playing/);
    await bridges.destroy(bench.ari, id);
  });

  it('connects two channels in one go', async () => {
    const bridge = await bench.run<Bridge>('ari.bridge.connect', bench.target('channel', first), { channel: second });
    await has(bridge.id, first, second);
    assert.equal(bridge.bridge_type, 'mixing');
    assert.match(bridge.name, /^Local\/s@wait-\w+;1 \+ Local\/s@wait-\w+;1$/);
    await bridges.destroy(bench.ari, bridge.id);
  });

  it('leaves no bridge behind when the two cannot be connected', async () => {
    const none = async (): Promise<boolean> => (await bridges.list(bench.ari)).length === 0;
    await until(none, { what: 'the bridges of the other tests to go' });
    const plain = await bench.plainChannel();
    const report = await bench.refused('ari.bridge.connect', bench.target('channel', first), { channel: plain });
    assert.match(report.sentence, /in no Stasis application/);
    await bench.refused('ari.bridge.connect', bench.target('channel', first), { channel: first });
    await until(none, { what: 'no bridge to be left' });
    assert.equal((await channels.get(bench.ari, first)).state, 'Up');
  });
});
