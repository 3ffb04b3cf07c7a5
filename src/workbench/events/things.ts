import type { Bridge, CallerID, Channel, DialplanCEP, Endpoint } from '../../ari/resources';
import { ID_CLOSES, ID_OPENS, line, quoted, some, text } from './parts';
import type { Loose, Part } from './parts';

/** `NAME ‹ID›`, which {@link channelLinksIn} finds again. */
export function channel(value: Loose<Channel>, word = ''): Part {
  const name = text(value?.name, 200);
  const id = channelId(value?.id);
  return name || id ? [word, name, id].filter(Boolean).join(' ') : undefined;
}

/** `‹ID›`, where only the id is known. */
export function channelId(id: unknown): Part {
  return typeof id === 'string' && id ? `${ID_OPENS}${text(id, 200)}${ID_CLOSES}` : undefined;
}

/** `2 channels ‹1› ‹2›`. */
export function channelIds(ids: unknown): Part {
  if (!Array.isArray(ids)) return undefined;
  const count = ids.length === 1 ? '1 channel' : `${ids.length || 'no'} channels`;
  return [count, ...some(ids, (id) => channelId(id) ?? text(id))].join(' ');
}

/** `"Alice" 1000`, either half alone, or nothing. */
export function party(value: Loose<CallerID>, word: string): Part {
  const name = value?.name ? quoted(value.name) : '';
  const shown = [name, text(value?.number)].filter(Boolean).join(' ');
  return shown && `${word} ${shown}`;
}

/** `context,exten,priority`; nothing for a channel that was never in the dialplan. */
export function place(value: Loose<DialplanCEP>): Part {
  if (!value?.context && !value?.exten) return undefined;
  return [value.context, value.exten, value.priority].map((part) => text(part)).join(',');
}

/** `bridge ID "name"`. */
export function bridge(value: Loose<Bridge>, word = 'bridge'): Part {
  if (!value) return undefined;
  return [word, text(value.id, 200), value.name ? quoted(value.name) : ''].filter(Boolean).join(' ');
}

/** A bridge with how it mixes and who is inside. */
export function bridgeInFull(value: Loose<Bridge>): Part {
  if (!value) return undefined;
  const kind = [value.bridge_type, value.technology].map((part) => text(part)).filter(Boolean);
  return line(bridge(value), kind.join(' '), channelIds(value.channels));
}

/** `TECH/resource`. */
export function endpoint(value: Loose<Endpoint>): Part {
  return [value?.technology, value?.resource]
    .map((part) => text(part))
    .filter(Boolean)
    .join('/');
}

/** `channel:ID` or `bridge:ID`, as media name where they play. */
export function mediaTarget(uri: unknown): Part {
  if (typeof uri !== 'string') return undefined;
  if (uri.startsWith('channel:')) return channelId(uri.slice('channel:'.length));
  return uri.startsWith('bridge:') ? `bridge ${text(uri.slice('bridge:'.length), 200)}` : text(uri);
}
