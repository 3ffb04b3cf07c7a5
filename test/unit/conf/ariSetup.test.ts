import assert from 'node:assert/strict';
import { readAriSetup, type AriSetup } from '../../../src/conf/ariSetup';
import { isTrue, wholeNumber } from '../../../src/conf/values';
import { memoryReader } from './memoryReader';

const ARI = '[general]\nenabled=yes\n[v]\ntype=user\npassword=p\n';

function setup(ari: string, http?: string): Promise<AriSetup> {
  const files = { '/c/ari.conf': ari, ...(http === undefined ? {} : { '/c/http.conf': http }) };
  return readAriSetup(memoryReader(files), '/c/ari.conf');
}

async function endpoints(...lines: string[]): Promise<string[]> {
  const { endpoints: found } = await setup(ARI, `[general]\nenabled=yes\n${lines.join('\n')}\n`);
  return found.map(({ url, wildcard }) => (wildcard ? `${url} *` : url));
}

// What these expect is shown on a real Asterisk in test/asterisk/import.test.ts; here are the corners.
describe('readAriSetup', () => {
  it('says where a user and its problems are', async () => {
    const { users } = await setup('[general]\n[v]\n;\ntype=user\npassword_format=crypt\npassword=$6$x$y\n');
    assert.deepEqual(users[0], {
      name: 'v',
      readOnly: false,
      password: undefined,
      crypted: true,
      file: '/c/ari.conf',
      line: 1,
      problems: [
        {
          code: 'crypted-password',
          severity: 'error',
          data: { user: 'v' },
          file: '/c/ari.conf',
          line: 5,
          refusedByOlder: false,
        },
      ],
    });
  });

  it('recognises hashes that lack their password_format', async () => {
    for (const hash of ['$1$a', '$5$a', '$6$a', '$y$a', '$2b$a', '$2$a']) {
      const { users } = await setup(`[general]\n[v]\ntype=user\npassword=${hash}\n`);
      assert.deepEqual(
        users[0]?.problems.map(({ code, severity }) => `${code} ${severity}`),
        ['looks-crypted warning'],
        hash,
      );
    }
  });

  it('notices a password that was not written in UTF-8', async () => {
    const { users } = await setup('[general]\n[v]\ntype=user\npassword=gr\ufffdn\n');
    assert.equal(users[0]?.problems[0]?.code, 'not-utf8');
  });

  it('guesses the address when there is no http.conf', async () => {
    const { httpEnabled, endpoints: found, problems } = await setup(ARI);
    assert.equal(httpEnabled, undefined);
    assert.deepEqual(found, [{ url: 'http://localhost:8088', tls: false, wildcard: true, guess: true }]);
    assert.equal(problems[0]?.code, 'http-missing');
  });

  it('marks the problem for which a file is refused as an error', async () => {
    const { enabled, problems } = await setup(`words\n${ARI}`);
    assert.equal(enabled, false);
    assert.deepEqual(
      problems.filter(({ severity }) => severity === 'error').map(({ code }) => code),
      ['no-section'],
    );
  });

  it('reads addresses in all their forms', async () => {
    assert.deepEqual(await endpoints('bindaddr=10.0.0.1'), ['http://10.0.0.1:8088']);
    assert.deepEqual(await endpoints('bindaddr=pbx.example:80'), ['http://pbx.example:80']);
    assert.deepEqual(await endpoints('bindaddr=0.0.0.0', 'bindport=9'), ['http://localhost:9 *']);
    assert.deepEqual(await endpoints('bindaddr=0'), ['http://localhost:8088 *']);
    assert.deepEqual(await endpoints('bindaddr=::'), ['http://localhost:8088 *']);
    assert.deepEqual(await endpoints('bindaddr=[::]:81'), ['http://localhost:81 *']);
    assert.deepEqual(await endpoints('bindaddr=fd00::1'), ['http://[fd00::1]:8088']);
    assert.deepEqual(await endpoints('bindaddr=[fd00::1]'), ['http://[fd00::1]:8088']);
    assert.deepEqual(await endpoints('bindaddr=::ffff:127.0.0.1'), ['http://[::ffff:127.0.0.1]:8088']);
    for (const none of ['', '*', 'a b', 'a,b', 'x:99999', '[::', '1::2::3']) {
      assert.deepEqual(await endpoints(`bindaddr=${none}`), [], none);
    }
  });

  it('takes the default for a port that is none', async () => {
    for (const port of ['', 'x', '80 x', '0', '-1', '65536']) {
      assert.deepEqual(await endpoints('bindaddr=h', `bindport=${port}`), ['http://h:8088'], port);
    }
  });

  it('finds TLS at its own address, else at the other one', async () => {
    const tls = ['bindaddr=10.0.0.1', 'tlsenable=yes', 'tlscertfile=x'];
    assert.deepEqual(await endpoints(...tls), ['http://10.0.0.1:8088', 'https://10.0.0.1:8089']);
    assert.deepEqual((await endpoints(...tls, 'tlsbindaddr=0.0.0.0:443')).at(-1), 'https://localhost:443 *');
    assert.deepEqual((await endpoints(...tls, 'tlsbindaddr=a.name:443')).at(-1), 'https://10.0.0.1:8089');
  });
});

describe('values of .conf files', () => {
  it('is yes for six words only', () => {
    assert.ok(['yes', 'TRUE', 'y', 'T', '1', 'on'].every(isTrue));
    assert.ok(!['', 'no', '2', 'yes ', 'enabled', 'ja'].some(isTrue));
  });

  it('reads whole numbers, octal and hexadecimal too', () => {
    const read = ['80', '+80', '-5', '0x1F90', '020001', '0'].map(wholeNumber);
    assert.deepEqual(read, [80, 80, -5, 8080, 8193, 0]);
    assert.deepEqual(['', '08', '8 x', '1.5', 'x'].map(wholeNumber), Array(5).fill(undefined));
  });
});
