import fs from 'node:fs';
import readline from 'node:readline';

/** One line of an event file: see `jsonLine`, `headLine` and `lossLine` for what it may hold. */
export type CaptureLine = Readonly<Record<string, unknown>>;

/**
 * Reads an event file line by line, in little memory. A line that is no JSON object is passed over: whoever was killed
 * while writing leaves half a line behind, at the end.
 * @throws NodeJS.ErrnoException
 */
export async function* readCapture(file: string): AsyncGenerator<CaptureLine> {
  const lines = readline.createInterface({ input: fs.createReadStream(file, 'utf8'), crlfDelay: Infinity });
  for await (const line of lines) {
    const parsed = parsedLine(line);
    if (parsed) yield parsed;
  }
}

function parsedLine(line: string): CaptureLine | undefined {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null ? (parsed as CaptureLine) : undefined;
  } catch {
    return undefined;
  }
}
