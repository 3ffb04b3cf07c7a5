import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import { basicAuthorization, eventSocketUrl } from '../../src/ari/address';
import { AriError } from '../../src/ari/errors';
import * as channels from '../../src/ari/operations/channels';
import { headLine } from '../../src/live/capture/jsonLines';
import { readCapture } from '../../src/live/capture/readCapture';
import type { CaptureLine } from '../../src/live/capture/readCapture';
import { Recorder } from '../../src/live/capture/recorder';
import { RotatingFile } from '../../src/live/capture/rotatingFile';
import { LiveServer } from '../../src/live/liveServer';
import { Asterisk } from '../support/asterisk/asterisk';
import { until } from '../support/until';

const CALLS = 4;
const DIALPLAN = `
[storm]
exten => _X.,1,Set(I=0)
 same => n(loop),Set(I=$[\${I}+1])
 same => n,GotoIf($[\${I}<\${EXTEN}]?loop)
 same => n,Hangup()
`;

describe('recording events', function () {
  this.timeout(120_000);
  let asterisk: Asterisk;
  let folder: string;
  before(async () => {
    asterisk = await Asterisk.start({ dialplan: DIALPLAN });
    // Two readers in one process on a busy machine may stall; with the default of 100 ms Asterisk gives one of them up.
    const conf = path.join(asterisk.folder, 'etc/ari.conf');
    const text = fs.readFileSync(conf, 'utf8');
    assert.match(text, /^\[general\]$/m);
    fs.writeFileSync(conf, text.replace(/^\[general\]$/m, '[general]\nwebsocket_write_timeout = 30000'));
    await asterisk.cli('module reload res_ari.so');
  });
  after(() => asterisk.stop());
  beforeEach(() => void (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ari-workbench-capture-'))));
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const file = (maxBytes: number): Promise<RotatingFile> =>
    RotatingFile.create({
      file: path.join(folder, 'events.jsonl'),
      maxBytes,
      keep: 100,
      head: (part) => headLine({ format: 1, tool: 'test', version: '0', servers: ['test'], began: 'now', part }),
    });
  const liveServer = (application: string): LiveServer => {
    const { url, user: username, password } = asterisk;
    return new LiveServer({ url, username, password, application, subscribeAll: true });
  };
  /** Calls that do nothing but set a variable, as fast as Asterisk can. */
  const storm = async (rounds: number): Promise<void> => {
    for (let call = 0; call < CALLS; call += 1) {
      await asterisk.cli(`channel originate Local/${rounds}@storm application Wait 100`);
    }
  };
  const recorded = async (): Promise<CaptureLine[]> => {
    const lines: CaptureLine[] = [];
    for (const name of fs.readdirSync(folder).sort((one, other) => partOf(one) - partOf(other))) {
      for await (const line of readCapture(path.join(folder, name))) lines.push(line);
    }
    return lines;
  };

  it('has in its files what a bare reader heard of a storm in the same run', async () => {
    const reference = await BareReader.open(asterisk);
    const server = liveServer('recorded');
    const recorder = new Recorder(await file(20_000_000));
    server.onEvent((event) =>
      recorder.record({ kind: 'event', server: 'test', application: 'recorded', received: Date.now(), event }),
    );
    try {
      await server.connect();
      const began = performance.now();
      await storm(12_000);
      await until(() => reference.of('ChannelDestroyed') >= 2 * CALLS, {
        what: `the end of ${CALLS} calls`,
        timeoutMs: 60_000,
      });
      const seconds = (performance.now() - began) / 1000;
      await until(() => server.model.channels.size === 0, { what: 'the model to hear of it' });
      const { lost, entries } = await recorder.stop();
      assert.equal(lost, 0);
      const heard = new Map<string, number>();
      for (const { event } of (await recorded()) as { event?: { type: string } }[]) {
        if (event) heard.set(event.type, (heard.get(event.type) ?? 0) + 1);
      }
      console.log(
        `      ${entries} events, ${Math.round(entries / seconds)}/s, ${fs.readdirSync(folder).length} files`,
      );
      assert.deepEqual(sorted(heard), sorted(reference.counts));
      assert.ok(entries > 50_000, 'a storm');
    } finally {
      await recorder.stop();
      await server.disconnect();
      server.dispose();
      reference.close();
    }
  });

  it('holds no password, and of requests what was asked and answered', async () => {
    const server = liveServer('secretive');
    const recorder = new Recorder(await file(1e9));
    const about = { server: 'test', application: 'secretive' };
    server.onEvent((event) => recorder.record({ ...about, kind: 'event', received: Date.now(), event }));
    server.rest.onExchange((exchange) =>
      recorder.record({ ...about, kind: 'exchange', received: exchange.at, exchange }),
    );
    try {
      await server.connect();
      await assert.rejects(channels.answer(server.rest, 'nobody'), AriError);
      await recorder.stop();
    } finally {
      await server.disconnect();
      server.dispose();
    }
    const text = fs.readFileSync(path.join(folder, 'events.jsonl'), 'utf8');
    assert.match(text, /"request":\{"method":"POST","target":"channels\/nobody\/answer"\}.*Channel not found/);
    assert.ok(!text.includes(asterisk.authorization.slice('Basic '.length)));
    assert.doesNotMatch(text, /authorization/i);
    // The user is called after it.
    assert.ok(!text.replaceAll(asterisk.user, '').includes(asterisk.password));
  });

  it('keeps all but the last second when it is killed in the middle of a storm', async () => {
    const program = path.join(__dirname, 'fixtures/recordUntilKilled.ts');
    const target = path.join(folder, 'events.jsonl');
    const child = fork(program, [asterisk.url, asterisk.user, asterisk.password, target], {
      execArgv: ['--import', 'tsx'],
    });
    const told: { heard: number; at: number }[] = [];
    child.on('message', (message) => told.push(message as { heard: number; at: number }));
    try {
      await until(() => told.length > 0, { what: 'the recording to begin', timeoutMs: 20_000 });
      await storm(12_000);
      await until(() => (told.at(-1)?.heard ?? 0) > 30_000, { what: 'the storm', timeoutMs: 30_000 });
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await asterisk.cli('channel request hangup all');
    const killedAt = told.at(-1)?.at ?? Infinity;
    const heardBefore = told.filter(({ at }) => at <= killedAt - 1_000).at(-1)?.heard ?? 0;
    const lines = await recorded();
    const events = lines.filter((line) => 'event' in line);
    console.log(
      `      ${events.length} of ${told.at(-1)?.heard ?? 0} written, ${heardBefore} were heard a second before`,
    );
    assert.ok(events.length >= heardBefore);
    assert.ok(Number(lines.at(-1)?.['received']) >= killedAt - 1_000, 'the last line is of the last second');
  });
});

/** The least that reads events: what it counts, Asterisk has sent. */
class BareReader {
  readonly counts = new Map<string, number>();

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      const { type } = JSON.parse(data.toString()) as { type: string };
      this.counts.set(type, (this.counts.get(type) ?? 0) + 1);
    });
  }

  static async open({ url, user: username, password }: Asterisk): Promise<BareReader> {
    const socket = new WebSocket(eventSocketUrl(url, 'reference', true), {
      headers: { authorization: basicAuthorization({ username, password }) },
      perMessageDeflate: false,
    });
    const reader = new BareReader(socket);
    await once(socket, 'open');
    return reader;
  }

  of(type: string): number {
    return this.counts.get(type) ?? 0;
  }

  close(): void {
    this.socket.terminate();
  }
}

function sorted(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].filter(([type]) => !type.startsWith('Application')).sort();
}

function partOf(name: string): number {
  return Number(/\.(\d{3,})\.jsonl$/.exec(name)?.[1] ?? 1);
}
