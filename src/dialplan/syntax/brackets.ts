/**
 * For each `{` and `[` of a text the index of its counterpart, as Asterisk counts: braces and square brackets know
 * nothing of each other, quotes and backslashes mean nothing.
 */
export class Brackets {
  private readonly closing: Int32Array;

  constructor(
    text: string,
    private readonly from: number,
    private readonly to: number,
  ) {
    this.closing = new Int32Array(to - from).fill(-1);
    const braces: number[] = [];
    const squares: number[] = [];
    for (let at = from; at < to; at++) {
      const char = text[at];
      if (char === '{') braces.push(at);
      else if (char === '[') squares.push(at);
      else if (char === '}') this.close(braces.pop(), at);
      else if (char === ']') this.close(squares.pop(), at);
    }
  }

  /** Undefined where the counterpart of the bracket at `open` is not before `end`. */
  closingOf(open: number, end: number): number | undefined {
    if (open < this.from || open >= this.to) return undefined;
    const closing = this.closing[open - this.from] ?? -1;
    return closing >= 0 && closing < end ? closing : undefined;
  }

  private close(open: number | undefined, at: number): void {
    if (open !== undefined) this.closing[open - this.from] = at;
  }
}
