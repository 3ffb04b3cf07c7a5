import { progress } from '../test/support/places';
import { course } from '../test/support/memory/memory';
import type { Sample } from '../test/support/memory/memory';
import { number, table } from './figures';

/** What is left after a million events with 10,000 channels, and in the course of an office's day. */
export async function memory(): Promise<string> {
  progress('a million events…');
  const million = await course('million');
  progress('24 hours in an office…');
  const day = await course('day');
  return [
    'The parts of the extension that live as long as a connection (requests, event socket, model, tree, event stream with ' +
      'its 10,000 entries, watchdogs), in a plain Node that is sent generated events by a WebSocket of its own; after a full ' +
      'collection of garbage. Megabytes.',
    samplesTable('a million events of 10,000 channels, in two waves', million.samples),
    samplesTable(`an office's day with 2,000 calls and ${number(day.asked)} requests in the background`, day.samples),
  ].join('\n\n');
}

function samplesTable(title: string, samples: readonly Sample[]): string {
  const rows = samples.map(({ label, events, living, heapMb, rssMb }) => [
    label,
    number(events),
    number(living),
    number(heapMb, 1),
    number(rssMb),
  ]);
  return table([title, 'events', 'channels, bridges, media', 'heap', 'whole process'], rows);
}
