import assert from 'node:assert/strict';
import { AriError } from '../../src/ari/errors';
import { LiveServer } from '../../src/live/liveServer';
import { testConnection } from '../../src/workbench/servers/testConnection';
import { Pretender, json } from '../support/faults/pretender';
import { scenario } from '../support/faults/scenario';
import type { Scene } from '../support/faults/scenario';

const USER = { username: 'a', password: 'b' };
const NEVER = new AbortController().signal;

function live(scene: Scene, { url }: Pretender): LiveServer {
  const made = new LiveServer({ url, ...USER, application: 'x', subscribeAll: true });
  return scene.keep(made, async () => {
    await made.disconnect();
    made.dispose();
  });
}

describe('an answer that is not what ARI sends', () => {
  const NO_INFO = [null, 'x', [], { system: { version: 5 } }, { system: null }, { status: { startup_time: 5 } }];

  for (const answer of NO_INFO) {
    scenario(`${JSON.stringify(answer)}: is no version of a server`, 10_000, async (scene) => {
      const pretender = await Pretender.of(scene);
      pretender.answers.set('GET /ari/asterisk/info', json(answer));
      const server = live(scene, pretender);
      await server.connect();
      assert.equal(server.info, undefined);
      await assert.rejects(testConnection({ url: pretender.url, ...USER }, NEVER), { failure: 'garbled' });
    });
  }

  for (const answer of [null, {}, [null], [{ name: 5 }]]) {
    scenario(`${JSON.stringify(answer)}: is no list of applications`, 10_000, async (scene) => {
      const pretender = await Pretender.of(scene);
      pretender.answers.set('GET /ari/applications', json(answer));
      const request = 'GET applications';
      await assert.rejects(testConnection({ url: pretender.url, ...USER }, NEVER), { failure: 'garbled', request });
    });
  }

  for (const answer of [null, 'x', [], {}, { id: 'p', name: 'r', state: 5 }]) {
    scenario(`${JSON.stringify(answer)}: is no playback, nor a recording`, 10_000, async (scene) => {
      const pretender = await Pretender.of(scene);
      pretender.answers.set('GET /ari/playbacks/p', json(answer));
      pretender.answers.set('GET /ari/recordings/live/r', json(answer));
      const server = live(scene, pretender);
      const isGarbled = (error: unknown): boolean => error instanceof AriError && error.failure === 'garbled';
      await assert.rejects(server.refreshPlayback('p'), isGarbled);
      await assert.rejects(server.refreshRecording('r'), isGarbled);
      assert.equal(server.model.playbacks.size + server.model.recordings.size, 0);
    });
  }
});
