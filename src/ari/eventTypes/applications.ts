/** Events about Stasis applications: who serves them, which channels they control, and the calls that they are offered. */
import type { Channel } from '../resources';
import type { Event } from './base';

/**
 * A channel entered our application. Only the application itself is told, never one that merely observes: an observer
 * sees the channel reach `Stasis` in its ChannelDialplan.
 */
export interface StasisStart extends Event {
  readonly type: 'StasisStart';
  /** Arguments after the application's name in the dialplan's Stasis(), or `appArgs` of an originate. */
  readonly args: readonly string[];
  /** The channel. */
  readonly channel: Channel;
  /** The channel whose place it takes after a transfer. */
  readonly replace_channel?: Channel;
}

/** A channel left our application: hung up, continued in the dialplan, moved or replaced. */
export interface StasisEnd extends Event {
  readonly type: 'StasisEnd';
  /** The channel. */
  readonly channel: Channel;
}

/** Moving a channel to another application failed: nobody serves that one. Since 13.26, 16.3. */
export interface ApplicationMoveFailed extends Event {
  readonly type: 'ApplicationMoveFailed';
  /** The channel; it stays where it was. */
  readonly channel: Channel;
  /** The application that it should have moved to. */
  readonly destination: string;
  /** The arguments for it. */
  readonly args: readonly string[];
}

/** The application became known, by an outbound WebSocket of Asterisk's. Since 20.15, 21.10, 22.5. */
export interface ApplicationRegistered extends Event {
  readonly type: 'ApplicationRegistered';
}

/** The application is no longer known, its outbound WebSocket is gone. Since 20.15, 21.10, 22.5. */
export interface ApplicationUnregistered extends Event {
  readonly type: 'ApplicationUnregistered';
}

/**
 * Another socket took the application over. It is the last message on this socket, which stays open without a word:
 * all later events go to the other one.
 */
export interface ApplicationReplaced extends Event {
  readonly type: 'ApplicationReplaced';
}

/** A call is offered to all applications; the first to claim it gets it. Since 20.20, 22.10, 23.4. */
export interface CallBroadcast extends Event {
  readonly type: 'CallBroadcast';
  /** The channel that waits to be claimed. */
  readonly channel: Channel;
  /** The caller's number. */
  readonly caller?: string;
  /** The number that was called. */
  readonly called?: string;
}

/** An offered call was claimed. Since 20.20, 22.10, 23.4. */
export interface CallClaimed extends Event {
  readonly type: 'CallClaimed';
  /** The channel. */
  readonly channel: Channel;
  /** The application that has it now. */
  readonly winner_app: string;
}
