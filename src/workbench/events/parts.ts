import { plain } from '../../ari/text';
import { hangupCause } from './hangupCauses';

/**
 * What came over the network, with every field in doubt: types are promises of the sender's, and a formatter that
 * believes them falls over on the first message of another version.
 */
export type Loose<T> = T extends readonly (infer E)[]
  ? readonly Loose<E>[] | undefined
  : T extends object
    ? { readonly [K in keyof T]?: Loose<T[K]> } | undefined
    : T | undefined;

/** A part of a line; what is missing or empty is left out. */
export type Part = string | undefined;

/** What is marked as a channel's id stands between these, which no foreign text keeps: `NAME ‹ID›`. */
export const ID_OPENS = '‹';
export const ID_CLOSES = '›';

const VALUE_LENGTH = 400;
const LISTED = 8;

/** Foreign text for a line: cleaned, cut at 400 characters, and without the marks of our own notation. */
export function text(value: unknown, maxLength = VALUE_LENGTH): string {
  if (value === undefined || value === null) return '';
  const raw = typeof value === 'string' ? value : JSON.stringify(value);
  return plain(raw, maxLength).replace(/[‹›]/g, (mark) => (mark === ID_OPENS ? '<' : '>'));
}

/** The same between double quotes, with those inside escaped: it ends where its text ends. */
export function quoted(value: unknown): string {
  return `"${text(value).replace(/[\\"]/g, '\\$&')}"`;
}

/** `word value`, or nothing without a value. */
export function named(word: string, value: unknown): Part {
  const shown = text(value);
  return shown && `${word} ${shown}`;
}

/** `word "value"`, or nothing without a value. */
export function namedText(word: string, value: unknown): Part {
  return value === undefined || value === null || value === '' ? undefined : `${word} ${quoted(value)}`;
}

/** Puts the parts of a line together. */
export function line(...parts: readonly Part[]): string {
  return parts.filter(Boolean).join(' · ');
}

/** `word "a" "b"`, or nothing for an empty list. */
export function listed(word: string, values: unknown): Part {
  if (!Array.isArray(values) || values.length === 0) return undefined;
  return `${word} ${some(values, quoted).join(' ')}`;
}

/** `a="1" b="2"`. */
export function pairs(values: unknown, leaveOut?: string): Part {
  if (typeof values !== 'object' || values === null) return undefined;
  const entries = Object.entries(values).filter(([name]) => name !== leaveOut);
  return some(entries, ([name, value]) => `${text(name)}=${quoted(value)}`).join(' ');
}

/** The first few, and how many more there are. */
export function some<T>(values: readonly T[], show: (value: T) => string): readonly string[] {
  const shown = values.slice(0, LISTED).map(show);
  return values.length > LISTED ? [...shown, `… ${values.length - LISTED} more`] : shown;
}

/** A hang-up cause by number and name: `cause 16 normal clearing`. */
export function cause(value: unknown, inWords?: unknown): Part {
  if (value === undefined || value === null) return undefined;
  const name = typeof value === 'number' ? hangupCause(value) : undefined;
  return `cause ${text(value)} ${name ?? text(inWords)}`.trimEnd();
}

/** A duration such as `120 ms`. */
export function duration(value: unknown, unit: 'ms' | 's', word = ''): Part {
  return typeof value === 'number' ? `${word} ${value} ${unit}`.trimStart() : undefined;
}
