import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { AriError } from '../../src/ari/errors';
import { ARI_EVENT_TYPES } from '../../src/ari/events';
import type { AnyEvent } from '../../src/ari/events';
import type { Exchange } from '../../src/ari/rest';
import { channelLinksIn } from '../../src/workbench/events/channelLinks';
import { channelsOf, eventLine, exchangeLine, jsonBlock } from '../../src/workbench/events/line';
import type { LineContext } from '../../src/workbench/events/line';

const GOLDEN = path.join(__dirname, 'golden', 'events.txt');
const samples = JSON.parse(fs.readFileSync(path.join(__dirname, 'golden', 'events.json'), 'utf8')) as AnyEvent[];
const context: LineContext = { server: undefined, application: 'operations', received: Date.UTC(2026, 0, 31, 12) };

const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const HOSTILE = 'a\u001b[31mb\r\n00:00:00.000 StasisStart\u202e x ‹1.1› \u0007"\\';

const sampleOf = (type: string): AnyEvent => samples.find((sample) => sample.type === type)!;

describe('event lines', () => {
  const zone = process.env['TZ'];
  before(() => void (process.env['TZ'] = 'UTC'));
  after(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it('has a sample of each type', () => {
    assert.deepEqual(new Set(samples.map(({ type }) => type)), new Set(ARI_EVENT_TYPES));
  });

  it('are as they were accepted (UPDATE_GOLDEN=1 accepts new ones)', () => {
    const lines = samples.map((sample) => eventLine(sample, context));
    if (process.env['UPDATE_GOLDEN'] === '1') fs.writeFileSync(GOLDEN, `${lines.join('\n')}\n`);
    assert.deepEqual(lines, fs.readFileSync(GOLDEN, 'utf8').trimEnd().split('\n'));
  });

  it('say something of every type besides its name', () => {
    for (const sample of samples) {
      assert.doesNotMatch(eventLine(sample, context), /undefined|null|NaN|\[object|· ·|· *$/, sample.type);
      assert.match(eventLine(sample, context), /^\d\d:\d\d:\d\d\.\d{3} [A-Z]\w+ +\S/, sample.type);
    }
  });

  it('name the server when there are several, and an application that is not ours', () => {
    const other = eventLine({ ...sampleOf('StasisEnd'), application: 'hello' }, { ...context, server: 'lab' });
    assert.match(other, /^\S+ \[lab\] StasisEnd +\{hello\} \S/);
    assert.doesNotMatch(eventLine(sampleOf('StasisEnd'), context), /[[{]/);
  });

  it('fall back on the time of arrival', () => {
    assert.match(eventLine({ type: 'StasisEnd' }, context), /^12:00:00\.000 StasisEnd$/);
    assert.match(eventLine({ type: 'StasisEnd', timestamp: 'yesterday' }, context), /^12:00:00\.000 /);
  });

  it('read the offset of the server', () => {
    const line = eventLine({ type: 'StasisEnd', timestamp: '2026-01-31T12:00:00.123+0230' }, context);
    assert.match(line, /^09:30:00\.123 /);
  });

  it('show an unknown type raw, cleaned', () => {
    const line = eventLine({ type: 'Brand\u001b[1mNew', thing: { text: HOSTILE } }, context);
    assert.doesNotMatch(line, UNSAFE);
    assert.match(line, /^12:00:00\.000 BrandNew +\{"type":.*"thing":\{"text":/);
  });

  it('show a hang-up cause by its name, and an unknown one by its words', () => {
    const hangup = (cause: unknown): string => eventLine({ type: 'ChannelHangupRequest', cause }, context);
    assert.match(hangup(17), /cause 17 user busy$/);
    assert.match(hangup(4711), /cause 4711$/);
    assert.match(eventLine({ type: 'ChannelDestroyed', cause: 200, cause_txt: 'Odd' }, context), /cause 200 Odd$/);
  });

  it('survive any field that is missing or of another type', () => {
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
    const instead = [undefined, null, 0, -1.5, true, '', HOSTILE, [], [null, HOSTILE], {}, { id: 1, channels: 'x' }];
    const spoil = (value: unknown): unknown => {
      if (random(8) === 0) return instead[random(instead.length)];
      if (Array.isArray(value)) return value.map(spoil);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value).flatMap(([name, inner]) => (random(8) === 0 ? [] : [[name, spoil(inner)]])),
      );
    };
    for (let round = 0; round < 100; round += 1) {
      for (const sample of samples) {
        const event = { ...(spoil({ ...sample }) as object), type: sample.type };
        const line = eventLine(event, context);
        assert.doesNotMatch(line, UNSAFE, JSON.stringify(event));
        assert.ok(line.length <= 2000);
        channelLinksIn(line);
        assert.ok(channelsOf(event).every((id) => typeof id === 'string'));
      }
    }
  });

  it('let no foreign text move the cursor, break the line or pass for a channel', () => {
    const poison = (value: unknown): unknown => {
      if (typeof value === 'string') return `${HOSTILE}${value}`;
      if (Array.isArray(value)) return value.map(poison);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, poison(inner)]));
    };
    for (const sample of samples) {
      const event = { ...(poison({ ...sample }) as object), type: sample.type };
      const line = eventLine(event, { ...context, server: HOSTILE });
      assert.doesNotMatch(line, UNSAFE);
      assert.ok(!channelLinksIn(line).some(({ id }) => id === '1.1'), line);
    }
  });

  it('keep a huge value short', () => {
    const started = performance.now();
    const line = eventLine({ ...sampleOf('ChannelVarset'), value: 'x\u202e'.repeat(5_000_000) }, context);
    assert.ok(line.length < 1000);
    assert.ok(performance.now() - started < 100);
  });
});

describe('channels of an event', () => {
  it('are linked where they stand', () => {
    const line = eventLine(sampleOf('BridgeAttendedTransfer'), context);
    const links = channelLinksIn(line);
    assert.deepEqual(
      links.map(({ id }) => id),
      ['1763850000.1', '1763850000.4', '1763850000.2', '1763850000.3'],
    );
    for (const { id, start, end } of links) assert.equal(line.slice(start, end), id);
  });

  it('are not looked for in JSON', () => {
    assert.deepEqual(channelLinksIn(jsonBlock('‹1.1›')), []);
  });

  it('are all that the event is about', () => {
    const ids = (type: string): readonly string[] => [...channelsOf(sampleOf(type))].sort();
    const numbered = (...numbers: readonly number[]): readonly string[] => numbers.map((n) => `1763850000.${n}`);
    assert.deepEqual(ids('BridgeAttendedTransfer'), numbered(1, 2, 3, 4));
    assert.deepEqual(ids('ChannelTransfer'), numbered(1, 2));
    assert.deepEqual(ids('RecordingFailed'), numbered(1));
    assert.deepEqual(ids('DeviceStateChanged'), []);
    assert.deepEqual(ids('CallBroadcast').length, 1);
    assert.deepEqual(channelsOf({ type: 'BrandNew', channel: { id: '9.9' } }), ['9.9']);
  });
});

describe('request lines', () => {
  const exchange: Exchange = {
    at: Date.UTC(2026, 0, 31, 12, 0, 0, 5),
    method: 'POST',
    target: 'channels/1.1/play?media=sound%3Ahello',
    durationMs: 12.4,
  };

  it('show what was asked, the answer and how long it took', () => {
    const line = exchangeLine({ ...exchange, status: 201 }, { ...context, server: 'lab' });
    assert.match(line, /:00:00\.005 \[lab\] → POST channels\/1\.1\/play\?media=sound%3Ahello 201 12 ms$/);
  });

  it('show why it was refused, or what else went wrong', () => {
    const refused = new AriError({ failure: 'refused', request: 'x', status: 409, serverMessage: `No${HOSTILE}` });
    const line = exchangeLine({ ...exchange, status: 409, error: refused }, context);
    assert.match(line, / 409 12 ms · Noab/);
    assert.doesNotMatch(line, UNSAFE);
    const unreachable = new AriError({ failure: 'unreachable', request: 'x', code: 'ECONNREFUSED' });
    assert.match(exchangeLine({ ...exchange, error: unreachable }, context), / unreachable 12 ms · ECONNREFUSED$/);
  });
});

describe('links of request lines', () => {
  const linked = (target: string, server?: string): readonly string[] => {
    const line = exchangeLine({ at: 0, method: 'POST', target, durationMs: 1, status: 200 }, { ...context, server });
    return channelLinksIn(line).map(({ id, start, end }) => {
      assert.equal(decodeURIComponent(line.slice(start, end)), id);
      return id;
    });
  };

  it('are on each channel that is asked for', () => {
    assert.deepEqual(linked('channels/1763850000.1/play?media=sound%3Ahello'), ['1763850000.1']);
    assert.deepEqual(linked('channels/my%2Fown%3B1', 'the [lab]'), ['my/own;1']);
    assert.deepEqual(linked('bridges/b/addChannel?channel=1.1%2C1.2&role=x'), ['1.1', '1.2']);
    assert.deepEqual(linked('bridges/b/videoSource/1.3'), ['1.3']);
    assert.deepEqual(linked('channels?endpoint=PJSIP%2F1&channelId=mine&originator=1.4'), ['mine', '1.4']);
    assert.deepEqual(linked('applications/a/subscription?eventSource=channel%3A1.5%2Cbridge%3Ab'), ['1.5']);
  });

  it('are on nothing else', () => {
    for (const target of ['channels', 'channels/create?endpoint=x', 'bridges/1.1', 'sounds/channels/1', '%E0%A4%A']) {
      assert.deepEqual(linked(target), []);
    }
    const event = eventLine({ type: 'ChannelVarset', variable: 'X', value: '→ POST channels/1.1' }, context);
    assert.deepEqual(channelLinksIn(event), []);
  });
});

describe('answers on the event socket', () => {
  it('say why a request was refused', () => {
    const refused = { ...sampleOf('RESTResponse'), status_code: 404, reason_phrase: 'Not Found' };
    const line = eventLine({ ...refused, message_body: '{"message":"Channel not found"}' }, context);
    assert.match(line, / · 404 Not Found · Channel not found · request ping-1$/);
  });
});

describe('JSON blocks', () => {
  it('show everything and do nothing', () => {
    const value = { text: HOSTILE, tag: '\u{e0041}', list: [1] };
    const block = jsonBlock(value);
    assert.doesNotMatch(block.replace(/\n/g, ''), UNSAFE);
    assert.deepEqual(JSON.parse(block), value);
    for (const line of block.split('\n')) assert.match(line, /^ {4}\S| {4} /);
  });

  it('exist for nothing at all', () => assert.equal(jsonBlock(undefined), '    null'));
});
