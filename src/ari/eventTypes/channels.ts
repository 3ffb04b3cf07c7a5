/** Events about one channel. */
import type { Bridge, Channel, Endpoint } from '../resources';
import type { Event } from './base';

/** A channel came into being. */
export interface ChannelCreated extends Event {
  readonly type: 'ChannelCreated';
  /** The channel. */
  readonly channel: Channel;
}

/** A channel is gone. */
export interface ChannelDestroyed extends Event {
  readonly type: 'ChannelDestroyed';
  /** Hang-up cause, a Q.850 number: 16 is a normal end. */
  readonly cause: number;
  /** That cause in words. */
  readonly cause_txt: string;
  /** The driver's own cause when things went wrong, a SIP status on PJSIP. Since 20.17, 22.7. */
  readonly tech_cause?: number;
  /** The channel as it was at the end. */
  readonly channel: Channel;
}

/** A channel's state changed. */
export interface ChannelStateChange extends Event {
  readonly type: 'ChannelStateChange';
  /** The channel with its new state. */
  readonly channel: Channel;
}

/** A digit was received. Sent when the digit ends, there is no event at its beginning. */
export interface ChannelDtmfReceived extends Event {
  readonly type: 'ChannelDtmfReceived';
  /** 0 to 9, A to D, `*` or `#`. */
  readonly digit: string;
  /** How long it was held, in milliseconds. */
  readonly duration_ms: number;
  /** The channel that it came from. */
  readonly channel: Channel;
}

/** A channel is about to run a step of the dialplan. */
export interface ChannelDialplan extends Event {
  readonly type: 'ChannelDialplan';
  /** The channel; its `dialplan` says where it is. */
  readonly channel: Channel;
  /** The application. */
  readonly dialplan_app: string;
  /** Its arguments with variables and expressions already expanded. */
  readonly dialplan_app_data: string;
}

/** A channel's caller id changed. */
export interface ChannelCallerId extends Event {
  readonly type: 'ChannelCallerId';
  /** Whether the caller wants to be shown, as a number. */
  readonly caller_presentation: number;
  /** The same in words. */
  readonly caller_presentation_txt: string;
  /** The channel with its new caller id. */
  readonly channel: Channel;
}

/** The other side of a channel changed: whom it is connected to. Since 13.1. */
export interface ChannelConnectedLine extends Event {
  readonly type: 'ChannelConnectedLine';
  /** The channel with its new `connected`. */
  readonly channel: Channel;
}

/** Somebody's own event, by the dialplan's UserEvent() or by ARI. */
export interface ChannelUserevent extends Event {
  readonly type: 'ChannelUserevent';
  /** Its name. */
  readonly eventname: string;
  /** A channel that it was sent on. */
  readonly channel?: Channel;
  /** A bridge that it was sent on. */
  readonly bridge?: Bridge;
  /** An endpoint that it was sent on. */
  readonly endpoint?: Endpoint;
  /** What the sender put in; the name is among it as `eventname`. */
  readonly userevent: Readonly<Record<string, unknown>>;
}

/** A channel was asked to hang up. */
export interface ChannelHangupRequest extends Event {
  readonly type: 'ChannelHangupRequest';
  /** Hang-up cause, a Q.850 number. */
  readonly cause?: number;
  /** The driver's own cause when things went wrong, a SIP status on PJSIP. Since 20.17, 22.7. */
  readonly tech_cause?: number;
  /** Whether it was asked from inside of Asterisk, not by the other side. */
  readonly soft?: boolean;
  /** The channel. */
  readonly channel: Channel;
}

/** A variable was set. */
export interface ChannelVarset extends Event {
  readonly type: 'ChannelVarset';
  /** Its name. Functions appear as written, such as `CHANNEL(language)`. */
  readonly variable: string;
  /** Its new value. */
  readonly value: string;
  /** The channel that it belongs to; a global variable has none. */
  readonly channel?: Channel;
}

/** The other side put the call on hold. Since 13.4. */
export interface ChannelHold extends Event {
  readonly type: 'ChannelHold';
  /** The channel. */
  readonly channel: Channel;
  /** Class of music that it asked for. */
  readonly musicclass?: string;
}

/** The other side took the call off hold. Since 13.4. */
export interface ChannelUnhold extends Event {
  readonly type: 'ChannelUnhold';
  /** The channel. */
  readonly channel: Channel;
}

/** A tone was heard. Needs the dialplan function TONE_DETECT on the channel. Since 22.0; not in 20 and 21. */
export interface ChannelToneDetected extends Event {
  readonly type: 'ChannelToneDetected';
  /** The channel. */
  readonly channel: Channel;
}

/** Somebody began to talk. Needs the dialplan function TALK_DETECT on the channel. */
export interface ChannelTalkingStarted extends Event {
  readonly type: 'ChannelTalkingStarted';
  /** The channel. */
  readonly channel: Channel;
}

/** Somebody stopped talking. Needs the dialplan function TALK_DETECT on the channel. */
export interface ChannelTalkingFinished extends Event {
  readonly type: 'ChannelTalkingFinished';
  /** The channel. */
  readonly channel: Channel;
  /** How long the talk was, in milliseconds. */
  readonly duration: number;
}

/** An attempt to reach a device goes on. One arrives at each step, from an empty status to the final one. */
export interface Dial extends Event {
  readonly type: 'Dial';
  /** Who dials; an originate has nobody. */
  readonly caller?: Channel;
  /** Who is dialled. */
  readonly peer: Channel;
  /** Where the dialled side redirected the call to; may be empty. */
  readonly forward?: string;
  /** The channel that follows that redirection. */
  readonly forwarded?: Channel;
  /** What was dialled, without the technology. */
  readonly dialstring?: string;
  /** Empty at the start, then such as `RINGING`, `PROGRESS`, `ANSWER`, `BUSY`, `NOANSWER`, `CANCEL`, `CONGESTION`. */
  readonly dialstatus: string;
}
