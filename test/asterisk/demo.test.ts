import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Asterisk } from '../support/asterisk/asterisk';
import { parseArguments } from '../support/demo/arguments';
import { demoWorkspace, includeWorkspace, isFreeTcp } from '../support/demo/workspace';
import { Phone } from '../support/sip/phone';

describe("the demo's files", () => {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-demo-'));
  let blocker: net.Server | undefined;
  let asterisk: Asterisk;
  let folder: string;

  before(async function () {
    this.timeout(120_000);
    // So that the copy with other ports is what is tested, whether or not somebody else has the usual port.
    if (await isFreeTcp(8088)) blocker = net.createServer().listen(8088, '127.0.0.1');
    const workspace = await demoWorkspace(path.join(temporary, 'demo'));
    folder = workspace.folder;
    asterisk = await Asterisk.start({ ports: workspace.ports, files: includeWorkspace(folder) });
  });
  after(async () => {
    await asterisk.stop();
    blocker?.close();
    fs.rmSync(temporary, { recursive: true, force: true });
  });

  it('are copied with the ports that are used', () => {
    const http = fs.readFileSync(path.join(folder, 'http.conf'), 'utf8');
    assert.match(http, new RegExp(`^bindport = ${asterisk.port}$`, 'm'));
    assert.notEqual(asterisk.port, 8088);
  });

  it('are what Asterisk runs with, without complaint', async () => {
    const authorization = `Basic ${Buffer.from('demo:demo').toString('base64')}`;
    assert.equal((await fetch(`${asterisk.url}/ari/channels`, { headers: { authorization } })).status, 200);
    const complaints = (await asterisk.log()).split('\n').filter((line) => /\b(ERROR|WARNING)\[/.test(line));
    assert.deepEqual(complaints, []);
  });

  it('name sounds that exist', () => {
    const dialplan = fs.readFileSync(path.join(folder, 'extensions.conf'), 'utf8');
    const sounds = [...dialplan.matchAll(/(?:Playback|Background)\(([a-z-]+)\)/g)].map(([, sound]) => sound!);
    assert.ok(sounds.length > 5);
    const missing = sounds.filter(
      (sound) => !fs.existsSync(path.join(asterisk.installation.data, `sounds/en/${sound}.gsm`)),
    );
    assert.deepEqual(missing, []);
  });

  it('let the phones call', async function () {
    this.timeout(20_000);
    const phone = await Phone.register(asterisk, '1001');
    try {
      for (const number of ['2000', '300', '400', '600']) {
        const call = await phone.call(number);
        await call.answered;
        await call.hangup();
      }
      await assert.rejects((await phone.call('9999')).answered, /404/);
    } finally {
      await phone.dispose();
    }
  });
});

describe("the demo's command line", () => {
  it('is empty, or names a server and perhaps its user', () => {
    assert.equal(parseArguments([]), undefined);
    assert.deepEqual(parseArguments(['--server', 'http://demo@pbx:8088/prefix/']), {
      url: 'http://pbx:8088/prefix',
      username: 'demo',
    });
    assert.deepEqual(parseArguments(['--server=https://pbx']), { url: 'https://pbx' });
  });

  for (const [what, args] of [
    ['a password', ['--server', 'http://demo:secret@pbx']],
    ['no address', ['--server']],
    ['another scheme', ['--server', 'ftp://pbx']],
    ['another option', ['--port', '1']],
  ] as const) {
    it(`refuses ${what}`, () => assert.throws(() => parseArguments(args), Error));
  }
});
