// Caller ids, variables and error bodies are written by strangers. What could move the cursor, recolour a terminal,
// reorder the line (bidi) or break out of it is taken out before anybody sees it.

// Escape sequences first, whole, so that their harmless-looking tails ("[31m") do not stay behind.
const ANSI = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]/g;
const LINE_BREAKS_AND_TABS = /[\t\r\n\u000b\u000c\u0085\u2028\u2029]+/g;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;
const BIDI_AND_INVISIBLE =
  /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * One line of text that is safe to show: no control, ANSI, bidi or invisible characters; line breaks become a space.
 * @param maxLength in UTF-16 units; what is longer ends in an ellipsis.
 */
export function plain(text: string, maxLength = 1000): string {
  // Cut before replacing, so that a huge hostile value costs no more than a short one.
  const cut = text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
  if (/^[ -~]*$/.test(cut)) return cut;
  return cut
    .replace(ANSI, '')
    .replace(LINE_BREAKS_AND_TABS, ' ')
    .replace(CONTROL, '')
    .replace(BIDI_AND_INVISIBLE, '')
    .replace(LONE_SURROGATE, '\ufffd');
}

const UNSAFE_IN_JSON =
  /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;

/**
 * JSON that shows everything and does nothing: what would reorder, hide or break the text where it is shown is written
 * as an escape, which means the same.
 * @param indent in spaces; on one line when 0.
 */
export function safeJson(value: unknown, indent = 2): string {
  return JSON.stringify(value ?? null, undefined, indent).replace(UNSAFE_IN_JSON, escaped);
}

function escaped(text: string): string {
  return text.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
