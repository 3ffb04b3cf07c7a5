import type { Exchange, Method } from '../../ari/rest';

/** A request that failed, taken apart. */
export interface FailedRequest {
  readonly method: Method;
  /** The path below `/ari/`, decoded: `['channels', '1', 'play']`. */
  readonly segments: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  /** The keys of a JSON body; none when there was no object. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Takes a request apart again, as {@link Exchange} tells of it. */
export function readRequest({
  method,
  target,
  requestBody,
}: Pick<Exchange, 'method' | 'target' | 'requestBody'>): FailedRequest {
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  return {
    method,
    segments: path.split('/').map(decoded),
    query: Object.fromEntries(new URLSearchParams(query)),
    body: typeof requestBody === 'object' && requestBody !== null ? (requestBody as Record<string, unknown>) : {},
  };
}

/** What was given for a parameter, in the query or as a key of the body: Asterisk takes either place. */
export function parameter({ query, body }: FailedRequest, name: string): string | undefined {
  const value = query[name] ?? body[name];
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string').join(',') : undefined;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
