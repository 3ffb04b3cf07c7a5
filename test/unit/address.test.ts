import assert from 'node:assert/strict';
import { basicAuthorization, eventSocketUrl, normalizeServerUrl } from '../../src/ari/address';
import { pathOf, targetOf } from '../../src/ari/path';

describe('a server URL', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['http://localhost:8088', 'http://localhost:8088'],
    ['http://localhost:8088/', 'http://localhost:8088'],
    ['http://localhost:8088/ari', 'http://localhost:8088'],
    ['http://localhost:8088/ari/api-docs', 'http://localhost:8088'],
    ['https://pbx.example/prefix/', 'https://pbx.example/prefix'],
    ['https://pbx.example/prefix/ari', 'https://pbx.example/prefix'],
    ['pbx.example:8088', 'http://pbx.example:8088'],
    ['  HTTP://PBX.example:80 ', 'http://pbx.example'],
    ['http://[::1]:8088', 'http://[::1]:8088'],
  ];
  for (const [typed, normalized] of cases)
    it(`${typed} is ${normalized}`, () => assert.equal(normalizeServerUrl(typed), normalized));

  for (const wrong of ['ftp://pbx', 'http://', 'http://user:secret@pbx', '']) {
    it(`${wrong || '(nothing)'} is refused`, () => assert.throws(() => normalizeServerUrl(wrong), TypeError));
  }
});

describe('the event socket’s address', () => {
  it('holds names that need encoding', () =>
    assert.equal(
      eventSocketUrl('https://pbx/x', 'a b&c', true),
      'wss://pbx/x/ari/events?app=a+b%26c&subscribeAll=true',
    ));
  it('leaves subscribeAll out when it is off', () =>
    assert.equal(eventSocketUrl('http://p', 'a', false), 'ws://p/ari/events?app=a'));
});

it('credentials are sent as UTF-8', () =>
  assert.equal(
    basicAuthorization({ username: 'ü', password: 'p:+/@' }),
    `Basic ${Buffer.from('ü:p:+/@').toString('base64')}`,
  ));

it('a path encodes the ids in it', () =>
  assert.equal(pathOf`channels/${'17/1;2%'}/play`, 'channels/17%2F1%3B2%25/play'));

it('half a surrogate pair, as a stranger can put it into a name, is asked for and not stumbled over', () => {
  assert.equal(pathOf`bridges/${'a\ud800'}`, 'bridges/a%EF%BF%BD');
  assert.equal(
    targetOf({ path: 'x', query: { '\udc00': ['\ud83d\ude00', '\ud83d'] } }),
    'x?%EF%BF%BD=%F0%9F%98%80%2C%EF%BF%BD',
  );
});
