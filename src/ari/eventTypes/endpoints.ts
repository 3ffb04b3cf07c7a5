/** Events about endpoints, their contacts, and the states of devices. */
import type { DeviceState, Endpoint, TextMessage } from '../resources';
import type { Event } from './base';

/** Whether a contact answers Asterisk's qualifying requests. */
export type ContactStatus = 'Unreachable' | 'Reachable' | 'Unknown' | 'NonQualified' | 'Removed';

/** One place where a PJSIP endpoint can be reached. */
export interface ContactInfo {
  /** Its URI. */
  readonly uri: string;
  /** Whether it answers. */
  readonly contact_status: ContactStatus;
  /** Address of record that it was registered for. */
  readonly aor: string;
  /** Last round trip, in microseconds, as text. */
  readonly roundtrip_usec?: string;
}

/** The other side of an endpoint. */
export interface Peer {
  /** Its state, in the technology's own words: `Reachable`, `Registered` … */
  readonly peer_status: string;
  /** Why it changed. */
  readonly cause?: string;
  /** IP address. */
  readonly address?: string;
  /** Port. */
  readonly port?: string;
  /** When it was last heard of. */
  readonly time?: string;
}

/** An endpoint became reachable or unreachable. */
export interface EndpointStateChange extends Event {
  readonly type: 'EndpointStateChange';
  /** The endpoint with its new state. */
  readonly endpoint: Endpoint;
}

/** A contact of an endpoint changed: registered, gone, reachable or not. Since 13.6. */
export interface ContactStatusChange extends Event {
  readonly type: 'ContactStatusChange';
  /** The endpoint. */
  readonly endpoint: Endpoint;
  /** The contact. */
  readonly contact_info: ContactInfo;
}

/** The other side of an endpoint changed. Since 13.6. */
export interface PeerStatusChange extends Event {
  readonly type: 'PeerStatusChange';
  /** The endpoint. */
  readonly endpoint: Endpoint;
  /** Its other side. */
  readonly peer: Peer;
}

/** A text message came in. Since 12.5. */
export interface TextMessageReceived extends Event {
  readonly type: 'TextMessageReceived';
  /** The message. */
  readonly message: TextMessage;
  /** The endpoint that it came from, when Asterisk knows it. */
  readonly endpoint?: Endpoint;
}

/** A device became busy, free, or anything between. May arrive out of the order of its time stamps. */
export interface DeviceStateChanged extends Event {
  readonly type: 'DeviceStateChanged';
  /** The device with its new state. */
  readonly device_state: DeviceState;
}
