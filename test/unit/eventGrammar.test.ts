import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { OnigScanner, OnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, Registry, parseRawGrammar } from 'vscode-textmate';
import type { IGrammar, StateStack } from 'vscode-textmate';
import { ARI_EVENT_TYPES } from '../../src/ari/events';
import { jsonBlock } from '../../src/workbench/events/line';

const FILE = path.join(__dirname, '..', '..', 'syntaxes', 'ari-events.tmLanguage.json');
const lines = fs
  .readFileSync(path.join(__dirname, 'golden', 'events.txt'), 'utf8')
  .trimEnd()
  .split('\n');
const lineOf = (type: string): string => lines.find((line) => line.split(' ')[1] === type)!;

describe('the grammar of event lines', () => {
  let grammar: IGrammar;
  before(async () => {
    const wasm = fs.readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
    await loadWASM(wasm);
    const registry = new Registry({
      onigLib: Promise.resolve({
        createOnigScanner: (patterns) => new OnigScanner(patterns),
        createOnigString: (text) => new OnigString(text),
      }),
      loadGrammar: () => Promise.resolve(parseRawGrammar(fs.readFileSync(FILE, 'utf8'), FILE)),
    });
    grammar = (await registry.loadGrammar('text.ari-events'))!;
  });

  /** The text of each token that has a scope beginning so. */
  const tokens = (scope: string, text: string): readonly string[] => {
    let state: StateStack = INITIAL;
    return text.split('\n').flatMap((line) => {
      const { tokens: found, ruleStack } = grammar.tokenizeLine(line, state);
      state = ruleStack;
      return found
        .filter(({ scopes }) => scopes.some((name) => name.startsWith(scope)))
        .map(({ startIndex, endIndex }) => line.slice(startIndex, endIndex).trim())
        .filter(Boolean);
    });
  };

  it('knows time and type of every event', () => {
    for (const type of ARI_EVENT_TYPES) {
      const line = lineOf(type);
      assert.deepEqual(tokens('constant.numeric.time', line), [line.slice(0, 12)]);
      assert.deepEqual(tokens('entity.name.function', line), [type]);
      assert.deepEqual(tokens('comment', line), []);
    }
  });

  it('colours every channel, name and id', () => {
    for (const line of lines) {
      const ids = [...line.matchAll(/‹([^›]+)›/g)].map(([, id]) => id);
      assert.deepEqual(tokens('variable.parameter.id', line), ids, line);
    }
    assert.deepEqual(tokens('variable.other.channel', lineOf('ChannelTransfer')), [
      'PJSIP/1000-00000001',
      'PJSIP/1001-00000002',
    ]);
  });

  it('colours states, failures, texts, assignments and numbers', () => {
    assert.deepEqual(tokens('constant.language.state', lineOf('StasisStart')), ['Ring']);
    assert.deepEqual(tokens('constant.language.state', lineOf('PlaybackContinuing')), ['continuing']);
    assert.deepEqual(tokens('invalid', lineOf('RecordingFailed')), ['failed']);
    assert.deepEqual(tokens('invalid', lineOf('PeerStatusChange')), ['Unreachable']);
    assert.deepEqual(tokens('string', lineOf('StasisStart')), ['"first"', '"second"']);
    assert.deepEqual(tokens('string', lineOf('ChannelVarset')), [String.raw`"deep \"blue\""`]);
    assert.deepEqual(tokens('variable.other.name', lineOf('ChannelUserevent')), ['dish', 'table']);
    assert.deepEqual(tokens('constant.numeric', lineOf('ChannelDtmfReceived')).slice(1), ['5', '120 ms']);
  });

  it('colours server and application', () => {
    const line = '12:00:00.000 [my lab] StasisEnd            {hello} PJSIP/1-1 ‹1.1› · Up';
    assert.deepEqual(tokens('entity.name.tag', line), ['[my lab]']);
    assert.deepEqual(tokens('entity.name.type', line), ['{hello}']);
    assert.deepEqual(tokens('entity.name.function', line), ['StasisEnd']);
  });

  it('colours requests, and what went wrong with them', () => {
    const request = '12:00:00.000 [lab] → POST channels/1.1/play?media=sound%3Ahello';
    assert.deepEqual(tokens('support.constant.method', `${request} 201 12 ms`), ['POST']);
    assert.deepEqual(tokens('constant.numeric.status', `${request} 201 12 ms`), ['201']);
    assert.deepEqual(tokens('invalid', `${request} 201 12 ms`), []);
    assert.deepEqual(tokens('invalid', `${request} 409 12 ms · Channel not in Stasis`), [
      '409',
      'Channel not in Stasis',
    ]);
    assert.deepEqual(tokens('invalid', `${request} timeout 15000 ms`), ['timeout']);
  });

  it('colours the JSON below a line and begins anew behind it', () => {
    const text = `${jsonBlock({ open: '{ "', count: 3, yes: true })}\n${lineOf('StasisEnd')}`;
    assert.deepEqual(tokens('support.type.property-name', text), ['"open"', '"count"', '"yes"']);
    assert.deepEqual(tokens('constant.language.json', text), ['true']);
    assert.deepEqual(tokens('entity.name.function', text), ['StasisEnd']);
  });

  it('takes any other line for a note', () => {
    assert.deepEqual(tokens('comment', '… 12,345 lines not shown'), ['… 12,345 lines not shown']);
    const note = '12:00:00.000 — lab: connected as hello. —';
    assert.deepEqual(tokens('comment', note), ['— lab: connected as hello. —']);
    assert.deepEqual(tokens('entity', note), []);
  });
});
