import assert from 'node:assert/strict';
import type { Channel } from '../../src/ari/resources';
import type { Gap } from '../../src/live/gap';
import { LiveServer } from '../../src/live/liveServer';
import { Pretender, json } from '../support/faults/pretender';
import { scenario } from '../support/faults/scenario';
import type { Scene } from '../support/faults/scenario';
import { until } from '../support/until';

const PARTY = { name: '', number: '' };

function channel(id: string): Channel {
  return {
    id,
    name: `PJSIP/${id}`,
    protocol_id: '',
    state: 'Up',
    caller: PARTY,
    connected: PARTY,
    dialplan: { context: 'c', exten: '1', priority: 1, app_name: '', app_data: '' },
    accountcode: '',
    creationtime: '',
    language: 'en',
  };
}

/** A server that has two channels, followed, and the gaps that are told. */
async function follow(scene: Scene): Promise<{ pretender: Pretender; live: LiveServer; gaps: readonly Gap[] }> {
  const pretender = await Pretender.of(scene);
  pretender.answers.set('GET /ari/channels', json(['a', 'b'].map(channel)));
  const options = { url: pretender.url, username: 'a', password: 'b', application: 'x', subscribeAll: true };
  const live = scene.keep(new LiveServer(options), async (made) => {
    await made.disconnect();
    made.dispose();
  });
  const gaps: Gap[] = [];
  live.onGap((gap) => gaps.push(gap));
  await live.connect();
  return { pretender, live, gaps };
}

const NEVER = (): void => undefined;
const MISSED = { came: 3, went: 2 };

describe('what was missed', () => {
  scenario('is told when the channels are there, though another list is not, and once', 15_000, async (scene) => {
    const { pretender, live, gaps } = await follow(scene);
    pretender.answers.set('GET /ari/channels', json(['c', 'd', 'e'].map(channel)));
    pretender.answers.set('GET /ari/endpoints', NEVER);
    pretender.breakOff();
    await until(() => gaps.length > 0, { what: 'the gap', timeoutMs: 5000 });
    assert.deepEqual(gaps[0]?.channels, MISSED);
    pretender.answers.delete('GET /ari/endpoints');
    pretender.breakOff();
    await until(() => gaps.length > 1, { what: 'the second gap', timeoutMs: 5000 });
    assert.deepEqual(gaps[1]?.channels, { came: 0, went: 0 });
    assert.ok(gaps[0].to <= gaps[1].from, 'what was heard in between is in no gap');
    assert.equal(live.connection.state.kind, 'connected');
  });

  scenario('is not forgotten when the connection is lost before the channels are there', 15_000, async (scene) => {
    const { pretender, live, gaps } = await follow(scene);
    const asked = new Promise<void>((resolve) => pretender.answers.set('GET /ari/channels', () => resolve()));
    pretender.breakOff();
    await asked;
    pretender.answers.set('GET /ari/channels', json(['c', 'd', 'e'].map(channel)));
    pretender.breakOff();
    await until(() => gaps.length > 1, { what: 'both gaps', timeoutMs: 5000 });
    assert.deepEqual(
      gaps.map(({ channels }) => channels),
      [undefined, MISSED],
    );
    assert.equal(live.model.channels.size, 3);
  });
});
