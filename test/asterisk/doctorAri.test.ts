import assert from 'node:assert/strict';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { AriError } from '../../src/ari/errors';
import { LAYERS } from '../../src/ari/doctor/finding';
import { Asterisk } from '../support/asterisk/asterisk';
import { until } from '../support/until';
import { VERSIONS, ariConf, during, examine, httpConf, withoutModules } from './doctor/clinic';

const LONG = 'a'.repeat(74);

for (const version of VERSIONS) {
  describe(`the doctor, with Asterisk ${version}`, function () {
    this.timeout(20_000);
    let asterisk: Asterisk;
    before(async () => (asterisk = await Asterisk.start({ version })));
    after(() => asterisk.stop());

    /** Names of the applications that Asterisk has. */
    const applications = async (): Promise<string> => asterisk.cli('ari show apps');

    it('finds a healthy server well, down to its first event, and leaves nothing behind', async () => {
      const layers: string[] = [];
      const examined = await examine(asterisk, { onLayer: (layer) => layers.push(layer) });
      assert.equal(examined.verdict, 'well');
      assert.deepEqual(
        examined.findings.map(({ layer }) => layer),
        LAYERS,
      );
      assert.deepEqual(layers, LAYERS);
      assert.deepEqual(
        examined.findings.filter(({ outcome }) => outcome !== 'ok').map(({ layer }) => layer),
        ['name', 'tls'],
      );
      assert.match(examined.diagnosis('credentials', 'accepted').version ?? '', new RegExp(`^${version}\\.`));
      assert.match(examined.diagnosis('http', 'asterisk').server ?? '', /^Asterisk\//);
      assert.equal(examined.diagnosis('event', 'arrived').type, 'ChannelUserevent');
      await until(async () => !(await applications()).includes('ari-workbench'), { what: 'the name to go' });
    });

    it('hears an event where the server is told of its own things only', async () => {
      const examined = await examine(asterisk, { subscribeAll: false });
      assert.equal(examined.diagnosis('event', 'arrived').type, 'ChannelUserevent');
    });

    it('writes nothing where it is told so, and leaves nothing behind', async () => {
      const examined = await examine(asterisk, { readOnly: true });
      assert.equal(examined.verdict, 'well');
      assert.equal(examined.of('access').diagnosis.code, 'readOnlyHere');
      const methods = examined.findings.flatMap(({ attempts }) =>
        attempts.flatMap(({ tried }) => (tried.kind === 'request' ? [tried.method] : [])),
      );
      assert.deepEqual([...new Set(methods)], ['GET']);
      await until(async () => !(await applications()).includes('ari-workbench'), { what: 'the name to go' });
    });

    it('knows a read-only user, and that it can cause no event', async () => {
      const examined = await examine(asterisk, { username: 'hiastar-ro', password: 'hiastar-ro' });
      assert.equal(examined.verdict, 'well');
      assert.equal(examined.of('access').outcome, 'note');
      assert.equal(examined.diagnosis('access', 'readOnlyUser').user, 'hiastar-ro');
      examined.diagnosis('event', 'cannotCause');
      await until(async () => !(await applications()).includes('ari-workbench'), { what: 'the name to go' });
    });

    it('says that user or password is wrong', async () => {
      for (const changes of [
        { password: 'wrong-password' },
        { username: 'nobody' },
        { password: 'ü€😀' },
        { password: '' },
      ]) {
        const examined = await examine(asterisk, changes);
        assert.equal(examined.verdict, 'credentials rejected');
        assert.deepEqual(examined.of('acl').diagnosis, { code: 'notReached' });
      }
    });

    it('goes as far as it can without a password', async () => {
      assert.equal((await examine(asterisk, { password: undefined })).verdict, 'credentials noPassword');
    });

    it('says that nobody logs in with a colon in the name, or with more than 255 bytes', async () => {
      assert.equal((await examine(asterisk, { username: 'hiastar:ari' })).verdict, 'credentials colonInName');
      const examined = await examine(asterisk, { password: 'é'.repeat(125) });
      assert.deepEqual(examined.diagnosis('credentials', 'tooLong'), { code: 'tooLong', bytes: 262, limit: 255 });
    });

    it('takes no name from anybody, and says that one is in use', async () => {
      const socket = new WebSocket(`${asterisk.url}/ari/events?app=taken`, {
        headers: { authorization: asterisk.authorization },
      });
      const heard: string[] = [];
      socket.on('message', (data: Buffer) => heard.push(data.toString()));
      await once(socket, 'open');
      const examined = await examine(asterisk, { application: 'taken' });
      assert.equal(examined.verdict, 'well');
      assert.equal(examined.of('application').outcome, 'note');
      examined.diagnosis('application', 'applicationInUse');
      assert.equal(
        (await examine(asterisk, { application: 'taken', connectedAs: 'taken' })).of('application').outcome,
        'ok',
      );
      examined.diagnosis('event', 'arrived');
      assert.deepEqual(heard, []);
      socket.close();
      await once(socket, 'close');
    });

    it('says that a name is free', async () => {
      const examined = await examine(asterisk, { application: 'sales' });
      assert.deepEqual(examined.of('application').diagnosis, { code: 'applicationFree', application: 'sales' });
    });

    it('says that a name is too long, where it is', async () => {
      const examined = await examine(asterisk, { application: LONG });
      if (version === '16') assert.equal(examined.verdict, 'well');
      else assert.deepEqual(examined.failure?.diagnosis, { code: 'applicationTooLong', length: 74, limit: 73 });
    });

    it('finds the prefix that a URL has too much', async () => {
      const examined = await examine(`${asterisk.url}/pbx/one`);
      const { given, found, url } = examined.diagnosis('prefix', 'wrongPrefix');
      assert.deepEqual([given, found, url], ['/pbx/one', '', asterisk.url]);
    });

    it('ends at once when it is cancelled, in whichever layer, and leaves nothing behind', async () => {
      for (const last of LAYERS) {
        const aborting = new AbortController();
        const onLayer = (layer: string): void => {
          if (layer === last) aborting.abort();
        };
        if (last === 'name' || last === 'tls' || last === 'acl' || last === 'booted') continue;
        await assert.rejects(
          examine(asterisk, { signal: aborting.signal, onLayer }),
          (error: unknown) => error instanceof AriError && error.failure === 'cancelled',
          last,
        );
      }
      await until(async () => !(await applications()).includes('ari-workbench'), { what: 'the names to go' });
    });

    it('finds a prefix that the URL lacks', async () => {
      const prefixed = (prefix: string): Promise<string> =>
        during(
          { version, files: ({ http }) => ({ 'http.conf': httpConf(http, `prefix = ${prefix}`) }) },
          async (other) => {
            assert.equal((await examine(`${other.url}/${prefix}`)).verdict, 'well');
            const examined = await examine(other);
            assert.equal((await examine(`${other.url}/other`)).verdict, 'prefix nothingThere');
            const { diagnosis } = examined.of('prefix');
            return diagnosis.code === 'wrongPrefix' ? diagnosis.found : diagnosis.code;
          },
        );
      // Only the sample file's can be guessed.
      assert.deepEqual(await Promise.all(['asterisk', 'pbx'].map(prefixed)), ['/asterisk', 'nothingThere']);
    });

    it('says that ARI is not loaded, or not enabled', async () => {
      const unloaded = await withoutModules(version, 'res_ari');
      try {
        assert.equal((await examine(unloaded)).verdict, 'ari ariMissing');
      } finally {
        await unloaded.stop();
      }
      const disabled = ariConf('hiastar-ari', 'hiastar').replace('enabled = yes', 'enabled = no');
      await during({ version, files: { 'ari.conf': disabled } }, async (other) => {
        assert.equal((await examine(other)).verdict, 'ari ariMissing');
      });
    });

    it('says which module gives the events', async () => {
      const without = async (...modules: string[]): Promise<string> => {
        const other = await withoutModules(version, ...modules);
        try {
          const { verdict, failure } = await examine(other);
          return failure?.diagnosis.code === 'eventsModuleMissing' ? failure.diagnosis.module : verdict;
        } finally {
          await other.stop();
        }
      };
      assert.equal(await without('res_ari_events'), 'res_ari_events');
      // 22 loads no ARI without it; from outside that looks like another prefix.
      assert.equal(
        await without('res_http_websocket'),
        version === '22' ? 'prefix nothingThere' : 'res_http_websocket',
      );
    });

    it('says which modules are missing, and goes on', async () => {
      const other = await withoutModules(version, 'res_ari_sounds', 'res_ari_applications', 'res_ari_asterisk');
      try {
        const examined = await examine(other);
        assert.equal(examined.verdict, 'well');
        assert.deepEqual(examined.diagnosis('modules', 'modulesMissing').modules, [
          'res_ari_applications',
          'res_ari_asterisk',
          'res_ari_sounds',
        ]);
        examined.diagnosis('application', 'notCheckable');
        examined.diagnosis('event', 'arrived');
      } finally {
        await other.stop();
      }
    });

    it('says that all of them are missing', async () => {
      const other = await withoutModules(version, 'res_ari_model');
      try {
        const examined = await examine(other);
        assert.equal(examined.verdict, 'modules modulesMissing');
        assert.equal(examined.diagnosis('modules', 'modulesMissing').all, true);
      } finally {
        await other.stop();
      }
    });
  });
}
