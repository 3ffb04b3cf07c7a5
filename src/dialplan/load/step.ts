/**
 * The text of `exten` or `same`, cut into its parts as pbx_config cuts it; nothing is looked up yet. `…At` and `…End` are
 * indices into the whole text: who shows what is written needs no more, and of most lines not all parts are asked for.
 */
export interface Step {
  /** Without blanks around it, without what follows a `(` or `+`. */
  readonly priorityAt: number;
  readonly priorityEnd: number;
  /** Behind the `+`; -1 without one. */
  readonly plusAt: number;
  readonly plusEnd: number;
  /** -1 when there is none; Asterisk takes the empty one of `n()` for none too. */
  readonly labelAt: number;
  readonly labelEnd: number;
  /** `n(label` */
  readonly labelUnclosed: boolean;
  /** What stands behind the label's parenthesis: Asterisk never looks at it. */
  readonly afterLabelAt: number;
  readonly afterLabelEnd: number;
  /** -1 where no comma follows the priority. */
  readonly applicationAt: number;
  readonly applicationEnd: number;
  /** -1 without a parenthesis. */
  readonly dataAt: number;
  readonly dataEnd: number;
  readonly argumentsUnclosed: boolean;
  /** What stands behind the last parenthesis, to the end: Asterisk never looks at it. -1 without an application. */
  readonly afterArgumentsAt: number;
}

const OPENING = '['.charCodeAt(0);
const CLOSING = ']'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const COMMA = ','.charCodeAt(0);

/**
 * Where the extension's name with its caller ID ends: at its comma, or at the end of the text. Commas in `[…]` and behind
 * `\` count not.
 */
export function nameEndOf(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === OPENING) depth++;
    else if (char === CLOSING) depth = Math.max(0, depth - 1);
    else if (char === BACKSLASH) at++;
    else if (char === COMMA && depth === 0) return at;
  }
  return text.length;
}

/** Cuts `PRIORITY[+N][(label)],Application(data)`, which begins at `from`. */
export function cutStep(text: string, from: number): Step {
  const comma = text.indexOf(',', from);
  const before = comma < 0 ? text.length : comma;
  const priorityAt = skipBlanks(text, from, before);
  let end = before;
  while (end > priorityAt && isBlank(text.charCodeAt(end - 1))) end--;
  const open = indexWithin(text, '(', priorityAt, end);
  const close = open < 0 ? -1 : indexWithin(text, ')', open, end);
  const numberEnd = open < 0 ? end : open;
  const plus = indexWithin(text, '+', priorityAt, numberEnd);
  const hasLabel = close > open + 1;
  const call = comma < 0 ? NO_CALL : cutCall(text, skipBlanks(text, comma + 1, text.length));
  // One object, named field by field: a spread for each line of a dialplan takes a quarter of the time of reading it.
  return {
    priorityAt,
    priorityEnd: plus < 0 ? numberEnd : plus,
    plusAt: plus < 0 ? -1 : plus + 1,
    plusEnd: numberEnd,
    labelAt: hasLabel ? open + 1 : -1,
    labelEnd: hasLabel ? close : -1,
    labelUnclosed: open >= 0 && close < 0,
    afterLabelAt: close < 0 ? end : close + 1,
    afterLabelEnd: end,
    applicationAt: call.applicationAt,
    applicationEnd: call.applicationEnd,
    dataAt: call.dataAt,
    dataEnd: call.dataEnd,
    argumentsUnclosed: call.argumentsUnclosed,
    afterArgumentsAt: call.afterArgumentsAt,
  };
}

/** Whether it is a hint, which has devices where others have an application. */
export function isHintStep(text: string, { priorityAt, priorityEnd }: Step): boolean {
  return priorityEnd - priorityAt === HINT.length && text.startsWith(HINT, priorityAt);
}

const HINT = 'hint';

type Call = Pick<
  Step,
  'applicationAt' | 'applicationEnd' | 'dataAt' | 'dataEnd' | 'argumentsUnclosed' | 'afterArgumentsAt'
>;

const NO_CALL: Call = {
  applicationAt: -1,
  applicationEnd: -1,
  dataAt: -1,
  dataEnd: -1,
  argumentsUnclosed: false,
  afterArgumentsAt: -1,
};

function cutCall(text: string, applicationAt: number): Call {
  const open = text.indexOf('(', applicationAt);
  const end = text.length;
  // `hint,DAHDI/${GLOBAL(x)}` is no application with arguments.
  if (open < 0 || hasReplaced(text, applicationAt, open)) {
    return {
      applicationAt,
      applicationEnd: end,
      dataAt: -1,
      dataEnd: -1,
      argumentsUnclosed: false,
      afterArgumentsAt: end,
    };
  }
  const close = text.lastIndexOf(')');
  const isClosed = close > open;
  return {
    applicationAt,
    applicationEnd: open,
    dataAt: open + 1,
    dataEnd: isClosed ? close : end,
    argumentsUnclosed: !isClosed,
    afterArgumentsAt: isClosed ? close + 1 : end,
  };
}

/** Whether `${` or `$[` stands there. */
function hasReplaced(text: string, from: number, to: number): boolean {
  for (let at = indexWithin(text, '$', from, to); at >= 0; at = indexWithin(text, '$', at + 1, to)) {
    if (text[at + 1] === '{' || text[at + 1] === '[') return true;
  }
  return false;
}

/** Short ranges: a search to the end of the text would mostly be in vain. */
function indexWithin(text: string, char: string, from: number, to: number): number {
  const code = char.charCodeAt(0);
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === code) return at;
  return -1;
}

/** Asterisk's blanks are all characters up to the space, compared as signed bytes: those outside ASCII do not count. */
function isBlank(code: number): boolean {
  return code <= 32 && code > 0;
}

function skipBlanks(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  return at;
}
