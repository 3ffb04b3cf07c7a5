import assert from 'node:assert/strict';
import type { FileReader } from '../../src/conf/reader';
import { Manuals } from '../../src/dialplan/applications/manuals';
import { offersOf } from '../../src/dialplan/complete/offers';
import { completingAt } from '../../src/dialplan/complete/position';
import { formatDialplan } from '../../src/dialplan/format/format';
import { type DialplanProject, loadProject } from '../../src/dialplan/index/project';
import { refusalOf, rename } from '../../src/dialplan/index/rename';
import { stasisCalls } from '../../src/dialplan/index/stasis';
import { occurrenceAt, occurrencesIn, sameThings } from '../../src/dialplan/index/symbols';
import { lintProject } from '../../src/dialplan/lint/lint';
import { numberFor } from '../../src/dialplan/match/examples';
import { orderingOf } from '../../src/dialplan/match/ordering';
import { computedMs, corpus, mutate, ROUNDS } from '../support/dialplanTexts';
import { randomFrom } from '../support/faults/mutate';

const ROOT = '/etc/asterisk/extensions.conf';
/** No includes: they would be of the same text, and take their time. */
const isAlone = (text: string): boolean => !/#(try)?include/i.test(text);
const MANUALS = new Manuals();
/** Three times as slow as the parser alone. */
const FEATURE_ROUNDS = Math.ceil(ROUNDS / 3);
const NUMBERS = ['s', '1000', '5', '', '2X', '_X.', 'h-1', '１'];

function projectOf(text: string, previous?: DialplanProject): Promise<DialplanProject> {
  const reader: FileReader = {
    read: (file) => Promise.resolve(file === ROOT ? text : undefined),
    list: () => Promise.resolve([]),
  };
  return loadProject(reader, ROOT, previous);
}

/** All that the editor asks of a dialplan. */
function look(project: DialplanProject, text: string, next: (limit: number) => number): void {
  const file = project.files.get(ROOT)!;
  const lines = text.split('\n');
  for (const { span, fixes, related, message } of lintProject(project)) {
    const spans = [
      span,
      ...related.map((place) => place.span),
      ...fixes.flatMap(({ edits }) => edits.map((e) => e.span)),
    ];
    for (const { line, start, end } of spans) {
      const length = lines[line]?.length ?? 0;
      // A line may be inserted behind the last one.
      assert.ok(
        line <= lines.length && 0 <= start && start <= end && end <= length,
        `${message} ${line}:${start}-${end}`,
      );
    }
  }
  [...stasisCalls(file.syntax)].forEach(({ text: name }) => assert.ok(name));
  const line = next(lines.length);
  const completing = completingAt(lines[line] ?? '', next((lines[line]?.length ?? 0) + 1), 'context');
  if (completing) offersOf({ project, file: ROOT, line, completing, manuals: MANUALS });
  const occurrences = occurrencesIn(project, file);
  const one = occurrences[next(occurrences.length || 1)];
  const found = one && occurrenceAt(project, ROOT, { line: one.span.line, character: one.span.start });
  if (found) {
    sameThings(project, found);
    if (!refusalOf(project, found)) rename(project, found, 'renamed');
  }
  const { contexts } = project.loaded.dialplan;
  for (const context of contexts.values()) {
    const number = NUMBERS[next(NUMBERS.length)]!;
    const { answer, decisions } = project.matcher.explain({ context: context.name, number, callerId: '100' });
    assert.equal(answer, project.matcher.find({ context: context.name, number, callerId: '100' }) && answer);
    assert.ok(decisions.length > 0);
    const [first, second] = context.extensions;
    if (first && second) orderingOf(first, second);
    if (first) numberFor(project.matcher, context, first);
  }
}

describe('any text in the editor', function () {
  this.timeout(6_000_000);

  it('is checked, searched, renamed and explained whatever happens to it', async () => {
    const texts = corpus().filter((text) => isAlone(text) && text.length < 100_000);
    const random = randomFrom(7);
    const next = (limit: number): number => Math.floor(random() * limit);
    let longest = 0;
    for (let round = 0; round < FEATURE_ROUNDS; round++) {
      const original = texts[round % texts.length]!;
      const text = mutate(original, next);
      if (!isAlone(text)) continue;
      try {
        const previous = round % 4 === 0 ? await projectOf(original) : undefined;
        const start = computedMs();
        const project = await projectOf(text, previous);
        look(project, text, next);
        longest = Math.max(longest, computedMs() - start);
        if (previous) {
          const told = (one: DialplanProject): string[] =>
            lintProject(one).map(({ code, span }) => `${span.line} ${code}`);
          // What is kept from the version before must not change what is found.
          assert.deepEqual(told(project), told(await projectOf(text)));
        }
        assert.ok(computedMs() - start < 2_000, 'took long');
      } catch (error) {
        throw new Error(`round ${round}: ${JSON.stringify(text)}`, { cause: error });
      }
    }
    // A long run is watched for what hangs.
    if (ROUNDS > 10_000) console.log(`longest: ${longest.toFixed(1)} ms`);
  });

  it('is formatted without a change of meaning', async () => {
    const texts = corpus().filter((text) => isAlone(text) && text.length < 100_000);
    const random = randomFrom(8);
    const next = (limit: number): number => Math.floor(random() * limit);
    for (let round = 0; round < FEATURE_ROUNDS; round++) {
      const text = mutate(texts[round % texts.length]!, next);
      if (!isAlone(text)) continue;
      const before = await projectOf(text);
      const { syntax } = before.files.get(ROOT)!;
      const lines = text.split('\n');
      const formatted = [...lines];
      for (const { span, text: newText } of formatDialplan(lines, syntax).sort((a, b) => b.span.start - a.span.start)) {
        const line = formatted[span.line]!;
        formatted[span.line] = line.slice(0, span.start) + newText + line.slice(span.end);
      }
      const after = await projectOf(formatted.join('\n'));
      assert.deepEqual(after.loaded.dialplan, before.loaded.dialplan, `round ${round}: ${JSON.stringify(text)}`);
    }
  });
});
