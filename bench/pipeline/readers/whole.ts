// (c) All of ours: the live model, and the stream of events as lines, in batches, to a file as VS Code's output
// channels write them. With the limits of a visible channel.
import fs from 'node:fs';
import path from 'node:path';
import { eventLine, exchangeLine } from '../../../src/workbench/events/line';
import type { Entry } from '../../../src/live/capture/entry';
import { LINES } from '../../../src/workbench/events/limits';
import { Stream } from '../../../src/workbench/events/stream';
import { counted } from '../meter';
import { connect } from './ours';
import { PLACE } from './place';

const output = fs.openSync(path.join(PLACE.folder, 'events.log'), 'w');
const stream = new Stream({
  screen: {
    append: (text) => void fs.writeSync(output, text),
    replace: (text) => {
      fs.ftruncateSync(output);
      fs.writeSync(output, text, 0);
    },
  },
  words: {
    skipped: (count) => `… ${count} entries not shown`,
    older: (count) => `… ${count} older entries not shown`,
    lost: (count) => `… ${count} entries came too fast to be kept`,
    paused: () => 'paused',
    resumed: () => 'resumed',
    resumedWhenFull: (count) => `resumed: no more than ${count} entries can be kept`,
  },
  render,
  heading: () => undefined,
  filter: { hidden: new Set(), focus: undefined },
  size: 10_000,
  limits: () => LINES,
  delayMs: () => 250,
});

function render(entry: Entry): string {
  const context = { ...entry, server: undefined };
  if (entry.kind === 'event') return eventLine(entry.event, context);
  return entry.kind === 'exchange' ? exchangeLine(entry.exchange, context) : entry.kind;
}

let events = 0;
counted(() => events);
const live = connect();
const { application } = PLACE;
live.onEvent((event) => {
  events += 1;
  stream.push({ kind: 'event', server: 'bench', application, received: Date.now(), event });
});
live.onChanges(() => undefined);
void live.connect();
