import type { ConfEntry, ConfItem } from '../../conf/tree';
import { directiveOf } from '../load/directive';
import { cutStep, isHintStep, nameEndOf, type Step } from '../load/step';
import { WrittenCall } from './call';
import { PhraseReader } from './phrase';
import { Source } from './source';
import type {
  ApplicationCall,
  ExtensionStatement,
  GlobalStatement,
  IncludeStatement,
  Phrase,
  SectionRole,
  Statement,
  Word,
} from './syntax';

/** What one line of a section says. */
export function readStatement(item: ConfItem, role: SectionRole): Statement {
  if (item.kind !== 'entry') return item;
  if (role === 'general') return { kind: 'option', entry: item };
  if (role === 'globals') return new WrittenGlobal(item);
  return readContextEntry(item);
}

function readContextEntry(entry: ConfEntry): Statement {
  const directive = directiveOf(entry.key);
  if (directive === 'exten' || directive === 'same') return new WrittenExtension(entry, directive === 'same');
  const source = new Source(entry);
  switch (directive) {
    case 'include':
      return readInclude(source, entry);
    case 'ignorepat':
      return { kind: 'ignorepat', entry, pattern: phraseOf(source) };
    case 'switch':
    case 'lswitch':
    case 'eswitch': {
      const slash = source.text.indexOf('/');
      const name = source.word(0, slash < 0 ? source.text.length : slash);
      return { kind: 'switch', entry, name, data: slash < 0 ? undefined : phraseOf(source, slash + 1) };
    }
    case 'autohints':
      return { kind: 'autohints', entry };
    case undefined:
      return { kind: 'unknown', entry };
  }
}

function phraseOf(source: Source, start = 0, end = source.text.length): Phrase {
  return new PhraseReader(source, start, end).phrase();
}

/** A variable whose value is read when somebody asks for it. */
class WrittenGlobal implements GlobalStatement {
  readonly kind = 'global';
  private phrase: Phrase | undefined;

  constructor(readonly entry: ConfEntry) {}

  get value(): Phrase {
    this.phrase ??= phraseOf(new Source(this.entry));
    return this.phrase;
  }
}

type ExtensionParts = Omit<ExtensionStatement, 'kind' | 'entry' | 'isSame'>;

/** An extension that is cut when somebody asks for a part of it: after a key stroke most lines are not looked at. */
class WrittenExtension implements ExtensionStatement {
  readonly kind = 'extension';
  private cut: ExtensionParts | undefined;

  constructor(
    readonly entry: ConfEntry,
    readonly isSame: boolean,
  ) {}

  get name(): Phrase | undefined {
    return this.parts.name;
  }

  get callerId(): Phrase | undefined {
    return this.parts.callerId;
  }

  get priority(): Word | undefined {
    return this.parts.priority;
  }

  get plus(): Word | undefined {
    return this.parts.plus;
  }

  get label(): Word | undefined {
    return this.parts.label;
  }

  get call(): ApplicationCall | undefined {
    return this.parts.call;
  }

  get hint(): Phrase | undefined {
    return this.parts.hint;
  }

  private get parts(): ExtensionParts {
    this.cut ??= readExtension(this.entry, this.isSame);
    return this.cut;
  }
}

function readExtension(entry: ConfEntry, isSame: boolean): ExtensionParts {
  const source = new Source(entry);
  const { text } = source;
  const nameEnd = isSame ? -1 : nameEndOf(text);
  const names = isSame ? NO_NAMES : namesIn(source, nameEnd);
  const { name, callerId } = names;
  // A name alone, without a comma behind it, has no priority.
  if (nameEnd === text.length) return { name, callerId, ...NO_STEP };
  const step = cutStep(text, nameEnd + 1);
  const isHint = isHintStep(text, step);
  const isWritten = step.applicationAt >= 0;
  return {
    name,
    callerId,
    priority: source.word(step.priorityAt, step.priorityEnd),
    plus: step.plusAt < 0 ? undefined : source.word(step.plusAt, step.plusEnd),
    label: step.labelAt < 0 ? undefined : source.word(step.labelAt, step.labelEnd),
    call: isWritten && !isHint ? callOf(source, step) : undefined,
    hint: isWritten && isHint ? phraseOf(source, step.applicationAt, step.applicationEnd) : undefined,
  };
}

const NO_NAMES = { name: undefined, callerId: undefined };
const NO_STEP = { priority: undefined, plus: undefined, label: undefined, call: undefined, hint: undefined };

/** The call of a step that is no hint. */
export function callOf(source: Source, step: Step): ApplicationCall {
  const data = step.dataAt < 0 ? undefined : ([step.dataAt, step.dataEnd] as const);
  return new WrittenCall(source, [step.applicationAt, step.applicationEnd], data, !step.argumentsUnclosed);
}

/** The name ends at the first slash that is not a part of something that is replaced. */
function namesIn(source: Source, end: number): Pick<ExtensionStatement, 'name' | 'callerId'> {
  const reader = new PhraseReader(source, 0, end);
  const slash = reader.find('/', 0, end);
  if (slash < 0) return { name: reader.phrase(0, end), callerId: undefined };
  return { name: reader.phrase(0, slash), callerId: reader.phrase(slash + 1, end) };
}

function readInclude(source: Source, entry: ConfEntry): IncludeStatement {
  const { text } = source;
  const comma = text.indexOf(',');
  const timing: Word[] = [];
  for (let at = comma; at >= 0;) {
    const next = text.indexOf(',', at + 1);
    timing.push(source.word(at + 1, next < 0 ? text.length : next));
    at = next;
  }
  return { kind: 'include', entry, context: phraseOf(source, 0, comma < 0 ? text.length : comma), timing };
}
