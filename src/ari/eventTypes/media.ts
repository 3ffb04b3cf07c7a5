/** Events about playbacks and recordings. */
import type { LiveRecording, Playback } from '../resources';
import type { Event } from './base';

/** A playback began. Media that Asterisk cannot make sense of never get a PlaybackFinished. */
export interface PlaybackStarted extends Event {
  readonly type: 'PlaybackStarted';
  /** The playback. */
  readonly playback: Playback;
}

/** A playback goes on to the next of its media. Since 14.0. */
export interface PlaybackContinuing extends Event {
  readonly type: 'PlaybackContinuing';
  /** The playback; `media_uri` is the one that ended, `next_media_uri` the one that follows. */
  readonly playback: Playback;
}

/** A playback ended; its state says whether it `failed`. */
export interface PlaybackFinished extends Event {
  readonly type: 'PlaybackFinished';
  /** The playback. */
  readonly playback: Playback;
}

/** A recording began. */
export interface RecordingStarted extends Event {
  readonly type: 'RecordingStarted';
  /** The recording. */
  readonly recording: LiveRecording;
}

/** A recording ended. Its state is `done` even when it was cancelled, and nothing is kept (measured on 16.28 and 22.10). */
export interface RecordingFinished extends Event {
  readonly type: 'RecordingFinished';
  /** The recording with its duration. */
  readonly recording: LiveRecording;
}

/** A recording failed. */
export interface RecordingFailed extends Event {
  readonly type: 'RecordingFailed';
  /** The recording with the cause. */
  readonly recording: LiveRecording;
}
