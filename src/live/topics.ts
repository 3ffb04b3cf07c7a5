import type { AriEvent } from '../ari/events';
import type { Channel } from '../ari/resources';

const BEGINNINGS: ReadonlySet<string> = new Set(['ChannelCreated', 'StasisStart', 'BridgeCreated']);

/** Told of a channel to those who are subscribed to it, and to nobody else. */
const OF_CHANNELS: ReadonlySet<string> = new Set([
  ...['StasisStart', 'StasisEnd', 'ChannelCreated', 'ChannelDestroyed', 'ChannelStateChange', 'ChannelDialplan'],
  ...['ChannelVarset', 'ChannelCallerId', 'ChannelConnectedLine', 'ChannelHangupRequest', 'ChannelDtmfReceived'],
  ...['ChannelHold', 'ChannelUnhold', 'ChannelTalkingStarted', 'ChannelTalkingFinished', 'ChannelToneDetected'],
]);

/** Whether a channel or bridge is new with this event, and unknown before for that reason. */
export function isBeginning({ type }: AriEvent): boolean {
  return BEGINNINGS.has(type);
}

/**
 * The id of the channel that an event proves a subscription to. Others come with it where channels meet, in a bridge or a
 * call: their end is not told to those who hear only of their own.
 */
export function subscribedChannelOf(event: AriEvent): string | undefined {
  return OF_CHANNELS.has(event.type) ? (event as { readonly channel?: Channel }).channel?.id : undefined;
}
