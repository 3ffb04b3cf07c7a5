import type { AriRequest } from './rest';

/** Builds a path, encoding each inserted segment: ``pathOf`channels/${id}/play` ``. Ids may hold `;`, `/` and `%`. */
export function pathOf(strings: TemplateStringsArray, ...segments: readonly string[]): string {
  return strings.reduce((path, text, index) => path + encoded(segments[index - 1] ?? '') + text);
}

/** A request's path and query below `/ari/`, as they are sent. */
export function targetOf({ path, query }: Pick<AriRequest, 'path' | 'query'>): string {
  const parts = Object.entries(query ?? {}).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const text = typeof value === 'object' ? value.join(',') : String(value);
    return [`${encoded(name)}=${encoded(text)}`];
  });
  return parts.length ? `${path}?${parts.join('&')}` : path;
}

/** Half a surrogate pair can stand in a name from the network, and `encodeURIComponent` throws at it. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}
