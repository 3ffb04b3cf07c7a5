import assert from 'node:assert/strict';
import type { ExtensionStatement, Part, Phrase, Statement } from '../../src/dialplan/syntax/syntax';
import { parseDialplan } from '../../src/dialplan/syntax/parseDialplan';

function statements(text: string): readonly Statement[] {
  return parseDialplan(text).sections.flatMap((section) => section.statements);
}

function extension(line: string): ExtensionStatement {
  const [statement] = statements(line);
  assert.equal(statement?.kind, 'extension');
  return statement;
}

const data = (text: string): Phrase => extension(`exten => 1,1,NoOp(${text})`).call!.data!;
const texts = (words: readonly { readonly text: string }[] | undefined): string[] | undefined =>
  words?.map(({ text }) => text);
const split = (text: string): string[] | undefined => texts(extension(`exten => 1,1,App(${text})`).call!.arguments);

function only<K extends Part['kind']>(text: string, kind: K): Extract<Part, { kind: K }> {
  const part = data(text).parts.find((one): one is Extract<Part, { kind: K }> => one.kind === kind);
  assert.ok(part, text);
  return part;
}

describe('the syntax of a dialplan', () => {
  it('cuts an extension as Asterisk does', () => {
    const found = extension('exten => _X[1,2]/555,n(start)+10, Dial(PJSIP/1,,g) x');
    assert.equal(found.name?.text, '_X[1,2]');
    assert.equal(found.callerId?.text, '555');
    assert.equal(found.priority?.text, 'n');
    assert.equal(found.label?.text, 'start');
    assert.equal(found.call?.name.text, 'Dial');
    assert.deepEqual(texts(found.call.arguments), ['PJSIP/1', '', 'g']);
    assert.equal(found.call.closed, true);
    assert.equal(extension('exten => 1,n+10(x),A').plus?.text, '10');
    assert.equal(extension('same => n,A(').call?.closed, false);
  });

  it('says where everything is', () => {
    const line = ' same = n(here) , Set(a=${b})';
    const found = extension(line);
    const at = (text: string): object => ({
      line: 0,
      start: line.indexOf(text),
      end: line.indexOf(text) + text.length,
    });
    assert.deepEqual(found.label?.span, at('here'));
    assert.deepEqual(found.call?.name.span, at('Set'));
    assert.deepEqual(found.call.dataSpan, at('a=${b}'));
    assert.deepEqual(found.call.data?.parts[1]?.span, at('${b}'));
  });

  it('knows columns behind escapes and comments', () => {
    const line = 'exten => 1,1,A(x\\;y,;-- no --;z)';
    const [first, second] = extension(line).call!.arguments;
    assert.equal(first!.text, 'x;y');
    assert.deepEqual(first!.span, { line: 0, start: 15, end: 19 });
    assert.equal(second!.text, 'z');
    assert.deepEqual(second!.span, { line: 0, start: line.indexOf('z'), end: line.indexOf('z') + 1 });
  });

  it('leaves out what is not there', () => {
    assert.equal(extension('exten => 1').priority, undefined);
    assert.equal(extension('exten => 1,1').call, undefined);
    assert.equal(extension('exten => 1,1,').call?.name.text, '');
    assert.deepEqual(split(''), []);
    assert.equal(extension('exten => 1,1,Answer').call?.data, undefined);
  });

  it('knows hints, includes, switches, ignore patterns, options, globals', () => {
    assert.equal(extension('exten => 1,hint,PJSIP/1&Custom:x').hint?.text, 'PJSIP/1&Custom:x');
    const found = statements(
      '[a]\ninclude => b,9:00-17:00,mon-fri\nswitch => Lua/x\nignorepat => 9\nautohints=yes\nwhat=1',
    );
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ['include', 'switch', 'ignorepat', 'autohints', 'unknown'],
    );
    const [include, other] = found;
    assert.ok(include?.kind === 'include' && other?.kind === 'switch');
    assert.equal(include.context.text, 'b');
    assert.deepEqual(texts(include.timing), ['9:00-17:00', 'mon-fri']);
    assert.deepEqual([other.name.text, other.data?.text], ['Lua', 'x']);
    assert.deepEqual(
      statements('[General]\na=1\n[GLOBALS]\nb=${c}').map(({ kind }) => kind),
      ['option', 'global'],
    );
  });

  it('knows what a section is for', () => {
    const roles = parseDialplan('[t](!)\n[t](+)\n[a](t)\n[globals]\n[general]').sections.map(({ role }) => role);
    assert.deepEqual(roles, ['template', 'template', 'context', 'globals', 'general']);
    assert.equal(parseDialplan('a=1').sections[0]?.role, 'globals');
    assert.equal(parseDialplan('same => n,A').sections[0]?.role, 'context');
    assert.equal(parseDialplan('a=1', { role: 'general' }).sections[0]?.role, 'general');
  });

  it('splits arguments as applications do', () => {
    assert.deepEqual(split('a,b(c,d),"e,f",[g,h],i\\,j,${K(l,m)},'), [
      'a',
      'b(c,d)',
      '"e,f"',
      '[g,h]',
      'i\\,j',
      '${K(l,m)}',
      '',
    ]);
  });

  it('reads substitutions', () => {
    const plain = only('x${EXTEN:1:-2}', 'substitution');
    assert.deepEqual([plain.name.text, plain.part?.text, plain.arguments], ['EXTEN', '1:-2', undefined]);
    const call = only('${CUT(${x:1},:,2):3}', 'substitution');
    assert.equal(call.name.text, 'CUT');
    assert.deepEqual(texts(call.arguments), ['${x:1}', ':', '2']);
    assert.equal(call.part?.text, '3');
    const nested = only('${DB_${KEY}}', 'substitution');
    assert.deepEqual(
      nested.name.parts.map(({ kind, text }) => `${kind} ${text}`),
      ['literal DB_', 'substitution ${KEY}'],
    );
    assert.equal(only('a${b', 'substitution').closed, false);
    assert.equal(only('${b{c}}d', 'substitution').text, '${b{c}}');
  });

  it('reads expressions', () => {
    const { operands } = only('$[ "${A}" = "x y" & ${B:1}>=10 | !$[1+2]]', 'calculation');
    assert.deepEqual(
      operands.map(({ kind, text }) => `${kind} ${text}`),
      [
        'string "${A}"',
        'operator =',
        'string "x y"',
        'operator &',
        'substitution ${B:1}',
        'operator >=',
        'literal 10',
        'operator |',
        'operator !',
        'calculation $[1+2]',
      ],
    );
  });
});
