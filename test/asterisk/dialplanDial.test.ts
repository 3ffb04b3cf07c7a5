import assert from 'node:assert/strict';
import { loadConf } from '../../src/conf/load';
import { loadDialplan } from '../../src/dialplan/load/loadDialplan';
import { Matcher } from '../../src/dialplan/match/find';
import { Asterisk } from '../support/asterisk/asterisk';
import { generateCalls, type Call } from './dialplan/calls';
import { Dialler } from './dialplan/dialler';

const CALLS = 2_100;
const CONTEXTS = 60;
const AT_ONCE = 50;

async function matcherOf(text: string): Promise<Matcher> {
  const reader = { read: () => Promise.resolve(text), list: () => Promise.resolve([]) };
  return new Matcher(loadDialplan(await loadConf(reader, '/etc/asterisk/extensions.conf')).dialplan);
}

/** The argument of the Stasis that a call comes to from one priority to the next. */
function predict(matcher: Matcher, call: Call): string | undefined {
  for (let priority = 1; ; priority++) {
    const step = matcher.find({ ...call, priority })?.priority;
    if (!step) return undefined;
    if (step.application === 'Stasis') return step.data.split(',')[1];
  }
}

/** The calls for which Asterisk does something else than we say, and how many were answered. */
async function differences(asterisk: Asterisk, text: string, calls: readonly Call[]): Promise<[string[], number]> {
  const matcher = await matcherOf(text);
  const dialler = await Dialler.connect(asterisk);
  const different: string[] = [];
  const left = [...calls];
  let answered = 0;
  const work = async (): Promise<void> => {
    for (let call = left.pop(); call; call = left.pop()) {
      const before = predict(matcher, call);
      const answer = await dialler.dial(call);
      if (answer !== undefined) answered++;
      // The time of an include may end between the two.
      if (answer === before || answer === predict(matcher, call)) continue;
      different.push(`${call.number}@${call.context} from '${call.callerId}': ${answer}, and we say ${before}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    dialler.close();
  }
  return [different, answered];
}

describe('which extension answers', function () {
  this.timeout(120_000);
  for (const version of ['22', '16'] as const) {
    it(`${CALLS} calls go where we say on Asterisk ${version}`, async () => {
      const { text, calls } = generateCalls(22, CONTEXTS, CALLS);
      const asterisk = await Asterisk.start({ version, files: { 'extensions.conf': text } });
      try {
        const [different, answered] = await differences(asterisk, text, calls);
        assert.deepEqual(different, []);
        // Both kinds of calls are many.
        assert.ok(answered > CALLS / 4 && answered < (CALLS * 9) / 10, `${answered} were answered`);
      } finally {
        await asterisk.stop();
      }
    });
  }
});
