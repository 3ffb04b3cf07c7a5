import type { AriEvent } from '../ari/events';
import type { Bridge, Channel, Endpoint } from '../ari/resources';

export interface Snapshots {
  readonly channels: readonly Channel[];
  readonly bridges: readonly Bridge[];
  readonly endpoints: readonly Endpoint[];
}

type Kind = keyof Snapshots;

/** Of which kind a snapshot is, by the field that it stands in. */
const KINDS = new Map<string, Kind>(
  Object.entries({
    channel: 'channels',
    replace_channel: 'channels',
    transferee: 'channels',
    transfer_target: 'channels',
    caller: 'channels',
    peer: 'channels',
    forwarded: 'channels',
    transferer_first_leg: 'channels',
    transferer_second_leg: 'channels',
    destination_link_first_leg: 'channels',
    destination_link_second_leg: 'channels',
    destination_threeway_channel: 'channels',
    bridge: 'bridges',
    bridge_from: 'bridges',
    transferer_first_leg_bridge: 'bridges',
    transferer_second_leg_bridge: 'bridges',
    destination_threeway_bridge: 'bridges',
    endpoint: 'endpoints',
  }),
);

/** Every snapshot that an event carries, whatever its role there: each says how its resource is now. */
export function snapshotsIn(event: AriEvent): Snapshots {
  const found: Record<Kind, unknown[]> = { channels: [], bridges: [], endpoints: [] };
  const fields = event as unknown as Readonly<Record<string, unknown>>;
  // The fields that are there rather than those that might be: an event has few of them, and storms have many events.
  for (const name in fields) {
    const value = fields[name];
    // CallBroadcast's `caller` is a string: only objects with an identity are snapshots.
    if (typeof value !== 'object' || value === null) continue;
    const kind = KINDS.get(name);
    if (kind !== undefined && (kind === 'endpoints' ? 'resource' : 'id') in value) found[kind].push(value);
  }
  return found as Record<Kind, never[]>;
}
