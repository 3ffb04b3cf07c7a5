import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Asterisk } from '../support/asterisk/asterisk';
import { makeCertificate } from '../support/certificate';
import { freePort } from '../support/processes';
import { Workbench } from '../support/vscode/workbench';

describe('a server with a certificate of its own', function () {
  this.timeout(120_000);
  const own = makeCertificate({ name: 'pbx.example', names: ['pbx.example'] });
  let folder: string;
  let asterisk: Asterisk;
  let workbench: Workbench;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-tls-'));
    const file = path.join(folder, 'server.pem');
    fs.writeFileSync(file, own.pem);
    const port = await freePort();
    asterisk = await Asterisk.start({
      files: ({ http }) => ({
        'ari.conf':
          '[general]\nenabled = yes\n[keeper]\ntype = user\npassword = kept\n[writer]\ntype = user\npassword = kept\n',
        'http.conf': `[general]\nenabled = yes\nbindaddr = 127.0.0.1\nbindport = ${http}\ntlsenable = yes\ntlsbindaddr = 127.0.0.1:${port}\ntlscertfile = ${file}\n`,
      }),
    });
    const servers = [{ name: 'pbx', url: `https://localhost:${port}`, username: 'keeper' }];
    workbench = await Workbench.open({ settings: { 'ari.servers': servers } });
  });
  after(async () => {
    await workbench.dispose();
    await asterisk.stop();
    fs.rmSync(folder, { recursive: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-safety');
  });

  const serverIs = (description: RegExp): Promise<unknown> =>
    workbench.tree().waitFor((rows) => rows.some((row) => description.test(row.description)), String(description));

  it('shows it before it is trusted, and connects then', async () => {
    await workbench.openView('Asterisk');
    await serverIs(/disconnected/);
    await workbench.tree().contextMenu('pbx', 'Show Certificate and Trust It…');
    const text = await workbench.dialogText();
    await workbench.screenshot('certificate');
    assert.match(text, /vouches for itself/);
    assert.match(text, /CN=pbx\.example/);
    assert.ok(text.includes(own.fingerprint), text);
    await workbench.button('Trust This Certificate');
    await workbench.quickInput.answer('kept');
    await serverIs(/22\./);
  });

  it('is marked in the tree while any certificate is believed', async () => {
    await workbench.tree().contextMenu('pbx', 'Believe Any Certificate…');
    assert.match(await workbench.dialogText(), /read its password/);
    await workbench.screenshot('anyCertificate');
    await workbench.button('Believe Any Certificate');
    await serverIs(/believes any certificate/);
    await serverIs(/22\./);
    await workbench.screenshot('anyCertificateMark');
    await workbench.tree().contextMenu('pbx', 'Check Certificates Again');
    await workbench.tree().waitFor((rows) => rows.every((row) => !/any certificate/.test(row.description)), 'no mark');
  });

  it('is asked about before a write when it is marked as production', async () => {
    await serverIs(/22\./);
    await workbench.tree().contextMenu('pbx', 'Mark as Production');
    await serverIs(/^production/);
    assert.ok((await workbench.statusBar()).some((text) => /pbx · production/.test(text)));
    await workbench.tree().contextMenu('pbx', 'Mark as Read-Only');
    await serverIs(/read-only/);
    const menu = await workbench.tree().menuOf('pbx');
    assert.ok(menu.includes('Allow Writing…') && menu.includes('Take Off Production Mark…'), menu.join());
    assert.ok(!menu.includes('Set Global Variable…'), 'what writes is not offered');
    await workbench.screenshot('production');
  });

  it('is asked whether it stays read-only when its user changes', async () => {
    const { quickInput, page } = workbench;
    const step = (number: number): Promise<void> =>
      page.locator('.quick-input-title:visible', { hasText: `(${number}/7)` }).waitFor({ timeout: 15_000 });
    await workbench.tree().contextMenu('pbx', 'Edit Server…');
    await step(1);
    await quickInput.accept();
    await step(2);
    await quickInput.answer('writer');
    await step(3);
    await quickInput.answer('kept');
    await step(4);
    await quickInput.pick('Do what “writer” may do');
    await step(5);
    await quickInput.pick('Watch everything');
    await step(7);
    await quickInput.answer('pbx');
    // Whether the user may write is not tried out on a production server; the first command would tell.
    await serverIs(/22\..*writer$/);
  });
});
