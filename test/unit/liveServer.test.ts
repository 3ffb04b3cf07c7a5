import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { LiveServer } from '../../src/live/liveServer';

const PLAYBACK = { id: 'p', media_uri: 'sound:x', target_uri: 'channel:a', language: 'en', state: 'paused' };

describe('what is asked for in the background', () => {
  let answering: http.Server;
  let server: LiveServer;
  let asked: () => Promise<void>;

  beforeEach(async () => {
    answering = http.createServer((_request, response) => {
      void asked().then(() => response.end(JSON.stringify(PLAYBACK)));
    });
    answering.listen(0, '127.0.0.1');
    await once(answering, 'listening');
    const { port } = answering.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    server = new LiveServer({ url, username: 'u', password: 'p', application: 'app', subscribeAll: true });
  });
  afterEach(() => {
    server.dispose();
    answering.closeAllConnections();
    answering.close();
  });

  it('becomes known', async () => {
    asked = () => Promise.resolve();
    await server.refreshPlayback('p');
    assert.equal(server.model.playbacks.get('p')?.state, 'paused');
  });

  it('is not put into the model of a server that was disconnected meanwhile', async () => {
    asked = () => server.disconnect();
    await assert.rejects(server.refreshPlayback('p'), { failure: 'cancelled' });
    assert.equal(server.model.playbacks.size, 0);
  });
});
