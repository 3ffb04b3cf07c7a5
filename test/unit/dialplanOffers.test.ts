import assert from 'node:assert/strict';
import { Manuals } from '../../src/dialplan/applications/manuals';
import { offersOf, type Offer } from '../../src/dialplan/complete/offers';
import { completingAt } from '../../src/dialplan/complete/position';
import { loadProject } from '../../src/dialplan/index/project';

const manuals = new Manuals();

/** `|` is the cursor in a line behind these. */
async function offers(marked: string): Promise<Offer[]> {
  const lines = [
    '[globals]',
    'TRUNK=PJSIP/out',
    '[in]',
    'include => night',
    'exten => 200,1,Answer()',
    ' same => n(again),Playback(hello)',
    'exten => _3XX,1(start),Set(__WHO=me)',
    '[night]',
    'exten => 900,1(open),Hangup()',
    '[macro-old]',
    'exten => s,1,NoOp()',
    '[typed]',
    'exten => 1,1(here),NoOp()',
    marked.replace('|', ''),
  ];
  const file = '/a/extensions.conf';
  const read = (path: string): Promise<string | undefined> =>
    Promise.resolve(path === file ? lines.join('\n') : undefined);
  const project = await loadProject({ read, list: () => Promise.resolve([]) }, file);
  const completing = completingAt(lines.at(-1)!, marked.indexOf('|'), 'context');
  return completing ? offersOf({ project, file, line: lines.length - 1, completing, manuals }) : [];
}

/** What is offered, but for what Asterisk has anyway. */
async function told(marked: string): Promise<string> {
  const found = await offers(marked);
  return found.map(({ kind, text, snippet }) => `${kind} ${snippet ?? text}`).join('; ');
}

const CASES: readonly (readonly [line: string, expected: string])[] = [
  ['include => |', 'context in; context night; context macro-old; context typed'],
  ['same => n,Goto(in,200,|)', 'priority 1; label again'],
  ['same => n,Goto(in,345,|)', 'priority 1; label start'],
  ['same => n,Goto(in,900,|)', 'priority 1; label open'],
  ['same => n,Goto(in,|,1)', 'extension 200; extension 900'],
  ['same => n,Goto(in,|)', 'priority 1; extension 200,${1:1}; extension 900,${1:1}'],
  ['same => n,Macro(|)', 'context old'],
  ['same => n,Dial(PJSIP/1,,U(ni|', 'context in; context night; context macro-old; context typed'],
  ['same => n,Dial(PJSIP/1,,b(in^|', 'priority 1; extension 200^${1:1}; extension 900^${1:1}'],
  ['same => n,Goto(nowhere,s,|)', 'priority 1'],
  ['[new](|', 'context in; context night; context macro-old; context typed; keyword !; keyword +'],
  ['switch => |', 'keyword Realtime; keyword Loopback; keyword DUNDi; keyword IAX2; keyword Lua'],
  ['same => n,Stasis(|)', ''],
  ['same => n,Playback(|)', ''],
];

describe('what a dialplan offers', () => {
  for (const [line, expected] of CASES) it(line, async () => assert.equal(await told(line), expected));

  it('offers labels, extensions and contexts where a jump begins', async () => {
    assert.match(
      await told('same => n,Goto(|)'),
      /^label here; extension 1,\$\{1:1\}; context in,\$\{1:s\},\$\{2:1\}; /,
    );
  });

  it('offers applications, with places for their arguments', async () => {
    const found = await offers('same => n,|');
    const [answer, playback, hangup] = ['Answer', 'Playback', 'EndWhile'].map((name) =>
      found.find(({ text }) => text === name),
    );
    assert.equal(answer?.snippet, 'Answer()');
    assert.equal(hangup?.snippet, 'EndWhile()');
    assert.match(playback?.detail ?? '', /^Plays sounds/);
    assert.ok(!found.some(({ text }) => text === 'Macro'));
    assert.ok((await offers('same => n,Pl|(x)')).every(({ snippet }) => snippet === undefined));
  });

  it('offers variables that are set somewhere, those of Asterisk, and functions', async () => {
    const found = await offers('same => n,NoOp(${|');
    const detail = (name: string): string | undefined => found.find(({ text }) => text === name)?.detail;
    assert.equal(detail('TRUNK'), 'extensions.conf:2');
    assert.equal(detail('WHO'), 'extensions.conf:7');
    assert.match(detail('EXTEN') ?? '', /dialled/);
    assert.match(detail('LEN') ?? '', /bytes/);
    assert.ok((await offers('same => n,NoOp(${CUT(|')).every(({ kind }) => kind === 'variable'));
    assert.ok(!(await offers('same => n,Set(NE|=1)')).some(({ text }) => text === 'NE'));
  });
});
