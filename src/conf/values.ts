import type { EffectiveSection } from './sections';
import { sameName, type EffectiveEntry } from './sections';

/** Asterisk's yes: `yes`, `true`, `y`, `t`, `1`, `on` in any case. Everything else is no, typing errors too. */
export function isTrue(value: string): boolean {
  return /^(yes|true|y|t|1|on)$/i.test(value);
}

/** The last entry of a key, or of any of several spellings of it; keys have no case. */
export function lastEntry(section: EffectiveSection, ...keys: string[]): EffectiveEntry | undefined {
  return section.entries.filter((entry) => keys.some((key) => sameName(entry.key, key))).at(-1);
}

/**
 * A whole number as Asterisk's argument parser takes it: decimal, 0x… or octal with a leading 0, nothing behind it.
 * Undefined for everything else.
 */
export function wholeNumber(value: string): number | undefined {
  const [, sign, digits] = /^([+-]?)(0x[0-9a-f]+|0[0-7]*|[1-9][0-9]*)$/i.exec(value) ?? [];
  if (digits === undefined) return undefined;
  const octal = /^0[0-7]+$/.test(digits);
  const number = octal ? parseInt(digits, 8) : Number(digits);
  return sign === '-' ? -number : number;
}
