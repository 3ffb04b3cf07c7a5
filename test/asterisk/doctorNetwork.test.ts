import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { freePort } from '../support/processes';
import { Tap } from '../support/tap';
import { Listener, VERSIONS, during, examine, httpConf } from './doctor/clinic';

/** Starts a web server of another make, examines it, and ends it. */
async function withWebServer<T>(
  serve: http.RequestListener,
  run: (url: string, server: http.Server) => Promise<T>,
): Promise<T> {
  const server = http.createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function examineListener(serve: (socket: net.Socket) => void): Promise<Awaited<ReturnType<typeof examine>>> {
  const listener = await Listener.start(serve);
  try {
    return await examine(listener.url, { limits: { stepMs: 400 } });
  } finally {
    await listener.stop();
  }
}

describe('the doctor, where there is no Asterisk', () => {
  it('says that nobody knows the name', async () => {
    const examined = await examine('http://pbx.invalid:8088');
    assert.equal(examined.verdict, 'name unknownHost');
    assert.equal(examined.diagnosis('name', 'unknownHost').host, 'pbx.invalid');
  });

  it('says that nobody listens', async () => {
    const port = await freePort();
    assert.deepEqual((await examine(`http://127.0.0.1:${port}`)).failure?.diagnosis, {
      code: 'refused',
      host: '127.0.0.1',
      port,
      local: true,
    });
    // Two addresses, perhaps: neither answers.
    assert.equal((await examine(`http://localhost:${port}`)).verdict, 'tcp refused');
  });

  it('knows a web server that is not Asterisk’s, and gives it no credentials', async () => {
    const seen: (string | undefined)[] = [];
    const serve: http.RequestListener = (request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(404, { server: 'nginx/1.24.0', 'content-type': 'text/html' }).end('<h1>404 Not Found</h1>');
    };
    await withWebServer(serve, async (url) => {
      const { failure } = await examine(url);
      assert.deepEqual(failure?.diagnosis, { code: 'otherServer', server: 'nginx/1.24.0', status: 404 });
    });
    assert.deepEqual(seen, [undefined]);
  });

  it('follows no redirect', async () => {
    const serve: http.RequestListener = (_, response) =>
      response.writeHead(301, { location: 'https://pbx.example/ari/asterisk/info' }).end();
    await withWebServer(serve, async (url) => {
      const examined = await examine(url);
      assert.equal(examined.diagnosis('http', 'redirected').location, 'https://pbx.example/ari/asterisk/info');
    });
  });

  it('knows a proxy that cannot reach Asterisk', async () => {
    const serve: http.RequestListener = (_, response) =>
      response.writeHead(502, { server: 'nginx' }).end('Bad Gateway');
    await withWebServer(serve, async (url) => {
      assert.deepEqual((await examine(url)).failure?.diagnosis, { code: 'gateway', server: 'nginx', status: 502 });
    });
  });

  it('knows who speaks no HTTP', async () => {
    const greet = (text: string) => async () =>
      (await examineListener((socket) => socket.write(text))).diagnosis('http', 'notHttp').protocol;
    assert.equal(await greet('Asterisk Call Manager/9.0.0\r\n')(), 'AMI');
    assert.equal(await greet('SSH-2.0-OpenSSH_9.2p1\r\n')(), 'SSH');
    assert.equal(await greet('SIP/2.0 400 Bad Request\r\n\r\n')(), 'SIP');
    assert.equal(await greet('\u0000\u0001hello world\r\n')(), undefined);
  });

  it('gives up on who says nothing, and on who hangs up', async () => {
    assert.equal((await examineListener(() => undefined)).verdict, 'http noAnswer');
    assert.equal((await examineListener((socket) => socket.end())).verdict, 'http closedUnanswered');
    assert.match((await examineListener((socket) => socket.resetAndDestroy())).verdict, /closedUnanswered$/);
  });

  it('takes no harm from an endless answer, nor from one that drips', async () => {
    const endless = await examineListener((socket) => {
      const pour = (): void => {
        if (socket.writable) socket.write('x'.repeat(60_000), () => setImmediate(pour));
      };
      socket.write('HTTP/1.1 200 OK\r\nserver: pouring\r\n\r\n', pour);
    });
    assert.equal(endless.verdict, 'http otherServer');
    assert.equal(
      (await examineListener((socket) => socket.write('HTTP/1.1 200 OK\r\nserver: slow\r\n'))).verdict,
      'http notHttp',
    );
  });

  it('conceals a password that the server repeats', async () => {
    const listener = await Listener.start((socket) => {
      socket.on('data', (data) => {
        const body = JSON.stringify({
          message: data.includes('asic ') ? 'Authentication failed for s3cret-word' : 'Authentication required',
        });
        const realm = data
          .toString()
          .replace(/[^]*authorization: (\S+ \S+)[^]*/i, '$1')
          .split('\r')[0];
        socket.end(
          `HTTP/1.1 401 Unauthorized\r\ncontent-type: application/json\r\nserver: Asterisk/${realm}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        );
      });
    });
    try {
      const examined = await examine(listener.url, { password: 's3cret-word' });
      assert.equal(examined.verdict, 'credentials rejected');
      assert.match(JSON.stringify(examined.of('credentials')), /for •••/);
      assert.match(listener.received, /authorization: Basic /);
    } finally {
      await listener.stop();
    }
  });

  it('says that the proxy opens nothing', async () => {
    const serve: http.RequestListener = () => undefined;
    await withWebServer(serve, async (url, server) => {
      server.on('connect', (_request, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
      const examined = await examine('http://pbx.invalid:8088', { proxy: { url, noProxy: [] } });
      assert.deepEqual(examined.failure?.diagnosis, {
        code: 'proxyRefused',
        proxy: url.slice('http://'.length),
        status: 403,
      });
    });
  });

  it('holds a proxy’s own credentials back', async () => {
    const serve: http.RequestListener = () => undefined;
    await withWebServer(serve, async (url, server) => {
      let sent: string | undefined;
      server.on('connect', (request: http.IncomingMessage, socket: net.Socket) => {
        sent = request.headers['proxy-authorization'];
        socket.end(`HTTP/1.1 407 ${sent ?? ''}\r\nserver: ${sent ?? ''}\r\n\r\n`);
      });
      const proxy = { url: url.replace('//', '//me:my%20word@'), noProxy: [] };
      const examined = await examine('http://pbx.invalid:8088', { proxy });
      assert.equal(sent, `Basic ${Buffer.from('me:my word').toString('base64')}`);
      assert.equal(examined.verdict, 'tcp proxyRefused');
      assert.doesNotMatch(JSON.stringify(examined.findings), /my word|bWU6/);
    });
  });
});

for (const version of VERSIONS) {
  describe(`the doctor, on the way to Asterisk ${version}`, function () {
    this.timeout(20_000);

    it('sees through a proxy that opens the way', async () => {
      await during({ version }, async (asterisk) => {
        const serve: http.RequestListener = () => undefined;
        await withWebServer(serve, async (url, server) => {
          let opened = 0;
          server.on('connect', (_request: http.IncomingMessage, socket: net.Socket) => {
            opened += 1;
            const way = net.connect(asterisk.port, '127.0.0.1', () => {
              socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
              way.pipe(socket).pipe(way);
            });
            way.on('error', () => socket.destroy());
            socket.on('error', () => way.destroy());
          });
          const examined = await examine(asterisk.url, { proxy: { url, noProxy: [] } });
          assert.equal(examined.of('http').outcome, 'ok', JSON.stringify(examined.failure));
          assert.equal(examined.of('credentials').outcome, 'ok', JSON.stringify(examined.failure));
          assert.ok(opened > 1);
        });
      });
    });

    it('says that an Asterisk hangs, and that its port takes nobody any more', async () => {
      await during({ version }, async (asterisk) => {
        await asterisk.kill('SIGSTOP');
        const waiting: net.Socket[] = [];
        try {
          assert.equal((await examine(asterisk, { limits: { stepMs: 300 } })).verdict, 'http noAnswer');
          // What is not taken queues up, until the kernel throws away what else comes, as a firewall does.
          for (let count = 0; count < 400; count += 1)
            waiting.push(net.connect(asterisk.port, '127.0.0.1').on('error', () => undefined));
          await once(waiting[0]!, 'connect');
          const examined = await examine(asterisk, { limits: { stepMs: 300 } });
          assert.deepEqual(examined.failure?.diagnosis, {
            code: 'noAnswer',
            host: '127.0.0.1',
            port: asterisk.port,
            ms: 300,
          });
          assert.equal(examined.verdict, 'tcp noAnswer');
        } finally {
          for (const socket of waiting) socket.destroy();
          await asterisk.kill('SIGCONT');
        }
      });
    });

    it('says that all sessions are in use', async () => {
      const files = ({ http: port }: { http: number }): Record<string, string> => ({
        'http.conf': httpConf(port, 'sessionlimit = 2'),
      });
      await during({ version, files }, async (asterisk) => {
        assert.equal((await examine(asterisk)).verdict, 'well');
        const headers = { authorization: asterisk.authorization };
        const open = async (name: string): Promise<WebSocket> => {
          const socket = new WebSocket(`${asterisk.url}/ari/events?app=${name}`, { headers });
          await once(socket, 'open');
          return socket;
        };
        const sockets = [await open('one'), await open('two')];
        assert.equal((await examine(asterisk)).verdict, 'http closedUnanswered');
        for (const socket of sockets) socket.terminate();
      });
    });

    it('says that a proxy in between loses the wish for a WebSocket, though it sends answers in chunks', async () => {
      await during({ version }, async (asterisk) => {
        const serve: http.RequestListener = (request, response) => {
          const headers = { ...request.headers };
          delete headers.upgrade;
          delete headers.connection;
          const options = {
            port: asterisk.port,
            host: '127.0.0.1',
            path: request.url,
            method: request.method,
            headers,
          };
          const onward = http.request(options, (answer) => {
            const others = { ...answer.headers };
            delete others['content-length'];
            response.writeHead(answer.statusCode ?? 0, { ...others, server: 'nginx', 'transfer-encoding': 'chunked' });
            answer.pipe(response);
          });
          request.pipe(onward);
        };
        await withWebServer(serve, async (url) => {
          const examined = await examine(url);
          assert.equal(examined.diagnosis('http', 'asteriskBehind').server, 'nginx');
          assert.deepEqual(examined.failure?.diagnosis, { code: 'upgradeDropped', server: 'nginx' });
        });
      });
    });

    it('knows Asterisk without its name', async () => {
      const files = ({ http: port }: { http: number }): Record<string, string> => ({
        'http.conf': httpConf(port, 'servername ='),
      });
      await during({ version, files }, async (asterisk) => {
        const examined = await examine(asterisk);
        assert.equal(examined.verdict, 'well');
        assert.equal(examined.diagnosis('http', 'asterisk').server, undefined);
        assert.equal((await examine(`${asterisk.url}/prefix`)).verdict, 'prefix wrongPrefix');
      });
    });

    it('sends credentials in a header, and no request without an end', async () => {
      await during({ version }, async (asterisk) => {
        const tap = await Tap.start(asterisk.port);
        try {
          assert.equal((await examine(`http://127.0.0.1:${tap.port}`)).verdict, 'well');
          const lines = tap.sent.split('\r\n');
          assert.deepEqual(
            lines.filter((line) => /hiastar/.test(line)),
            [],
          );
          const requests = lines.filter((line) => / HTTP\/1\.1$/.test(line));
          assert.ok(requests.length > 10);
          assert.ok(lines.filter((line) => line === `authorization: ${asterisk.authorization}`).length > 8);
        } finally {
          await tap.stop();
        }
      });
    });
  });
}
