/** Events about bridges, and the transfers that end in them. */
import type { Bridge, Channel } from '../resources';
import type { Event } from './base';

/** A bridge came into being. */
export interface BridgeCreated extends Event {
  readonly type: 'BridgeCreated';
  /** The bridge. */
  readonly bridge: Bridge;
}

/** A bridge is gone. */
export interface BridgeDestroyed extends Event {
  readonly type: 'BridgeDestroyed';
  /** The bridge as it was at the end. */
  readonly bridge: Bridge;
}

/** All members of one bridge moved into another. */
export interface BridgeMerged extends Event {
  readonly type: 'BridgeMerged';
  /** The bridge that stays. */
  readonly bridge: Bridge;
  /** The bridge that they came from. */
  readonly bridge_from: Bridge;
}

/** The members of a bridge see another one's video. Since 13.13, 14.2. */
export interface BridgeVideoSourceChanged extends Event {
  readonly type: 'BridgeVideoSourceChanged';
  /** The bridge with its new source. */
  readonly bridge: Bridge;
  /** Id of the channel that was seen before. */
  readonly old_video_source_id?: string;
}

/** A channel joined a bridge. */
export interface ChannelEnteredBridge extends Event {
  readonly type: 'ChannelEnteredBridge';
  /** The bridge with the new member among its channels. */
  readonly bridge: Bridge;
  /** The channel. */
  readonly channel?: Channel;
}

/** A channel left a bridge. */
export interface ChannelLeftBridge extends Event {
  readonly type: 'ChannelLeftBridge';
  /** The bridge without it. */
  readonly bridge: Bridge;
  /** The channel. */
  readonly channel: Channel;
}

/** How a transfer went. */
export type TransferResult = 'Fail' | 'Invalid' | 'Not Permitted' | 'Success';

/** Somebody transferred a call without talking to the target first. */
export interface BridgeBlindTransfer extends Event {
  readonly type: 'BridgeBlindTransfer';
  /** Who transferred. */
  readonly channel: Channel;
  /** Who stands in where the transferred party is not a single channel of this Asterisk. */
  readonly replace_channel?: Channel;
  /** Who is transferred. */
  readonly transferee?: Channel;
  /** Extension transferred to. */
  readonly exten: string;
  /** Its context. */
  readonly context: string;
  /** How it went. */
  readonly result: TransferResult;
  /** Whether the device asked for it (a SIP REFER) rather than a feature code. */
  readonly is_external: boolean;
  /** The bridge that the call was in. */
  readonly bridge?: Bridge;
}

/** How an attended transfer was carried out, and so which `destination_…` fields it has. */
export type TransferDestinationType = 'bridge' | 'application' | 'link' | 'threeway' | 'fail';

/** Somebody transferred a call after talking to the target. Leg one is the original call, leg two the call to the target. */
export interface BridgeAttendedTransfer extends Event {
  readonly type: 'BridgeAttendedTransfer';
  /** The transferring party in the original call. */
  readonly transferer_first_leg: Channel;
  /** The transferring party in the call to the target. */
  readonly transferer_second_leg: Channel;
  /** Who takes the first leg's place. */
  readonly replace_channel?: Channel;
  /** Who is transferred. */
  readonly transferee?: Channel;
  /** Whom they are transferred to. */
  readonly transfer_target?: Channel;
  /** How it went. */
  readonly result: TransferResult;
  /** Whether the device asked for it (a SIP REFER) rather than a feature code. */
  readonly is_external: boolean;
  /** Bridge of the first leg. */
  readonly transferer_first_leg_bridge?: Bridge;
  /** Bridge of the second leg. */
  readonly transferer_second_leg_bridge?: Bridge;
  /** How it was carried out. */
  readonly destination_type: TransferDestinationType;
  /** Id of the bridge in which all are now; type `bridge`. */
  readonly destination_bridge?: string;
  /** Application into which the transferred party went; type `application`. */
  readonly destination_application?: string;
  /** First half of what joins two bridges; type `link`. */
  readonly destination_link_first_leg?: Channel;
  /** Second half of what joins two bridges; type `link`. */
  readonly destination_link_second_leg?: Channel;
  /** The transferring party's channel that stays; type `threeway`. */
  readonly destination_threeway_channel?: Channel;
  /** The bridge in which all three are; type `threeway`. */
  readonly destination_threeway_bridge?: Bridge;
}
