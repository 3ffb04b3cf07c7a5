/**
 * The text of `exten` or `same`, cut into its parts as pbx_config cuts it; nothing is looked up yet. Each part is a slice
 * of the text, and `…At` is the index of its first character there.
 */
export interface Step {
  /** Without blanks around it, without what follows a `(` or `+`. */
  readonly priority: string;
  readonly priorityAt: number;
  /** What follows the `+`; undefined without one. */
  readonly plus: string | undefined;
  readonly plusAt: number;
  /** Undefined when there is none; Asterisk takes the empty one of `n()` for none too. */
  readonly label: string | undefined;
  readonly labelAt: number;
  /** `n(label` */
  readonly labelUnclosed: boolean;
  /** What stands behind the label's parenthesis: Asterisk never looks at it. */
  readonly afterLabel: string;
  readonly application: string;
  /** -1 where no comma follows the priority. */
  readonly applicationAt: number;
  readonly data: string;
  /** -1 without a parenthesis. */
  readonly dataAt: number;
  readonly argumentsUnclosed: boolean;
  /** What stands behind the last parenthesis: Asterisk never looks at it. */
  readonly afterArguments: string;
}

/** The extension's name with its caller ID, and the rest behind the comma: commas in `[…]` and behind `\` count not. */
export function cutName(value: string): { name: string; rest: string } {
  let depth = 0;
  for (let at = 0; at < value.length; at++) {
    const char = value[at];
    if (char === '[') depth++;
    else if (char === ']') depth = Math.max(0, depth - 1);
    else if (char === '\\') at++;
    else if (char === ',' && depth === 0) return { name: value.slice(0, at), rest: value.slice(at + 1) };
  }
  return { name: value, rest: '' };
}

/** Cuts `PRIORITY[+N][(label)],Application(data)`. */
export function cutStep(text: string): Step {
  const comma = text.indexOf(',');
  const before = comma < 0 ? text : text.slice(0, comma);
  const from = before.length - skipBlanks(before).length;
  const head = stripBlanks(before);
  const open = head.indexOf('(');
  const close = open < 0 ? -1 : head.indexOf(')', open);
  const number = open < 0 ? head : head.slice(0, open);
  const plus = number.indexOf('+');
  const call = cutCall(text, comma);
  // One object, named field by field: a spread for each line of a dialplan takes a quarter of the time of reading it.
  return {
    priority: plus < 0 ? number : number.slice(0, plus),
    priorityAt: from,
    plus: plus < 0 ? undefined : number.slice(plus + 1),
    plusAt: from + plus + 1,
    label: close > open + 1 ? head.slice(open + 1, close) : undefined,
    labelAt: from + open + 1,
    labelUnclosed: open >= 0 && close < 0,
    afterLabel: close < 0 ? '' : head.slice(close + 1),
    application: call.application,
    applicationAt: call.applicationAt,
    data: call.data,
    dataAt: call.dataAt,
    argumentsUnclosed: call.argumentsUnclosed,
    afterArguments: call.afterArguments,
  };
}

type Call = Pick<Step, 'application' | 'applicationAt' | 'data' | 'dataAt' | 'argumentsUnclosed' | 'afterArguments'>;

function cutCall(text: string, comma: number): Call {
  const application = comma < 0 ? '' : skipBlanks(text.slice(comma + 1));
  const applicationAt = comma < 0 ? -1 : text.length - application.length;
  const open = application.indexOf('(');
  const name = open < 0 ? application : application.slice(0, open);
  // `hint,DAHDI/${GLOBAL(x)}` is no application with arguments.
  if (open < 0 || name.includes('${') || name.includes('$[')) {
    return { application, applicationAt, data: '', dataAt: -1, argumentsUnclosed: false, afterArguments: '' };
  }
  const close = application.lastIndexOf(')');
  const isClosed = close > open;
  return {
    application: name,
    applicationAt,
    data: application.slice(open + 1, isClosed ? close : undefined),
    dataAt: applicationAt + open + 1,
    argumentsUnclosed: !isClosed,
    afterArguments: isClosed ? application.slice(close + 1) : '',
  };
}

/** Asterisk's blanks are all characters up to the space, compared as signed bytes: those outside ASCII do not count. */
function skipBlanks(text: string): string {
  // Of most texts nothing has to be taken.
  return text.charCodeAt(0) > 32 ? text : text.replace(/^[\x01- ]+/, '');
}

function stripBlanks(text: string): string {
  return skipBlanks(text).replace(/[\x01- ]+$/, '');
}
