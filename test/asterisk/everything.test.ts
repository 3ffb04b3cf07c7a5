import assert from 'node:assert/strict';
import * as applications from '../../src/ari/operations/applications';
import { LiveServer } from '../../src/live/liveServer';
import { Asterisk } from '../support/asterisk/asterisk';
import { until } from '../support/until';

for (const version of ['22', '16'] as const) {
  describe(`an application of Asterisk ${version} that wants to hear everything`, () => {
    let asterisk: Asterisk;
    before(async () => (asterisk = await Asterisk.start({ version })));
    after(() => asterisk.stop());

    function liveServer(subscribeAll: boolean): LiveServer {
      const { url, user: username, password } = asterisk;
      return new LiveServer({ url, username, password, application: 'shared', subscribeAll });
    }

    it('does so though it was there before, and is left as it was', async () => {
      const [other, usurper] = [liveServer(false), liveServer(true)];
      const channelsHeard = async (): Promise<readonly string[]> =>
        (await applications.get(usurper.rest, 'shared')).channel_ids;
      try {
        await other.connect();
        await usurper.connect();
        assert.ok((await channelsHeard()).length > 0, 'it hears of every channel');
        await asterisk.cli('channel originate Local/1@wait application Wait 60');
        await until(() => usurper.model.channels.size === 2, { what: 'a call of others' });
        const again = liveServer(false);
        try {
          await again.connect();
          await until(() => usurper.connection.state.kind === 'replaced', { what: 'the state "replaced"' });
          await until(async () => (await channelsHeard()).length === 0, { what: 'it to hear of its own again' });
        } finally {
          await again.disconnect();
          again.dispose();
        }
      } finally {
        for (const one of [usurper, other]) {
          await one.disconnect();
          one.dispose();
        }
      }
    });
  });
}
