import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { WebSocket } from 'ws';
import { Asterisk } from '../support/asterisk/asterisk';
import { ROOT } from '../support/places';
import { Phone } from '../support/sip/phone';
import { until } from '../support/until';

const VERSIONS = ['22', '16'] as const;
const READ_TWO_KEYS = `[default]
exten => 2000,1,Answer()
 same => n,Read(KEYS,,2)
 same => n,Set(GLOBAL(PRESSED)=\${KEYS})
 same => n,Wait(100)`;

async function get(asterisk: Asterisk, path: string): Promise<unknown> {
  const answer = await fetch(`${asterisk.url}/ari/${path}`, { headers: { authorization: asterisk.authorization } });
  assert.equal(answer.status, 200, `GET ${path}`);
  return answer.json();
}

for (const version of VERSIONS) {
  describe(`the test bed's Asterisk ${version}`, () => {
    let asterisk: Asterisk;
    before(async function () {
      this.timeout(300_000);
      asterisk = await Asterisk.start({ version, dialplan: READ_TWO_KEYS });
    });
    after(() => asterisk.stop());

    it('is the release that was asked for', async () => {
      const info = (await get(asterisk, 'asterisk/info')) as { system: { version: string } };
      assert.match(info.system.version, new RegExp(`^${version}\\.`));
    });

    it('has sounds, in English', async () => {
      const sounds = (await get(asterisk, 'sounds?lang=en&format=gsm')) as { id: string }[];
      assert.ok(sounds.some(({ id }) => id === 'hello-world'));
    });

    it('starts without complaint', async () => {
      const complaints = (await asterisk.log()).split('\n').filter((line) => /\b(ERROR|WARNING)\[/.test(line));
      assert.deepEqual(complaints, []);
    });

    it('is the same after it was killed and started again', async () => {
      await asterisk.kill();
      await assert.rejects(fetch(asterisk.url));
      await asterisk.startAgain();
      await get(asterisk, 'asterisk/info');
    });

    it('plays sounds from the web', async () => {
      const sound = fs.readFileSync(path.join(asterisk.installation.data, 'sounds/en/hello-world.gsm'));
      const web = http.createServer((_, answer) => answer.setHeader('content-type', 'audio/gsm').end(sound));
      await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
      const headers = { authorization: asterisk.authorization };
      const socket = new WebSocket(`${asterisk.url}/ari/events?app=web`, { headers });
      const states: string[] = [];
      socket.on('message', (data: Buffer) => {
        const event = JSON.parse(data.toString()) as { type: string; playback?: { state: string } };
        if (event.type === 'PlaybackFinished' && event.playback) states.push(event.playback.state);
      });
      try {
        await once(socket, 'open');
        const ari = (path: string): Promise<Response> =>
          fetch(`${asterisk.url}/ari/${path}`, { method: 'POST', headers });
        await ari('channels?endpoint=Local/s@wait&app=web&channelId=web');
        const address = `http://127.0.0.1:${(web.address() as AddressInfo).port}/hi.gsm`;
        await until(async () => (await ari(`channels/web/play?media=sound:${address}`)).ok, { what: 'the channel' });
        await until(() => states.length > 0, { what: 'the playback to finish' });
        assert.deepEqual(states, ['done']);
      } finally {
        await fetch(`${asterisk.url}/ari/channels/web`, { method: 'DELETE', headers });
        socket.terminate();
        web.close();
      }
    });

    it('has a phone that registers, calls, presses keys and hangs up', async () => {
      const phone = await Phone.register(asterisk, '1000');
      try {
        assert.equal(((await get(asterisk, 'endpoints/PJSIP/1000')) as { state: string }).state, 'online');
        const call = await phone.call('500');
        await assert.rejects(call.answered, /404/);
        const good = await phone.call('2000');
        await good.answered;
        await good.press('17');
        const pressed = async (): Promise<boolean> => {
          const { value } = (await get(asterisk, 'asterisk/variable?variable=PRESSED')) as { value: string };
          return value === '17';
        };
        await until(pressed, { what: 'Asterisk to have read the keys' });
        await good.hangup();
        await until(async () => ((await get(asterisk, 'channels')) as unknown[]).length === 0, { what: 'no channel' });
      } finally {
        await phone.dispose();
      }
    });

    it('has a phone that is called', async () => {
      const phone = await Phone.register(asterisk, '1001');
      try {
        const answering = await phone.answer();
        await asterisk.cli('channel originate PJSIP/1001 application Wait 30');
        await answering.answered;
        await answering.hangup();
        const refusing = await phone.ring();
        await asterisk.cli('channel originate PJSIP/1001 application Wait 30');
        await refusing.ringing();
        await refusing.reject();
        await assert.rejects(refusing.answered);
      } finally {
        await phone.dispose();
      }
    });
  });
}

describe('a process that dies with an Asterisk', () => {
  it('leaves neither the Asterisk nor its folder behind', async () => {
    const script = `
      const { Asterisk } = require('./test/support/asterisk/asterisk.ts');
      Asterisk.start().then((asterisk) => {
        process.stdout.write(JSON.stringify([asterisk.pid, asterisk.folder]), () => process.kill(process.pid, 'SIGKILL'));
      });`;
    const child = spawn(process.execPath, ['--import', 'tsx', '-e', script], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [pid, folder] = JSON.parse(await text(child.stdout)) as [number, string];
    const isGone = (): boolean => {
      try {
        return !process.kill(pid, 0);
      } catch {
        return true;
      }
    };
    await until(() => isGone() && !fs.existsSync(folder), { what: `the process ${pid} and ${folder} to go` });
  });
});
