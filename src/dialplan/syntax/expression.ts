import type { Cut, PhraseReader } from './phrase';
import type { ExpressionToken } from './syntax';

/** A blank, an operator, or what stands between them. */
const TOKEN = /[\s]+|\|\||&&|==|>=|<=|!=|=~|~~|::|[|&=><+\-*/%?:!(),]|"|[^\s|&=><+\-*/%?:!(),"~]+|~/y;
const OPERATOR = /^(?:[|&=><+\-*/%?:!(),]|~~)/;

/** The tokens of an expression, blanks left out. Fact: main/ast_expr2.fl. */
export function readOperands(reader: PhraseReader, start: number, end: number, depth: number): ExpressionToken[] {
  const { source } = reader;
  const cuts = reader.cuts(start, end);
  const tokens: ExpressionToken[] = [];
  let done = start;
  cuts.forEach((cut, index) => {
    if (cut.end <= done) return;
    if (cut.kind !== 'literal') {
      tokens.push(reader.part(cut, depth));
      return;
    }
    let at = Math.max(done, cut.start);
    while (at < cut.end) {
      TOKEN.lastIndex = at;
      const [text = source.text.charAt(at)] = TOKEN.exec(source.text) ?? [];
      if (text === '"') {
        const close = nextQuote(source.text, cuts, index, at + 1);
        const behind = close === undefined ? end : close + 1;
        tokens.push({ ...reader.phrase(at, behind, depth), kind: 'string' });
        at = behind;
        continue;
      }
      const behind = Math.min(at + text.length, cut.end);
      if (text.trim() !== '') {
        tokens.push({ ...source.word(at, behind), kind: OPERATOR.test(text) ? 'operator' : 'literal' });
      }
      at = behind;
    }
    done = at;
  });
  return tokens;
}

/** The next quote that is not a part of something that is replaced. */
function nextQuote(text: string, cuts: readonly Cut[], from: number, start: number): number | undefined {
  for (let index = from; index < cuts.length; index++) {
    const cut = cuts[index];
    if (cut?.kind !== 'literal') continue;
    for (let at = Math.max(start, cut.start); at < cut.end; at++) if (text[at] === '"') return at;
  }
  return undefined;
}
