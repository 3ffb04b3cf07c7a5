import assert from 'node:assert/strict';
import { loadConf } from '../../src/conf/load';
import { piecesOf } from '../../src/dialplan/match/pieces';
import type { Context } from '../../src/dialplan/dialplan';
import { loadDialplan } from '../../src/dialplan/load/loadDialplan';
import { covers } from '../../src/dialplan/match/cover';
import { examplesOf, numberFor } from '../../src/dialplan/match/examples';
import { Matcher } from '../../src/dialplan/match/find';
import type { Explanation, Search } from '../../src/dialplan/match/find';
import { isTime } from '../../src/dialplan/match/timing';

async function matcherOf(text: string): Promise<{ matcher: Matcher; context: (name: string) => Context }> {
  const reader = { read: () => Promise.resolve(text), list: () => Promise.resolve([]) };
  const { dialplan } = loadDialplan(await loadConf(reader, '/etc/asterisk/extensions.conf'));
  return {
    matcher: new Matcher(dialplan),
    context: (name) => {
      const found = dialplan.contexts.get(name);
      assert.ok(found);
      return found;
    },
  };
}

/** Each decision as a line. */
function decisions({ decisions: all }: Explanation): string[] {
  return all.map((decision) => {
    switch (decision.kind) {
      case 'context':
        return `[${decision.context.name}]`;
      case 'extension':
        return `${decision.extension.name} ${decision.verdict.kind}`;
      case 'switch':
        return `switch ${decision.switch.name}`;
      case 'include':
        return `include ${decision.inclusion.context} ${decision.entry}`;
    }
  });
}

describe('which extension answers', () => {
  // The example of Asterisk's documentation on pattern matching.
  const DOCUMENTED = `[main]
exten => _6XX1,1,NoOp(a)
 same => 2,NoOp(a2)
 same => 9,NoOp(nine)
exten => _6[45]NX,1,NoOp(b)
 same => 8,NoOp(eight)
exten => _64XX,1,NoOp(c)
exten => _64NX,1,NoOp(d)
exten => _640X,1,NoOp(e)
exten => _6[34]NX,1,NoOp(f)
exten => _6.,1,NoOp(g)
 same => 7,NoOp(seven)
exten => 6421,2,NoOp(literal)
`;
  const search = async (query: Omit<Search, 'context'>, text = DOCUMENTED): Promise<string | undefined> =>
    (await matcherOf(text)).matcher.find({ context: 'main', ...query })?.priority.data;

  it('is the most specific at the leftmost difference', async () => {
    assert.equal(await search({ number: '6421' }), 'd');
    assert.equal(await search({ number: '6401' }), 'e');
    assert.equal(await search({ number: '6411' }), 'c');
    assert.equal(await search({ number: '6321' }), 'f');
    assert.equal(await search({ number: '6521' }), 'b');
    assert.equal(await search({ number: '6991' }), 'a');
    assert.equal(await search({ number: '69' }), 'g');
    assert.equal(await search({ number: '6' }), undefined);
    assert.equal(await search({ number: '7000' }), undefined);
  });

  it('is another one where it lacks the priority', async () => {
    assert.equal(await search({ number: '6421', priority: 2 }), 'literal');
    assert.equal(await search({ number: '6421', priority: 9 }), 'nine');
    assert.equal(await search({ number: '6421', priority: 8 }), 'eight');
    assert.equal(await search({ number: '6421', priority: 7 }), 'seven');
    assert.equal(await search({ number: '6421', priority: 3 }), undefined);
  });

  it('may depend on who calls', async () => {
    const text = '[main]\nexten => 1,1,NoOp(all)\nexten => 1/_2X,1,NoOp(two)\nexten => 1/,1,NoOp(nobody)\n';
    assert.equal(await search({ number: '1', callerId: '21' }, text), 'two');
    assert.equal(await search({ number: '1', callerId: '31' }, text), 'all');
    assert.equal(await search({ number: '1' }, text), 'nobody');
  });

  it('may stand in what is included, depth first, each context once, at its time', async () => {
    const text = `[main]
include => a
include => b
switch => Realtime/main
exten => _1.,1,NoOp(main)
[a]
include => c
include => MAIN
include => nowhere
[b]
exten => _X.,1,NoOp(b)
[c]
include => late,0:00-0:01
exten => 22,2,NoOp(second)
[late]
exten => 22,1,NoOp(late)
[MAIN]
`;
    const at = new Date('2026-11-23T12:00:00Z');
    const { matcher } = await matcherOf(text);
    const explanation = matcher.explain({ context: 'main', number: '22', at, timeZone: 'UTC' });
    assert.equal(explanation.answer?.context.name, 'b');
    assert.deepEqual(
      explanation.askedBefore.map(({ name }) => name),
      ['Realtime'],
    );
    assert.deepEqual(decisions(explanation), [
      '[main]',
      'switch Realtime',
      'include a entered',
      '[a]',
      'include c entered',
      '[c]',
      '22 no-priority',
      'include late wrong-time',
      'include MAIN visited',
      'include nowhere no-such-context',
      'include b entered',
      '[b]',
      '_X. answers',
    ]);
    assert.deepEqual(decisions(matcher.explain({ context: 'none', number: '1' })), []);
    assert.ok(matcher.explain({ context: 'none', number: '1' }).unknownContext);
  });

  it('is told with those that would answer next', async () => {
    const { matcher } = await matcherOf(DOCUMENTED);
    assert.deepEqual(decisions(matcher.explain({ context: 'main', number: '6421' })), [
      '[main]',
      '6421 no-priority',
      '_64NX answers',
      '_64XX behind',
      '_6[34]NX behind',
      '_6[45]NX behind',
      '_6XX1 behind',
      '_6. behind',
    ]);
  });
});

describe('the times of an include', () => {
  // A Monday.
  const AT = new Date('2026-11-23T12:30:00Z');
  const holds = (timing: string, at = AT): boolean => isTime(timing === '' ? [] : timing.split(','), at, 'UTC');
  for (const timing of [
    '',
    '*',
    '12:30',
    '9:00-17:00,mon-fri,*,*',
    '22:00-12:30',
    '8:00-9:00&12:00-13:00',
    '*,fri-tue',
    '*,2',
    '*,*,23',
    '*,*,20-5',
    '*,*,*,nov-feb',
    '*,*,*,11',
    '21:30,*,*,*,Asia/Tokyo',
    '12:30,*,*,*,Nowhere/Atall',
    '12:00-13:00|mon',
  ]) {
    it(`hold: ${timing || 'none'}`, () => assert.ok(holds(timing)));
  }
  for (const timing of [
    '12:31',
    '13:00-12:29',
    'noon',
    '9:00-',
    '25:00-26:00',
    '*,tue-sun',
    '*,1',
    '*,nosuchday',
    '*,*,24-22',
    '*,*,*,dec-oct',
    '*,*,0',
    '12:30,*,*,*,Asia/Tokyo',
  ]) {
    it(`do not hold: ${timing}`, () => assert.ok(!holds(timing)));
  }
});

describe('a pattern', () => {
  const YES = [
    ['_X.', '_1XX'],
    ['_X!', '_1XX'],
    ['_X!', '_1.'],
    ['_X!', '_X'],
    ['1', '_1'],
    ['_.', '_1'],
    ['_[1-4]X', '_[23]N'],
    ['_1X', '15'],
    ['_1-X', '1-5'],
    ['_X.', '_X.'],
    ['_!', '_X.'],
  ] as const;
  const NO = [
    ['_X.', '_X!'],
    ['_X.', '_X'],
    ['_NX', '_XX'],
    ['_XX', '_X.'],
    ['_X.', '*1'],
    ['1', '_X'],
    ['_[1-4', '_1'],
    ['_XX', '123'],
  ] as const;
  for (const [wide, narrow] of YES) it(`${wide} covers ${narrow}`, () => assert.ok(covers(wide, narrow)));
  for (const [wide, narrow] of NO) it(`${wide} does not cover ${narrow}`, () => assert.ok(!covers(wide, narrow)));

  it('has examples', () => {
    assert.deepEqual(examplesOf('_NXX'), ['200', '311', '422']);
    assert.deepEqual(examplesOf('_9.'), ['91', '9100', '95551234']);
    assert.deepEqual(examplesOf('_9!', 4), ['91', '9100', '95551234', '9']);
    assert.deepEqual(examplesOf('_[12]'), ['1', '2']);
    assert.deepEqual(examplesOf('10-0'), ['100']);
    assert.deepEqual(examplesOf('_[1'), []);
  });

  it('is reached by a number that no other one takes, or by none', async () => {
    const { matcher, context } = await matcherOf(`[main]
exten => _XX,1,NoOp()
exten => _00,1,NoOp()
exten => _1X,1,NoOp()
exten => _2[0-4],1,NoOp()
exten => 25,1,NoOp()
exten => 25/100,1,NoOp()
exten => _25,1,NoOp()
exten => _3[45],1,NoOp()
exten => 34,1,NoOp()
exten => 35,1,NoOp()
`);
    const main = context('main');
    const reach = (name: string, callerId?: string): unknown => {
      const extension = main.extensions.find((one) => one.name === name && one.callerId === callerId);
      assert.ok(extension);
      const found = numberFor(matcher, main, extension);
      return found.number === undefined ? [found.instead?.name] : [found.number, found.callerId];
    };
    assert.deepEqual(reach('_XX'), ['33', undefined]);
    assert.deepEqual(reach('_2[0-4]'), ['20', undefined]);
    assert.deepEqual(reach('25', '100'), ['25', '100']);
    assert.deepEqual(reach('25'), ['25', undefined]);
    assert.deepEqual(reach('_25'), ['25']);
    // No single one covers it.
    assert.deepEqual(reach('_3[45]'), [undefined]);
  });

  it('is found quickly among ten thousand', async () => {
    const lines = Array.from({ length: 10_000 }, (_, n) => `exten => _1${String(n).padStart(5, '0')}X,1,NoOp(${n})`);
    const { matcher } = await matcherOf(`[main]\n${lines.join('\n')}\n`);
    assert.equal(matcher.find({ context: 'main', number: '1099995' })?.priority.data, '9999');
    assert.equal(matcher.find({ context: 'main', number: '2099995' }), undefined);
  });
});

describe('what a pattern is made of', () => {
  const told = (pattern: string): string =>
    piecesOf(pattern)
      .map(({ text, kind, ranges }) => `${text} ${kind} ${ranges.map((range) => range.join('-')).join(' ')}`.trim())
      .join('; ');

  for (const [pattern, expected] of [
    ['_NXX', 'N one 2-9; X one 0-9'],
    ['_9[13-57]zX.', '[13-57] one 1-1 3-5 7-7; z one 1-9; X one 0-9; . any'],
    ['_X!5', 'X one 0-9; ! anyOrNone'],
    ['_[]1[x', 'x one 0-9'],
    ['200', ''],
  ] as const) {
    it(pattern, () => assert.equal(told(pattern), expected));
  }
});
