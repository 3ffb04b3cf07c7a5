import assert from 'node:assert/strict';
import { parseDialplan } from '../../src/dialplan/syntax/parseDialplan';
import { callsWithin, jumpTargets, type JumpTarget } from '../../src/dialplan/syntax/targets';

function targets(call: string): readonly JumpTarget[] {
  const [statement] = parseDialplan(`same => n,${call}`).sections[0]!.statements;
  assert.ok(statement?.kind === 'extension' && statement.call);
  return jumpTargets(statement.call);
}

/** `kind context,extension,priority`, with `-` for what is not written and `~` behind what is dynamic. */
function told(call: string): string[] {
  return targets(call).map(({ kind, context, extension, priority, dynamic }) => {
    const parts = [context, extension, priority].map((part) => part?.text ?? '-').join(',');
    return `${kind} ${parts}${dynamic ? '~' : ''}`;
  });
}

const CASES: readonly (readonly [call: string, ...expected: string[]])[] = [
  ['Goto(1)', 'goto -,-,1'],
  ['Goto(s,start)', 'goto -,s,start'],
  ['goto( a , s , 1 )', 'goto a,s,1'],
  ['Goto(a,${EXTEN},1)', 'goto a,${EXTEN},1~'],
  ['Goto(${X:1,2},1)', 'goto -,${X:1,2},1~'],
  ['GotoIf($["${A:0:1}" = "?"]?yes,1:no)', 'goto -,yes,1', 'goto -,-,no'],
  ['GotoIf($[1]?:no)', 'goto -,-,no'],
  ['GotoIf(1)'],
  ['GotoIfTime(9:00-17:00,mon-fri,*,*?open,s,1:closed)', 'goto open,s,1', 'goto -,-,closed'],
  ['Gosub(sub,s,1(a,b))', 'gosub sub,s,1'],
  ['Gosub(start(${A}))', 'gosub -,-,start'],
  ['GosubIf($[1]?a,s,1(x:y,z):b,s,1)', 'gosub a,s,1', 'gosub b,s,1'],
  ['ExecIf($[1]?Goto(a,s,1):Gosub(b,s,1(c)))', 'goto a,s,1', 'gosub b,s,1'],
  ['Exec(Goto(a,s,1))', 'goto a,s,1'],
  ['TryExec(GotoIf(1?a,s,1))', 'goto a,s,1'],
  ['ExecIfTime(9:00-10:00,*,*,*?Goto(a,s,1))', 'goto a,s,1'],
  ['Macro(x,y)', 'macro x,s,1'],
  ['Dial(Local/1@a/n&PJSIP/2&Local/${E}@b,20,tU(u^1)b(c^s^1(x^y))B(d)F(e^f^1)gG(9)M(m^z))', ...dialled()],
  ['Dial(Local/1)', 'dial default,1,-'],
  ['Dial(PJSIP/1,,gF)'],
  ['RetryDial(a,1,2,Local/1@b)', 'dial b,1,-'],
  ['Queue(q,tF(a^s^1),,,60,,sub)', 'goto a,s,1', 'gosub sub,s,1'],
  ['Originate(Local/5@x,exten,a,s,1)', 'dial x,5,-', 'goto a,s,1'],
  ['Originate(PJSIP/5,app,Playback,hello)'],
  ['Background(a,,,ivr)', 'context ivr,-,-'],
  ['ReadExten(X,f,ctx)', 'context ctx,-,-'],
  ['DISA(no-password,inside)', 'context inside,-,-'],
  ['Park(,c(a,s,1))', 'goto a,s,1'],
  ['BlindTransfer(100,a)', 'goto a,100,1'],
  ['ChannelRedirect(${C},a,s,1)', 'goto a,s,1'],
  ['VoiceMail(1@d,ud(out))', 'context out,-,-'],
  ['Set(CHANNEL(hangup_handler_push)=h,s,1(x))', 'gosub h,s,1'],
  ['Dial(PJSIP/a,30,F(after,s,1)b(hdr,s,1(x,y))B(c^s,1)G(9,2)U(sub,x))', ...separatedByCommas()],
  ['Queue(q,b(hdr,s,1))', 'gosub hdr,s,1'],
  ['AddQueueMember(q,Local/101@sales/n,,,,hint:7@hints)', 'dial sales,101,-', 'mention hints,7,-'],
  ['RemoveQueueMember(q,Local/101@sales/n)', 'mention sales,101,-'],
  ['Transfer(Local/${X}@sales)', 'mention sales,${X},-~'],
  ['Set(TO=Local/1@a/n&Local/${E:1,2}@b&local/3)', 'mention a,1,-', 'mention b,${E:1,2},-~'],
  ['Dial(${IF($[1]?Local/1@a:Local/2@b)},20)', 'mention a,1,-', 'mention b,2,-'],
  ['Playback(/usr/local/x@y)'],
  ['Pickup(101@sales&102&7@PICKUPMARK)', 'mention sales,101,-', 'mention -,102,-'],
  ['ExtenSpy(101@sales,q)', 'mention sales,101,-'],
  ['Set(X=${HINT(101@sales,n)}${EXTENSION_STATE(102@sales)})', 'mention sales,101,-', 'mention sales,102,-'],
  ['GotoIf($[${DIALPLAN_EXISTS(sales,${X},a)}]?x)', 'goto -,-,x', 'test sales,${X},a~'],
  ['NoOp(${DIALPLAN_EXISTS(sales)}${VALID_EXTEN(,101)})', 'test sales,-,-', 'test -,101,-'],
  ['NoOp(${LEN(${HINT(101@sales)})} ${hint(1@a)})', 'mention sales,101,-'],
  ['Set(ID=${PERIODIC_HOOK(hooks,beep,180)})', 'dial hooks,beep,-'],
  ['Set(PERIODIC_HOOK(${ID})=off)'],
  ['Set(__TRANSFER_CONTEXT=sales)', 'context sales,-,-'],
  ['Set(GLOBAL(FORWARD_CONTEXT)=sales)', 'context sales,-,-'],
  ['MSet(a=1,_SPY_EXIT_CONTEXT=sales)', 'context sales,-,-'],
  ['Set(CHANNEL(after_bridge_goto)=a,s,1)', 'goto a,s,1'],
  ['Set(GOTO_ON_BLINDXFR=a^s^1)', 'goto a,s,1'],
  ['ExecIf($[1]?ExecIf($[1]?Goto(a,s,1):AddQueueMember(q,Local/1@b)))', 'goto a,s,1', 'dial b,1,-'],
  ['NoOp(Goto(a))'],
  ['Goto'],
];

function dialled(): string[] {
  const locals = ['dial a,1,-', 'dial b,${E},-~'];
  return [...locals, 'gosub u,s,1', 'gosub c,s,1', 'gosub -,-,d', 'goto e,f,1', 'goto -,-,9', 'macro m,s,1'];
}

function separatedByCommas(): string[] {
  return ['goto after,s,1', 'gosub hdr,s,1', 'gosub c,s,1', 'goto -,9,2', 'gosub sub,s,1'];
}

/** Names of nested calls, the outer ones first. */
function nested(call: string): string[] {
  const [statement] = parseDialplan(`same => n,${call}`).sections[0]!.statements;
  assert.ok(statement?.kind === 'extension' && statement.call);
  return [...callsWithin(statement.call)].map(({ name }) => name.text);
}

/** As often as Asterisk reads it in a line. */
function filling(one: string): string {
  return one.repeat(8_000 / one.length);
}

describe('calls in the arguments of calls', () => {
  it('are found at any depth', () => {
    assert.deepEqual(nested('ExecIf(1?ExecIf(1?Macro(x):Exec(Playbak(y))):NoOp())'), [
      'ExecIf',
      'ExecIf',
      'Macro',
      'Exec',
      'Playbak',
      'NoOp',
    ]);
    assert.deepEqual(nested('ExecIfTime(*,*,*,*?TryExec(Answer))'), ['ExecIfTime', 'TryExec', 'Answer']);
  });

  it('take no time, however deep somebody nests them', () => {
    for (const line of ['ExecIf(1?', 'Exec(', 'ExecIf(1?a:', '${HINT(', 'Local/1@a,'].map(filling)) {
      const start = performance.now();
      nested(line);
      targets(line);
      assert.ok(performance.now() - start < 100, line.slice(0, 20));
    }
  });
});

describe('where a call may go', () => {
  for (const [call, ...expected] of CASES) it(call, () => assert.deepEqual(told(call), expected));

  it('says where each part is written, and what is implied', () => {
    const [target] = targets('Dial(PJSIP/1,,U( sub ^x))');
    const line = 'same => n,Dial(PJSIP/1,,U( sub ^x))';
    const start = line.indexOf('sub');
    assert.deepEqual(target!.context!.span, { line: 0, start, end: start + 3 });
    assert.deepEqual(target!.extension!.span, { line: 0, start: start + 3, end: start + 3 });
    assert.equal(target!.callsSubroutine, true);
  });

  it('says what stands between the parts, and whether they are those of an option', () => {
    const told = (call: string): unknown[] => targets(call).map(({ separator, isOption }) => [separator, isOption]);
    assert.deepEqual(told('Goto(a)'), [[',', false]]);
    assert.deepEqual(told('Dial(PJSIP/1,,b(a)B(a,s,1)F(a^s,1))'), [
      ['^', true],
      [',', true],
      ['^', true],
    ]);
    assert.deepEqual(told('ExecIf(1?Macro(a))'), [[',', false]]);
    assert.deepEqual(told('ExecIf(1?Dial(PJSIP/1,,M(a)))'), [['^', true]]);
  });
});
