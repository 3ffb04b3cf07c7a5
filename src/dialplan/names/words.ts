/** The words of a text. */
export function wordsOf(text: string): string[] {
  return text.trim().split(/\s+/);
}
