import assert from 'node:assert/strict';
import { loadProject, type DialplanProject } from '../../src/dialplan/index/project';
import { refusalOf, rename } from '../../src/dialplan/index/rename';
import { occurrenceAt, sameThings, targetsOf, type LocatedOccurrence } from '../../src/dialplan/index/symbols';

const FILES: Record<string, string> = {
  '/a/extensions.conf': [
    '[globals]', // 0
    'TRUNK=PJSIP/out', // 1
    '[tmpl](!)', // 2
    'exten => 100,1(go),Goto(sub,s,start)', // 3
    '[in](tmpl)', // 4
    'include => out', // 5
    'exten => _2XX,1,Dial(Local/100@in/n)', // 6
    ' same => n,Goto(go2)', // 7
    ' same => n(go2),Set(__MINE=${TRUNK})', // 8
    ' same => n,NoOp(${MINE}${EXTEN})', // 9
    ' same => n,Goto(234,1)', // 10
    '[macro-m]', // 11
    'exten => s,1,NoOp()', // 12
    '#include "more.conf"', // 13
  ].join('\n'),
  '/a/more.conf': [
    '[sub]', // 0
    'exten => s,1,NoOp(${MINE})', // 1
    ' same => n(start),Macro(m)', // 2
    ' same => n,Goto(in,100,go)', // 3
    '[out]', // 4
    'exten => 900,1,Goto(nowhere,1,1)', // 5
    'switch => Realtime/x', // 6
  ].join('\n'),
  '/a/extensions.ael': 'context fromael {\n  1 => NoOp();\n}\nmacro mm(a) {\n}\n',
  '/a/extensions.lua': 'extensions = {\n  ["lua-one"] = {\n    ["100"] = f;\n  };\n}\nextensions.two = {}\n',
};

function project(files = FILES, previous?: DialplanProject): Promise<DialplanProject> {
  return loadProject(
    {
      read: (path) => Promise.resolve(files[path]),
      list: (folder) =>
        Promise.resolve(
          Object.keys(files)
            .filter((path) => path.startsWith(`${folder}/`))
            .map((path) => path.slice(folder.length + 1)),
        ),
    },
    '/a/extensions.conf',
    previous,
  );
}

/** The name of which this text is a part, on a line. */
function named(of: DialplanProject, line: number, text: string, file = '/a/extensions.conf'): LocatedOccurrence {
  const written = of.files.get(file)?.text.split('\n')[line] ?? '';
  const found = occurrenceAt(of, file, { line, character: written.indexOf(text) });
  assert.ok(found, `${text} in line ${line}`);
  return found;
}

function places(found: readonly LocatedOccurrence[]): string[] {
  return found
    .map(({ file, span, isDefinition }) => `${file.slice(3, 4)}${span.line}${isDefinition ? '!' : ''}`)
    .sort();
}

describe('the index of a dialplan', () => {
  let whole: DialplanProject;
  before(async () => {
    whole = await project();
  });

  it('says what a line became, and in which contexts it is', () => {
    const step = whole.locate('/a/extensions.conf', 8);
    assert.deepEqual(
      [step?.context.name, step?.extension.name, step?.priority.number, step?.priority.label],
      ['in', '_2XX', 3, 'go2'],
    );
    assert.equal(whole.locate('/a/extensions.conf', 3)?.context.name, 'in');
    assert.equal(whole.locate('/a/extensions.conf', 4), undefined);
    assert.deepEqual(whole.contextsAt('/a/more.conf', 5), ['out']);
  });

  it('knows what other sources define', () => {
    assert.deepEqual([...whole.elsewhere.contexts.keys()], ['fromael', 'mm', 'macro-mm', 'lua-one', 'two']);
    assert.ok(whole.isContextElsewhere('stasis-app'));
    assert.deepEqual(
      whole.elsewhere.unseen.map(({ reason, name }) => [reason, name]),
      [['switch', 'Realtime']],
    );
  });

  it('knows the contexts that modules make of what stands beside it', async () => {
    const of = await project({
      ...FILES,
      '/a/pjsip.conf': '[global]\nregcontext = registered&online\n#include "pjsip.d/*.conf"\n',
      '/a/pjsip.d/trunk.conf': '[trunk]\ntype = endpoint\ncontext = from-trunk\n#include "pjsip.d/*.conf"\n',
      '/a/queues.conf': '[support]\ncontext = out\n',
      '/a/res_parking.conf': '[general]\n[lot]\ncontext => parked-lot\n',
      '/a/sla.conf': '[line]\nautocontext=line1 ; made\n',
    });
    for (const name of ['registered', 'online', 'parked-lot', 'line1']) assert.ok(of.isContextElsewhere(name), name);
    assert.ok(!of.isContextElsewhere('out'));
    assert.equal(of.elsewhere.entered.get('from-trunk'), '/a/pjsip.conf');
    assert.deepEqual(of.elsewhere.made.get('line1'), { file: '/a/sla.conf', line: 1 });
  });

  it('knows variables that are set in the call’s own or the global scope', async () => {
    const set = [
      'Set(ARRAY(LOCAL(route),__dial,GLOBAL( all ))=1,2,3)',
      'Read(LOCAL(digit),dial,1)',
      'Set(LOCAL(own)=1)',
    ];
    const text = `[a]\nexten => 1,1,NoOp()\n${set.map((call) => ` same => n,${call}`).join('\n')}`;
    const of = await project({ '/a/extensions.conf': text });
    for (const name of ['route', 'dial', 'all', 'digit', 'own']) {
      const line = text.split('\n').findIndex((one) => one.includes(name));
      assert.deepEqual([named(of, line, name).kind, named(of, line, name).isDefinition], ['variable', true], name);
    }
  });

  it('finds everything that names the same', () => {
    const same = (line: number, text: string): string[] => places(sameThings(whole, named(whole, line, text)));
    assert.deepEqual(same(3, 'sub'), ['e3', 'm0!']);
    assert.deepEqual(same(5, 'out'), ['e5', 'm4!']);
    assert.deepEqual(same(2, 'tmpl'), ['e2!', 'e4']);
    assert.deepEqual(same(3, '100'), ['e3!', 'e6', 'm3']);
    assert.deepEqual(same(3, 'go'), ['e3!', 'm3']);
    assert.deepEqual(same(8, 'go2'), ['e7', 'e8!']);
    assert.deepEqual(same(1, 'TRUNK'), ['e1!', 'e8']);
    assert.deepEqual(same(9, 'MINE'), ['e8!', 'e9', 'm1']);
    assert.deepEqual(same(11, 'macro-m'), ['e11!', 'm2']);
    assert.deepEqual(same(10, '234'), ['e10', 'e6!']);
  });

  it('leads through patterns and includes', () => {
    const [step] = targetsOf(whole, named(whole, 10, '234'));
    assert.deepEqual(step?.priority.place, { file: '/a/extensions.conf', line: 6 });
    assert.deepEqual(targetsOf(whole, named(whole, 5, 'nowhere', '/a/more.conf')), []);
  });

  it('renames in every file', () => {
    const told = (line: number, text: string, name: string): unknown => {
      const { edits, refused } = { edits: undefined, ...rename(whole, named(whole, line, text), name) };
      return refused ?? edits.map((edit) => `${edit.file.slice(3, 4)}${edit.occurrence.span.line} ${edit.newText}`);
    };
    assert.deepEqual(told(3, '100', '101'), ['e3 101', 'e6 101', 'm3 101']);
    assert.deepEqual(told(3, 'go', 'went'), ['e3 went', 'm3 went']);
    assert.deepEqual(told(11, 'macro-m', 'macro-n'), ['e11 macro-n', 'm2 n']);
    assert.equal(told(11, 'macro-m', 'n'), 'macro-prefix');
    assert.equal(told(3, 'sub', 'in'), 'name-taken');
    assert.equal(told(3, 'sub', 'a b'), 'bad-name');
  });

  it('refuses to rename what has its name for a reason', () => {
    assert.equal(refusalOf(whole, named(whole, 6, '_2XX')), 'pattern');
    assert.equal(refusalOf(whole, named(whole, 9, 'EXTEN')), 'built-in');
    assert.equal(refusalOf(whole, named(whole, 12, 's,1')), 'built-in');
    assert.equal(refusalOf(whole, named(whole, 5, 'nowhere', '/a/more.conf')), 'not-defined-here');
    assert.equal(refusalOf(whole, named(whole, 3, 'sub')), undefined);
  });

  it('reads again only what changed', async () => {
    const changed = { ...FILES, '/a/more.conf': `${FILES['/a/more.conf']}\nexten => 901,1,NoOp()` };
    const next = await project(changed, whole);
    assert.equal(next.files.get('/a/extensions.conf'), whole.files.get('/a/extensions.conf'));
    assert.equal(next.locate('/a/more.conf', 7)?.extension.name, '901');
  });
});
