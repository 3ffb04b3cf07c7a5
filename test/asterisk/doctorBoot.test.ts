import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { AsteriskVersion } from '../support/asterisk/install';
import { until } from '../support/until';
import type { Examined } from './doctor/clinic';
import { VERSIONS, during, examine } from './doctor/clinic';

/** What is seen of an Asterisk that starts slowly, because one of its configuration files takes its time. */
async function examineSlowStart(version: AsteriskVersion, slow: string, bootMs: number): Promise<Examined> {
  return during({ version }, async (asterisk) => {
    await asterisk.kill();
    const etc = path.join(asterisk.folder, 'etc');
    fs.appendFileSync(path.join(etc, 'asterisk.conf'), 'execincludes = yes\n');
    fs.appendFileSync(path.join(etc, slow), '\n#exec sleep 1.5\n');
    const starting = asterisk.startAgain();
    try {
      return await until(
        async () => {
          const examined = await examine(asterisk, { limits: { bootMs } });
          return examined.verdict === 'tcp refused' ? undefined : examined;
        },
        { what: 'its web server to listen' },
      );
    } finally {
      await starting;
    }
  });
}

describe('the doctor, while Asterisk starts', function () {
  this.timeout(30_000);
  for (const version of VERSIONS) {
    it(`waits for Asterisk ${version}, which answers 503 when it is not fully booted`, async () => {
      const examined = await examineSlowStart(version, 'extensions.conf', 10_000);
      assert.equal(examined.verdict, 'well');
      assert.equal(examined.of('booted').diagnosis.code, 'wasBooting');
      assert.equal(examined.of('booted').outcome, 'note');
      assert.match(examined.diagnosis('event', 'arrived').type, /./);
    });

    it(`does not wait for Asterisk ${version} for ever`, async () => {
      assert.equal((await examineSlowStart(version, 'extensions.conf', 100)).verdict, 'booted booting');
    });

    it(`waits for Asterisk ${version}, which answers 404 when ARI is not loaded yet`, async () => {
      const examined = await examineSlowStart(version, 'rtp.conf', 10_000);
      assert.equal(examined.verdict, 'well');
      assert.ok(examined.findings.some(({ diagnosis }) => diagnosis.code === 'wasBooting'));
    });
  }
});
