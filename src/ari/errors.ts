/**
 * Why a request or a connection did not succeed.
 * - `refused`: the server answered, but not with what was asked for (`status` is set; redirects are not followed).
 * - `unreachable`: no connection: name, route, port, TLS, or it broke off.
 * - `timeout`: no answer in time.
 * - `cancelled`: the caller's AbortSignal fired.
 * - `garbled`: an answer came that is not what ARI sends.
 * - `untrusted`: the server's TLS certificate is not believed (`code` says why); nothing of ours was sent.
 * - `readOnly`: we are told to send nothing but GET to this server; nothing was sent.
 */
export type AriFailure = 'refused' | 'unreachable' | 'timeout' | 'cancelled' | 'garbled' | 'untrusted' | 'readOnly';

export interface AriErrorDetails {
  readonly failure: AriFailure;
  /** What was asked, e.g. `GET channels/1` or `WebSocket events`; never with credentials. */
  readonly request: string;
  readonly status?: number;
  /** The server's own words, taken out of JSON (`message` or `error`) or HTML; not yet cleaned for display. */
  readonly serverMessage?: string;
  /** Node's or OpenSSL's code, e.g. `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
  readonly code?: string;
  readonly cause?: unknown;
}

/** Every failure of the protocol client. `message` is for the log; people get a sentence made from the fields. */
export class AriError extends Error {
  readonly failure: AriFailure;
  readonly request: string;
  readonly status: number | undefined;
  readonly serverMessage: string | undefined;
  readonly code: string | undefined;

  constructor(details: AriErrorDetails) {
    super(describe(details), { cause: details.cause });
    this.name = 'AriError';
    this.failure = details.failure;
    this.request = details.request;
    this.status = details.status;
    this.serverMessage = details.serverMessage;
    this.code = details.code;
  }
}

function describe(details: AriErrorDetails): string {
  const why = [details.status, details.serverMessage ?? details.code].filter((part) => part !== undefined).join(' ');
  return `${details.request}: ${details.failure}${why ? ` (${why})` : ''}`;
}

/**
 * The server's own words in an error body. ARI answers JSON with `message`, JSON with `error` (500 on a failed
 * originate), or an HTML page (Asterisk's HTTP server itself), all measured on 16.28 and 22.10.
 */
export function serverMessageOf(body: string): string | undefined {
  const text = body.trim();
  if (!text) return undefined;
  if (text.startsWith('<')) return htmlMessage(text);
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) {
      const { message, error } = parsed as { message?: unknown; error?: unknown };
      if (typeof message === 'string') return message;
      if (typeof error === 'string') return error;
    }
  } catch {
    // Not JSON after all: the text itself is the best there is.
  }
  return text.slice(0, 300);
}

function htmlMessage(html: string): string | undefined {
  const paragraph = /<p>([^<]*)<\/p>/i.exec(html)?.[1] ?? /<title>([^<]*)<\/title>/i.exec(html)?.[1];
  return paragraph?.trim();
}

/** The Node or OpenSSL code of an error or of what caused it; `AggregateError`s are looked into (happy eyeballs). */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && code) return code;
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner === undefined ? undefined : codeOf(inner);
}

/** Whether a Node or OpenSSL code says that the certificate is not believed, rather than that there is no connection. */
function isCertificateCode(code: string | undefined): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_EXCEEDED/.test(
    code ?? '',
  );
}

/** A failure of the transport, by the code that Node or OpenSSL gave it. */
export function transportFailure(code: string | undefined): 'unreachable' | 'untrusted' {
  return isCertificateCode(code) ? 'untrusted' : 'unreachable';
}
