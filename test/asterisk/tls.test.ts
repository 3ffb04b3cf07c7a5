import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { AriError } from '../../src/ari/errors';
import { EventSocket } from '../../src/ari/eventSocket';
import * as asterisk from '../../src/ari/operations/asterisk';
import * as channels from '../../src/ari/operations/channels';
import { RestClient } from '../../src/ari/rest';
import { presentedCertificate, tlsOptions } from '../../src/ari/tls';
import type { TlsTrust } from '../../src/ari/tls';
import { Asterisk } from '../support/asterisk/asterisk';
import { makeCertificate } from '../support/certificate';
import type { Certificate } from '../support/certificate';
import { freePort } from '../support/processes';
import { Stranger } from '../support/stranger';
import { Tap } from '../support/tap';

const SECRET = { username: 'hiastar-ari', password: 'hiastar' };
const NONE = { onMessage: () => undefined, onClose: () => undefined };
const QUIET = { intervalMs: 0, timeoutMs: 0 };

/** How REST and the event socket end: `ok`, or failure and code. */
async function bothEnds(url: string, trust: TlsTrust | undefined): Promise<readonly string[]> {
  const rest = new RestClient({ url, ...SECRET, trust });
  const ended = (error: unknown): string =>
    error instanceof AriError ? `${error.failure} ${error.code ?? error.status ?? ''}`.trim() : String(error);
  try {
    const listening = EventSocket.open({ url, ...SECRET, trust, application: 'tls', subscribeAll: true }, NONE, QUIET);
    return await Promise.all([
      asterisk.getInfo(rest).then(() => 'ok', ended),
      listening.then(async (socket) => {
        await socket.close();
        return 'ok';
      }, ended),
    ]);
  } finally {
    rest.dispose();
  }
}

const authority = makeCertificate({ name: 'Our Own Authority', isAuthority: true });
const good = makeCertificate({ names: ['localhost', '127.0.0.1'], issuer: authority });
const cases: readonly (readonly [what: string, certificate: Certificate, trust: TlsTrust, outcome: string])[] = [
  ['an authority that is not known', good, { kind: 'authorities' }, 'untrusted UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ['its CA file', good, { kind: 'authorities', extra: authority.certificate }, 'ok'],
  ['its fingerprint', good, { kind: 'certificate', pem: good.certificate }, 'ok'],
  [
    'another fingerprint',
    makeCertificate({ names: ['localhost'], issuer: authority }),
    { kind: 'certificate', pem: good.certificate },
    'untrusted CERT_NOT_THE_PINNED_ONE',
  ],
  [
    'another name',
    makeCertificate({ name: 'pbx.example', names: ['pbx.example'], issuer: authority }),
    { kind: 'authorities', extra: authority.certificate },
    'untrusted ERR_TLS_CERT_ALTNAME_INVALID',
  ],
  [
    'an end in the past',
    makeCertificate({ names: ['localhost'], issuer: authority, from: -3, to: -1 }),
    { kind: 'authorities', extra: authority.certificate },
    'untrusted CERT_HAS_EXPIRED',
  ],
  [
    'a beginning in the future',
    makeCertificate({ names: ['localhost'], issuer: authority, from: 1, to: 3 }),
    { kind: 'authorities', extra: authority.certificate },
    'untrusted CERT_NOT_YET_VALID',
  ],
  ['nobody who vouches for it', makeCertificate(), { kind: 'authorities' }, 'untrusted DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['no check at all', makeCertificate({ from: -3, to: -1 }), { kind: 'anything' }, 'ok'],
];

for (const version of ['16', '22'] as const) {
  describe(`TLS of Asterisk ${version}`, function () {
    this.timeout(60_000);
    let folder: string;
    let file: string;
    let port: number;
    let server: Asterisk;

    before(async () => {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-tls-'));
      file = path.join(folder, 'server.pem');
      fs.writeFileSync(file, good.pem);
      port = await freePort();
      server = await Asterisk.start({
        version,
        files: ({ http }) => ({
          'ari.conf': '[general]\nenabled = yes\n[hiastar-ari]\ntype = user\npassword = hiastar\n',
          'http.conf': `[general]\nenabled = yes\nbindaddr = 127.0.0.1\nbindport = ${http}\ntlsenable = yes\ntlsbindaddr = 127.0.0.1:${port}\ntlscertfile = ${file}\n`,
        }),
      });
    });
    after(async () => {
      await server.stop();
      fs.rmSync(folder, { recursive: true });
    });

    for (const [what, certificate, trust, outcome] of cases) {
      it(`with ${what}: ${outcome}`, async () => {
        fs.writeFileSync(file, certificate.pem);
        await server.kill();
        await server.startAgain();
        assert.deepEqual(await bothEnds(`https://localhost:${port}`, trust), [outcome, outcome]);
      });
    }

    it('is looked at without a secret', async () => {
      fs.writeFileSync(file, good.pem);
      await server.kill();
      await server.startAgain();
      const tap = await Tap.start(port);
      const shown = await presentedCertificate(`https://localhost:${tap.port}`, { kind: 'authorities' });
      await tap.stop();
      assert.equal(shown.sha256, good.fingerprint);
      assert.equal(shown.problem, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
      assert.match(shown.subject, /CN=localhost/);
      assert.match(shown.issuer, /Our Own Authority/);
      assert.match(shown.names, /DNS:localhost.*127\.0\.0\.1/);
    });
  });
}

describe('somebody in between', function () {
  this.timeout(30_000);

  it('with a certificate that is not believed hears no request', async () => {
    const other = makeCertificate({ names: ['localhost'] });
    const stranger = await Stranger.start({ certificate: other });
    for (const trust of [
      { kind: 'authorities' },
      { kind: 'authorities', extra: authority.certificate },
      { kind: 'certificate', pem: good.certificate },
    ] as const) {
      for (let round = 0; round < 10; round += 1) {
        for (const outcome of await bothEnds(stranger.url, trust)) assert.match(outcome, /^untrusted /);
      }
    }
    assert.deepEqual(stranger.heard, []);
    await bothEnds(stranger.url, { kind: 'anything' });
    assert.match(stranger.heard.join(), /authorization/i, 'it would have heard');
    await stranger.stop();
  });

  for (const status of [301, 302, 307, 308]) {
    it(`that answers ${status} gets nobody elsewhere, with or without a password`, async () => {
      const elsewhere = await Stranger.start();
      const stranger = await Stranger.start({ status, location: elsewhere.url });
      assert.deepEqual(await bothEnds(stranger.url, undefined), [`refused ${status}`, `refused ${status}`]);
      assert.equal(stranger.heard.length, 2);
      assert.deepEqual(elsewhere.heard, []);
      await Promise.all([stranger.stop(), elsewhere.stop()]);
    });
  }
});

describe('connections by TLS', function () {
  this.timeout(30_000);

  it('share what is known of the authorities, which takes long to read', async () => {
    const stranger = await Stranger.start({ certificate: good });
    const make = tls.createSecureContext;
    let made = 0;
    tls.createSecureContext = (options) => {
      made += 1;
      return make(options);
    };
    try {
      const trust: TlsTrust = { kind: 'authorities', extra: authority.certificate };
      for (let round = 0; round < 3; round += 1) {
        assert.deepEqual(await bothEnds(stranger.url, trust), ['ok', 'refused 200']);
      }
      assert.equal(stranger.heard.length, 6);
      assert.equal(made, 1);
    } finally {
      tls.createSecureContext = make;
      await stranger.stop();
    }
  });

  it('share it where nobody said whom to believe, and nothing where they believe another', () => {
    const context = (trust?: TlsTrust): tls.SecureContext | undefined => tlsOptions(trust).secureContext;
    assert.ok(context());
    assert.equal(context({ kind: 'authorities' }), context());
    assert.notEqual(context({ kind: 'authorities', extra: authority.certificate }), context());
    assert.notEqual(context({ kind: 'certificate', pem: good.certificate }), context());
  });
});

describe('a read-only client', () => {
  it('sends nothing but GET', async () => {
    const server = await Asterisk.start();
    const tap = await Tap.start(server.port);
    const rest = new RestClient({ url: `http://127.0.0.1:${tap.port}`, ...SECRET, readOnly: true });
    const isRefused = (error: unknown): boolean => error instanceof AriError && error.failure === 'readOnly';
    await asterisk.getInfo(rest);
    await assert.rejects(channels.originate(rest, { endpoint: 'Local/s@wait', app: 'x' }), isRefused);
    await assert.rejects(channels.hangup(rest, 'nobody'), isRefused);
    await assert.rejects(asterisk.setVariable(rest, 'A', 'b'), isRefused);
    await assert.rejects(rest.request({ method: 'PUT', path: 'x' }), isRefused);
    await assert.rejects(rest.download({ method: 'POST', path: 'x' }), isRefused);
    rest.dispose();
    const methods = [...tap.sent.matchAll(/^([A-Z]+) \S+ HTTP\/1\.1\r$/gm)].map(([, method]) => method);
    assert.deepEqual(methods, ['GET']);
    await tap.stop();
    await server.stop();
  });
});
