import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { AnyEvent } from '../../src/ari/events';
import { parseJson } from '../../src/ari/json';
import { isApplication, isBridge, isChannel, isEndpoint, isSound } from '../../src/ari/soundness';

const real = JSON.parse(fs.readFileSync(path.join(__dirname, 'golden/events.json'), 'utf8')) as readonly AnyEvent[];

describe('what the network sends', () => {
  it('is sound when Asterisk sent it', () => {
    assert.ok(real.length > 30);
    for (const event of real) assert.ok(isSound(event), JSON.stringify(event));
  });

  it('is not, without what its type promises', () => {
    const broken: readonly object[] = [
      { type: 'ChannelDestroyed' },
      { type: 'ChannelVarset', variable: 'X', value: 'x', channel: null },
      { type: 'ChannelVarset', variable: 'X', value: 'x', channel: { id: 'a' } },
      { type: 'ChannelVarset', variable: 'X', value: 'x', application: 'a', timestamp: 5 },
      { type: 'BridgeCreated', bridge: { id: 'b', technology: '', bridge_type: '', channels: [1] } },
      { type: 'Dial', peer: { peer_status: 'Reachable' }, dialstatus: '' },
      { type: 'PlaybackStarted', playback: 5 },
    ];
    for (const event of broken) {
      const whole = { application: 'a', timestamp: '2026-01-01T00:00:00.000+0000', ...event } as AnyEvent;
      assert.ok(!isSound(whole), JSON.stringify(event));
    }
  });

  it('may be of a type that we do not know', () => {
    assert.ok(isSound({ type: 'SomethingNew', channel: 5 }));
    assert.ok(isSound({ type: 'toString' }));
  });

  it('is no resource just because it is an answer', () => {
    for (const value of [undefined, null, 5, 'x', [], {}, { id: '' }, { id: 'a', channels: ['x'] }, { name: 'a' }]) {
      assert.ok(![isChannel, isBridge, isEndpoint, isApplication].some((check) => check(value)), JSON.stringify(value));
    }
  });

  it('is refused when it is nested deeper than anything can follow', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    assert.ok(Array.isArray(parseJson(nested(900))));
    assert.throws(() => parseJson(nested(100_000)), SyntaxError);
    assert.throws(() => parseJson(`{"a":${nested(5000)}}`), SyntaxError);
    assert.throws(() => parseJson('{'), SyntaxError);
  });
});
