import type { Channel } from '../ari/resources';

const PLACE = ['context', 'exten', 'priority', 'app_name', 'app_data'] as const;

/**
 * The endpoint that a channel belongs to, `PJSIP/1000` for `PJSIP/1000-0000000a`; a Local channel has none.
 * Asterisk's channel drivers name channels `TECH/RESOURCE-HEX` (measured for PJSIP; Local adds `;1` or `;2`).
 */
export function endpointOf(channelName: string): string | undefined {
  if (channelName.startsWith('Local/')) return undefined;
  return /^(.+)-[0-9a-f]+$/.exec(channelName)?.[1];
}

/** What the two halves of a Local channel have in common, and which half this is; nothing for other channels. */
export function localHalf(channelName: string): { readonly pair: string; readonly half: 1 | 2 } | undefined {
  // Asked for thousands of channels at once, so without a regular expression.
  const half = channelName.endsWith(';1') ? 1 : channelName.endsWith(';2') ? 2 : undefined;
  if (half === undefined || !channelName.startsWith('Local/')) return undefined;
  return { pair: channelName.slice(0, -2), half };
}

/**
 * The Stasis application that a channel is in, read off the dialplan application that it runs: an observer never hears
 * another application's StasisStart. `Stasis(hello,world)` has the data `hello,world`.
 */
export function stasisApplicationOf(
  dialplan: { app_name?: string; app_data?: string } | undefined,
): string | undefined {
  if (dialplan?.app_name !== 'Stasis') return undefined;
  return dialplan.app_data?.split(',', 1)[0]?.trim() || undefined;
}

/** Whether a channel runs the same step of the dialplan in both. */
export function isSamePlace(one: Channel['dialplan'], other: Channel['dialplan']): boolean {
  return PLACE.every((part) => one[part] === other[part]);
}
