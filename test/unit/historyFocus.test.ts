import assert from 'node:assert/strict';
import type { AnyEvent } from '../../src/ari/events';
import type { Entry } from '../../src/live/capture/entry';
import { ChannelFocus } from '../../src/workbench/events/focus';
import { jsonLine } from '../../src/live/capture/jsonLines';

const base = { server: 'test', application: 'app', received: 1234 };
const channel = (id: string, name: string): object => ({ id, name, dialplan: {}, caller: {}, connected: {} });
const event = (type: string, fields: object): Entry => ({
  ...base,
  kind: 'event',
  event: { type, application: 'app', ...fields } as AnyEvent,
});
const request = (target: string): Entry => ({
  ...base,
  kind: 'exchange',
  exchange: { at: 1234, method: 'POST', target, durationMs: 1 },
});

describe('the history of one channel', () => {
  it('is what the channel’s own events are', () => {
    const focus = new ChannelFocus('test', '1.1');
    assert.equal(focus.isAbout(event('ChannelDestroyed', { channel: channel('1.1', 'PJSIP/1-1') })), true);
    assert.equal(focus.isAbout(event('ChannelDestroyed', { channel: channel('1.2', 'PJSIP/1-2') })), false);
    assert.equal(focus.isAbout({ ...event('ChannelDestroyed', { channel: channel('1.1', 'x') }), server: 'b' }), false);
  });

  it('is what its bridge’s events are while it is in', () => {
    const focus = new ChannelFocus('test', '1.1');
    const bridge = (channels: readonly string[]): Entry =>
      event('ChannelEnteredBridge', { bridge: { id: 'b', channels }, channel: channel('1.9', 'PJSIP/9-9') });
    assert.equal(focus.isAbout(bridge(['1.1', '1.9'])), true);
    assert.equal(focus.isAbout(bridge(['1.9'])), false);
  });

  const other = event('ChannelVarset', { channel: channel('1.2', 'Local/1@a-00000001;2') });
  it('is the other half’s too, by the name that was known', () => {
    assert.equal(new ChannelFocus('test', '1.1', 'Local/1@a-00000001;1').isAbout(other), true);
    assert.equal(new ChannelFocus('test', '1.1', 'Local/1@a-00000002;1').isAbout(other), false);
  });

  it('is the other half’s too, by the name that an event told', () => {
    const focus = new ChannelFocus('test', '1.1');
    assert.equal(focus.isAbout(other), false);
    focus.isAbout(event('ChannelCreated', { channel: channel('1.1', 'Local/1@a-00000001;1') }));
    assert.equal(focus.isAbout(other), true);
  });

  it('is our requests that name it, in the path or in the query', () => {
    const focus = new ChannelFocus('test', 'a/b;1');
    for (const target of ['channels/a%2Fb%3B1/play?media=x', 'bridges/b/addChannel?channel=z%2Ca%2Fb%3B1']) {
      assert.equal(focus.isAbout(request(target)), true, target);
    }
    assert.equal(focus.isAbout(request('applications/x/subscription?eventSource=channel%3Aa%2Fb%3B1')), true);
    for (const target of ['channels/a%2Fb%3B12', 'channels/%E0%A4%A', 'channels']) {
      assert.equal(focus.isAbout(request(target)), false, target);
    }
  });
});

describe('a JSON line of the history', () => {
  it('is the event as it was received', () => {
    const entry = event('ChannelVarset', { variable: 'X', value: 'a\nb\u202e\u009b31m\u{e0041}😀' });
    const line = jsonLine(entry);
    assert.doesNotMatch(line, /[\n\u0080-\u009f\u202e\u{e0041}]/u);
    assert.match(line, /😀/u);
    assert.deepEqual(JSON.parse(line), {
      server: 'test',
      received: 1234,
      event: (entry as Extract<Entry, { kind: 'event' }>).event,
    });
  });

  it('is a request with its answer', () => {
    assert.deepEqual(JSON.parse(jsonLine(request('channels/1/play'))), {
      server: 'test',
      received: 1234,
      request: { method: 'POST', target: 'channels/1/play' },
      response: { durationMs: 1 },
    });
  });
});
