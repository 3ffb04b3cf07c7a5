/** One place of a pattern, after main/pbx.c: the smaller score is the more specific. */
export interface Position {
  /** `one`: a character out of `fits`. `any`: at least one character, to the end. `anyOrNone`: none is enough. */
  readonly kind: 'one' | 'any' | 'anyOrNone' | 'broken';
  /** How many characters fit, times 256, plus the lowest of them; more for what fits anything. */
  readonly score: number;
  /** The bytes that fit, lowest first. */
  readonly fits: readonly number[];
}

const ANY = 0x18000;
const ANY_OR_NONE = 0x28000;
const END: Position = { kind: 'one', score: 0x30000, fits: [] };
const BROKEN_SET = 0x40000;

/** An empty set at the end: it sorts as if it were not there, and nothing matches it. */
const EMPTY_AT_END: Position = { kind: 'broken', score: END.score, fits: [] };

const encoder = new TextEncoder();

function code(char: string): number {
  return char.charCodeAt(0);
}

const DASH = code('-');
const OPEN = code('[');
const CLOSE = code(']');
const DOT = code('.');
const BANG = code('!');

const DIGITS: ReadonlyMap<number, readonly number[]> = new Map(
  ['X', 'x', 'Z', 'z', 'N', 'n'].map((letter) => {
    const from = { x: 0, z: 1, n: 2 }[letter.toLowerCase()] ?? 0;
    return [code(letter), bytesBetween(code('0') + from, code('9'))] as const;
  }),
);

/**
 * Compares two patterns as Asterisk sorts them (ext_cmp_pattern of main/pbx.c): the more specific at the leftmost
 * difference comes first. 0 when they stand for the same numbers position by position: for Asterisk they are one.
 * @param a with its `_`, as `b`
 */
export function comparePatterns(a: string, b: string): number {
  if (a === b) return 0;
  const left = positionsOf(a);
  const right = positionsOf(b);
  for (let at = 0; ; at++) {
    const one = left[at] ?? END;
    const other = right[at] ?? END;
    const difference = one.score - other.score || compareSets(one.fits, other.fits);
    if (difference !== 0 || (one === END && other === END)) return difference;
  }
}

/**
 * Whether an extension's name, a pattern or not, matches what is dialled to the end. What is dialled may be a pattern
 * itself (Asterisk asks so for labels): then the same pattern matches too. Dashes do not count.
 */
export function matchesToTheEnd(name: string, dialled: string): boolean {
  if (!name.startsWith('_')) return name.replaceAll('-', '') === dialled.replaceAll('-', '');
  if (dialled.startsWith('_') && comparePatterns(name, dialled) === 0) return true;
  // Asterisk stops at a slash, behind which it once kept the caller ID.
  return fitsPositions(positionsOf(name.split('/')[0] ?? ''), bytesOf(dialled));
}

/** What is dialled as Asterisk compares it: its bytes, without dashes. */
export function bytesOf(dialled: string): Uint8Array {
  // Almost always it is short and plain: an encoder takes longer to begin than this to end.
  const bytes = new Uint8Array(dialled.length);
  let length = 0;
  for (let at = 0; at < dialled.length; at++) {
    const byte = dialled.charCodeAt(at);
    if (byte > 127) return encoder.encode(dialled).filter((one) => one !== DASH);
    if (byte !== DASH) bytes[length++] = byte;
  }
  return bytes.subarray(0, length);
}

/** Whether a pattern with these positions matches these bytes to the end. */
export function fitsPositions(positions: readonly Position[], bytes: Uint8Array): boolean {
  let at = 0;
  for (const { kind, fits } of positions) {
    if (kind === 'broken') return false;
    if (kind === 'any') return at < bytes.length;
    if (kind === 'anyOrNone') return true;
    const byte = bytes[at++];
    if (byte === undefined || !fits.includes(byte)) return false;
  }
  return at === bytes.length;
}

/**
 * What an extension's name does with more digits behind those that were dialled: it could match then, or takes them as
 * they are because of its `!`, or neither. Dashes do not count; case does not in literal ones.
 */
export function withMore(name: string, dialled: string): 'could-match' | 'takes-it' | 'no' {
  if (!name.startsWith('_')) {
    const whole = name.replaceAll('-', '').toLowerCase();
    const begin = dialled.replaceAll('-', '').toLowerCase();
    return whole.length > begin.length && whole.startsWith(begin) ? 'could-match' : 'no';
  }
  const bytes = bytesOf(dialled);
  let at = 0;
  for (const position of positionsOf(name.split('/')[0] ?? '')) {
    const byte = bytes[at++];
    // `[]!` is an `any` with the score of `!`, and takes what there is, if there is something.
    if (position.score === ANY_OR_NONE)
      return position.kind === 'any' && byte === undefined ? 'could-match' : 'takes-it';
    if (position.kind === 'any') return 'could-match';
    // Asterisk waits in vain where an empty set comes next.
    if (byte === undefined) return position.score === BROKEN_SET ? 'no' : 'could-match';
    if (!position.fits.includes(byte)) return 'no';
  }
  return 'no';
}

/** The positions of a pattern. @param pattern with its `_` */
export function positionsOf(pattern: string): Position[] {
  const bytes = encoded(pattern);
  const positions: Position[] = [];
  let behindEmpty = false;
  for (let at = 1; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === DASH) continue;
    const close = byte === OPEN ? bytes.indexOf(CLOSE, at) : -1;
    if (close >= 0) {
      const set = setOf(bytes.subarray(at + 1, close));
      if (set) positions.push(set);
      // An empty set fits in front of any character, and not at the end of a number.
      behindEmpty = !set;
      at = close;
    } else {
      const position = positionOf(byte);
      positions.push(behindEmpty && byte === BANG ? { ...position, kind: 'any' } : position);
      behindEmpty = false;
    }
  }
  if (behindEmpty) positions.push(EMPTY_AT_END);
  return positions;
}

/** As an encoder does, which takes longer to begin than a short and plain text to be copied. */
function encoded(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const byte = text.charCodeAt(at);
    if (byte > 127) return encoder.encode(text);
    bytes[at] = byte;
  }
  return bytes;
}

/** What a byte that begins no set stands for. */
const POSITIONS: readonly Position[] = Array.from({ length: 256 }, (_, byte) => readPosition(byte));

function positionOf(byte: number): Position {
  return POSITIONS[byte] ?? readPosition(byte);
}

function readPosition(byte: number): Position {
  if (byte === OPEN) return { kind: 'broken', score: BROKEN_SET, fits: [] };
  if (byte === DOT) return { kind: 'any', score: ANY, fits: [] };
  if (byte === BANG) return { kind: 'anyOrNone', score: ANY_OR_NONE, fits: [] };
  const fits = DIGITS.get(byte) ?? [byte];
  return { kind: 'one', score: (fits.length << 8) | (fits[0] ?? 0), fits };
}

/** Whether a set fits nothing: it is empty, or holds nothing but ranges that go backwards. @param written between its brackets */
export function isEmptySet(written: string): boolean {
  return setOf(encoder.encode(written)) === undefined;
}

/** `1-3a`, without its brackets. A range that goes backwards holds nothing, but its begin may still be the lowest. */
function setOf(bytes: Uint8Array): Position | undefined {
  const fits = new Set<number>();
  let lowest = 255;
  for (let at = 0; at < bytes.length; at++) {
    const from = bytes[at] ?? 0;
    const isRange = at + 2 < bytes.length && bytes[at + 1] === DASH;
    const to = isRange ? (bytes[at + 2] ?? 0) : from;
    if (isRange) at += 2;
    lowest = Math.min(lowest, from);
    for (const byte of bytesBetween(from, to)) fits.add(byte);
  }
  if (fits.size === 0) return undefined;
  return { kind: 'one', score: (fits.size << 8) | lowest, fits: [...fits].sort((a, b) => a - b) };
}

function bytesBetween(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** Of two sets the one that has the lower byte at the first difference comes first. */
function compareSets(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return b.length - a.length;
}
