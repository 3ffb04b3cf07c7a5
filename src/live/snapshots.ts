import type { AriEvent } from '../ari/events';
import type { Bridge, Channel, Endpoint } from '../ari/resources';

export interface Snapshots {
  readonly channels: readonly Channel[];
  readonly bridges: readonly Bridge[];
  readonly endpoints: readonly Endpoint[];
}

const CHANNEL_FIELDS = [
  'channel',
  'replace_channel',
  'transferee',
  'transfer_target',
  'caller',
  'peer',
  'forwarded',
  'transferer_first_leg',
  'transferer_second_leg',
  'destination_link_first_leg',
  'destination_link_second_leg',
  'destination_threeway_channel',
] as const;

const BRIDGE_FIELDS = [
  'bridge',
  'bridge_from',
  'transferer_first_leg_bridge',
  'transferer_second_leg_bridge',
  'destination_threeway_bridge',
] as const;

/** Every snapshot that an event carries, whatever its role there: each says how its resource is now. */
export function snapshotsIn(event: AriEvent): Snapshots {
  const fields = event as unknown as Readonly<Record<string, unknown>>;
  return {
    channels: CHANNEL_FIELDS.flatMap((name) => (isSnapshot<Channel>(fields[name], 'id') ? [fields[name]] : [])),
    bridges: BRIDGE_FIELDS.flatMap((name) => (isSnapshot<Bridge>(fields[name], 'id') ? [fields[name]] : [])),
    endpoints: isSnapshot<Endpoint>(fields['endpoint'], 'resource') ? [fields['endpoint']] : [],
  };
}

/** CallBroadcast's `caller` is a string: only objects with an identity are snapshots. */
function isSnapshot<T>(value: unknown, identity: string): value is T {
  return typeof value === 'object' && value !== null && identity in value;
}
