import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { EventSocket } from '../../src/ari/eventSocket';
import type { Server } from '../../src/workbench/servers/server';
import { Asterisk } from '../support/asterisk/asterisk';
import { makeCertificate } from '../support/certificate';
import type { Certificate } from '../support/certificate';
import { freePort } from '../support/processes';
import { Stranger } from '../support/stranger';
import { until } from '../support/until';
import { HARMFUL, LINK } from './hostile';
import { asked, outcomeOf, refusalOf, run } from './commanding';
import { internals, removeServers } from './support';

const USER = 'hiastar-ari';
const PASSWORD = 'hiastar';

describe('TLS in the extension host', function () {
  this.timeout(60_000);
  const authority = makeCertificate({ name: 'Our Own Authority', isAuthority: true });
  const good = makeCertificate({ names: ['localhost'], issuer: authority });
  let folder: string;
  let file: string;
  let caFile: string;
  let port: number;
  let asterisk: Asterisk;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-tls-'));
    file = path.join(folder, 'server.pem');
    caFile = path.join(folder, 'ca.pem');
    fs.writeFileSync(caFile, authority.certificate);
    fs.writeFileSync(file, good.pem);
    port = await freePort();
    asterisk = await Asterisk.start({
      files: ({ http }) => ({
        'ari.conf': `[general]\nenabled = yes\n[${USER}]\ntype = user\npassword = ${PASSWORD}\n`,
        'http.conf': `[general]\nenabled = yes\nbindaddr = 127.0.0.1\nbindport = ${http}\ntlsenable = yes\ntlsbindaddr = 127.0.0.1:${port}\ntlscertfile = ${file}\n`,
      }),
    });
  });
  after(async () => {
    await asterisk.stop();
    fs.rmSync(folder, { recursive: true });
  });
  afterEach(removeServers);

  async function show(certificate: Certificate): Promise<void> {
    fs.writeFileSync(file, certificate.pem);
    await asterisk.kill();
    await asterisk.startAgain();
  }

  /** A server of the settings whose password is known, not yet connected. */
  async function define(more: Record<string, unknown> = {}): Promise<Server> {
    const { workbench } = await internals();
    const profile = { name: 'pbx', url: `https://localhost:${port}`, username: USER, ...more };
    await workbench.credentials.store(profile, PASSWORD);
    await vscode.workspace.getConfiguration('ari').update('servers', [profile], vscode.ConfigurationTarget.Global);
    return until(() => workbench.registry.get('pbx'), { what: 'the server' });
  }

  const target = { kind: 'server', serverName: 'pbx', id: 'pbx' };
  const current = async (): Promise<Server> => (await internals()).workbench.registry.get('pbx')!;

  it('refuses a certificate of an unknown authority, and says so', async () => {
    await show(good);
    await define();
    assert.match(await refusalOf('ari.server.connect', target), /authority that is not known/);
    assert.equal((await current()).isConnected, false);
  });

  it('connects REST and WebSocket by a CA file that is chosen', async () => {
    await show(good);
    await define();
    await run('ari.server.chooseCaFile', target, { uri: vscode.Uri.file(caFile).toString() });
    const server = await current();
    assert.ok(server.isConnected);
    assert.ok(server.live?.info, 'REST answered');
    assert.equal(server.profile.caFile, caFile);
    await asterisk.cli('channel originate Local/s@wait application Wait 5');
    await until(() => server.model!.channels.size > 0, { what: 'an event' });
    await asterisk.cli('channel request hangup all');
  });

  it('does not take any file for a CA file', async () => {
    await define();
    const uri = vscode.Uri.file(path.join(asterisk.folder, 'etc/ari.conf')).toString();
    assert.match(await refusalOf('ari.server.chooseCaFile', target, { uri }), /no certificate/);
    assert.equal((await current()).profile.caFile, undefined);
  });

  for (const [what, options, sentence] of [
    ['for another name', { names: ['pbx.example'] }, /another name/],
    ['that has expired', { names: ['localhost'], from: -3, to: -1 }, /has expired/],
    ['that is not valid yet', { names: ['localhost'], from: 1, to: 3 }, /not valid yet/],
  ] as const) {
    it(`refuses a certificate ${what} though its authority is known`, async () => {
      await show(makeCertificate({ ...options, issuer: authority }));
      await define({ caFile });
      assert.match(await refusalOf('ari.server.connect', target), sentence);
    });

    it(`refuses a certificate ${what} for the WebSocket too`, async () => {
      const trust = { kind: 'authorities', extra: authority.certificate } as const;
      const url = `https://localhost:${port}`;
      const account = { url, username: USER, password: PASSWORD, application: 'tls', subscribeAll: true, trust };
      const handlers = { onMessage: () => undefined, onClose: () => undefined };
      await assert.rejects(EventSocket.open(account, handlers, { intervalMs: 0, timeoutMs: 0 }), {
        failure: 'untrusted',
      });
    });
  }

  it('shows a certificate and trusts it: this one and no other', async () => {
    const own = makeCertificate({ name: 'pbx.example' });
    await show(own);
    await define();
    const { questions } = await asked('Trust This Certificate', () => run('ari.server.trustCertificate', target));
    assert.equal(questions.length, 1);
    assert.match(questions[0]!, /vouches for itself/);
    assert.ok(questions[0]!.includes(own.fingerprint));
    assert.match(questions[0]!, /CN=pbx\.example/);
    const server = await current();
    assert.ok(server.isConnected && server.live?.info);
    assert.equal(server.profile.certificate, own.fingerprint);

    await vscode.commands.executeCommand('ari.server.disconnect', target);
    const other = makeCertificate({ name: 'pbx.example' });
    await show(other);
    const refusal = await refusalOf('ari.server.connect', target);
    assert.match(refusal, /another certificate than the one that was trusted.*in between.*renewed/);
    assert.ok(refusal.includes(own.fingerprint.slice(0, 23)) && refusal.includes(other.fingerprint.slice(0, 23)));

    const again = await asked(undefined, () => outcomeOf('ari.server.trustCertificate', target));
    assert.ok(again.questions[0]!.includes(own.fingerprint) && again.questions[0]!.includes(other.fingerprint));
    assert.equal((await current()).profile.certificate, own.fingerprint, 'Escape changes nothing');
    await show(own);
    await vscode.commands.executeCommand('ari.server.connect', target);
    assert.ok((await current()).isConnected);
  });

  it('goes on trying for a server that is away while its certificate is pinned', async () => {
    const own = makeCertificate();
    await show(own);
    await define({ certificate: own.fingerprint });
    await vscode.commands.executeCommand('ari.server.connect', target);
    await vscode.commands.executeCommand('ari.server.disconnect', target);
    await asterisk.kill();
    await vscode.commands.executeCommand('ari.server.connect', target, { insist: true });
    const server = await current();
    assert.equal(server.state.kind, 'reconnecting');
    await asterisk.startAgain();
    await until(() => server.isConnected, { what: 'the connection', timeoutMs: 20_000 });
  });

  it('lets go of a trusted certificate when the server has one that an authority vouches for', async () => {
    await show(good);
    const server = await define({ caFile, certificate: Array(32).fill('AB').join(':') });
    assert.match(await refusalOf('ari.server.connect', target), /another certificate/i);
    assert.equal(server.state.kind, 'failed');
    const { questions } = await asked('Believe Its Authority Instead', () =>
      run('ari.server.trustCertificate', target),
    );
    assert.match(
      questions.join(),
      /another certificate than the one that you trusted: one that an authority vouches for/,
    );
    assert.equal((await current()).profile.certificate, undefined);
    assert.equal((await current()).profile.caFile, caFile);
    assert.equal((await current()).state.kind, 'connected');
  });

  it('offers no trust in a certificate that has expired', async () => {
    await show(makeCertificate({ from: -3, to: -1 }));
    await define();
    const { buttons } = await asked(undefined, () => outcomeOf('ari.server.trustCertificate', target));
    assert.deepEqual(buttons, [[]]);
  });

  it('ends in “failed” when the certificate changes while connected, without a byte to the new one', async () => {
    const own = makeCertificate();
    await show(own);
    await define({ certificate: own.fingerprint });
    await vscode.commands.executeCommand('ari.server.connect', target);
    const server = await current();
    assert.ok(server.isConnected);
    await asterisk.kill();
    const stranger = await Stranger.start({ certificate: makeCertificate(), port });
    await until(() => server.state.kind === 'failed', { what: 'the end of the tries', timeoutMs: 20_000 });
    assert.ok(server.state.kind === 'failed');
    assert.equal(server.state.error.code, 'CERT_NOT_THE_PINNED_ONE');
    assert.deepEqual(stranger.heard, []);
    await stranger.stop();
    await asterisk.startAgain();
  });

  it('says nothing to somebody in between', async () => {
    const stranger = await Stranger.start({ certificate: makeCertificate({ names: ['localhost'] }) });
    for (const more of [{}, { caFile }, { certificate: good.fingerprint }]) {
      await define({ url: stranger.url, ...more });
      await refusalOf('ari.server.connect', target);
      await asked(undefined, () => outcomeOf('ari.server.trustCertificate', target));
    }
    const handlers = { onMessage: () => undefined, onClose: () => undefined };
    for (const trust of [{ kind: 'authorities' }, { kind: 'certificate', pem: good.certificate }] as const) {
      const account = { url: stranger.url, username: USER, password: PASSWORD, application: 'x', subscribeAll: true };
      await assert.rejects(EventSocket.open({ ...account, trust }, handlers, { intervalMs: 0, timeoutMs: 0 }), {
        failure: 'untrusted',
      });
    }
    assert.deepEqual(stranger.heard, []);
    await define({ url: stranger.url, acceptAnyCertificate: true });
    await outcomeOf('ari.server.connect', target);
    assert.match(stranger.heard.join(), /authorization/i, 'it would have heard');
    await stranger.stop();
  });

  it('believes anything only after a warning, and marks the server for as long', async () => {
    await show(makeCertificate());
    await define();
    const { questions } = await asked(undefined, () => outcomeOf('ari.server.acceptAnyCertificate', target));
    assert.match(questions[0]!, /read its password/);
    assert.equal((await current()).profile.acceptAnyCertificate, false);
    await asked('Believe Any Certificate', () => run('ari.server.acceptAnyCertificate', target));
    await vscode.commands.executeCommand('ari.server.connect', target);
    assert.ok((await current()).isConnected);
    const { view } = (await internals()).explorer;
    const look = (): vscode.TreeItem => view.getTreeItem(view.tree.roots()[0]!);
    assert.match(String(look().description), /believes any certificate/);
    assert.deepEqual((look().iconPath as vscode.ThemeIcon).id, 'unlock');
    await outcomeOf('ari.server.checkCertificates', target);
    assert.doesNotMatch(String(look().description), /any certificate/);
    assert.equal((await current()).isConnected, false, 'it is not believed any more');
  });

  it('shows hostile names of a certificate as plain text', async () => {
    await show(
      makeCertificate({ name: 'Eve\u202e [x](command:workbench.action.quit) $(trash)\nSHA-256: 00:11\u001b[31m' }),
    );
    await define();
    const { questions } = await asked(undefined, () => outcomeOf('ari.server.trustCertificate', target));
    const [question = ''] = questions;
    assert.match(question, /Eve/);
    assert.doesNotMatch(question, HARMFUL);
    assert.doesNotMatch(question, LINK);
    assert.equal(question.split('\n').filter((line) => line.startsWith('SHA-256:')).length, 1, 'no forged line');
  });

  it('has nothing to show of a server without TLS', async () => {
    await define({ url: asterisk.url });
    assert.match(await refusalOf('ari.server.trustCertificate', target), /not encrypted/);
  });
});
