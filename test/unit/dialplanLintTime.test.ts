import assert from 'node:assert/strict';
import { loadProject } from '../../src/dialplan/index/project';
import { lintSteps } from '../../src/dialplan/lint/lint';
import { computedMs, HANG_MS } from '../support/dialplanTexts';

const PATH = '/etc/extensions.conf';
/** A step is slow when it is slow each time: the first time, it is also compiled, and a machine has other work. */
const ATTEMPTS = 4;
const BYTES = 100_000;

/** About 100 KB of it. */
function filled(head: string, line: (at: number) => string): string {
  let text = head;
  for (let at = 0; text.length < BYTES; at++) text += `${line(at)}\n`;
  return text;
}

const FILES: readonly (readonly [what: string, text: string])[] = [
  ['comments and one note', filled('[a]\n; ari-ignore: unknown-context\n', () => '; why')],
  ['notes', filled('[a]\n', (at) => `exten => ${at},1,Goto(no,s,1) ; ari-ignore: unknown-context`)],
  ['semicolons in arguments', filled('[a]\n', (at) => `exten => ${at},1,NoOp(a ; x)`)],
  ['contexts', filled('[general]\n', (at) => `[q${at}]\nexten => s,1,Goto(q\${X}${at},s,1)`)],
  [
    'labels of one extension',
    filled('[a]\nexten => 1,1,NoOp()\n', (at) => ` same => n(label${at}),GotoIf(\${X}?label${at}x:label${at})`),
  ],
  ['callers', filled('[a]\n', (at) => `exten => _X./${at},1,Goto(${at},1)`)],
  [
    'contexts that include one another in circles',
    filled('', (at) => {
      const includes = [1, 2, 3, 4, 5].map((next) => `include => c${(at + next) % 300}`).join('\n');
      return `[c${at}]\n${includes}\nexten => 1${at},1,Answer()\nexten => 1${at},2,Goto(s,2)\nexten => s,2,Goto(1${at},2)`;
    }),
  ],
  [
    'tenants that include the same features',
    filled(
      `[common]\n${[...Array(9).keys()].map((at) => `include => f${at}`).join('\n')}\n` +
        [...Array(90).keys()].map((at) => `[f${at % 9}](+)\nexten => *${at},1,GotoIf($[1]?*${at},4)`).join('\n') +
        '\n',
      (at) => `[tenant${at}]\ninclude => common\nexten => _1XX,1,Dial(PJSIP/t${at}-\${EXTEN})`,
    ).replace(/\[f(\d)\]\(\+\)/g, '[f$1]'),
  ],
  [
    'subroutines within one another',
    filled('[a]\n', (at) => `exten => s,${at + 1},GosubIf($[1]?a,s,${((at * 7) % 2_000) + 1})`),
  ],
  ['includes', filled('[a]\nexten => 1,1,Goto(b,1,1)\n', (at) => `include => c${at}`)],
];

describe('the time that checks take', () => {
  for (const [what, text] of FILES) {
    it(`is short from one step to the next: ${what}`, async () => {
      let longest = Infinity;
      for (let attempt = 0; attempt < ATTEMPTS && longest >= HANG_MS; attempt += 1) {
        longest = Math.min(longest, await longestStep(text));
      }
      assert.ok(longest < HANG_MS, `${longest} ms`);
    }).timeout(20_000);
  }
});

/** Milliseconds of computing of the longest step of all checks. */
async function longestStep(text: string): Promise<number> {
  const reader = { read: () => Promise.resolve(text), list: () => Promise.resolve(['extensions.conf']) };
  const steps = lintSteps(await loadProject(reader, PATH));
  let longest = 0;
  for (let isDone = false; !isDone;) {
    const start = computedMs();
    isDone = steps.next().done === true;
    longest = Math.max(longest, computedMs() - start);
  }
  return longest;
}
