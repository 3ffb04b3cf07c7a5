import assert from 'node:assert/strict';
import { completingAt } from '../../src/dialplan/complete/position';
import type { SectionRole } from '../../src/dialplan/syntax/syntax';

/** `|` is the cursor; what a choice replaces stands behind the kind, then what is known of a jump. */
function told(marked: string, role: SectionRole = 'context'): string {
  const character = marked.indexOf('|');
  const line = marked.replace('|', '');
  const found = completingAt(line, character, role);
  if (!found) return '';
  const text = `${found.kind} <${line.slice(found.start, found.end)}>`;
  if (found.kind === 'application') return text + (found.hasParentheses ? ' ()' : '');
  if (found.kind === 'keyword' || found.kind === 'name' || found.kind === 'priority') {
    return text + (found.kind === 'priority' && found.isSame ? ' same' : '') + (found.isFollowed ? ' ,' : '');
  }
  if (found.kind === 'variable') return text + (found.withFunctions ? ' or function' : '');
  if (found.kind !== 'jump') return text;
  const { may, context = '-', extension = '-', prefix, separator = '' } = found;
  return `${text} ${may.join(' ')} of ${context},${extension} ${prefix}${separator}`.trimEnd();
}

const CASES: readonly (readonly [line: string, expected: string])[] = [
  ['|', 'keyword <>'],
  [' sa|', 'keyword <sa>'],
  ['ex|ten => 1,1,Answer()', 'keyword <exten> ,'],
  ['include| => x', 'keyword <include> ,'],
  ['exten => |', 'name <>'],
  ['exten=>_2[1-|9]X,1,Answer()', 'name <_2[1-9]X> ,'],
  ['exten => 200,|', 'priority <>'],
  ['exten => 200/123,h|', 'priority <h>'],
  ['exten => 200,|1,Answer()', 'priority <1> ,'],
  ['same => |', 'priority <> same'],
  ['same => n|(label),Answer()', 'priority <n> same ,'],
  ['same => n(l|', ''],
  ['; exten => |', ''],
  ['same => n,|', 'application <>'],
  ['same => n,No|', 'application <No>'],
  ['same => n,No|Op(x)', 'application <NoOp> ()'],
  ['exten => 1,1,Pl|', 'application <Pl>'],
  ['same => n,ExecIf($[1]?Ha|', 'application <Ha>'],
  ['same => n,ExecIf($[1]?Answer():Ha|)', 'application <Ha>'],
  ['same => n,Goto(|', 'jump <> label extension context of -,- ,'],
  ['same => n,Goto(a|)', 'jump <a> label extension context of -,- ,'],
  ['same => n,Goto(ctx,|)', 'jump <> label extension of -,ctx ,'],
  ['same => n,Goto(c|tx,1)', 'jump <ctx> extension context of -,-'],
  ['same => n,Goto(ctx,2|,1)', 'jump <2> extension of ctx,-'],
  ['same => n,Goto(ctx,200,|)', 'jump <> label of ctx,200'],
  ['same => n,Goto(ctx,200,st|', 'jump <st> label of ctx,200'],
  ['same => n,Goto(|ctx,200,1)', 'jump <ctx> context of -,200'],
  ['same => n,GotoIf($["${A}" = "1"]?|', 'jump <> label extension context of -,- ,'],
  ['same => n,GotoIf($[1]?a,s,1:b,|,1)', 'jump <> extension of b,-'],
  ['same => n,Gosub(sub,s,1(|', ''],
  ['same => n,Macro(x|)', 'jump <x> context of -,s macro-'],
  ['same => n,Dial(PJSIP/1,20,tU(|', 'jump <> context of -,s'],
  ['same => n,Dial(PJSIP/1,20,b(|', 'jump <> label extension context of -,- ^'],
  ['same => n,Dial(PJSIP/1,20,b(sub^|)', 'jump <> label extension of -,sub ^'],
  ['same => n,Dial(PJSIP/1,20,G(a^1^|))', 'jump <> label of a,1'],
  ['same => n,Dial(PJSIP/1,20,b(x,|))', 'jump <> label extension of -,x ,'],
  ['same => n,Dial(PJSIP/1,20,F(|ctx,s,1))', 'jump <ctx> context of -,s'],
  ['same => n,Dial(PJSIP/1,20,G(ctx,1,|', 'jump <> label of ctx,1'],
  ['same => n,Dial(PJSIP/1,20,U(|sub,x))', 'jump <sub> context of -,s'],
  ['same => n,AddQueueMember(q,Local/1@|)', 'jump <> context of -,1'],
  ['same => n,NoOp(${HINT(1@|)})', 'jump <> context of -,1'],
  ['same => n,NoOp(${DIALPLAN_EXISTS(a,1|)})', 'jump <1> extension of a,-'],
  ['same => n,Pickup(1|)', 'jump <1> extension of -,-'],
  ['same => n,Dial(Local/1@|)', 'jump <> context of -,1'],
  ['same => n,Dial(Local/2|@ctx)', 'jump <2> extension of ctx,-'],
  ['same => n,Set(CHANNEL(hangup_handler_push)=h|', 'jump <h> label extension context of -,- ,'],
  ['[sales](|', 'parent <>'],
  ['[sales](day,ni|ght)', 'parent <night>'],
  ['[sales|', ''],
  ['[sales](!|)', ''],
  ['switch => |', 'switch <>'],
  ['lswitch=>Real|time/x', 'switch <Realtime>'],
  ['switch => Realtime/|', ''],
  ['include => |', 'jump <> context of -,-'],
  ['include => ni|ght,9:00-17:00,*,*,*', 'jump <night> context of -,-'],
  ['same => n,NoOp(${|', 'variable <> or function'],
  ['same => n,NoOp(${EX|})', 'variable <EX> or function'],
  ['same => n,NoOp(${A|B} c)', 'variable <AB> or function'],
  ['same => n,NoOp($["${X|', 'variable <X> or function'],
  ['same => n,Goto(${C|,1)', 'variable <C> or function'],
  ['same => n,NoOp(${CUT(LI|', 'variable <LI>'],
  ['same => n,Set(|)', 'assigned <>'],
  ['same => n,Set(CALLERID(|)', ''],
  ['same => n,Set(CALLERID(na|me)=x)', ''],
  ['same => n,Set(__NA|ME=1)', 'assigned <NAME>'],
  ['same => n,Set(NAME=1|)', ''],
  ['same => n,MSet(a=1,b|=2)', 'assigned <b>'],
  ['same => n,Stasis(|)', 'stasis <>'],
  ['same => n,Stasis(my-|app,1)', 'stasis <my-app>'],
  ['same => n,Stasis(app,|)', ''],
  ['same => n,Playback(|)', 'sound <>'],
  ['same => n,Playback(tt-|', 'sound <tt->'],
  ['same => n,Playback(hello&tt-w|eas&b,skip)', 'sound <tt-weas>'],
  ['same => n,Read(X,b|)', 'sound <b>'],
  ['same => n,ExecIf($[1]?Playback(be|))', 'sound <be>'],
  ['same => n,Answer() ; Goto(|', ''],
  ['; same => n,Goto(|', ''],
];

describe('what may stand at a place of a line', () => {
  for (const [line, expected] of CASES) it(line, () => assert.equal(told(line), expected));

  it('knows variables in the values of [globals] too', () => {
    assert.equal(told('X = ${|', 'globals'), 'variable <> or function');
  });

  it('leaves lines alone that are longer than Asterisk reads', () => {
    const started = performance.now();
    assert.equal(told(`${'${'.repeat(100_000)}|`), '');
    for (const part of ['(', '${', 'U(', 'Exec(']) {
      told(`same => n,Dial(${part.repeat(1_500)}|${')}'.repeat(1_000)}`);
    }
    assert.ok(performance.now() - started < 2_000);
  });

  it('takes any line', () => {
    const text = 'same => n,Dial(${A(${B}$["),b(a^b^c(d)),Set(x=${Y} ;-- exten => [';
    for (let from = 0; from < text.length; from++) {
      for (let at = 0; at <= text.length - from; at += 3) completingAt(text.slice(from), at, 'context');
    }
  });
});
