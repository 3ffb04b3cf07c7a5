/** Where a server is and who asks: all that is needed to talk to it. Lives in memory only. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** An HTTP proxy, as VS Code's `http.proxy` and `http.noProxy` describe it. */
export interface Proxy {
  readonly url: string;
  /** Host names, `.domains` or addresses that are reached directly. */
  readonly noProxy: readonly string[];
}

/**
 * The base of a server's ARI: scheme, host, port and http.conf's prefix, with neither a trailing slash nor `/ari`:
 * `http://pbx.example:8088` or `https://pbx.example/prefix`.
 * @throws TypeError when it is no http(s) URL, or carries credentials, which would end in logs.
 */
export function normalizeServerUrl(text: string): string {
  const url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text.trim()) ? text.trim() : `http://${text.trim()}`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new TypeError('not http or https');
  if (url.username || url.password) throw new TypeError('credentials in the URL');
  const path = url.pathname.replace(/\/+$/, '').replace(/\/ari(\/.*)?$/, '');
  return url.origin + path;
}

/** The value of a Basic `Authorization` header. Asterisk reads UTF-8 bytes and cuts `user:password` at 255 of them. */
export function basicAuthorization({ username, password }: Credentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

/** The address of the event socket. The password goes in a header, never in here: URLs end in logs. */
export function eventSocketUrl(serverUrl: string, application: string, subscribeAll: boolean): string {
  const query = new URLSearchParams({ app: application });
  if (subscribeAll) query.set('subscribeAll', 'true');
  return `${serverUrl.replace(/^http/, 'ws')}/ari/events?${query.toString()}`;
}
