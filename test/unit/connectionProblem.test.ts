import assert from 'node:assert/strict';
import { AriError } from '../../src/ari/errors';
import type { AriErrorDetails } from '../../src/ari/errors';
import { RestClient } from '../../src/ari/rest';
import { connectionProblem, statusInBetween } from '../../src/workbench/common/connectionProblem';

const SOCKET = 'WebSocket events';
const GET = 'GET applications';
const PAGE = 'The requested URL was not found on this server.';

describe('what keeps a connection from coming about', () => {
  const refused = (request: string, status: number, serverMessage?: string): string | undefined =>
    connectionProblem(new AriError({ failure: 'refused', request, status, ...(serverMessage && { serverMessage }) }));
  const failed = (details: Omit<AriErrorDetails, 'request'>, request = GET): string | undefined =>
    connectionProblem(new AriError({ request, ...details }));

  it('is a redirect, whatever was asked', () => {
    assert.deepEqual(
      [301, 302, 307, 308].flatMap((status) => [refused(SOCKET, status), refused(GET, status)]),
      Array.from({ length: 8 }, () => 'redirected'),
    );
  });

  it('is a web server without ARI, or ARI without events', () => {
    assert.equal(refused(SOCKET, 404, PAGE), 'noAri');
    assert.equal(refused(SOCKET, 404), 'noAri');
    assert.equal(refused(SOCKET, 404, 'Resource not found'), 'noEvents');
    assert.deepEqual(
      [PAGE, '404 Not Found', 'Not Found', '404 page not found', undefined].map((said) => refused(GET, 404, said)),
      Array.from({ length: 5 }, () => 'noAri'),
    );
  });

  it('is a proxy that passes no WebSocket on, does not reach Asterisk, or speaks TLS', () => {
    assert.deepEqual(
      [200, 400, 426].map((status) => refused(SOCKET, status)),
      ['noUpgrade', 'noUpgrade', 'noUpgrade'],
    );
    assert.deepEqual(
      [502, 504].map((status) => refused(SOCKET, status, 'Bad Gateway')),
      ['gateway', 'gateway'],
    );
    assert.equal(refused(SOCKET, 503, '503 Service Temporarily Unavailable'), 'gateway');
    assert.equal(refused(GET, 400, '400 The plain HTTP request was sent to HTTPS port'), 'tlsHere');
  });

  it('is VS Code’s own proxy', () => {
    const tunnel = (status: number): AriError =>
      new AriError({
        ...{ failure: 'unreachable', request: GET, code: 'UND_ERR_ABORTED' },
        cause: new Error(`Proxy response (${status}) !== 200 when HTTP Tunneling`),
      });
    assert.equal(refused(SOCKET, 407), 'proxyLogin');
    assert.equal(connectionProblem(tunnel(407)), 'proxyLogin');
    assert.equal(connectionProblem(tunnel(403)), 'proxyRefused');
    assert.equal(statusInBetween(tunnel(403)), 403);
  });

  it('is a setting of VS Code’s that is no proxy', async () => {
    for (const url of ['10.0.0.1:3128', 'proxy:3128', 'http://me:50%@127.0.0.1:9', 'http://']) {
      const rest = new RestClient({
        ...{ url: 'http://pbx.invalid', username: 'me', password: 'word' },
        proxy: { url, noProxy: [] },
      });
      const problem = await rest
        .request({ method: 'GET', path: 'applications' })
        .catch((error: unknown) => error instanceof AriError && connectionProblem(error));
      assert.equal(problem, 'proxyMalformed', url);
    }
  });

  it('is nobody’s answer, until there is a connection', () => {
    assert.equal(failed({ failure: 'timeout', code: 'UND_ERR_CONNECT_TIMEOUT' }), 'nobodyAnswers');
    assert.equal(failed({ failure: 'timeout', code: 'ETIMEDOUT' }), 'nobodyAnswers');
    assert.equal(failed({ failure: 'timeout' }, SOCKET), 'nobodyAnswers');
    assert.equal(failed({ failure: 'timeout' }, 'TLS handshake'), 'nobodyAnswers');
    assert.equal(failed({ failure: 'timeout' }), undefined);
  });

  it('is nothing where ARI itself spoke, or nobody can be asked', () => {
    assert.equal(refused('GET channels/1', 404, 'Channel not found'), undefined);
    assert.equal(refused(GET, 404, 'Resource not found'), undefined);
    assert.equal(refused(GET, 503, 'Asterisk not booted'), undefined);
    assert.equal(refused(GET, 400, 'Missing parameter app'), undefined);
    assert.deepEqual(
      [401, 403, 500].map((status) => refused(SOCKET, status)),
      [undefined, undefined, undefined],
    );
    assert.equal(failed({ failure: 'unreachable', code: 'ECONNREFUSED' }), undefined);
    assert.equal(failed({ failure: 'cancelled' }, SOCKET), undefined);
  });
});
