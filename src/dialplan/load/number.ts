/**
 * The number that a text begins with, as C's atoi and sscanf read it: blanks and one sign before it, anything behind
 * it, cut to 32 bits. Undefined when there is none.
 */
export function leadingNumber(text: string): number | undefined {
  // Almost always there is nothing but a few digits, or no number.
  const first = text.charCodeAt(0);
  if (first > 57) return undefined;
  if (text.length < 10 && /^[0-9]+$/.test(text)) return Number(text);
  const [, digits] = /^[ \t\n\v\f\r]*([+-]?[0-9]{1,30})/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const long = BigInt(digits.replace('+', ''));
  const limit = 2n ** 63n;
  const held = long >= limit ? limit - 1n : long < -limit ? -limit : long;
  return Number(BigInt.asIntN(32, held));
}
