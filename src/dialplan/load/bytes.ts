const encoder = new TextEncoder();
const decoder = new TextDecoder();

const ASCII = /^[\0-\x7f]*$/;

/** A part of a text counted in UTF-8 bytes, as C counts; half a character becomes U+FFFD. */
export function sliceBytes(text: string, start: number, end: number): string {
  if (ASCII.test(text)) return text.slice(start, end);
  return decoder.decode(encoder.encode(text).subarray(start, end));
}

/** The length of a text in UTF-8 bytes. */
export function byteLength(text: string): number {
  return ASCII.test(text) ? text.length : encoder.encode(text).length;
}

/** The same for texts that differ in the case of ASCII letters only: others have none for C. */
export function withoutCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
