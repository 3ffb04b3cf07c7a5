/** Deeper than anything that ARI sends; much deeper, and whoever writes the value out again runs out of stack. */
const MAX_DEPTH = 1000;

/**
 * `JSON.parse`, which also refuses what is nested too deeply to be worked with.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // Each level takes two characters at least, so almost no text needs to be looked at.
  if (text.length > 2 * MAX_DEPTH && isDeep(value, MAX_DEPTH)) throw new SyntaxError('JSON is nested too deeply');
  return value;
}

function isDeep(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const key in value) if (isDeep((value as Record<string, unknown>)[key], levels - 1)) return true;
  return false;
}
