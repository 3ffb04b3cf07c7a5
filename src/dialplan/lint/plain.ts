// A file is written by anybody: what would recolour a terminal, reorder a line (bidi) or hide in it is taken out of what
// is told of it.
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;
const BIDI_AND_INVISIBLE =
  /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * A text from a file as a message may hold it: one line, without control and bidi characters.
 *
 * @param longest in UTF-16 units; what is longer ends in an ellipsis
 */
export function plain(text: string, longest = 80): string {
  const cut = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  if (/^[ -~]*$/.test(cut)) return cut;
  return cut.replace(CONTROL, ' ').replace(BIDI_AND_INVISIBLE, '').replace(LONE_SURROGATE, '\ufffd');
}
