import assert from 'node:assert/strict';
import { foldsOf } from '../../src/dialplan/syntax/folds';
import { guessLanguage } from '../../src/dialplan/syntax/guess';
import { outlineOf } from '../../src/dialplan/syntax/outline';
import { parseDialplan } from '../../src/dialplan/syntax/parseDialplan';
import { TokenCache, tokensWithin } from '../../src/dialplan/syntax/tokenCache';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../../src/dialplan/syntax/tokenKinds';

/** `type text`, for each token. */
function tokens(text: string, cache = new TokenCache()): string[] {
  const lines = text.split('\n');
  const numbers = cache.update(parseDialplan(text), lines);
  const told: string[] = [];
  let line = 0;
  let start = 0;
  for (let at = 0; at < numbers.length; at += 5) {
    const [down, right, length, type, modifiers] = numbers.slice(at, at + 5);
    line += down!;
    start = down! > 0 ? right! : start + right!;
    const modifier = TOKEN_MODIFIERS.filter((_, bit) => modifiers! & (1 << bit)).map((name) => `.${name}`);
    told.push(`${TOKEN_TYPES[type!]!}${modifier.join('')} ${lines[line]!.slice(start, start + length!)}`);
  }
  return told;
}

describe('the tokens of a dialplan', () => {
  it('tells the parts of a pattern apart', () => {
    assert.deepEqual(tokens('exten => _+1X[2-4]Z./555,1,Answer()').slice(2), [
      'asteriskExtension _+1',
      'asteriskPatternClass X',
      'asteriskPatternSet [2-4]',
      'asteriskPatternClass Z',
      'asteriskWildcard .',
      'asteriskExtension 555',
      'asteriskPriority 1',
      'asteriskApplication Answer',
    ]);
  });

  it('knows labels, variables, functions, expressions and jumps', () => {
    assert.deepEqual(tokens(' same => n(a),GotoIf($["${X:1}" = "${LEN(${Y})}"]?b,s,c:${Z},1)').slice(2), [
      'keyword n',
      'asteriskLabel.declaration a',
      'asteriskApplication GotoIf',
      'string "',
      'variable X',
      'number 1',
      'string "',
      'operator =',
      'string "',
      'asteriskFunction LEN',
      'variable Y',
      'string "',
      'asteriskContext b',
      'asteriskExtension s',
      'asteriskLabel c',
      'variable Z',
      'asteriskPriority 1',
    ]);
  });

  it('knows sections, templates, globals and comments of several lines', () => {
    const text = '[t](!)\n[a](t) ; x\n;-- one ;-- two --;\nthree --;\n[globals]\nX=${Y}z';
    assert.deepEqual(tokens(text), [
      'asteriskContext.template t',
      'operator !',
      'asteriskContext.declaration a',
      'asteriskContext.template t',
      'comment ; x',
      'comment ;-- one ;-- two --;',
      'comment three --;',
      'asteriskContext.declaration globals',
      'variable.declaration X',
      'operator =',
      'variable Y',
      'string z',
    ]);
  });

  it('is the same with what it remembers', () => {
    const cache = new TokenCache();
    const before = '[a]\nexten => 1,1,Goto(b,1,1) ; c\n;--\nexten => 2,1,A\n--;\n[globals]\nexten => 1,1,B';
    tokens(before, cache);
    for (const after of [`;x\n${before}`, before.replace('globals', 'other'), before.replace(';--', ''), '']) {
      assert.deepEqual(tokens(after, cache), tokens(after));
    }
  });
});

describe('the tokens of some lines', () => {
  it('are those of the whole text on these lines', () => {
    const text = '[a]\nexten => 1,1,A()\n;-- x\ny --;\nexten => 2,1,B()\n';
    const lines = text.split('\n');
    const syntax = parseDialplan(text);
    assert.deepEqual(tokensWithin(syntax, lines, 0, 9), new TokenCache().update(syntax, lines));
    const within = tokensWithin(syntax, lines, 3, 4);
    assert.deepEqual([...within.slice(0, 5)], [3, 0, 5, TOKEN_TYPES.indexOf('comment'), 0]);
    assert.equal(within.length, 6 * 5);
  });
});

describe('the outline and the folds of a dialplan', () => {
  const TEXT = [
    '; one',
    '; two',
    '[general]',
    'static=yes',
    '[globals]',
    'X=1',
    '[t](!)',
    'exten => h,1,NoOp()',
    '[a](t)',
    'include => b',
    'exten => 1,hint,PJSIP/1',
    'exten => 1,1,Answer()',
    ' same => n(go),Hangup',
    '; region calls',
    'exten => _X./5,1,Dial(PJSIP/1)',
    '; endregion',
    '',
  ].join('\n');

  it('shows sections, extensions with their priorities, and variables', () => {
    const told = outlineOf(parseDialplan(TEXT), true).map(({ kind, name, children }) => ({
      [`${kind} ${name}`]: children.map((child) => [
        `${child.kind} ${child.name}`,
        ...child.children.map((c) => c.name),
      ]),
    }));
    assert.deepEqual(told, [
      { 'settings general': [] },
      { 'settings globals': [['variable X']] },
      { 'template t': [['extension h', '1']] },
      { 'context a': [['hint 1'], ['extension 1', '1', 'n(go)'], ['extension _X./5', '1']] },
    ]);
  });

  it('folds sections, extensions, comments and regions', () => {
    const folds = foldsOf(parseDialplan(TEXT), TEXT.split('\n'), true);
    assert.deepEqual(
      folds.map(({ kind, start, end }) => `${kind} ${start}-${end}`),
      ['section 2-3', 'section 4-5', 'section 6-7', 'section 8-14', 'extension 11-12', 'comment 0-1', 'region 13-15'],
    );
  });
});

describe('what a .conf file is', () => {
  it('is guessed from its text', () => {
    assert.equal(guessLanguage('; x\n[a]\nexten => 1,1,Answer()'), 'dialplan');
    assert.equal(guessLanguage(' same = n,Hangup'), 'dialplan');
    assert.equal(guessLanguage('[endpoint](!)\ntype=endpoint'), 'conf');
    assert.equal(guessLanguage('[queues]\nmember => PJSIP/1'), 'conf');
    for (const text of ['', 'server {\n listen 80;\n}', '[mysqld]\nport=3306', 'Host *\n  Port 22', 'a => b']) {
      assert.equal(guessLanguage(text), undefined, text);
    }
  });
});
