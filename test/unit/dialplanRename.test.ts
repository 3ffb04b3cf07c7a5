import assert from 'node:assert/strict';
import { loadProject, type DialplanProject } from '../../src/dialplan/index/project';
import { enteredFrom, refusalOf, rename, type RenameEdit } from '../../src/dialplan/index/rename';
import { occurrenceAt, type LocatedOccurrence } from '../../src/dialplan/index/symbols';

function project(files: Readonly<Record<string, string>>): Promise<DialplanProject> {
  const list = (): Promise<string[]> => Promise.resolve(Object.keys(files).map((path) => path.slice('/a/'.length)));
  return loadProject({ read: (path) => Promise.resolve(files[path]), list }, '/a/extensions.conf');
}

/** @param name in the text, which is one of a line */
function named(of: DialplanProject, text: string, name = text): LocatedOccurrence {
  const lines = of.files.get('/a/extensions.conf')?.text.split('\n') ?? [];
  const line = lines.findIndex((one) => one.includes(text));
  const character = lines[line]?.indexOf(name, lines[line].indexOf(text)) ?? 0;
  const found = occurrenceAt(of, '/a/extensions.conf', { line, character });
  assert.ok(found, text);
  return found;
}

function applied(text: string, edits: readonly RenameEdit[]): string {
  const lines = text.split('\n');
  for (const { occurrence, newText } of [...edits].sort((a, b) => b.occurrence.span.start - a.occurrence.span.start)) {
    const { line, start, end } = occurrence.span;
    const before = lines[line] ?? '';
    lines[line] = before.slice(0, start) + newText + before.slice(end);
  }
  return lines.join('\n');
}

/** The calls of a context after a variable in them was renamed from `list` to `items`. */
async function renamed(...calls: readonly string[]): Promise<string[]> {
  const text = ['[in]', 'exten => 1,1,Set(list=a-b)', ...calls.map((call) => ` same => n,${call}`)].join('\n');
  const of = await project({ '/a/extensions.conf': text });
  const { edits, refused } = { edits: [], refused: undefined, ...rename(of, named(of, 'list'), 'items') };
  assert.equal(refused, undefined);
  const lines = applied(text, edits).split('\n');
  assert.equal(lines[1], 'exten => 1,1,Set(items=a-b)');
  return lines.slice(2).map((line) => line.slice(' same => n,'.length));
}

async function renamesAll(...calls: readonly string[]): Promise<void> {
  assert.deepEqual(
    await renamed(...calls),
    calls.map((call) => call.replaceAll('list', 'items')),
  );
}

describe('renaming in a dialplan', () => {
  it('finds a variable that a function reads by its name', () =>
    renamesAll(
      'NoOp(${CUT(list,-,1)}${FIELDQTY(list,-)}${FIELDNUM(list,-,b)}${LISTFILTER(list,-,a)})',
      'NoOp(${SHIFT(list,-)}${POP(list)}${INC(list)}${DEC(list)}${HASH(list,key)}${HASHKEYS(list)})',
      'NoOp(${REPLACE(list,a,b)}${STRREPLACE(list,a,b)}${LOCAL(list)}${IMPORT(${CHANNEL},list)}${LOCAL_PEEK(1,list)})',
      'NoOp($[${LEN(${list})} + ${FIELDQTY(list,-)}]${SET(list=3)}${JSON_DECODE(list,a)})',
    ));

  it('finds a variable that an application or a function sets', () =>
    renamesAll(
      'Set(PUSH(list)=c)',
      'Set(UNSHIFT(list,-)=c)',
      'Set(HASH(list,${X})=c)',
      'Set(ARRAY(other,list)=1,2)',
      'Set(EXPORT(PJSIP/1,list)=1)',
      'MSet(other=1,list=2)',
      'Read(list,beep)',
      'ReadExten(list)',
      'MeetMeCount(100,list)',
    ));

  it('finds a variable in calls within calls', () =>
    renamesAll(
      'ExecIf($[1]?Set(LOCAL(list)=1):Set(PUSH(list)=2))',
      'ExecIf($[1]?MSet(other=1,__list=2))',
      'Exec(Set(list=2))',
      'TryExec(ExecIf($[1]?Read(list)))',
    ));

  it('finds a context and an extension wherever a call names them', async () => {
    const calls = [
      'Pickup(101@sales&101@sales)',
      'ExtenSpy(101@sales,q)',
      'Set(X=${HINT(101@sales)}${EXTENSION_STATE(101@sales)})',
      'GotoIf($[${DIALPLAN_EXISTS(sales,101,1)}]?sales,101,1)',
      'Set(X=${VALID_EXTEN(sales,101,7)})',
      'AddQueueMember(q,Local/101@sales/n)',
      'QueueLog(q,x,y,z,Local/101@sales)',
      'Transfer(Local/101@sales)',
      'Set(X=${PERIODIC_HOOK(sales,101,60)})',
      'Set(__TRANSFER_CONTEXT=sales)',
      'Set(CHANNEL(after_bridge_goto)=sales,101,1)',
      'Set(CHANNEL(hangup_handler_push)=sales,101,1(x))',
      'Set(GOTO_ON_BLINDXFR=sales^101^1)',
      'Dial(PJSIP/1,,F(sales,101,1)b(sales^101^1))',
    ];
    const lines = ['[globals]', 'TRANSFER_CONTEXT=sales', '[in]', 'lswitch => Loopback/1${EXTEN}@sales:1/_X'];
    const text = [...lines, ...calls.map((call) => `exten => 1,n,${call}`), '[sales]', 'exten => 101,1,NoOp'].join(
      '\n',
    );
    const of = await project({ '/a/extensions.conf': text });
    for (const [name, newName, place] of [
      ['sales', 'vente', 'sales]'],
      ['101', '105', '101,1,NoOp'],
    ] as const) {
      const renaming = rename(of, named(of, place), newName);
      assert.equal(renaming.refused, undefined);
      assert.equal(applied(text, renaming.edits), text.replaceAll(name, newName));
      for (const call of calls.filter((one) => one.includes(name))) assert.equal(named(of, call, name).text, name);
    }
  });

  it('finds an extension that has a hint and nothing else', async () => {
    const text = '[default]\nexten => 101,hint,PJSIP/a\n[in]\nexten => 1,1,Set(X=${HINT(101)}${HINT(101@default)})\n';
    const of = await project({
      '/a/extensions.conf': `${text} same => n,AddQueueMember(q,PJSIP/a,,,,hint:101@default)`,
    });
    const { edits } = { edits: [], ...rename(of, named(of, '101,hint'), '105') };
    assert.equal(applied(text, edits.slice(0, 3)), text.replaceAll('101', '105'));
    assert.equal(edits.length, 4);
  });

  it('leaves alone what only looks like the variable', async () => {
    const calls = ['NoOp(list${FILTER(list,a)}${DB(list)})', 'Set(DB(list)=1)', 'Set(other=list)', 'Playback(list)'];
    assert.deepEqual(await renamed(...calls), calls);
  });

  it('refuses what would merge two things, or leave one behind', async () => {
    const of = await project({
      '/a/extensions.conf':
        '[tmpl](!)\n[in]\nexten => 1,1,Set(mine=1)\n same => n,Set(yours=2)\n same => n,Goto(sub,s,1)\n' +
        ' same => n,Set(QUEUE_PRIO=5)\n same => n,NoOp(${HASHRESULT}${ARG12})\n[sub]\nexten => s,1,NoOp()',
      '/a/extensions.ael': 'context fromael {\n}\n',
      '/a/pjsip.conf': '[100]\ntype=endpoint\ncontext=in\n',
    });
    const refused = (text: string, name: string): unknown => rename(of, named(of, text), name).refused;
    assert.equal(refused('mine', 'yours'), 'name-taken');
    assert.equal(refused('mine', 'QUEUE_MAX_PENALTY'), 'built-in');
    assert.equal(refused('mine', 'ours'), undefined);
    assert.equal(refused('sub', 'tmpl'), 'name-taken');
    assert.equal(refused('sub', 'fromael'), 'name-taken');
    assert.equal(refused('sub', 'other'), undefined);
    assert.equal(refusalOf(of, named(of, 'in]')), 'entered-elsewhere');
    assert.equal(enteredFrom(of, named(of, 'in]')), '/a/pjsip.conf');
    for (const name of ['QUEUE_PRIO', 'HASHRESULT', 'ARG12']) assert.equal(refusalOf(of, named(of, name)), 'built-in');
  });
});
