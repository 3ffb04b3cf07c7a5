import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { AnyEvent } from '../../src/ari/events';
import { isKnownEvent } from '../../src/ari/events';
import type { Server } from '../../src/workbench/servers/server';
import { Asterisk } from '../support/asterisk/asterisk';
import type { AsteriskVersion } from '../support/asterisk/install';
import { Reference } from '../support/storm/reference';
import type { Counts, StormSize } from '../support/storm/storm';
import {
  STORM_CONTEXT,
  STORM_DIALPLAN,
  STORM_VARIABLE,
  beginStorm,
  channelsOf,
  eventsOf,
} from '../support/storm/storm';
import { until } from '../support/until';
import { connectTo, internals, removeServers } from './support';

/** 300,000 events and 144,000: some 10 s of all that an Asterisk can do. */
const STORMS: Readonly<Record<AsteriskVersion, StormSize>> = {
  '22': { calls: 4, rounds: 25_000 },
  '16': { calls: 4, rounds: 12_000 },
};
const STORM_LIMIT_MS = 120_000;
const ATTEMPTS = 3;
/** Asterisk gives a reader up that takes nothing for 100 ms; where a bare one had to wait as long, ours was not judged. */
const STARVED_MS = 100;

for (const version of ['22', '16'] as const) {
  describe(`a storm of dialplan steps (Asterisk ${version})`, function () {
    this.timeout(ATTEMPTS * STORM_LIMIT_MS + 60_000);
    let asterisk: Asterisk;
    let server: Server;
    let reference: Reference;
    before(async () => {
      asterisk = await Asterisk.start({ version, dialplan: STORM_DIALPLAN });
      server = await connectTo(asterisk);
      await vscode.commands.executeCommand('ari.events.show');
    });
    after(async () => {
      await reference.stop();
      await removeServers();
      await asterisk.stop();
    });

    it('is heard as a bare reader hears it, without a gap, over a connection that stands', async () => {
      const size = STORMS[version];
      reference = await Reference.start(asterisk);
      let run = await weather({ asterisk, server, reference }, size);
      for (
        let more = ATTEMPTS - 1;
        more > 0 && run.told.length > 0 && reference.counts.lateMs > STARVED_MS;
        more -= 1
      ) {
        console.log(
          `      the machine had no time for a bare reader for ${Math.round(reference.counts.lateMs)} ms: once more`,
        );
        await until(() => server.state.kind === 'connected', { what: 'to be connected', timeoutMs: 30_000 });
        await reference.stop();
        reference = await Reference.start(asterisk);
        run = await weather({ asterisk, server, reference }, size);
      }
      const { told, heard, before } = run;
      assert.deepEqual(told, [], `the bare reader was late by ${Math.round(reference.counts.lateMs)} ms at most`);
      const { values, steps } = reference.counts;
      assert.deepEqual({ values, steps }, eventsOf(size), 'the reference reader missed some itself');
      assert.deepEqual({ values: heard.values, steps: heard.steps }, eventsOf(size));
      assert.equal(server.state.kind, 'connected');
      // The last ones, of devices, follow the channels' ends.
      let inStream = await streamed();
      await until(async () => isDeepStrictEqual(gain(before, (inStream = await streamed())), reference.counts.byType), {
        what: 'the event stream to have got as many of each type',
      }).catch(() => assert.deepEqual(gain(before, inStream), reference.counts.byType));
      assert.equal(server.model?.channels.size, 0);
    });
  });
}

interface Place {
  readonly asterisk: Asterisk;
  readonly server: Server;
  readonly reference: Reference;
}

interface Weather {
  /** What was told of the connection meanwhile: nothing, if all is well. */
  readonly told: readonly unknown[];
  readonly heard: Counts;
  /** What was in the stream before. */
  readonly before: Readonly<Record<string, number>>;
}

/** One storm, to its end or to the first trouble with our connection. */
async function weather({ asterisk, server, reference }: Place, size: StormSize): Promise<Weather> {
  const { workbench } = await internals();
  const told: unknown[] = [];
  const heard: Counts = { byType: {}, values: 0, steps: 0 };
  const before = await streamed();
  const hearing = vscode.Disposable.from(
    server.onState((state) => told.push(state)),
    workbench.registry.onGap((gap) => told.push(gap)),
    workbench.registry.onEvent(({ event }) => count(event, heard)),
  );
  try {
    await beginStorm(asterisk, size);
    const isOver = ({ byType }: Counts): boolean => (byType['ChannelDestroyed'] ?? 0) >= channelsOf(size);
    await until(() => isOver(reference.counts) && (isOver(heard) || told.length > 0), {
      what: 'the storm to be over for both readers',
      timeoutMs: STORM_LIMIT_MS,
    });
    return { told, heard, before };
  } finally {
    hearing.dispose();
  }
}

function count(event: AnyEvent, counts: Counts): void {
  counts.byType[event.type] = (counts.byType[event.type] ?? 0) + 1;
  if (!isKnownEvent(event)) return;
  if (event.type === 'ChannelVarset' && event.variable === STORM_VARIABLE) counts.values += 1;
  if (event.type === 'ChannelDialplan' && event.channel.dialplan.context === STORM_CONTEXT) counts.steps += 1;
}

/** How many events of each type the event stream took in so far. */
async function streamed(): Promise<Readonly<Record<string, number>>> {
  const { events } = await internals();
  return Object.fromEntries(events.output.stream.counts);
}

/** What came since, of events: our own requests have no types of ARI. */
function gain(
  before: Readonly<Record<string, number>>,
  now: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const gains = Object.entries(now).map(([type, total]) => [type, total - (before[type] ?? 0)] as const);
  return Object.fromEntries(gains.filter(([type, more]) => more > 0 && /^[A-Z]/.test(type)));
}
