/** Text as a person reads it: the workbench shows spaces as no-break spaces, and wraps lines as it likes. */
export function visibleText(text: string): string {
  return text.replaceAll('\u00a0', ' ').trim();
}
