import assert from 'node:assert/strict';
import { loadProject } from '../../src/dialplan/index/project';
import { lintSteps } from '../../src/dialplan/lint/lint';

const PATH = '/etc/extensions.conf';
/** Milliseconds of computing for one step: generous, for these files took seconds. */
const LONGEST_MS = 100;
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
  ['includes', filled('[a]\nexten => 1,1,Goto(b,1,1)\n', (at) => `include => c${at}`)],
];

describe('the time that checks take', () => {
  for (const [what, text] of FILES) {
    it(`is short from one step to the next: ${what}`, async () => {
      const reader = { read: () => Promise.resolve(text), list: () => Promise.resolve(['extensions.conf']) };
      const steps = lintSteps(await loadProject(reader, PATH));
      let longest = 0;
      for (let isDone = false; !isDone;) {
        const start = process.cpuUsage();
        isDone = steps.next().done === true;
        const { user, system } = process.cpuUsage(start);
        longest = Math.max(longest, (user + system) / 1_000);
      }
      assert.ok(longest < LONGEST_MS, `${longest} ms`);
    }).timeout(20_000);
  }
});
