/**
 * A transfer that a device asked for and that is left to the application to carry out: needs
 * `PJSIP_TRANSFER_HANDLING()=ari-only` on the channel. Since 20.13, 21.8, 22.3.
 */
import type { Bridge, Channel } from '../resources';
import type { Event } from './base';

/** How far a transfer is. */
export type TransferState = 'channel_progress' | 'channel_answered' | 'channel_unavailable' | 'channel_declined';

/** A device asked to transfer a call, or the transfer that it asked for went on. Since 20.13, 21.8, 22.3. */
export interface ChannelTransfer extends Event {
  readonly type: 'ChannelTransfer';
  /** How far it is; left out on the request itself. */
  readonly state?: TransferState;
  /** Whom to transfer to. */
  readonly refer_to: ReferTo;
  /** Who asked. */
  readonly referred_by: ReferredBy;
}

/** Whom a device wants to transfer to. */
export interface ReferTo {
  /** The target as the device named it. */
  readonly requested_destination: RequiredDestination;
  /** The channel to take the place of, in an attended transfer. */
  readonly destination_channel?: Channel;
  /** Who talks to that channel. */
  readonly connected_channel?: Channel;
  /** The bridge in which they talk. */
  readonly bridge?: Bridge;
}

/** Who asked for a transfer. */
export interface ReferredBy {
  /** The channel that the request came on. */
  readonly source_channel: Channel;
  /** Who talks to that channel. */
  readonly connected_channel?: Channel;
  /** The bridge in which they talk. */
  readonly bridge?: Bridge;
}

/** The target of a transfer as the device named it: either `protocol_id` or `destination`. */
export interface RequiredDestination {
  /** Id of the call to take the place of, a SIP Call-ID. Attended transfers only. */
  readonly protocol_id?: string;
  /** User part of the target. Blind transfers only. */
  readonly destination?: string;
  /** What else the device said. */
  readonly additional_protocol_params?: readonly AdditionalParam[];
}

/** Something else that a device said with its transfer. */
export interface AdditionalParam {
  /** Name. */
  readonly parameter_name: string;
  /** Value. */
  readonly parameter_value: string;
}
