import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import tls from 'node:tls';
import type { AddressInfo } from 'node:net';
import { selfSignedPem } from '../asterisk/fixtures/import/certificate';
import { Asterisk } from '../support/asterisk/asterisk';
import { Patient } from '../support/faults/patient';
import { scenario } from '../support/faults/scenario';
import type { Scene } from '../support/faults/scenario';
import { TRAFFIC_DIALPLAN } from '../support/faults/traffic';
import { freePort } from '../support/processes';
import { until } from '../support/until';

for (const version of ['22', '16'] as const) {
  describe(`a certificate that changes (Asterisk ${version})`, () => {
    let asterisk: Asterisk;
    let tlsPort: number;
    let pem: string;

    const certify = (): void => {
      pem = selfSignedPem();
      fs.writeFileSync(path.join(asterisk.folder, 'etc/certificate.pem'), pem);
    };
    before(async () => {
      tlsPort = await freePort();
      asterisk = await Asterisk.start({ version, dialplan: TRAFFIC_DIALPLAN });
      await asterisk.kill();
      certify();
      const file = path.join(asterisk.folder, 'etc/http.conf');
      const certificate = path.join(asterisk.folder, 'etc/certificate.pem');
      const secure = `tlsenable = yes\ntlsbindaddr = 127.0.0.1:${tlsPort}\ntlscertfile = ${certificate}\n`;
      fs.appendFileSync(file, secure);
      await asterisk.startAgain();
    });
    after(() => asterisk.stop());

    /** One that reaches Asterisk over TLS and believes its certificate of now alone. */
    const pinned = (scene: Scene): Promise<Patient> =>
      Patient.of(asterisk, scene, {
        port: tlsPort,
        secure: true,
        trust: { kind: 'certificate', pem: new X509Certificate(pem).toString() },
      });

    scenario('between two connections: "failed", until the new one is trusted', 60_000, async (scene) => {
      const patient = await pinned(scene);
      await patient.connect();
      await asterisk.kill();
      await patient.becomes('reconnecting', 2000);
      certify();
      await asterisk.startAgain();
      const { error } = await patient.becomes('failed', 20_000);
      assert.equal(error.failure, 'untrusted');
      assert.equal(patient.live.model.channels.size + patient.live.model.endpoints.size, 0);
      // By itself it does not try again.
      const before = patient.link.accepted;
      const later = Date.now() + 1500;
      await until(() => Date.now() > later, { what: 'nothing to happen' });
      assert.equal(patient.link.accepted, before);
      await (await pinned(scene)).connect();
    });

    scenario('because somebody stands in between: not a byte of ours reaches him', 60_000, async (scene) => {
      const patient = await pinned(scene);
      await patient.connect();
      const stranger = scene.keep(await Stranger.start(selfSignedPem()), (made) => made.stop());
      patient.link.redirect(stranger.port);
      patient.link.reset();
      const { error } = await patient.becomes('failed', 10_000);
      assert.equal(error.failure, 'untrusted');
      await assert.rejects(patient.live.rest.request({ method: 'GET', path: 'asterisk/info' }), {
        failure: 'untrusted',
      });
      assert.ok(stranger.visits >= 2, 'the event socket and the request both came to him');
      assert.equal(stranger.heard, '', 'of what was in it, he decrypted nothing');
      const sent = Buffer.concat(patient.link.sent).toString('latin1');
      assert.ok(!sent.includes(asterisk.password) && !/authorization|GET /i.test(sent));
    });

    scenario('to be believed all the same, when anything is', 30_000, async (scene) => {
      const trust = { kind: 'anything' } as const;
      const patient = await Patient.of(asterisk, scene, { port: tlsPort, secure: true, trust });
      await patient.connect();
      const stranger = scene.keep(await Stranger.start(selfSignedPem()), (made) => made.stop());
      patient.link.redirect(stranger.port);
      patient.link.reset();
      // So that the test above could fail.
      await until(() => stranger.heard.includes('authorization: Basic'), { what: 'the password', timeoutMs: 5000 });
    });
  });
}

/** A TLS server with a certificate of its own that notes what it is told, and never answers. */
class Stranger {
  heard = '';
  visits = 0;
  readonly #server: tls.Server;
  readonly #sockets = new Set<tls.TLSSocket>();

  private constructor(pem: string) {
    this.#server = tls.createServer({ key: pem, cert: pem }, (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (data: Buffer) => (this.heard += data.toString('latin1')));
    });
    this.#server.on('connection', () => (this.visits += 1));
    this.#server.on('tlsClientError', () => undefined);
  }

  static async start(pem: string): Promise<Stranger> {
    const stranger = new Stranger(pem);
    await new Promise<void>((resolve) => stranger.#server.listen(0, '127.0.0.1', resolve));
    return stranger;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
