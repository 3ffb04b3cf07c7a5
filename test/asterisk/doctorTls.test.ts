import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import type { DistrustReason } from '../../src/ari/doctor/finding';
import { presentedCertificate } from '../../src/ari/tls';
import { Asterisk } from '../support/asterisk/asterisk';
import { freePort } from '../support/processes';
import { HttpProxy } from '../support/tap';
import { makeCertificate } from './doctor/certificates';
import { Listener, VERSIONS, examine, httpConf } from './doctor/clinic';

const authority = makeCertificate({ commonName: 'Test Authority' });
const extra = { kind: 'authorities', extra: authority.pem } as const;

for (const version of VERSIONS) {
  describe(`the doctor and TLS, with Asterisk ${version}`, function () {
    this.timeout(20_000);
    let asterisk: Asterisk;
    let folder: string;
    let tlsPort: number;
    const file = (): string => path.join(folder, 'asterisk.pem');
    const url = (host = 'localhost'): string => `https://${host}:${tlsPort}`;

    const start = async (): Promise<Asterisk> =>
      Asterisk.start({
        version,
        files: ({ http }) => ({
          'http.conf': httpConf(
            http,
            'tlsenable = yes',
            `tlsbindaddr = 127.0.0.1:${tlsPort}`,
            `tlscertfile = ${file()}`,
          ),
        }),
      });
    /** Gives Asterisk another certificate. */
    const show = async (pem: string): Promise<void> => {
      fs.writeFileSync(file(), pem);
      await asterisk.cli('module reload http');
    };

    before(async () => {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-doctor-'));
      tlsPort = await freePort();
      fs.writeFileSync(file(), makeCertificate({ commonName: 'localhost', names: ['localhost'] }).withKey);
      asterisk = await start();
    });
    after(async () => {
      await asterisk.stop();
      fs.rmSync(folder, { recursive: true });
    });

    it('finds out that the port speaks TLS, or does not', async () => {
      assert.deepEqual((await examine(url().replace('https', 'http'))).failure?.diagnosis, {
        code: 'tlsHere',
        port: tlsPort,
      });
      const examined = await examine(asterisk.url.replace('http', 'https'));
      assert.deepEqual(examined.failure?.diagnosis, { code: 'plainHere', port: asterisk.port });
    });

    const good = { commonName: 'localhost', names: ['localhost'] };
    const cases: readonly (readonly [reason: DistrustReason, pem: () => string, known: boolean])[] = [
      ['selfSigned', () => makeCertificate(good).withKey, true],
      ['unknownAuthority', () => makeCertificate({ ...good, issuer: authority }).withKey, false],
      ['expired', () => makeCertificate({ ...good, issuer: authority, from: -30, to: -1 }).withKey, true],
      ['notYetValid', () => makeCertificate({ ...good, issuer: authority, from: 1 }).withKey, true],
      ['wrongName', () => makeCertificate({ ...good, names: ['pbx.example'], issuer: authority }).withKey, true],
    ];
    for (const [reason, pem, known] of cases) {
      it(`says why it is not trusted: ${reason}`, async () => {
        await show(pem());
        const examined = await examine(url(), known ? { trust: extra } : {});
        assert.equal(examined.verdict, 'tls untrusted');
        const diagnosis = examined.diagnosis('tls', 'untrusted');
        assert.equal(diagnosis.reason, reason);
        const shown = await presentedCertificate(url(), { kind: 'anything' });
        assert.equal(diagnosis.certificate.sha256, shown.sha256);
        assert.equal(diagnosis.certificate.subject, 'CN=localhost');
      });
    }

    it('trusts what an authority vouches for, and says when it ends soon', async () => {
      await show(makeCertificate({ ...good, issuer: authority }).withKey + authority.pem);
      const examined = await examine(url(), { trust: extra });
      assert.equal(examined.verdict, 'well');
      assert.equal(examined.of('tls').outcome, 'ok');
      examined.diagnosis('event', 'arrived');
      await show(makeCertificate({ ...good, issuer: authority, to: 3 }).withKey);
      assert.equal((await examine(url(), { trust: extra })).of('tls').diagnosis.code, 'expiresSoon');
    });

    it('trusts the one certificate that was compared, and no other', async () => {
      await show(makeCertificate({ ...good, names: ['pbx.example'] }).withKey);
      const { sha256 } = await presentedCertificate(url(), { kind: 'anything' });
      const examined = await examine(url(), { trust: { kind: 'pinned', sha256 } });
      assert.equal(examined.verdict, 'well');
      assert.equal(examined.of('event').outcome, 'ok');
      await show(makeCertificate(good).withKey);
      const other = await examine(url(), { trust: { kind: 'pinned', sha256 } });
      assert.equal(other.diagnosis('tls', 'untrusted').reason, 'notPinned');
    });

    it('says for as long as every certificate is accepted', async () => {
      const examined = await examine(url(), { trust: { kind: 'anything' } });
      assert.equal(examined.verdict, 'well');
      assert.deepEqual([examined.of('tls').outcome, examined.of('tls').diagnosis.code], ['note', 'anyCertificate']);
    });

    it('looks at the certificate through a proxy', async () => {
      const proxy = await HttpProxy.start(tlsPort);
      try {
        await show(makeCertificate({ ...good, names: ['pbx.invalid'], issuer: authority }).withKey);
        const far = { proxy: { url: proxy.url, noProxy: ['localhost'] }, trust: extra };
        const examined = await examine('https://pbx.invalid:8089', far);
        assert.equal(examined.of('tls').diagnosis.code, 'fine', JSON.stringify(examined.of('tls')));
        examined.diagnosis('credentials', 'accepted');
        examined.diagnosis('tcp', 'throughProxy');
        await show(makeCertificate(good).withKey);
        assert.equal((await examine('https://pbx.invalid:8089', far)).verdict, 'tls untrusted');
        assert.equal((await examine(`http://localhost:${asterisk.port}`, far)).verdict, 'well');
      } finally {
        await proxy.stop();
      }
    });

    it('says that the server speaks old TLS only', async () => {
      const conf = path.join(folder, 'openssl.cnf');
      fs.writeFileSync(conf, OPENSSL_CONF);
      await asterisk.stop();
      process.env['OPENSSL_CONF'] = conf;
      try {
        asterisk = await start();
      } finally {
        delete process.env['OPENSSL_CONF'];
      }
      const examined = await examine(url());
      assert.deepEqual(examined.failure?.diagnosis, { code: 'oldTls', protocol: 'TLSv1.1' });
    });
  });
}

/** A machine whose OpenSSL is told to speak nothing newer than TLS 1.1. */
const OPENSSL_CONF = `openssl_conf = start
[start]
ssl_conf = settings
[settings]
system_default = old
[old]
MinProtocol = TLSv1
MaxProtocol = TLSv1.1
CipherString = DEFAULT@SECLEVEL=0
`;

const PROTOCOL_VERSION_ALERT = Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46]);

describe('the doctor and TLS, without Asterisk', () => {
  it('says that a handshake is not understood', async () => {
    const server = await Listener.start((socket) => socket.end('220 mail.example ESMTP\r\n'));
    try {
      assert.equal((await examine(server.url.replace('http', 'https'))).verdict, 'tls noTls');
    } finally {
      await server.stop();
    }
  });

  it('gives up on a handshake that hangs', async () => {
    const server = await Listener.start(() => undefined);
    try {
      const examined = await examine(server.url.replace('http', 'https'), { limits: { stepMs: 150 } });
      assert.equal(examined.verdict, 'tls noTls');
    } finally {
      await server.stop();
    }
  });

  it('says that TLS is too old, also where nobody answers when asked which one it is', async () => {
    let taken = 0;
    const server = net.createServer((socket) => {
      socket.on('error', () => undefined);
      taken += 1;
      if (taken < 2) return;
      // The last one that it takes.
      server.close();
      socket.once('data', () => socket.end(PROTOCOL_VERSION_ALERT));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { failure } = await examine(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
    assert.deepEqual(failure?.diagnosis, { code: 'oldTls', protocol: undefined });
  });

  it('sends nothing where whom to trust is not known', async () => {
    const server = await Listener.start(() => undefined);
    try {
      const trust = { kind: 'unknown', caFile: '/ca.pem', isReadable: true } as const;
      const examined = await examine(server.url.replace('http', 'https'), { trust });
      assert.equal(examined.verdict, 'tls caFileUnusable');
      assert.equal(server.received, '');
    } finally {
      await server.stop();
    }
  });

  it('sends no credentials to whom it does not trust', async () => {
    const certificate = makeCertificate({ commonName: 'localhost', names: ['localhost'] });
    let received = '';
    const server = tls.createServer({ key: certificate.withKey, cert: certificate.pem }, (socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (data: Buffer) => (received += data.toString()));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    assert.equal((await examine(`https://127.0.0.1:${address.port}`)).verdict, 'tls untrusted');
    assert.equal(received, '');
    server.close();
  });
});
