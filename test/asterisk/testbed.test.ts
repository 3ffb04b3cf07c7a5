import assert from 'node:assert/strict';
import { Asterisk } from '../support/asterisk/asterisk';

const VERSIONS = ['22', '16'] as const;

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
      asterisk = await Asterisk.start({ version });
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
  });
}
