import type { Method } from '../../ari/rest';

/** A channel as people know it. */
export interface ChannelRef {
  readonly id: string;
  /** Such as `PJSIP/1000-00000001`; nothing when it was never seen. */
  readonly name: string | undefined;
}

/** Where a channel is now, as far as the live model knows. */
export type Whereabouts =
  | { readonly kind: 'application'; readonly name: string; readonly ours: boolean; readonly listed: boolean }
  | {
      readonly kind: 'dialplan';
      readonly context: string;
      readonly exten: string;
      readonly priority: number;
      /** The dialplan application that runs, and its arguments. */
      readonly app: string;
      readonly data: string;
    }
  /** It was originated and has not been answered: it runs `AppDial2`, and no dialplan yet (measured). */
  | { readonly kind: 'originated' }
  /** The far end of a Dial() in the dialplan, which runs `AppDial` and no dialplan of its own. */
  | { readonly kind: 'dialled' }
  /** It was there and has ended. */
  | { readonly kind: 'ended' }
  /** The model has never heard of it. */
  | { readonly kind: 'unknown' };

/** Why no channel could be made to an endpoint. */
export type NoChannelWhy =
  /** It is known, and nothing answers for it. */
  | { readonly why: 'offline' }
  /** The technology has endpoints, this is none of them; `similar` are up to three that look alike. */
  | { readonly why: 'unknown'; readonly similar: readonly string[] }
  /** No endpoint of this technology is known; `technologies` are those that have some. */
  | { readonly why: 'technology'; readonly technology: string; readonly technologies: readonly string[] }
  /** Known and not offline, or of a technology that lists no endpoints. */
  | { readonly why: 'unclear' };

/** What can be gone, or never have been. */
export type Thing =
  | 'channel'
  | 'bridge'
  | 'playback'
  | 'liveRecording'
  | 'storedRecording'
  | 'sound'
  | 'module'
  | 'log'
  | 'configObject'
  | 'device'
  | 'mailbox';

/** What is said of a module when it was asked for. */
export type ModuleAction = 'read' | 'load' | 'unload' | 'reload';

/** What happened and why in this very case: the facts of an explanation, without its words. */
export type Reason =
  // The request did not get there, or nothing came back.
  | { readonly kind: 'unreachable' }
  /** Nothing was sent, because there is no connection. */
  | { readonly kind: 'notConnected'; readonly returning: boolean }
  /** The time-out: what writes may have been done all the same. */
  | { readonly kind: 'unanswered'; readonly method: Method | undefined }
  | { readonly kind: 'garbled' }
  | { readonly kind: 'untrusted' }
  /** Our own rule: nothing but GET is sent to this server. */
  | { readonly kind: 'readOnlyHere' }
  // Asterisk refused before it looked at what was asked.
  | { readonly kind: 'wrongPassword' }
  | { readonly kind: 'readOnlyUser' }
  | { readonly kind: 'accessList' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'tooLarge' }
  /** An HTML page: the web server answered, and ARI is not where it was looked for. */
  | { readonly kind: 'notAri' }
  /** This version, or its modules, do not know the request. */
  | { readonly kind: 'unknownRequest'; readonly request: string }
  /** A parameter is missing, or is not one that the request can have. */
  | { readonly kind: 'parameter'; readonly name: string | undefined; readonly value: string | undefined }
  /** The JSON that was sent could not be read. */
  | { readonly kind: 'badBody' }
  // What was meant is not there.
  | { readonly kind: 'gone'; readonly thing: Thing; readonly id: string; readonly ended: boolean }
  | { readonly kind: 'noVariable'; readonly variable: string | undefined }
  /** Several variables or functions could not be read or written; Asterisk's own log says which. */
  | { readonly kind: 'functionFailed'; readonly variable: string | undefined }
  | { readonly kind: 'noEndpoint'; readonly endpoint: string; readonly similar: readonly string[] }
  | { readonly kind: 'noTechnology'; readonly technology: string; readonly technologies: readonly string[] }
  | { readonly kind: 'noApplication'; readonly name: string; readonly ours: boolean }
  | { readonly kind: 'noEventSource'; readonly source: string | undefined }
  | { readonly kind: 'notSubscribed'; readonly application: string; readonly source: string | undefined }
  | { readonly kind: 'noLabel'; readonly label: string | undefined; readonly context: string | undefined }
  | { readonly kind: 'noStatistics'; readonly why: 'technology' | 'notYet' }
  // It is there, and in no state for it.
  | { readonly kind: 'notInStasis'; readonly channel: ChannelRef; readonly where: Whereabouts }
  | { readonly kind: 'notReady'; readonly channel: ChannelRef; readonly state: string | undefined }
  | { readonly kind: 'notDialable'; readonly channel: ChannelRef; readonly why: 'state' | 'foreign' }
  | { readonly kind: 'wrongTechnology'; readonly channel: ChannelRef; readonly endpoint: string | undefined }
  | { readonly kind: 'inBridge'; readonly channel: ChannelRef; readonly bridge: string | undefined }
  | { readonly kind: 'recording'; readonly channel: ChannelRef }
  /** `bridge` is where the channel is instead, if in any. */
  | { readonly kind: 'notInBridge'; readonly channel: ChannelRef; readonly bridge: string | undefined }
  | { readonly kind: 'foreignBridge'; readonly id: string; readonly creator: string | undefined }
  | { readonly kind: 'noMusic'; readonly id: string }
  | { readonly kind: 'notControllable'; readonly media: string | undefined; readonly begun: boolean }
  | { readonly kind: 'notRecording'; readonly name: string }
  | { readonly kind: 'notOffered'; readonly channel: ChannelRef }
  | { readonly kind: 'claimed'; readonly channel: ChannelRef }
  | { readonly kind: 'foreignDevice'; readonly device: string }
  | { readonly kind: 'watchedDevice'; readonly device: string }
  | { readonly kind: 'moduleRefused'; readonly module: string; readonly action: ModuleAction }
  | { readonly kind: 'objectRefused'; readonly object: string; readonly deleting: boolean }
  | { readonly kind: 'unreadableFile'; readonly name: string }
  // It cannot be made.
  | { readonly kind: 'idTaken'; readonly thing: 'channel' | 'bridge' | 'log'; readonly id: string }
  | { readonly kind: 'recordingExists'; readonly name: string; readonly running: boolean }
  | { readonly kind: 'forbiddenName'; readonly name: string | undefined }
  | { readonly kind: 'noFormat'; readonly format: string | undefined }
  | ({ readonly kind: 'noChannelMade'; readonly endpoint: string } & NoChannelWhy)
  /** An error inside Asterisk that says no more. */
  | { readonly kind: 'internal' }
  /** A status that none of the above is: an explanation is missing here. */
  | { readonly kind: 'other'; readonly status: number };
