import assert from 'node:assert/strict';
import type { Gap } from '../../src/live/gap';
import { gapText } from '../../src/workbench/events/gapText';
import type { GapWords } from '../../src/workbench/events/gapText';

const words: GapWords = {
  gap: (from, to, duration, why, channels) => `${from} to ${to} (${duration}): ${why}; ${channels}`,
  why: (how) => how,
  unknown: () => 'unknown',
  same: () => 'same',
  came: (count) => `${count} came`,
  went: (count) => `${count} went`,
  cameAndWent: (came, went) => `${came} came, ${went} went`,
  seconds: (count) => `${count} s`,
  minutes: (minutes, seconds) => `${minutes} min ${seconds} s`,
  hours: (hours, minutes) => `${hours} h ${minutes} min`,
};

const FROM = Date.UTC(2026, 0, 31, 12, 3, 4, 120);
const gap = (lasted: number, channels?: Gap['channels'], how: Gap['how'] = 'closed'): string =>
  gapText({ from: FROM, to: FROM + lasted, how, channels }, words);

describe('a gap line', () => {
  const zone = process.env['TZ'];
  before(() => void (process.env['TZ'] = 'UTC'));
  after(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it('says from when to when, how long, why, and what came and went unseen', () => {
    assert.equal(gap(5_751, { came: 3, went: 2 }), '12:03:04.120 to 12:03:09.871 (5.8 s): closed; 3 came, 2 went');
    assert.match(gap(0, { came: 0, went: 0 }, 'silent'), /: silent; same$/);
    assert.match(gap(0, { came: 1, went: 0 }, 'replaced'), /: replaced; 1 came$/);
    assert.match(gap(0, { came: 0, went: 1 }), /; 1 went$/);
    assert.match(gap(0, undefined), /; unknown$/);
  });

  it('gives a time that a person can grasp', () => {
    const duration = (lasted: number): string | undefined => /\((.*)\)/.exec(gap(lasted))?.[1];
    assert.equal(duration(40), '0 s');
    assert.equal(duration(59_940), '59.9 s');
    assert.equal(duration(59_960), '1 min 0 s');
    assert.equal(duration(3_599_400), '59 min 59 s');
    assert.equal(duration(3_600_000), '1 h 0 min');
    assert.equal(duration(33 * 3_600_000 + 720_000), '33 h 12 min');
    assert.equal(duration(-5_000), '0 s', 'when the clock was set back');
  });
});
