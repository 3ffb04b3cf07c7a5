import { performance } from 'node:perf_hooks';
import { Agent, request } from 'undici';
import { RestClient } from '../src/ari/rest';
import { Asterisk } from '../test/support/asterisk/asterisk';
import { progress } from '../test/support/places';
import { execute, which } from '../test/support/processes';
import { until } from '../test/support/until';
import { median, number, percentile, table } from './figures';

const ROUNDS = 1000;
const WARM_UP = 200;
/** curl is asked less often, since each process takes its time; an odd number, so that either of us is first after it. */
const CURL_EVERY = 11;
/** Of the extension's own client: both sides get as many. */
const CONNECTIONS = 4;
const CALLS = 25;

const TARGETS = ['asterisk/info', 'channels'] as const;
type Target = (typeof TARGETS)[number];

const CLIENTS = {
  bare: 'bare `undici`, connections kept',
  ours: 'ours',
  curl: '`curl`, a process for each request',
  curlTotal: '`curl`, its own `time_total`',
} as const;
type Client = keyof typeof CLIENTS;
type Samples = Readonly<Record<Client, number[]>>;

/** The clients of one comparison, and the server that they ask. */
interface Clients {
  readonly asterisk: Asterisk;
  readonly rest: RestClient;
  readonly agent: Agent;
}

/** Asks the same of a real Asterisk with the extension's client, with bare undici and with curl, in turns. */
export async function requests(): Promise<string> {
  const asterisk = await Asterisk.start();
  const rest = new RestClient({ url: asterisk.url, username: asterisk.user, password: asterisk.password });
  const agent = new Agent({ connections: CONNECTIONS, pipelining: 1 });
  try {
    await fill(asterisk);
    const samples: Samples[] = [];
    for (const target of TARGETS) {
      progress(`requests: ${target}`);
      samples.push(await compare({ asterisk, rest, agent }, target));
    }
    return describe(samples);
  } finally {
    rest.dispose();
    await agent.destroy();
    await asterisk.stop();
  }
}

function describe(samples: readonly Samples[]): string {
  const clients = (Object.keys(CLIENTS) as Client[]).filter((client) => samples.every((one) => one[client].length > 0));
  const rows = clients.map((client) => [
    CLIENTS[client],
    ...samples.flatMap((one) => [median(one[client]), percentile(one[client], 0.99)].map((ms) => number(ms, 2))),
  ]);
  const overheads = samples.map(({ ours, bare }) => number(median(ours) - median(bare), 2));
  const curls = samples[0]?.curl.length ?? 0;
  return [
    `${number(ROUNDS)} requests of each client in turns${curls ? `, ${number(curls)} of \`curl\`` : ''}; milliseconds until the answer is parsed or the process has ended.`,
    table(
      ['client', ...TARGETS.flatMap((target) => ['p50', 'p99'].map((share) => `${share} of \`GET /${target}\``))],
      rows,
    ),
    `Over bare \`undici\` ours takes ${overheads.join(' and ')} ms more (p50). The list has ${CALLS * 2} channels.`,
  ].join('\n\n');
}

/** Two requests follow each other at once, and who is first changes: what else the machine does hits both alike. */
async function compare(clients: Clients, target: Target): Promise<Samples> {
  const samples: Samples = { bare: [], ours: [], curl: [], curlTotal: [] };
  const hasCurl = which('curl') !== undefined;
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const order = round % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const);
    for (const client of order) {
      const ms = await took(() => (client === 'ours' ? askOurs(clients, target) : askBare(clients, target)));
      if (round >= 0) samples[client].push(ms);
    }
    if (!hasCurl || round < 0 || round % CURL_EVERY !== 0) continue;
    samples.curl.push(await took(async () => samples.curlTotal.push(await askCurl(clients, target))));
  }
  return samples;
}

async function took(ask: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await ask();
  return performance.now() - began;
}

function askOurs({ rest }: Clients, target: Target): Promise<unknown> {
  return rest.request({ method: 'GET', path: target });
}

async function askBare({ asterisk, agent }: Clients, target: Target): Promise<unknown> {
  const { statusCode, body } = await request(`${asterisk.url}/ari/${target}`, {
    dispatcher: agent,
    headers: { authorization: asterisk.authorization },
  });
  if (statusCode !== 200) throw new Error(`GET ${target}: ${statusCode}`);
  return body.json();
}

/** @returns the milliseconds that curl itself counts, from its first look at the address on. */
async function askCurl({ asterisk: { url, authorization } }: Clients, target: Target): Promise<number> {
  const quiet = ['--silent', '--fail', '--output', '/dev/null', '--write-out', '%{time_total}'];
  const seconds = await execute('curl', [
    ...quiet,
    '--header',
    `authorization: ${authorization}`,
    `${url}/ari/${target}`,
  ]);
  return Number(seconds) * 1000;
}

/** Puts calls on the server that only wait, two channels each. */
async function fill(asterisk: Asterisk): Promise<void> {
  const headers = { authorization: asterisk.authorization };
  for (let call = 0; call < CALLS; call += 1) {
    const query = 'endpoint=Local/s@wait/n&context=wait&extension=s&priority=1';
    const { statusCode, body } = await request(`${asterisk.url}/ari/channels?${query}`, { method: 'POST', headers });
    await body.dump();
    if (statusCode !== 200) throw new Error(`POST channels: ${statusCode}`);
  }
  await until(
    async () => {
      const { body } = await request(`${asterisk.url}/ari/channels`, { headers });
      return ((await body.json()) as readonly unknown[]).length === CALLS * 2;
    },
    { what: `${CALLS * 2} channels` },
  );
}
