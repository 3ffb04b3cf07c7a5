import assert from 'node:assert/strict';
import { WebSocket } from 'ws';
import { eventSocketUrl } from '../../src/ari/address';
import { LiveServer } from '../../src/live/liveServer';
import { Asterisk } from '../support/asterisk/asterisk';
import { VERSIONS, examine } from './doctor/clinic';

/** Without a goodbye, Asterisk 22 locked up after 2 to 47 of them (measured). */
const GOODBYES = 60;
const REQUEST_MS = 5_000;

/** Changes a device's state all the time: Asterisk's issue 2170 needs one change just as a socket closes. */
class Changes {
  readonly #end = new AbortController();
  readonly #over: Promise<void>;

  constructor(private readonly asterisk: Asterisk) {
    this.#over = this.#run();
  }

  async stop(): Promise<void> {
    this.#end.abort();
    await this.#over;
  }

  async #run(): Promise<void> {
    const { url, authorization } = this.asterisk;
    for (let at = 0; !this.#end.signal.aborted; at += 1) {
      await fetch(`${url}/ari/deviceStates/Stasis:lamp?deviceState=${at % 2 ? 'INUSE' : 'NOT_INUSE'}`, {
        method: 'PUT',
        headers: { authorization },
        signal: AbortSignal.any([this.#end.signal, AbortSignal.timeout(REQUEST_MS)]),
      }).catch(() => undefined);
    }
  }
}

for (const version of VERSIONS) {
  describe(`Asterisk ${version}, while a device changes its state all the time`, function () {
    this.timeout(60_000);
    let asterisk: Asterisk;
    let changes: Changes;
    before(async () => {
      asterisk = await Asterisk.start({ version });
      changes = new Changes(asterisk);
    });
    after(async () => {
      await changes.stop();
      // Locked up, it would not end by itself.
      await asterisk.kill();
    });

    it('survives that servers are disconnected', async () => {
      const { url, user: username, password } = asterisk;
      for (let times = 0; times < GOODBYES; times += 1) {
        const application = `goodbye-${times}`;
        const server = new LiveServer({ url, username, password, application, subscribeAll: true });
        await server.connect();
        await server.disconnect();
        server.dispose();
      }
    });

    it('survives the doctor, whoever is asked for', async () => {
      for (let times = 0; times < GOODBYES / 3; times += 1) {
        assert.equal((await examine(asterisk)).verdict, 'well');
        const { readOnlyUser: username, readOnlyPassword: password } = asterisk;
        assert.equal((await examine(asterisk, { username, password })).verdict, 'well');
      }
    });

    if (version === '22')
      it('locks up when others leave without a goodbye, which the doctor knows', async function () {
        const { url, authorization } = asterisk;
        const opens = async (application: string): Promise<boolean> => {
          const options = { headers: { authorization }, handshakeTimeout: 2_000 };
          const socket = new WebSocket(eventSocketUrl(url, application, true), options);
          const isOpen = await new Promise<boolean>((resolve) => {
            socket.once('open', () => resolve(true));
            socket.once('error', () => resolve(false));
          });
          socket.terminate();
          return isOpen;
        };
        let times = 0;
        while (times < 1_000 && (await opens(`rude-${times}`))) times += 1;
        // A later Asterisk may have mended it.
        if (times === 1_000) this.skip();
        await changes.stop();
        assert.equal((await examine(asterisk)).verdict, 'upgrade applicationsStuck');
        assert.ok((await asterisk.cli('core show channels')).includes('0 active channels'));
      });
  });
}
