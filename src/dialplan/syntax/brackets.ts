const BRACE = '{'.charCodeAt(0);
const CLOSING_BRACE = '}'.charCodeAt(0);
const SQUARE = '['.charCodeAt(0);
const CLOSING_SQUARE = ']'.charCodeAt(0);

/**
 * The index of the counterpart of the `{` or `[` at `open`, as Asterisk counts: braces and square brackets know nothing of
 * each other, quotes and backslashes mean nothing. Undefined where it is not before `end`.
 */
export function closingOf(text: string, open: number, end: number): number | undefined {
  const opening = text.charCodeAt(open) === BRACE ? BRACE : SQUARE;
  const closing = opening === BRACE ? CLOSING_BRACE : CLOSING_SQUARE;
  let depth = 0;
  for (let at = open; at < end; at++) {
    const char = text.charCodeAt(at);
    if (char === opening) depth++;
    else if (char === closing && --depth === 0) return at;
  }
  return undefined;
}
