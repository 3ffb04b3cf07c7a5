import { readCall } from './call';
import { PhraseReader } from './phrase';
import type { Range, Source } from './source';
import type { ApplicationCall } from './syntax';
import { MACRO_PREFIX, type JumpKind, type JumpTarget, type TargetPart } from './targetKinds';

/** What may stand between the parts of a target, first what is written by itself: in options Asterisk takes either. */
export type Separators = ',' | '^,';

const OPEN = '('.charCodeAt(0);
const CLOSE = ')'.charCodeAt(0);

/** Collects the targets of one call. */
export class TargetReader {
  readonly targets: JumpTarget[] = [];
  private readonly phrases: PhraseReader;
  private isInOption = false;

  constructor(
    private readonly source: Source,
    data: Range,
    private readonly targetsOf: (call: ApplicationCall) => readonly JumpTarget[],
  ) {
    this.phrases = new PhraseReader(source, ...data);
  }

  /** At separators outside of parentheses, brackets and quotes. */
  split([start, end]: Range, separator = ','): Range[] {
    return this.phrases.split(start, end, separator);
  }

  /** At the first such character, whatever it stands in; undefined without one. */
  cutAt([start, end]: Range, separator: string): readonly [before: Range, behind: Range] | undefined {
    const found = this.phrases.find(separator, start, end);
    if (found < 0) return undefined;
    return [
      [start, found],
      [found + 1, end],
    ];
  }

  /** Up to the last `)`. */
  parenthesized([start, end]: Range): Range {
    const close = this.source.text.lastIndexOf(')', end - 1);
    return [start, close < start ? end : close];
  }

  text(range: Range): string {
    return this.source.text.slice(...this.bare(range));
  }

  /** What stands behind a prefix, whose case does not count; undefined without it. */
  behind(prefix: string, range: Range): Range | undefined {
    const [start, end] = this.bare(range);
    const from = start + prefix.length;
    return from <= end && this.source.text.slice(start, from).toLowerCase() === prefix ? [from, end] : undefined;
  }

  /** `[[context,]extension,]priority`; a subroutine's arguments stand in parentheses behind it. */
  location(range: Range, kind: 'goto' | 'gosub', separators: Separators = ','): void {
    const [place] = kind === 'gosub' ? (this.cutAt(range, '(') ?? [range]) : [range];
    if (this.text(place) === '') return;
    const parts = this.phrases.splitAtAll(...place, separators);
    const [priority, extension, context] = parts.slice(0, 3).reverse();
    this.add(kind, context, extension, priority && this.part(priority), this.separatorOf(parts, separators));
  }

  /** The name of a context, or of a macro, in which priority 1 of `s` is called; arguments may follow. */
  routine(range: Range, kind: 'gosub' | 'macro', separators: Separators = ','): void {
    const parts = this.phrases.splitAtAll(...range, separators);
    const [name] = parts;
    if (!name || this.text(name) === '') return;
    const behind = this.bare(name)[1];
    const separator = this.separatorOf(parts, separators);
    this.add(kind, name, this.implied('s', behind), this.implied('1', behind), separator);
  }

  /** A context in which digits are looked for. */
  context(range: Range | undefined): void {
    if (range && this.text(range) !== '') this.add('context', range, undefined, undefined);
  }

  /** A context and an extension that somebody is sent to. */
  place(context: Range | undefined, extension: Range | undefined, priority?: Range): void {
    if (!extension || this.text(extension) === '') return;
    const behind = this.bare(extension)[1];
    const written = priority && this.text(priority) !== '' ? priority : undefined;
    const first = written ? this.part(written) : this.implied('1', behind);
    this.add('goto', context, extension, first);
  }

  /** A context and an extension in which a channel of its own begins. */
  channel(context: Range | undefined, extension: Range | undefined): void {
    if (extension && this.text(extension) !== '') this.add('dial', context, extension, undefined);
  }

  /**
   * `extension@context`, of which a call or a hint is looked for.
   *
   * @param otherwise where no context is written; undefined: the one in which the call stands
   */
  mention(range: Range | undefined, otherwise?: string): void {
    if (!range) return;
    const [extension, context] = this.cutAt(range, '@') ?? [range];
    this.addAt('mention', extension, context, otherwise);
  }

  /** What is asked whether it is there: a context, an extension in it, a priority or a label of that one. */
  test(context: Range | undefined, extension: Range | undefined, priority: Range | undefined): void {
    const written = priority && this.text(priority) !== '' ? this.part(priority) : undefined;
    if ([context, extension].some((one) => one && this.text(one) !== '')) this.add('test', context, extension, written);
  }

  /** `Technology/resource&Technology/resource`, of which `Local/extension@context[/options]` is one of ours. */
  dialString(range: Range | undefined): void {
    if (!range) return;
    for (const one of this.split(range, '&')) {
      const at = this.behind('local/', one);
      if (at) this.local(at, 'dial');
    }
  }

  /** `extension@context[/options]` behind `Local/`. */
  local(at: Range, kind: 'dial' | 'mention'): void {
    const [extension, behind] = this.cutAt(at, '@') ?? [this.cutAt(at, '/')?.[0] ?? at, undefined];
    this.addAt(kind, extension, behind && (this.cutAt(behind, '/')?.[0] ?? behind), 'default');
  }

  /** @param visit is told each letter that has an argument in parentheses, and where that is. */
  options(range: Range | undefined, visit: (letter: string, argument: Range) => void): void {
    if (!range || this.phrases.find('(', ...range) < 0) return;
    this.isInOption = true;
    let depth = 0;
    let open = -1;
    let last = '';
    this.phrases.literals(this.phrases.cuts(...range), (char, at) => {
      if (char === OPEN && depth++ === 0) open = at + 1;
      else if (char === CLOSE && depth > 0 && --depth === 0) visit(last, [open, at]);
      else if (depth === 0) last = String.fromCharCode(char);
      return false;
    });
    this.isInOption = false;
  }

  /** An application that another one calls. */
  nested(range: Range | undefined): void {
    if (range && range[0] < range[1]) this.targets.push(...this.targetsOf(readCall(this.source, ...range)));
  }

  private addAt(kind: JumpKind, extension: Range, context: Range | undefined, otherwise: string | undefined): void {
    if (this.text(extension) === '') return;
    const implied = otherwise === undefined ? undefined : this.implied(otherwise, this.bare(extension)[1]);
    this.add(kind, context ?? implied, extension, undefined);
  }

  private add(
    kind: JumpKind,
    context: Range | TargetPart | undefined,
    extension: Range | TargetPart | undefined,
    priority: TargetPart | undefined,
    separator: JumpTarget['separator'] = ',',
  ): void {
    const read = (part: Range | TargetPart | undefined): TargetPart | undefined =>
      part && (isRange(part) ? this.part(part) : part);
    const [inContext, at] = [read(context), read(extension)];
    this.targets.push({
      kind,
      prefix: kind === 'macro' ? MACRO_PREFIX : '',
      context: inContext?.text === '' ? undefined : inContext,
      extension: at?.text === '' ? undefined : at,
      priority,
      separator,
      isOption: this.isInOption,
      callsSubroutine: kind === 'gosub' || kind === 'macro',
      dynamic: (inContext?.isDynamic ?? false) || (at?.isDynamic ?? false) || (priority?.isDynamic ?? false),
    });
  }

  /** The one that is written, between the first two parts. */
  private separatorOf([first, second]: readonly Range[], separators: Separators): JumpTarget['separator'] {
    const written = first && second ? this.source.text[first[1]] : separators[0];
    return written === '^' ? '^' : ',';
  }

  private part(range: Range): TargetPart {
    const [start, end] = this.bare(range);
    const { text, span } = this.source.word(start, end);
    return { text, span, isDynamic: this.phrases.isReplaced(start, end) };
  }

  private implied(text: string, at: number): TargetPart {
    return { text, span: this.source.span(at, at), isDynamic: false };
  }

  /** Without the blanks and quotes around it. */
  private bare([start, end]: Range): Range {
    const { text } = this.source;
    const counts = (at: number): boolean => text.charCodeAt(at) > 32 && text[at] !== '"';
    let from = start;
    let to = end;
    while (from < to && !counts(from)) from++;
    while (to > from && !counts(to - 1)) to--;
    return [from, to];
  }
}

function isRange(part: Range | TargetPart): part is Range {
  return Array.isArray(part);
}
