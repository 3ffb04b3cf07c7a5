import type { Span } from '../../conf/tree';
import { PhraseReader } from './phrase';
import type { Range, Source } from './source';
import type { ApplicationCall, Phrase, Word } from './syntax';

/** A call in an entry's value. Its phrases are read when they are asked for: most lines of a file nobody looks at. */
export class WrittenCall implements ApplicationCall {
  readonly name: Word;

  /** @param name indices into the value, like `dataRange`, which is undefined without parentheses */
  constructor(
    readonly source: Source,
    name: Range,
    readonly dataRange: Range | undefined,
    readonly closed: boolean,
  ) {
    this.name = source.word(...name);
  }

  get arguments(): readonly Phrase[] {
    return this.dataRange ? new PhraseReader(this.source, ...this.dataRange).arguments() : [];
  }

  get data(): Phrase | undefined {
    return this.dataRange && new PhraseReader(this.source, ...this.dataRange).phrase();
  }

  get dataSpan(): Span | undefined {
    return this.dataRange && this.source.span(...this.dataRange);
  }
}

/** Reads `Application(arguments)` that stands in an argument, as ExecIf's do. */
export function readCall(source: Source, start: number, end: number): WrittenCall {
  const { text } = source;
  let from = start;
  while (from < end && text.charCodeAt(from) <= 32) from++;
  const found = text.indexOf('(', from);
  const open = found >= 0 && found < end ? found : end;
  if (open === end) return new WrittenCall(source, [from, end], undefined, true);
  const close = text.lastIndexOf(')', end - 1);
  const closed = close > open;
  return new WrittenCall(source, [from, open], [open + 1, closed ? close : end], closed);
}

/** The name of an application as it is looked up: without blanks around it, in lower case. */
export function applicationKey(name: string): string {
  return name.trim().toLowerCase();
}
