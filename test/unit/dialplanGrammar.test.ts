import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { OnigScanner, OnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, Registry, parseRawGrammar } from 'vscode-textmate';
import type { IGrammar, StateStack } from 'vscode-textmate';

const FOLDER = path.join(__dirname, '..', '..', 'syntaxes');
const CORPUS = path.join(__dirname, '..', 'asterisk', 'dialplan', 'corpus');

describe('the grammars of Asterisk files', () => {
  let registry: Registry;
  before(async () => {
    await loadWASM(fs.readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
    registry = new Registry({
      onigLib: Promise.resolve({
        createOnigScanner: (patterns) => new OnigScanner(patterns),
        createOnigString: (text) => new OnigString(text),
      }),
      loadGrammar: (scope) => {
        const file = path.join(FOLDER, `${scope.replace('source.', '')}.tmLanguage.json`);
        return Promise.resolve(parseRawGrammar(fs.readFileSync(file, 'utf8'), file));
      },
    });
  });

  const grammarOf = async (language: string): Promise<IGrammar> => (await registry.loadGrammar(`source.${language}`))!;

  /** The text of each token that has a scope beginning so. */
  function tokens(grammar: IGrammar, scope: string, text: string): readonly string[] {
    let state: StateStack = INITIAL;
    return text.split('\n').flatMap((line) => {
      const { tokens: found, ruleStack } = grammar.tokenizeLine(line, state);
      state = ruleStack;
      return found
        .filter(({ scopes }) => scopes.some((name) => name.startsWith(scope)))
        .map(({ startIndex, endIndex }) => line.slice(startIndex, endIndex).trim())
        .filter(Boolean);
    });
  }

  const LINE = 'exten => _1X[2-4]./555,n(here)+2,Dial(PJSIP/${EXTEN:1},$[1 + ${LEN(a)}],"x") ; why';

  it('colour the parts of an extension', async () => {
    const grammar = await grammarOf('asterisk-dialplan');
    const found = (scope: string): readonly string[] => tokens(grammar, scope, LINE);
    assert.deepEqual(found('keyword.control.exten'), ['exten']);
    assert.deepEqual(found('constant.character.class'), ['X']);
    assert.deepEqual(found('constant.other.character-class'), ['[2-4]']);
    assert.deepEqual(found('keyword.operator.quantifier'), ['.']);
    assert.deepEqual(found('constant.other.caller-id'), ['/555']);
    assert.deepEqual(found('keyword.other.priority'), ['n']);
    assert.deepEqual(found('entity.name.label'), ['here']);
    assert.deepEqual(found('support.function.application'), ['Dial']);
    assert.deepEqual(found('support.function').slice(-1), ['LEN']);
    assert.deepEqual(found('variable.other.readwrite').join(''), '${EXTEN:1}');
    assert.deepEqual(found('comment'), ['; why']);
  });

  it('colour same, hint, include and switch', async () => {
    const grammar = await grammarOf('asterisk-dialplan');
    assert.deepEqual(tokens(grammar, 'support.function.application', ' same = n,Answer'), ['Answer']);
    assert.deepEqual(tokens(grammar, 'constant.numeric.priority', ' same = 12,Answer()'), ['12']);
    assert.deepEqual(tokens(grammar, 'string.unquoted.device', 'exten => 1,hint,PJSIP/1&Custom:a'), [
      'PJSIP/1',
      'Custom:a',
    ]);
    assert.deepEqual(tokens(grammar, 'entity.name.section', 'include => day,9:00-17:00,*,*,*'), ['day']);
    assert.deepEqual(tokens(grammar, 'keyword.control.switch', 'switch => Realtime/x@y'), ['switch']);
  });

  it('nest block comments, and end every line', async () => {
    for (const language of ['asterisk-dialplan', 'asterisk-conf']) {
      const grammar = await grammarOf(language);
      const text = ';-- a ;-- b --;\nc --;\n[x](!,y)\nk=(${\n;--- d\nz=a\\;b';
      assert.equal(tokens(grammar, 'comment', text).join('').replaceAll(' ', ''), ';--a;--b--;c--;;---d');
      assert.deepEqual(tokens(grammar, 'entity.name.section', text), ['x']);
      assert.deepEqual(tokens(grammar, 'entity.other.inherited-class', text), ['y']);
    }
  });

  it('find every application of the corpus on a line of its own', async () => {
    const grammar = await grammarOf('asterisk-dialplan');
    const text = fs.readFileSync(path.join(CORPUS, 'real.conf'), 'utf8');
    const written = [...text.matchAll(/^ ?(?:exten => [^,]+,|same => )[^,]+,(\w+)\(/gm)].map(([, name]) => name);
    const found = tokens(grammar, 'support.function.application', text);
    for (const name of new Set(written)) assert.ok(found.includes(name!), name);
  });

  it('colour AEL', async () => {
    const grammar = await grammarOf('asterisk-ael');
    const text = 'context a { // x\n _1X => {\n  Dial(PJSIP/${EXTEN});\n }\n}';
    assert.deepEqual(tokens(grammar, 'entity.name.section', text), ['a']);
    assert.deepEqual(tokens(grammar, 'entity.name.function', text), ['_1X']);
    assert.deepEqual(tokens(grammar, 'support.function.application', text), ['Dial']);
    assert.deepEqual(tokens(grammar, 'comment', text), ['// x']);
  });
});
