/** Numbers from 0 to below 1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Values that a careless reader trips over. */
const STRANGERS: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e308,
  9_007_199_254_740_993,
  '',
  '\u0000',
  '\u202e\ud800',
  '__proto__',
  'x'.repeat(5000),
  [],
  {},
  [[null]],
  { id: null },
  { id: 'stranger' },
  { id: 'stranger', channels: 'none' },
  { id: 'stranger', channels: [null, 1] },
  { id: {}, name: [], dialplan: 5 },
  { constructor: 1, toString: 2, length: -1 },
];

/** Changes one place of a message: its text here and there, or one value of its JSON. */
export function mutated(message: string, random: () => number): string | Buffer {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const kind = random();
  if (kind < 0.2) return cut(message, random);
  if (kind < 0.3) return flipped(message, random);
  const event = JSON.parse(message) as Json;
  for (let changes = 0; changes < 1 + random() * 2; changes += 1) changeOne(event, pick, random);
  // That one is a farewell which has its own tests.
  return JSON.stringify(event).replace('"ApplicationReplaced"', '"ApplicationRegistered"');
}

function cut(message: string, random: () => number): string {
  const from = Math.floor(random() * message.length);
  return message.slice(0, from) + message.slice(from + Math.ceil(random() * 20));
}

function flipped(message: string, random: () => number): Buffer {
  const bytes = Buffer.from(message);
  for (let flips = 0; flips < 1 + random() * 8; flips += 1) {
    const at = Math.floor(random() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  }
  return bytes;
}

function changeOne(event: Json, pick: <T>(values: readonly T[]) => T, random: () => number): void {
  let place = event;
  for (;;) {
    if (typeof place !== 'object' || place === null) return;
    const keys = Object.keys(place);
    const key = keys.length > 0 ? pick(keys) : 'added';
    const holder = place as Record<string, Json>;
    const value = holder[key];
    // `type` tells what everything else means: what is no type we know is soon passed over.
    if (key === 'type' && random() < 0.9) return;
    if (typeof value === 'object' && value !== null && random() < 0.7) {
      place = value;
      continue;
    }
    if (random() < 0.3) Reflect.deleteProperty(holder, key);
    else holder[key] = structuredClone(pick(STRANGERS));
    return;
  }
}
