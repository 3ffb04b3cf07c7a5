import { SyntaxCache } from '../../src/dialplan/syntax/parseDialplan';
import { TokenCache } from '../../src/dialplan/syntax/tokenCache';
import { median, number, percentile, table } from '../figures';
import { dialplanOf } from './sample';

const LINES = [5_000, 50_000];
const KEY_STROKES = 60;
const LINE_FEED = '\n';

/** What one key stroke costs in a large dialplan: reading it, and the tokens that colour it. */
export function typing(): string {
  const rows = LINES.flatMap((lines) => {
    const text = dialplanOf(lines);
    const middle = text.indexOf(LINE_FEED, text.length / 2) + 1;
    return [
      ['a letter', 'x'],
      ['an empty line', LINE_FEED],
    ].map(([what = '', typed = '']) => {
      const { first, parse, tokens, whole } = measure(text, middle, typed);
      const figures = [first, median(parse), median(tokens), median(whole), percentile(whole, 0.95)];
      return [`${number(lines)} lines, ${what}`, ...figures.map((figure) => number(figure, 1))];
    });
  });
  const head = ['typed in the middle', 'first time', 'read', 'tokens', 'both', 'both, 95 %'];
  return `Milliseconds of ${KEY_STROKES} key strokes: medians, and the slowest but 5 %.\n\n${table(head, rows)}`;
}

interface Measured {
  readonly first: number;
  readonly parse: number[];
  readonly tokens: number[];
  readonly whole: number[];
}

function measure(text: string, middle: number, typed: string): Measured {
  const cache = new TokenCache();
  const reader = new SyntaxCache();
  let current = text;
  const stroke = (): { parse: number; tokens: number } => {
    const start = performance.now();
    const syntax = reader.parse(current);
    const parsed = performance.now();
    cache.update(syntax, current.split(LINE_FEED));
    return { parse: parsed - start, tokens: performance.now() - parsed };
  };
  const { parse, tokens } = stroke();
  const measured: Measured = { first: parse + tokens, parse: [], tokens: [], whole: [] };
  for (let times = 0; times < KEY_STROKES; times += 1) {
    current = current.slice(0, middle) + typed + current.slice(middle);
    const cost = stroke();
    measured.parse.push(cost.parse);
    measured.tokens.push(cost.tokens);
    measured.whole.push(cost.parse + cost.tokens);
  }
  return measured;
}
