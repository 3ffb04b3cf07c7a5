/** What an application or a function is for, and what it is given. */
export interface Manual {
  /** As Asterisk writes it. */
  readonly name: string;
  /** One or two sentences. Plain text, as all of it. */
  readonly summary: string;
  readonly arguments: readonly ManualArgument[];
}

export interface ManualArgument {
  /** With `…` at the end when any number of them may follow. */
  readonly name: string;
  readonly isOptional: boolean;
  /** What stands before it; empty for the first, and a comma as a rule. */
  readonly separator: string;
  /** Empty when its name says all. */
  readonly meaning: string;
}

/** How something is called, and where in that its arguments stand. */
export interface Signature {
  readonly text: string;
  readonly arguments: readonly (readonly [start: number, end: number])[];
}

/** `Dial(devices,[timeout],[options])` */
export function signatureOf({ name, arguments: given }: Manual): Signature {
  let text = `${name}(`;
  const places = given.map(({ name: argument, isOptional, separator }) => {
    const written = isOptional ? `[${argument}]` : argument;
    text += separator;
    const start = text.length;
    text += written;
    return [start, text.length] as const;
  });
  return { text: `${text})`, arguments: places };
}

/**
 * Reads texts of this kind, entries with an empty line between them:
 *
 *     GotoIf(condition?[yes]:[no]): Goes on elsewhere.
 *       condition: what it is about
 */
export function readManuals(text: string): Manual[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .flatMap((entry) => readManual(entry) ?? []);
}

function readManual(entry: string): Manual | undefined {
  const [head = '', ...lines] = entry.trim().split('\n');
  const [, name, given, summary] = /^(\w+)\((.*?)\): (.*)$/.exec(head) ?? [];
  if (name === undefined || given === undefined || summary === undefined) return undefined;
  const meanings = new Map<string, string>();
  for (const line of lines) {
    const [, argument, meaning] = /^\s*([^:]+): (.*)$/.exec(line) ?? [];
    if (argument !== undefined && meaning !== undefined) meanings.set(argument, meaning);
  }
  return { name, summary, arguments: readArguments(given, meanings) };
}

function readArguments(given: string, meanings: ReadonlyMap<string, string>): ManualArgument[] {
  return [...given.matchAll(/([,?:=@]?)(\[?)([^\][,?:=@]+)\]?/g)].map(([, separator = '', bracket, name = '']) => ({
    name,
    isOptional: bracket === '[',
    separator,
    meaning: meanings.get(name.replace(/…$/, '')) ?? '',
  }));
}
