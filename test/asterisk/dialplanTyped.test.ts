import assert from 'node:assert/strict';
import { loadConf } from '../../src/conf/load';
import { loadDialplan } from '../../src/dialplan/load/loadDialplan';
import { Matcher } from '../../src/dialplan/match/find';
import { Asterisk } from '../support/asterisk/asterisk';
import { generateCalls, type Call } from './dialplan/calls';
import { Typist, type Taken } from './dialplan/typist';

const GENERATED = 150;
const AT_ONCE = 30;

/** What a context has, and what is typed there. */
const CASES: readonly (readonly [names: string, digits: string])[] = [
  ['_3.', '3'],
  ['_3.', '312'],
  ['_3!', '31'],
  ['_3X!', '31'],
  ['_3X!', '312'],
  ['_3X.', '3123'],
  ['_3XX', '3123'],
  ['3XX', '31'],
  ['3-1', '31'],
  ['_3-X', '31'],
  ['_3', '31'],
  ['_3-', '31'],
  ['_3[]', '31'],
  ['_3[12', '31'],
  ['_3!/9', '31'],
  ['_.', '12'],
  ['_!', '12'],
  ['_X! 34', '34'],
  ['_3! 34', '345'],
  ['_X! _34', '31'],
  ['_X! _345', '345'],
  ['_X! _35', '34'],
  ['_33/9 _3!', '33'],
  ['34,2', '34'],
  ['_3X,2', '34'],
  ['-3', '34'],
  ['_4[]!', '41'],
];

function menu(context: string): string {
  return `[${context}]
exten => s,1,Answer()
 same => n,Set(TIMEOUT(digit)=3)
 same => n,WaitExten(20)
exten => i,1,Stasis(typed,\${INVALID_EXTEN},i)
exten => t,1,Stasis(typed,,t)`;
}

function dialplan(): { text: string; calls: readonly Call[] } {
  const { text, calls } = generateCalls(7, 30, GENERATED);
  const generated = text
    .replaceAll('Stasis(answers,', 'Stasis(typed,${EXTEN},')
    .replaceAll(/^\[(.*)\]$/gm, (_, context: string) => menu(context));
  const contexts = CASES.map(([names], index) => {
    const lines = names.split(' ').map((name) => {
      const key = name.includes(',') ? name : `${name},1`;
      return `exten => ${key},Stasis(typed,\${EXTEN},${name.replace(',', '#')})`;
    });
    return [menu(`case${index}`), ...lines].join('\n');
  });
  return {
    text: [generated, ...contexts, ''].join('\n'),
    calls: [
      ...CASES.map(([, number], index) => ({ context: `case${index}`, number, callerId: '' })),
      ...calls.map((call) => ({ ...call, number: call.number.replaceAll(/[^0-9*#]/g, '') || '1' })),
    ],
  };
}

/** How many digits Asterisk takes before it looks who answers, and who that is. */
function predict(matcher: Matcher, { number, ...call }: Call): Taken | undefined {
  let count = 1;
  while (count < number.length && matcher.more({ ...call, number: number.slice(0, count) })) count++;
  const digits = number.slice(0, count);
  const isThere = matcher.find({ ...call, number: digits }) !== undefined;
  for (let priority = 1; ; priority++) {
    const step = matcher.find({ ...call, number: isThere ? digits : 'i', priority })?.priority;
    if (!step) return undefined;
    if (step.application === 'Stasis') return { digits, by: step.data.split(',')[2] ?? '' };
  }
}

describe('digits that are typed', function () {
  this.timeout(180_000);
  for (const version of ['22', '16'] as const) {
    it(`are waited for as long as more of them could be answered on Asterisk ${version}`, async () => {
      const { text, calls } = dialplan();
      const reader = { read: () => Promise.resolve(text), list: () => Promise.resolve([]) };
      const matcher = new Matcher(loadDialplan(await loadConf(reader, '/etc/asterisk/extensions.conf')).dialplan);
      const asterisk = await Asterisk.start({ version, files: { 'extensions.conf': text } });
      const different: string[] = [];
      try {
        const typist = await Typist.connect(asterisk);
        const left = [...calls];
        const work = async (): Promise<void> => {
          for (let call = left.pop(); call; call = left.pop()) {
            const said = JSON.stringify(predict(matcher, call));
            const taken = JSON.stringify(await typist.type(call));
            // The time of an include may end between the two.
            if (taken === said || taken === JSON.stringify(predict(matcher, call))) continue;
            different.push(`${JSON.stringify(call)}: ${taken}, and we say ${said}`);
          }
        };
        await Promise.all(Array.from({ length: AT_ONCE }, work));
        typist.close();
      } finally {
        await asterisk.stop();
      }
      assert.deepEqual(different, []);
    });
  }
});
