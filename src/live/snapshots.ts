import type { AriEvent } from '../ari/events';
import type { Bridge, Channel, Endpoint } from '../ari/resources';

export interface Snapshots {
  readonly channels: readonly Channel[];
  readonly bridges: readonly Bridge[];
  readonly endpoints: readonly Endpoint[];
}

/** Who is told of snapshots, one at a time. */
export interface SnapshotVisitor {
  channel(channel: Channel): void;
  bridge(bridge: Bridge): void;
  endpoint(endpoint: Endpoint): void;
}

type Kind = keyof SnapshotVisitor;

/** Of which kind a snapshot is, by the field that it stands in. */
const KINDS = new Map<string, Kind>([
  ...each('channel', 'channel replace_channel transferee transfer_target caller peer forwarded'),
  ...each('channel', 'transferer_first_leg transferer_second_leg destination_threeway_channel'),
  ...each('channel', 'destination_link_first_leg destination_link_second_leg'),
  ...each('bridge', 'bridge bridge_from destination_threeway_bridge'),
  ...each('bridge', 'transferer_first_leg_bridge transferer_second_leg_bridge'),
  ['endpoint', 'endpoint'],
]);

/** Every snapshot that an event carries, whatever its role there: each says how its resource is now. */
export function visitSnapshots(event: AriEvent, visitor: SnapshotVisitor): void {
  const fields = event as unknown as Readonly<Record<string, unknown>>;
  // The fields that are there rather than those that might be: an event has few of them, and storms have many events.
  for (const name in fields) {
    const value = fields[name];
    // CallBroadcast's `caller` is a string: only objects with an identity are snapshots.
    if (typeof value !== 'object' || value === null) continue;
    const kind = KINDS.get(name);
    if (kind === 'channel' && 'id' in value) visitor.channel(value as Channel);
    else if (kind === 'bridge' && 'id' in value) visitor.bridge(value as Bridge);
    else if (kind === 'endpoint' && 'resource' in value) visitor.endpoint(value as Endpoint);
  }
}

/** The same, as lists. */
export function snapshotsIn(event: AriEvent): Snapshots {
  const [channels, bridges, endpoints]: [Channel[], Bridge[], Endpoint[]] = [[], [], []];
  visitSnapshots(event, {
    channel: (channel) => channels.push(channel),
    bridge: (bridge) => bridges.push(bridge),
    endpoint: (endpoint) => endpoints.push(endpoint),
  });
  return { channels, bridges, endpoints };
}

function each(kind: Kind, fields: string): readonly (readonly [string, Kind])[] {
  return fields.split(' ').map((field) => [field, kind] as const);
}
