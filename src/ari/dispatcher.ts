import type { Dispatcher } from 'undici';
import type { Proxy } from './address';
import { tlsOptions } from './tls';
import type { TlsTrust } from './tls';

export interface Route {
  /** The server's base, `http` or `https`. */
  readonly url: string;
  readonly proxy?: Proxy | undefined;
  /** Whom to believe, for `https`; the system's authorities when not given. */
  readonly trust?: TlsTrust | undefined;
}

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * What carries requests to one server. Loads undici, on first use and only the parts of it that are needed.
 * @param connections how many there are at once, at most
 */
export async function createDispatcher({ url, proxy, trust }: Route, connections: number): Promise<Dispatcher> {
  await completeUndici();
  const secure = url.startsWith('https:') ? tlsOptions(trust) : {};
  const connect = { timeout: CONNECT_TIMEOUT_MS, ...secure };
  const options = { connections, pipelining: 1, connect };
  if (!proxy) {
    const { default: Agent } = await import('undici/lib/dispatcher/agent.js');
    return new Agent(options);
  }
  const { default: EnvHttpProxyAgent } = await import('undici/lib/dispatcher/env-http-proxy-agent.js');
  return new EnvHttpProxyAgent({
    ...options,
    requestTls: connect,
    httpProxy: proxy.url,
    httpsProxy: proxy.url,
    noProxy: proxy.noProxy.join(','),
  });
}

/** Gives dispatchers `request` and `connect`, as undici's own index does, which would bring all the rest along. */
async function completeUndici(): Promise<void> {
  const { default: Base } = await import('undici/lib/dispatcher/dispatcher.js');
  const { default: api } = await import('undici/lib/api/index.js');
  Object.assign(Base.prototype, api);
}
