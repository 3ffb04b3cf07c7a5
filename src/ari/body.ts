import type { Readable } from 'node:stream';

/** As much of a refusal as can say why: whoever answers instead of Asterisk may never come to an end. */
export const REFUSAL_BYTES = 64 * 1024;

/**
 * What an answer says, as text, to its end or so many bytes; what is beyond is not read, and the connection ended.
 * @throws what ends the answer before
 */
export async function beginningOf(body: Readable, bytes: number): Promise<string> {
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    read.push(chunk);
    length += chunk.length;
    if (length >= bytes) break;
  }
  return Buffer.concat(read).toString('utf8', 0, bytes);
}
