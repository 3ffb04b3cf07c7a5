import assert from 'node:assert/strict';
import type { AnyEvent } from '../../src/ari/events';
import type { Channel } from '../../src/ari/resources';
import { LiveModel } from '../../src/live/model';

const WHEN = '2026-01-01T00:00:00.000+0000';

/** The parts of a channel snapshot that the model looks at. */
function channel(id: string, more: { name?: string; state?: string; app?: string } = {}): object {
  const { name = `PJSIP/1000-${id}`, state = 'Up', app } = more;
  const dialplan = {
    context: 'c',
    exten: '1',
    priority: 1,
    app_name: app === undefined ? 'Wait' : 'Stasis',
    app_data: app ?? '',
  };
  return { id, name, state, caller: { name: '', number: '' }, connected: { name: '', number: '' }, dialplan };
}

const event = (type: string, fields: object): AnyEvent => ({ type, application: 'ours', timestamp: WHEN, ...fields });

describe('the model', () => {
  let model: LiveModel;
  beforeEach(() => (model = new LiveModel({ application: 'ours', subscribeAll: true })));

  it('does not let a late snapshot bring a dead channel back', () => {
    model.apply(event('ChannelCreated', { channel: channel('a') }));
    model.apply(event('ChannelDestroyed', { channel: channel('a'), cause: 16, cause_txt: 'Normal' }));
    model.apply(event('ChannelLeftBridge', { channel: channel('a'), bridge: { id: 'b', channels: [] } }));
    assert.equal(model.channels.size, 0);
    model.apply(event('ChannelCreated', { channel: channel('a') }));
    assert.equal(model.channels.size, 1);
  });

  it('knows the halves of a Local channel, and the endpoint of any other', () => {
    model.apply(event('ChannelCreated', { channel: channel('one', { name: 'Local/1@c-00000001;1' }) }));
    model.apply(event('ChannelCreated', { channel: channel('two', { name: 'Local/1@c-00000001;2' }) }));
    model.apply(event('ChannelCreated', { channel: channel('x', { name: 'PJSIP/al-ice-0000000f' }) }));
    assert.equal(model.otherHalf('one'), 'two');
    assert.equal(model.otherHalf('two'), 'one');
    assert.equal(model.otherHalf('x'), undefined);
    assert.deepEqual([...model.channelsOfEndpoint('PJSIP/al-ice')], ['x']);
  });

  it('counts both halves of a Local channel as one, while both live', () => {
    const count = (): readonly [number, number] => [model.channels.size, model.channelCount];
    for (const half of [1, 2]) {
      model.apply(event('ChannelCreated', { channel: channel(`half${half}`, { name: `Local/1@c-00000001;${half}` }) }));
    }
    model.apply(event('ChannelCreated', { channel: channel('x', { name: 'PJSIP/alice-0000000f' }) }));
    assert.deepEqual(count(), [3, 2]);
    assert.deepEqual(
      ['half1', 'half2', 'x'].filter((id) => model.isSecondHalf(id)),
      ['half2'],
    );
    model.apply(event('ChannelDestroyed', { channel: channel('half1', { name: 'Local/1@c-00000001;1' }) }));
    assert.deepEqual(count(), [2, 2]);
    model.apply(event('ChannelDestroyed', { channel: channel('half2', { name: 'Local/1@c-00000001;2' }) }));
    assert.deepEqual(count(), [1, 1]);
    assert.equal(model.isSecondHalf('half2'), false);
  });

  it('finds an application’s channels by events when it is ours, by the dialplan when it is not', () => {
    model.apply(event('StasisStart', { channel: channel('a', { app: 'ours' }), args: [] }));
    model.apply(event('ChannelDialplan', { channel: channel('b', { app: 'theirs,x' }) }));
    assert.deepEqual([...model.channelsIn('ours')], ['a']);
    assert.deepEqual([...model.channelsIn('theirs')], ['b']);
    model.apply(event('StasisEnd', { channel: channel('a', { app: 'ours' }) }));
    // Moved away: its dialplan still names the application that it came through.
    model.apply(event('ChannelVarset', { channel: channel('a', { app: 'ours' }), variable: 'X', value: '' }));
    assert.deepEqual([...model.channelsIn('ours')], []);
  });

  it('believes the server, after a gap, which application a channel went to', async () => {
    model.apply(event('StasisStart', { channel: channel('left', { app: 'ours' }), args: [] }));
    model.apply(event('ChannelDialplan', { channel: channel('came') }));
    model.apply(event('StasisStart', { channel: channel('moved', { app: 'theirs' }), args: [] }));
    model.doubt();
    const listed = [
      channel('left'),
      channel('came', { app: 'ours' }),
      channel('moved', { app: 'theirs' }),
    ] as Channel[];
    await model.channels.reconcile(() => Promise.resolve(new Map(listed.map((one) => [one.id, model.toLive(one)]))));
    assert.deepEqual([...model.channelsIn('ours')].sort(), ['came', 'moved']);
    model.apply(event('StasisEnd', { channel: channel('moved', { app: 'theirs' }) }));
    model.apply(event('ChannelVarset', { channel: channel('came', { app: 'ours' }), variable: 'X', value: '' }));
    assert.deepEqual([...model.channelsIn('ours')], ['came']);
  });

  it('marks bridge and channel when a member comes and goes', () => {
    model.apply(event('ChannelCreated', { channel: channel('a') }));
    model.apply(event('ChannelEnteredBridge', { channel: channel('a'), bridge: { id: 'b', channels: ['a'] } }));
    assert.equal(model.channels.get('a')?.bridgeId, 'b');
    model.drain();
    model.apply(event('ChannelLeftBridge', { channel: channel('a'), bridge: { id: 'b', channels: [] } }));
    assert.equal(model.channels.get('a')?.bridgeId, undefined);
    const changes = model.drain();
    assert.ok(changes.get('channel')?.changed.has('a'));
    assert.ok(changes.get('bridge')?.changed.has('b'));
  });

  it('lets a list bury the channels of a bridge that another list buried meanwhile', async () => {
    model.apply(event('ChannelEnteredBridge', { channel: channel('a'), bridge: { id: 'b', channels: ['a'] } }));
    await model.channels.reconcile(async () => {
      await model.bridges.reconcile(() => Promise.resolve(new Map()));
      return new Map();
    });
    assert.deepEqual([...model.channels.ids()], []);
  });

  it('ends media with their channel: those that Asterisk skipped never finish by themselves', () => {
    const playback = { id: 'p', target_uri: 'channel:a', state: 'playing' };
    model.apply(event('ChannelCreated', { channel: channel('a') }));
    model.apply(event('PlaybackStarted', { playback }));
    model.apply(event('RecordingStarted', { recording: { name: 'r', target_uri: 'channel:a' } }));
    model.apply(event('ChannelDestroyed', { channel: channel('a') }));
    assert.equal(model.playbacks.size + model.recordings.size, 0);
  });

  it('holds no channel that left, when it hears only of its own', () => {
    model = new LiveModel({ application: 'ours', subscribeAll: false });
    model.apply(event('StasisStart', { channel: channel('a'), args: [] }));
    model.apply(event('StasisEnd', { channel: channel('a') }));
    model.apply(event('ChannelLeftBridge', { channel: channel('a'), bridge: { id: 'b', channels: [] } }));
    assert.equal(model.channels.size, 0);
  });

  it('takes no channel of others in, when it hears only of its own', () => {
    model = new LiveModel({ application: 'ours', subscribeAll: false });
    model.apply(event('ChannelStateChange', { channel: channel('subscribed') }));
    model.apply(event('StasisStart', { channel: channel('a', { app: 'ours' }), args: [] }));
    model.apply(event('ChannelEnteredBridge', { channel: channel('b'), bridge: { id: 'x', channels: ['a', 'b'] } }));
    model.apply(event('Dial', { caller: channel('a', { app: 'ours' }), peer: channel('c'), dialstatus: 'RINGING' }));
    assert.deepEqual([...model.channels.ids()], ['subscribed', 'a']);
    assert.equal(model.channels.get('a')?.bridgeId, 'x');
  });

  it('does not mind events of unknown types and snapshots with nothing in them', () => {
    model.apply(event('SomethingNew', { channel: channel('a') }));
    model.apply(event('ChannelVarset', { variable: 'GLOBAL', value: 'x' }));
    model.apply(event('CallBroadcast', { channel: channel('a'), caller: '1000' }));
    assert.deepEqual([...model.channels.ids()], ['a']);
  });
});
