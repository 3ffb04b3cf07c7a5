import assert from 'node:assert/strict';
import { Manuals } from '../../src/dialplan/applications/manuals';
import { argumentAt, openCallAt, wayOf, waysToCall } from '../../src/dialplan/complete/calls';

const manuals = new Manuals();

/** `|` is the cursor. */
function told(marked: string): string {
  const call = openCallAt(marked.replace('|', ''), marked.indexOf('|'), 'context');
  if (!call) return '';
  const manual = call.kind === 'application' ? manuals.application(call.name) : manuals.function(call.name);
  if (!manual) return call.name;
  const ways = waysToCall(manual);
  const way = ways[wayOf(ways, call)] ?? manual;
  const count = ways.length > 1 ? ` of ${way.arguments.length}` : '';
  return `${manual.name} ${way.arguments[argumentAt(way, call.before)]?.name ?? '-'}${count}`;
}

const CASES: readonly (readonly [line: string, expected: string])[] = [
  ['same => n,Dial(|', 'Dial devices'],
  ['same => n,Dial(PJSIP/1&PJSIP/2,|)', 'Dial timeout'],
  ['same => n,dial(PJSIP/1,20,U(x^|)', 'Dial options'],
  ['same => n,Dial(a,1,g,u,x,|', 'Dial -'],
  ['same => n,Goto(|', 'Goto priority of 1'],
  ['same => n,Goto(x,|', 'Goto priority of 2'],
  ['same => n,Goto(x,y,|)', 'Goto priority of 3'],
  ['same => n,Goto(x|,y)', 'Goto extension of 2'],
  ['same => n,Goto(|x,y,1) ; a,b', 'Goto context of 3'],
  ['same => n,ExecIf($[1]?Goto(x|):Goto(a,b,c))', 'Goto priority of 1'],
  ['same => n,Gosub(x,y|,1(a,b))', 'Gosub extension of 3'],
  ['same => n,Verbose(|hello)', 'Verbose message of 1'],
  ['same => n,PauseQueueMember(|', 'PauseQueueMember queue'],
  ['same => n,GotoIf(|', 'GotoIf condition'],
  ['same => n,GotoIf($["${A:1}" = "b"]?a,|', 'GotoIf yes'],
  ['same => n,GotoIf($[1]?a,s,1:|', 'GotoIf no'],
  ['same => n,NoOp(${CUT(X,|', 'CUT delimiter'],
  ['same => n,NoOp(${IF($[${LEN(|', 'LEN text'],
  ['same => n,NoOp(${IF($[1]?a:|)})', 'IF no'],
  ['same => n,NoOp(${LEN(x)}|', 'NoOp text'],
  ['same => n,Set(CALLERID(|', 'CALLERID part'],
  ['same => n,Set(CALLERID(num)=|', 'Set value'],
  ['same => n,ExecIf($[1]?Playback(a,|', 'Playback options'],
  ['same => n,ExecIf($[1]?Play|', 'ExecIf application'],
  ['same => n,Unheard(|', 'Unheard'],
  ['same => n,Stasis(a,b,c,|', 'Stasis arguments…'],
  ['same => n,Answer()|', ''],
  ['same => n,Answer() ; Dial(|', ''],
  ['exten => _[2-9](|', ''],
];

describe('in whose parentheses the cursor is', () => {
  for (const [line, expected] of CASES) it(line, () => assert.equal(told(line), expected));
});
