import assert from 'node:assert/strict';
import { loadConf } from '../../src/conf/load';
import { loadDialplan } from '../../src/dialplan/load/loadDialplan';
import { cutStep, isHintStep, nameEndOf } from '../../src/dialplan/load/step';
import { foldsOf } from '../../src/dialplan/syntax/folds';
import { outlineOf } from '../../src/dialplan/syntax/outline';
import { SyntaxCache, parseDialplan } from '../../src/dialplan/syntax/parseDialplan';
import { jumpTargets } from '../../src/dialplan/syntax/targets';
import { TokenCache } from '../../src/dialplan/syntax/tokenCache';
import { computedMs, corpus, HANG_MS, leastMs, mutate, ROUNDS } from '../support/dialplanTexts';
import { randomFrom } from '../support/faults/mutate';
import type { DialplanSyntax, ExpressionToken, Part, Phrase, Word } from '../../src/dialplan/syntax/syntax';

/** What must hold for any text. */
class Checker {
  private readonly lines: readonly string[];

  constructor(text: string) {
    this.lines = text.split('\n');
  }

  syntax({ sections }: DialplanSyntax): void {
    for (const statement of sections.flatMap((section) => section.statements)) {
      if (statement.kind === 'global') this.phrase(statement.value);
      if (statement.kind === 'include') [statement.context, ...statement.timing].forEach((word) => this.word(word));
      if (statement.kind === 'switch' && statement.data) this.phrase(statement.data);
      if (statement.kind !== 'extension') continue;
      const { name, callerId, priority, plus, label, call, hint } = statement;
      for (const phrase of [name, callerId, hint, call?.data, ...(call?.arguments ?? [])])
        if (phrase) this.phrase(phrase);
      for (const word of [priority, plus, label, call?.name]) if (word) this.word(word);
      for (const { context, extension, priority: to } of call ? jumpTargets(call) : []) {
        // What is implied is written nowhere.
        for (const part of [context, extension, to]) if (part && part.span.start < part.span.end) this.word(part);
      }
      const all = call?.arguments ?? [];
      if (all.length > 0) assert.equal(all.map(({ text }) => text).join(','), call?.data?.text);
      // One way to cut: what the loader takes is what is shown.
      const { value } = statement.entry;
      const step = cutStep(value, statement.isSame ? 0 : Math.min(nameEndOf(value) + 1, value.length));
      const part = (at: number, end: number): string => (at < 0 ? '' : value.slice(at, end));
      assert.equal(priority?.text ?? '', part(step.priorityAt, step.priorityEnd));
      assert.equal(label?.text ?? '', part(step.labelAt, step.labelEnd));
      assert.equal(call?.name.text ?? hint?.text ?? '', part(step.applicationAt, step.applicationEnd));
      assert.equal(call?.data?.text ?? '', isHintStep(value, step) ? '' : part(step.dataAt, step.dataEnd));
    }
  }

  private word({ text, span }: Word): void {
    const { line, start, end } = span;
    const written = this.lines[line] ?? '';
    assert.ok(start >= 0 && start <= end && end <= written.length, `${line}:${start}-${end}`);
    // What is between may be longer by a comment or a backslash, never shorter.
    assert.ok(end - start >= text.length, `${JSON.stringify(text)} at ${line}:${start}-${end}`);
    if (end - start === text.length) assert.equal(written.slice(start, end), text);
  }

  private phrase(phrase: Phrase): void {
    this.word(phrase);
    assert.equal(phrase.parts.map(({ text }) => text).join(''), phrase.text);
    for (const part of phrase.parts) this.part(part);
  }

  private part(part: Part | ExpressionToken): void {
    this.word(part);
    if (part.kind === 'substitution') {
      this.phrase(part.name);
      for (const argument of part.arguments ?? []) this.phrase(argument);
      if (part.part) this.phrase(part.part);
    } else if (part.kind === 'calculation') for (const operand of part.operands) this.part(operand);
    else if (part.kind === 'string') this.phrase(part);
  }
}

function look(text: string, cache = new TokenCache()): DialplanSyntax {
  const syntax = parseDialplan(text);
  const lines = text.split('\n');
  outlineOf(syntax, true);
  foldsOf(syntax, lines, true);
  const numbers = cache.update(syntax, lines);
  let line = 0;
  let end = 0;
  for (let at = 0; at < numbers.length; at += 5) {
    // Negative ones would be huge in unsigned numbers.
    const [down = 0, right = 0, length = 0] = numbers.slice(at, at + 3);
    line += down;
    const start = right + (down > 0 ? 0 : (startOf.get(numbers) ?? 0));
    startOf.set(numbers, start);
    if (down > 0) end = 0;
    assert.ok(start >= end && length > 0, `token ${at / 5}`);
    end = start + length;
    assert.ok(end <= (lines[line] ?? '').length, `token ${at / 5}: ${line}:${start}+${length}`);
  }
  return syntax;
}

const kindsOf = ({ sections }: DialplanSyntax): unknown[] =>
  sections.map(({ role, statements }) => [role, ...statements.map(({ kind }) => kind)]);

const startOf = new WeakMap<Uint32Array, number>();

describe('any text as a dialplan', function () {
  this.timeout(3_000_000);

  it('is read whatever happens to it, and every place is right', async () => {
    const texts = corpus();
    const random = randomFrom(20);
    const next = (limit: number): number => Math.floor(random() * limit);
    const cache = new TokenCache();
    const reader = new SyntaxCache();
    let longest = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const text = mutate(texts[round % texts.length]!, next);
      longest = Math.max(longest, await leastMs(() => look(text, cache)));
      const syntax = parseDialplan(text);
      reader.parse(texts[round % texts.length]!);
      const reread = reader.parse(text);
      if (round % 3 === 0) assert.deepEqual(reread.tree, syntax.tree, `round ${round}`);
      assert.deepEqual(kindsOf(reread), kindsOf(syntax), `round ${round}`);
      try {
        new Checker(text).syntax(syntax);
      } catch (error) {
        throw new Error(`round ${round}: ${JSON.stringify(text)}`, { cause: error });
      }
      const files = { read: () => Promise.resolve(text), list: () => Promise.resolve([]) };
      // The includes of a file that includes itself take their time.
      if (round % 50 === 0 && !/#(try)?include/.test(text))
        loadDialplan(await loadConf(files, '/etc/asterisk/extensions.conf'));
      assert.ok(longest < HANG_MS, `round ${round} took ${longest} ms: ${JSON.stringify(text)}`);
    }
    // A long run is watched for what hangs.
    if (ROUNDS > 10_000) console.log(`longest: ${longest.toFixed(1)} ms`);
  });

  it('is read and loaded without a hang where it is long', async () => {
    const texts = corpus().filter((text) => !/#(try)?include/.test(text));
    const random = randomFrom(21);
    const next = (limit: number): number => Math.floor(random() * limit);
    for (let round = 0; round < Math.max(10, ROUNDS / 500); round++) {
      let text = '';
      while (text.length < 100_000) text += `${mutate(texts[next(texts.length)]!, next)}\n`;
      text = text.slice(0, 100_000);
      const files = { read: () => Promise.resolve(text), list: () => Promise.resolve([]) };
      const read = await leastMs(() => parseDialplan(text));
      const load = await leastMs(async () => loadDialplan(await loadConf(files, '/etc/asterisk/extensions.conf')));
      assert.ok(read < HANG_MS && load < HANG_MS, `round ${round} took ${read} and ${load} ms`);
    }
  });

  const HARD: Readonly<Record<string, string>> = {
    'substitutions in substitutions': '${'.repeat(10_000),
    'expressions in expressions': '$['.repeat(10_000),
    'both in turns, closed': '${a$['.repeat(1_000) + ']}'.repeat(1_000),
    parentheses: '('.repeat(8_000),
    quotes: '$["${a}"'.repeat(1_000),
    applications: 'Exec('.repeat(1_500),
    separators: ',:?&^'.repeat(1_500),
  };
  for (const [what, hard] of Object.entries(HARD)) {
    it(`reads many ${what}`, () => {
      for (const length of [8_100, Infinity]) {
        const text = `[a]\nexten => 1,1,GotoIf(${hard.slice(0, length)})\n same => n,Set(${hard.slice(0, length)}`;
        const start = computedMs();
        new Checker(text).syntax(look(text));
        assert.ok(computedMs() - start < 1_000);
      }
    });
  }
});
