import assert from 'node:assert/strict';
import { VERSIONS, ariConf, during, examine, httpConf } from './doctor/clinic';

const DENY = 'deny = 0.0.0.0/0.0.0.0';

for (const version of VERSIONS) {
  describe(`the doctor and access lists, with Asterisk ${version}`, function () {
    this.timeout(20_000);
    /** Access lists came with 22.9; older releases take the lines for nothing, or refuse the user. */
    const has = version === '22';

    it('says that a list of http.conf keeps this machine away from ARI', async () => {
      for (const prefix of ['', '/pbx']) {
        const lines = prefix ? [`prefix = ${prefix.slice(1)}`] : [];
        // The section is called by the whole path, prefix and all.
        const list = ['', `[${prefix}/ari]`, 'type = restriction', DENY];
        const files = ({ http }: { http: number }): Record<string, string> => ({
          'http.conf': httpConf(http, ...lines, ...list),
        });
        await during({ version, files }, async (asterisk) => {
          const examined = await examine(`${asterisk.url}${prefix}`);
          assert.equal(examined.verdict, has ? 'acl httpAcl' : 'well', prefix);
          if (!has) return;
          assert.deepEqual(examined.failure?.diagnosis, {
            code: 'httpAcl',
            path: `${prefix}/ari`,
            source: '127.0.0.1',
          });
          for (const layer of ['ari', 'credentials'] as const)
            assert.deepEqual(examined.of(layer).diagnosis, { code: 'hiddenByAcl' });
        });
      }
    });

    it('lets in whom the advice permits', async () => {
      const list = ['', '[/ari]', 'type = restriction', DENY, 'permit = 127.0.0.1/255.255.255.255'];
      const files = ({ http }: { http: number }): Record<string, string> => ({ 'http.conf': httpConf(http, ...list) });
      await during({ version, files }, async (asterisk) => {
        assert.equal((await examine(asterisk)).verdict, 'well');
      });
      const user = ariConf('hiastar-ari', 'hiastar', DENY, 'permit = 127.0.0.1/255.255.255.255');
      await during({ version, files: { 'ari.conf': user } }, async (asterisk) => {
        assert.equal((await examine(asterisk)).verdict, has ? 'well' : 'ari ariMissing');
      });
    });

    it('says that a user’s list keeps this machine out', async () => {
      await during({ version, files: { 'ari.conf': ariConf('hiastar-ari', 'hiastar', DENY) } }, async (asterisk) => {
        const examined = await examine(asterisk);
        // 16 does not know the line, and then starts no ARI at all.
        assert.equal(examined.verdict, has ? 'acl userAcl' : 'ari ariMissing');
        if (has) examined.diagnosis('credentials', 'accepted');
      });
    });

    it('knows an ARI without users', async () => {
      await during({ version, files: { 'ari.conf': '[general]\nenabled = yes\n' } }, async (asterisk) => {
        assert.equal((await examine(asterisk)).verdict, 'credentials rejected');
      });
    });
  });
}
