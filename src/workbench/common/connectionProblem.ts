import type { AriError } from '../../ari/errors';

/**
 * What keeps a connection from coming about, where the words for single requests would mislead.
 * - `redirected`: the server names another place. `noAri`: a web server, and no ARI. `noEvents`: ARI without its events.
 * - `noUpgrade`: answers, but opens no WebSocket. `tlsHere`: https is spoken there.
 * - `gateway`: something in between does not reach Asterisk. `proxyLogin`, `proxyRefused`, `proxyMalformed`: VS Code's own proxy.
 * - `nobodyAnswers`: no connection in time.
 */
export type ConnectionProblem =
  | 'redirected'
  | 'noAri'
  | 'noEvents'
  | 'noUpgrade'
  | 'tlsHere'
  | 'gateway'
  | 'proxyLogin'
  | 'proxyRefused'
  | 'proxyMalformed'
  | 'nobodyAnswers';

/** What an error says of the way to the server; nothing where ARI itself spoke. */
export function connectionProblem(error: AriError): ConnectionProblem | undefined {
  switch (error.failure) {
    case 'refused':
      return refusal(error);
    case 'unreachable':
      return isMalformedUrl(error) ? 'proxyMalformed' : tunnelRefusal(error);
    case 'timeout':
      return isBeforeRequest(error) ? 'nobodyAnswers' : undefined;
    default:
      return undefined;
  }
}

/** The status that somebody in between gave in the server's stead, if one did. */
export function statusInBetween(error: AriError): number | undefined {
  return error.status ?? tunnelStatus(error);
}

function refusal({ status = 0, serverMessage: said = '', request }: AriError): ConnectionProblem | undefined {
  const isSocket = request === EVENT_SOCKET;
  if (status >= 300 && status < 400) return 'redirected';
  switch (status) {
    case 200:
    case 426:
      return isSocket ? 'noUpgrade' : undefined;
    case 400:
      // nginx, Apache and Node say so in words of their own.
      if (/HTTPS? (port|server)|SSL-enabled/i.test(said)) return 'tlsHere';
      return isSocket ? 'noUpgrade' : undefined;
    case 404:
      if (isSocket) return said === 'Resource not found' ? 'noEvents' : 'noAri';
      return isPage(said) ? 'noAri' : undefined;
    case 407:
      return 'proxyLogin';
    case 502:
    case 504:
      return 'gateway';
    case 503:
      // A starting Asterisk says that it has "not booted".
      return /unavailable/i.test(said) ? 'gateway' : undefined;
    default:
      return undefined;
  }
}

const EVENT_SOCKET = 'WebSocket events';

/** Web servers speak of pages and URLs, ARI of the thing that is not found. */
function isPage(said: string): boolean {
  return !said || /requested URL|^(404\W*)?(page |file )?not found\W*$/i.test(said);
}

/** Servers' own URLs are normalized when they are entered: what is malformed is the proxy's. */
function isMalformedUrl({ code, cause }: AriError): boolean {
  return code === 'ERR_INVALID_URL' || code === 'UND_ERR_INVALID_ARG' || cause instanceof URIError;
}

function tunnelRefusal(error: AriError): ConnectionProblem | undefined {
  const status = tunnelStatus(error);
  if (status === undefined) return undefined;
  return status === 407 ? 'proxyLogin' : 'proxyRefused';
}

/** undici tells a proxy's answer to CONNECT in words alone. */
function tunnelStatus({ cause }: AriError): number | undefined {
  const [, status] = /^Proxy response \((\d{3})\)/.exec(cause instanceof Error ? cause.message : '') ?? [];
  return status === undefined ? undefined : Number(status);
}

/** Whether the time was up before there was a connection that a request could be answered on. */
function isBeforeRequest({ request, code }: AriError): boolean {
  return request === EVENT_SOCKET || request === 'TLS handshake' || /CONNECT_TIMEOUT|^ETIMEDOUT$/.test(code ?? '');
}
