import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { diagnose } from '../../src/ari/doctor/diagnose';
import { Examination } from '../../src/ari/doctor/examination';
import type { Answer } from '../../src/ari/doctor/finding';
import { LIMITS, Silence, pause, within } from '../../src/ari/doctor/limits';
import { authorOf, isWhole, messageOf, parseResponse, protocolOf } from '../../src/ari/doctor/response';
import type { Response } from '../../src/ari/doctor/response';
import { MalformedProxy, routeOf } from '../../src/ari/doctor/route';
import { AriError } from '../../src/ari/errors';

const parsed = (text: string): Response => {
  const response = parseResponse(text);
  assert.ok(response, text);
  return response;
};

describe('the doctor’s own HTTP', () => {
  it('reads status, headers and body', () => {
    const response = parsed('HTTP/1.1 404 Not Found\r\nServer:  nginx \r\nX: a:b\r\n\r\n{"message":"no"}');
    assert.equal(response.status, 404);
    assert.deepEqual(response.headers, { server: 'nginx', x: 'a:b' });
    assert.equal(messageOf(response), 'no');
    assert.equal(messageOf(parsed('HTTP/1.1 404\r\n\r\n{"message":"\u00c3\u00bc"}')), 'ü');
  });

  it('takes nothing else for HTTP', () => {
    for (const text of [
      '',
      'HTTP/1.1 200 OK\r\nserver: x\r\n',
      'HTTP/2 200\r\n\r\n',
      'SSH-2.0-x\r\n\r\n',
      ' HTTP/1.1 200 OK\r\n\r\n',
    ])
      assert.equal(parseResponse(text), undefined, text);
  });

  it('knows when an answer is whole', () => {
    assert.equal(isWhole('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\no'), false);
    assert.equal(isWhole('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'), true);
    assert.equal(isWhole('HTTP/1.1 204 No Content\r\n\r\n'), true);
    assert.equal(isWhole('HTTP/1.1 200 OK\r\n\r\nuntil it ends'), false);
    assert.equal(isWhole('HT'), false);
    assert.equal(isWhole('SSH-2.0-OpenSSH'), true);
  });

  it('puts a body together that comes in chunks, as far as it has come', () => {
    const chunked = (body: string): string =>
      `HTTP/1.1 404 Not Found\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n${body}`;
    const sent = chunked('8;x=y\r\n{"messag\r\nA \r\ne":"\r\n0\r\n"\r\n1\r\n}\r\n0\r\n');
    assert.equal(parsed(sent).body, '{"message":"\r\n0\r\n"}');
    assert.equal(isWhole(sent), true);
    for (let length = 0; length < sent.length - 2; length += 1)
      assert.equal(isWhole(sent.slice(0, length)), false, String(length));
    assert.equal(parsed(chunked('8\r\nRes')).body, 'Res');
    assert.equal(parsed(chunked('')).body, '');
    assert.equal(parsed(chunked('no size\r\n')).body, '');
    assert.equal(parsed(chunked('ffffffff\r\nx')).body, 'x');
  });

  it('knows Asterisk by its name, its pages and ARI’s words, and Apache’s page as none of them', () => {
    const page = (eol: string, hr: string): string =>
      ['<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">', '<html><head>', '<title>404 Not Found</title>', hr].join(
        eol,
      );
    const author = (headers: string, body: string): string =>
      authorOf(parsed(`HTTP/1.1 404 x\r\n${headers}\r\n${body}`));
    assert.equal(author('Server: Asterisk/22.10.1\r\n', ''), 'asterisk');
    assert.equal(author('', page('\r\n', '<hr />')), 'unnamed');
    assert.equal(author('Server: nginx\r\n', page('\r\n', '<hr />')), 'behind');
    assert.equal(author('Server: Apache\r\n', page('\n', '<hr>')), 'other');
    assert.equal(author('content-type: application/json\r\n', '{"message":"Authentication required"}'), 'unnamed');
    assert.equal(author('content-type: application/json\r\n', '{"message":"Hello"}'), 'other');
    assert.equal(author('', ''), 'other');
  });

  it('knows by their greetings what people take for ARI', () => {
    assert.deepEqual(['Asterisk Call Manager/9.0.0\r\n', 'SSH-2.0-x', 'SIP/2.0 400 Bad', '220 mail'].map(protocolOf), [
      'AMI',
      'SSH',
      'SIP',
      undefined,
    ]);
  });
});

describe('what the doctor says of answers', () => {
  /** An answer as it stands in the report. */
  async function shown(answer: Answer, password: string): Promise<Answer> {
    const patient = { url: 'http://pbx', username: 'me', password, subscribeAll: true, readOnly: false };
    const examination = new Examination(patient, LIMITS, new AbortController().signal);
    const tried = { kind: 'lookup', host: 'pbx' } as const;
    return (
      await examination.attempt(
        tried,
        () => Promise.resolve(),
        () => answer,
      )
    ).attempt.answer;
  }

  it('conceals the password in what the server says', async () => {
    const authorization = Buffer.from('me:event').toString('base64');
    assert.deepEqual(
      await shown({ kind: 'response', status: 401, server: 'a event', message: authorization }, 'event'),
      {
        ...{ kind: 'response', status: 401, server: 'a •••', message: '•••' },
      },
    );
    assert.deepEqual(await shown({ kind: 'bytes', text: 'an event' }, 'event'), { kind: 'bytes', text: 'an •••' });
  });

  it('keeps its own words and addresses, whatever the password is', async () => {
    const answers: readonly Answer[] = [
      { kind: 'event', type: 'event' },
      { kind: 'error', code: 'error' },
      { kind: 'connected', address: '127.0.0.1' },
      { kind: 'response', status: 404 },
    ];
    for (const password of ['event', 'error', 'connected', 'response', '127.', '1', 'e'])
      for (const answer of answers) assert.deepEqual(await shown(answer, password), answer);
  });

  it('leaves nothing around a password that is too short to be replaced unseen', async () => {
    const said = { kind: 'response', status: 401, message: 'wrong: x1y' } as const;
    assert.deepEqual(await shown(said, 'x1'), { ...said, message: '•••' });
    assert.deepEqual(await shown(said, 'x2'), said);
  });
});

describe('the doctor’s way to a server', () => {
  it('is read from the URL', () => {
    assert.deepEqual(routeOf({ url: 'https://[::1]/pbx/one' }), {
      host: '::1',
      port: 443,
      secure: true,
      prefix: '/pbx/one',
      proxy: undefined,
    });
    assert.equal(routeOf({ url: 'http://pbx' }).port, 80);
  });

  it('goes through the proxy, but for the hosts that are excepted', () => {
    const goes = (host: string, ...noProxy: string[]): boolean =>
      routeOf({ url: `http://${host}`, proxy: { url: 'http://proxy:3128', noProxy } }).proxy !== undefined;
    assert.equal(goes('pbx.example:8088'), true);
    assert.equal(goes('pbx.example:8088', 'pbx.example'), false);
    assert.equal(goes('pbx.example:8088', 'PBX.example:8088'), false);
    assert.equal(goes('pbx.example:8088', 'pbx.example:8089', 'example', '', ':8088'), true);
    assert.equal(goes('pbx.example', '.example'), false);
    assert.equal(goes('pbx.example', '*.example'), false);
    assert.equal(goes('pbxexample', '.example'), true);
    assert.equal(goes('pbx.example', '*'), false);
    assert.equal(goes('[::1]:8088', '::1'), false);
  });
});

describe('the doctor, where the proxy is none', () => {
  const MALFORMED = ['10.0.0.1:3128', 'proxy:3128', 'http://me:s3cret%@127.0.0.1:9', 'http://'];

  it('says so, and sends nothing', async () => {
    for (const url of MALFORMED) {
      const proxy = { url, noProxy: ['127.0.0.1'] };
      const server = { url: 'https://127.0.0.1:9', username: 'me', password: 'word', subscribeAll: true };
      const findings = await diagnose({ ...server, readOnly: false, proxy }, new AbortController().signal);
      assert.deepEqual(findings[0], {
        ...{ layer: 'name', outcome: 'failed', diagnosis: { code: 'proxyMalformed' }, attempts: [] },
      });
      assert.ok(findings.slice(1).every(({ diagnosis }) => diagnosis.code === 'notReached'));
    }
  });

  it('does not repeat it', () => {
    for (const url of MALFORMED)
      assert.throws(
        () => routeOf({ url: 'http://pbx', proxy: { url, noProxy: [] } }),
        (error: unknown) => error instanceof MalformedProxy && !inspect(error).includes('s3cret'),
      );
  });
});

describe('the doctor’s patience', () => {
  const never = (signal: AbortSignal): Promise<never> =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));

  it('tells a step that takes too long from one that was cancelled', async () => {
    await assert.rejects(within(5, new AbortController().signal, never), Silence);
    const aborting = new AbortController();
    const running = within(10_000, aborting.signal, never);
    aborting.abort();
    await assert.rejects(running, (error: unknown) => error instanceof AriError && error.failure === 'cancelled');
    await assert.rejects(pause(10_000, aborting.signal), AriError);
  });

  it('gives what a step gives, and its failure', async () => {
    const { signal } = new AbortController();
    assert.equal(await within(1000, signal, () => Promise.resolve(1)), 1);
    await assert.rejects(
      within(1000, signal, () => Promise.reject(new Error('own'))),
      /own/,
    );
  });
});
