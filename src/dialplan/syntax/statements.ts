import type { ConfEntry, ConfItem } from '../../conf/tree';
import { directiveOf } from '../load/directive';
import { cutName, cutStep } from '../load/step';
import { WrittenCall } from './call';
import { PhraseReader } from './phrase';
import { Source } from './source';
import type {
  ApplicationCall,
  ExtensionStatement,
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
  if (role === 'globals') return { kind: 'global', entry: item, value: phraseOf(new Source(item)) };
  return readContextEntry(item);
}

function readContextEntry(entry: ConfEntry): Statement {
  const source = new Source(entry);
  const directive = directiveOf(entry.key);
  switch (directive) {
    case 'exten':
    case 'same':
      return new WrittenExtension(entry, directive === 'same');
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
  const nameEnd = isSame ? -1 : cutName(text).name.length;
  // A name alone, without a comma behind it, has no priority.
  if (nameEnd === text.length) return { ...namesIn(source, nameEnd), ...NO_STEP };
  const from = nameEnd + 1;
  const step = cutStep(text.slice(from));
  const word = (part: string, at: number): Word => source.word(from + at, from + at + part.length);
  const isHint = step.priority === 'hint';
  const application = [from + step.applicationAt, from + step.applicationAt + step.application.length] as const;
  const data = step.dataAt < 0 ? undefined : ([from + step.dataAt, from + step.dataAt + step.data.length] as const);
  const isWritten = step.applicationAt >= 0;
  return {
    ...(isSame ? { name: undefined, callerId: undefined } : namesIn(source, nameEnd)),
    priority: word(step.priority, step.priorityAt),
    plus: step.plus === undefined ? undefined : word(step.plus, step.plusAt),
    label: step.label === undefined ? undefined : word(step.label, step.labelAt),
    call: isWritten && !isHint ? new WrittenCall(source, application, data, !step.argumentsUnclosed) : undefined,
    hint: isWritten && isHint ? phraseOf(source, ...application) : undefined,
  };
}

const NO_STEP = { priority: undefined, plus: undefined, label: undefined, call: undefined, hint: undefined };

/** The name ends at the first slash that is not a part of something that is replaced. */
function namesIn(source: Source, end: number): Pick<ExtensionStatement, 'name' | 'callerId'> {
  const reader = new PhraseReader(source, 0, end);
  let slash = end;
  reader.literals(reader.cuts(0, end), (char, at) => {
    if (char === '/') slash = at;
    return char === '/';
  });
  return { name: reader.phrase(0, slash), callerId: slash < end ? reader.phrase(slash + 1, end) : undefined };
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
