import type { MediaProblem } from '../../ari/mediaUri';
import type { LiveRecording, Playback } from '../../ari/resources';
import type { ChannelRef } from '../explaining/reason';

/** Why nothing was heard of a medium. */
export type MediaWhy =
  /** Asterisk can make no sense of it. */
  | { readonly why: 'problem'; readonly problem: MediaProblem }
  | { readonly why: 'noRecording' }
  /** Not installed in `language`; `languages` are those in which it is. */
  | { readonly why: 'noSound'; readonly language: string | undefined; readonly languages: readonly string[] }
  | { readonly why: 'unclear' };

/** A call of ours, as it was asked for. */
export interface Call {
  readonly endpoint: string;
  readonly application: string | undefined;
  readonly arguments: string | undefined;
  readonly context: string | undefined;
  readonly extension: string | undefined;
  /** A number, or a label. */
  readonly priority: string | undefined;
  readonly callerId: string | undefined;
}

/** Why a call of ours came to nothing. */
export type CallWhy =
  /** The Local extension that was called does not exist, or its context does not. */
  | { readonly why: 'noExtension' }
  /** It was answered, and the place in the dialplan where it was to go on does not exist. */
  | { readonly why: 'noTarget' }
  /** It was answered, and nobody serves the application. */
  | { readonly why: 'nobodyServes'; readonly application: string }
  | { readonly why: 'busy' | 'rejected' | 'noAnswer' | 'absent' | 'noRoute' | 'congestion' }
  /** Anything else: the hang-up cause, a Q.850 number, and Asterisk's words for it. */
  | { readonly why: 'cause'; readonly cause: number; readonly words: string };

/** Where in the dialplan. */
export interface DialplanPlace {
  readonly context: string;
  readonly exten: string;
  readonly priority: number;
}

/** A failure that no error told of. */
export type Finding =
  /** Asterisk skipped the medium in silence: what it started has no end (res_stasis_playback.c). */
  | ({ readonly kind: 'playbackSkipped'; readonly own: boolean; readonly playback: Playback } & MediaWhy)
  | ({ readonly kind: 'playbackFailed'; readonly own: boolean; readonly playback: Playback } & MediaWhy)
  | { readonly kind: 'recordingFailed'; readonly own: true; readonly recording: LiveRecording }
  | ({ readonly kind: 'callFailed'; readonly own: true; readonly call: Call; readonly channel: ChannelRef } & CallWhy)
  | {
      readonly kind: 'nobodyServes';
      /** The other half of a Local channel that we called. */
      readonly own: boolean;
      readonly application: string;
      /** Whether the server knows it still: then its program was connected, and is not any more. */
      readonly listed: boolean;
      readonly channel: ChannelRef;
      /** The line with Stasis(); nothing for a call that was made into the application. */
      readonly place: DialplanPlace | undefined;
    };
