import { serverMessageOf } from '../errors';

/** The parts of an HTTP answer that tell who gave it. Texts come from the network as they are. */
export interface Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const START = 'HTTP/1.';

/** Reads an HTTP/1 answer, as far as it has come; a body in chunks is put together. Nothing when it is none. */
export function parseResponse(text: string): Response | undefined {
  const response = parseAsSent(text);
  return response && isChunked(response) ? { ...response, body: joined(response.body).body } : response;
}

function parseAsSent(text: string): Response | undefined {
  const status = /^HTTP\/1\.[01] (\d{3})(?: [^\r\n]*)?\r?\n/.exec(text);
  const head = /\r?\n\r?\n/.exec(text);
  if (!status || !head) return undefined;
  const lines = text.slice(status[0].length, head.index + 2).split(/\r?\n/);
  const headers = lines.flatMap((line) => {
    const [, name, value] = /^([^:\s]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    return name === undefined ? [] : [[name.toLowerCase(), value ?? ''] as const];
  });
  return {
    status: Number(status[1]),
    headers: Object.fromEntries(headers),
    body: text.slice(head.index + head[0].length),
  };
}

function isChunked({ headers }: Response): boolean {
  return /\bchunked\s*$/i.test(headers['transfer-encoding'] ?? '');
}

/** Puts together what came in chunks, one character a byte. `whole`: the last of them is there. */
function joined(sent: string): { readonly body: string; readonly whole: boolean } {
  const size = /([0-9a-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n/iy;
  let body = '';
  for (let found = size.exec(sent); found; found = size.exec(sent)) {
    const length = parseInt(found[1] ?? '', 16);
    if (length === 0) return { body, whole: true };
    body += sent.slice(size.lastIndex, size.lastIndex + length);
    const end = size.lastIndex + length;
    size.lastIndex = end + (sent.startsWith('\r\n', end) ? 2 : 1);
  }
  return { body, whole: false };
}

/** Whether nothing more belongs to it: its body is all there, or it is no HTTP and never will be. */
export function isWhole(text: string): boolean {
  if (text.length >= START.length && !text.startsWith(START)) return true;
  const response = parseAsSent(text);
  if (!response) return false;
  if (response.status === 101 || response.status === 204 || response.status === 304) return true;
  if (isChunked(response)) return joined(response.body).whole;
  const length = response.headers['content-length'];
  return length !== undefined && Buffer.byteLength(response.body, 'latin1') >= Number(length);
}

/** The server's own words in the body. */
export function messageOf({ body }: Response): string | undefined {
  return serverMessageOf(Buffer.from(body, 'latin1').toString('utf8'));
}

/** ARI's own answers are JSON; Asterisk's web server itself answers with pages. */
export function isJson({ headers }: Response): boolean {
  return (headers['content-type'] ?? '').startsWith('application/json');
}

/** Whose answer it is. `behind`: ARI's, and another server's name is on it. `unnamed`: http.conf has an empty servername. */
export type Author = 'asterisk' | 'behind' | 'unnamed' | 'other';

/**
 * Who answered. Asterisk names itself in `Server` unless http.conf's `servername` says otherwise, and at the foot of its
 * pages, which have a wording and a doctype of their own (main/http.c); ARI's JSON names itself in the realm (res_ari.c).
 */
export function authorOf(response: Response): Author {
  const server = response.headers['server'];
  if (server !== undefined && /asterisk/i.test(server)) return 'asterisk';
  const own = isAris(response) || isPageOfAsterisk(response.body);
  if (!own) return 'other';
  return server === undefined ? 'unnamed' : 'behind';
}

function isAris(response: Response): boolean {
  if (!isJson(response)) return false;
  const message = messageOf(response);
  return message !== undefined && ARI_SAYS.has(message);
}

const ARI_SAYS: ReadonlySet<string> = new Set([
  'Authentication required',
  'Access denied by ACL',
  'Asterisk not booted',
  'Resource not found',
  'Write access denied',
]);

function isPageOfAsterisk(body: string): boolean {
  return body.startsWith('<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\r\n<html><head>\r\n<title>');
}

/** The protocol that greets like this, of those that people take for ARI's port. */
export function protocolOf(bytes: string): 'AMI' | 'SSH' | 'SIP' | undefined {
  if (bytes.startsWith('Asterisk Call Manager/')) return 'AMI';
  if (bytes.startsWith('SSH-')) return 'SSH';
  return bytes.startsWith('SIP/2.0 ') ? 'SIP' : undefined;
}
