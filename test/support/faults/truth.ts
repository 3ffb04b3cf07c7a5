import assert from 'node:assert/strict';
import http from 'node:http';
import { json } from 'node:stream/consumers';
import type { Application, Bridge, Channel, Endpoint } from '../../../src/ari/resources';
import type { LiveServer } from '../../../src/live/liveServer';
import type { Asterisk } from '../asterisk/asterisk';
import { until } from '../until';

/** A GET to Asterisk itself, past everything that is tested, over a connection that ends with it. */
export async function ask<T>(asterisk: Asterisk, path: string, method = 'GET'): Promise<T> {
  const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
    http
      .request(`${asterisk.url}/ari/${path}`, {
        method,
        headers: { authorization: asterisk.authorization },
        agent: false,
        timeout: 10_000,
      })
      .once('response', resolve)
      .once('timeout', function (this: http.ClientRequest) {
        this.destroy(new Error(`${method} ${path} got no answer`));
      })
      .once('error', reject)
      .end();
  });
  const status = answer.statusCode ?? 0;
  if (status === 204) return answer.resume() as T;
  const body: unknown = await json(answer);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
  return body as T;
}

/** What there is, one sorted line for each thing, with those of its properties that events keep true. */
interface Facts {
  readonly channels: readonly Channel[];
  readonly bridges: readonly Bridge[];
  readonly endpoints: readonly Endpoint[];
  readonly applications: readonly string[];
}

function lines({ channels, bridges, endpoints, applications }: Facts): string {
  const rows = [
    ...channels.map(({ id, name, state, dialplan, caller, connected }) => {
      const place = [dialplan.context, dialplan.exten, dialplan.priority, dialplan.app_name];
      return ['channel', id, name, state, caller.number, connected.number, ...place];
    }),
    ...bridges.map(({ id, technology, bridge_type, channels: members }) => {
      return ['bridge', id, technology, bridge_type, ...[...members].sort()];
    }),
    ...endpoints.map(({ technology, resource, state }) => ['endpoint', technology, resource, state]),
    ...applications.map((name) => ['application', name]),
  ];
  return rows
    .map((row) => row.join(' '))
    .sort()
    .join('\n');
}

async function serverFacts(asterisk: Asterisk): Promise<Facts> {
  const [channels, bridges, endpoints, applications] = await Promise.all([
    ask<Channel[]>(asterisk, 'channels'),
    ask<Bridge[]>(asterisk, 'bridges'),
    ask<Endpoint[]>(asterisk, 'endpoints'),
    ask<Application[]>(asterisk, 'applications'),
  ]);
  return { channels, bridges, endpoints, applications: applications.map(({ name }) => name) };
}

function modelFacts({ model }: LiveServer): Facts {
  return {
    channels: [...model.channels.values()].map(({ resource }) => resource),
    bridges: [...model.bridges.values()],
    endpoints: [...model.endpoints.values()],
    applications: [...model.applications.ids()],
  };
}

function failures(live: LiveServer): string {
  return (['channel', 'bridge', 'endpoint', 'application'] as const)
    .flatMap((kind) => live.failure(kind)?.message ?? [])
    .join('\n');
}

/** Every index of the model says what its entries say. */
function checkIndexes({ model }: LiveServer): void {
  for (const [id, channel] of [...model.channels.values()].map((entry) => [entry.resource.id, entry] as const)) {
    const bridge = [...model.bridges.values()].find(({ channels }) => channels.includes(id));
    assert.equal(channel.bridgeId, bridge?.id, `the bridge of channel ${id}`);
    if (channel.application !== undefined) assert.ok(model.channelsIn(channel.application).has(id));
  }
  for (const application of model.occupiedApplications())
    for (const id of model.channelsIn(application)) assert.ok(model.channels.has(id), `${id} in ${application}`);
}

/** Waits until the model says exactly what the server lists, and fails with the difference. */
export async function trueTo(live: LiveServer, asterisk: Asterisk, timeoutMs = 5000): Promise<void> {
  let difference = '';
  const isTrue = async (): Promise<boolean> => {
    const before = lines(modelFacts(live));
    const listed = lines(await serverFacts(asterisk));
    difference = before === listed ? '' : `model:\n${before}\nserver:\n${listed}\n${failures(live)}`;
    return difference === '' && lines(modelFacts(live)) === before;
  };
  await until(isTrue, { what: 'the model to equal the server', timeoutMs, intervalMs: 50 }).catch((error: unknown) =>
    assert.fail(`${String(error)}\n${difference}`),
  );
  checkIndexes(live);
}
